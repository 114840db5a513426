//! `.sqlx` holds what the compiler was told about the queries. This is still so.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use sqlx::{Column, Executor, TypeInfo};

use crate::server::Server;

/// The stored queries by their file's name.
fn stored() -> BTreeMap<String, Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(".sqlx");
    let files = fs::read_dir(folder).expect(".sqlx is committed; script/prepare writes it");
    let stored: BTreeMap<_, _> = files
        .map(|file| file.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap())
        })
        .collect();
    assert!(stored.len() > 50, "the queries are stored");
    stored
}

#[tokio::test]
async fn every_stored_query_fits_the_migrated_database() {
    let server = Server::start().await;
    projections::registry::install(&server.database).await.unwrap();
    let mut connection = server.database.acquire().await.unwrap();
    sqlx::query("SET search_path = read, public").execute(&mut *connection).await.unwrap();
    for (file, query) in stored() {
        let text = query["query"].as_str().unwrap();
        let described = (&mut *connection)
            .describe(text)
            .await
            .unwrap_or_else(|error| panic!("{file} does not fit: {error}\n{text}\nRun script/prepare."));
        let columns: Vec<_> = described.columns().iter().map(|column| column.name().to_owned()).collect();
        let expected: Vec<_> = query["describe"]["columns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|column| column["name"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(columns, expected, "{file} gives other columns. Run script/prepare.");
        for (column, stored) in
            described.columns().iter().zip(query["describe"]["columns"].as_array().unwrap())
        {
            let Some(expected) = stored["type_info"].as_str() else { continue };
            let now = column.type_info().name().replace("[]", "Array");
            assert!(
                now.eq_ignore_ascii_case(expected),
                "{file}: {} is {now} and not {expected}",
                column.name()
            );
        }
    }
}
