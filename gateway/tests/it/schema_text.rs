//! The schema as text: committed, and described to the last field.

use async_graphql::{EmptySubscription, Schema};
use gateway::graphql::schema::{Mutation, Query, sdl};
use serde_json::Value;

const INTROSPECTION: &str = "{ __schema { types { name kind description
    fields(includeDeprecated: true) { name description args { name description } }
    inputFields { name description }
    enumValues(includeDeprecated: true) { name description } } } }";

#[test]
fn the_committed_schema_is_that_of_the_code() {
    let committed = include_str!("../../schema.graphql");
    assert!(
        committed.trim_end() == sdl().trim_end(),
        "gateway/schema.graphql is not the schema of the code. If the change is meant, run\n\
         cargo run -p gateway -- schema > gateway/schema.graphql"
    );
}

#[test]
fn everything_of_the_schema_is_described() {
    let text = sdl();
    let undescribed: Vec<_> = undescribed(&text).collect();
    assert!(undescribed.is_empty(), "without a description: {undescribed:#?}");
}

/// Lines of a definition whose line before does not end a description.
fn undescribed(text: &str) -> impl Iterator<Item = &str> {
    let mut is_in_text = false;
    let mut before = "";
    text.lines().filter(move |line| {
        let fence = line.trim() == "\"\"\"";
        let is_definition = !is_in_text && !fence && defines(line) && !before.trim().ends_with("\"\"\"");
        if fence {
            is_in_text = !is_in_text;
        }
        before = line;
        is_definition
    })
}

fn defines(line: &str) -> bool {
    const KINDS: [&str; 6] = ["type ", "enum ", "input ", "scalar ", "interface ", "union "];
    let is_root = ["query: ", "mutation: "].iter().any(|root| line.trim_start().starts_with(root));
    let inside = line.starts_with('\t') && line.trim_start().starts_with(|c: char| c.is_ascii_alphabetic());
    KINDS.iter().any(|kind| line.starts_with(kind)) || (inside && !is_root)
}

#[tokio::test]
async fn clients_are_shown_the_same_descriptions() {
    let schema = Schema::build(Query::default(), Mutation::default(), EmptySubscription).finish();
    let shown = schema.execute(INTROSPECTION).await.data.into_json().unwrap();
    let types = shown["__schema"]["types"].as_array().unwrap();
    let order = types.iter().find(|it| it["name"] == "Order").unwrap();
    let all = order["fields"].as_array().unwrap();
    assert!(all.iter().all(|field| field["description"] != Value::Null), "{order}");
}
