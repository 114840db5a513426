//! A page of orders with everything about them takes as many statements as a page of one.

use std::fmt::{self, Write};
use std::sync::{Arc, Mutex};

use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry;

use crate::world::{ORGANIZATION, World, id};

const PAGE: &str = "query($id: ID!) { organization(id: $id) { orders(first: 20) { nodes {
    number availableActions author { name } organization { name } lines { name }
    approval { status } history { event actor { person { name } } } } } } }";

/// What only reads of the page ask.
const READS: [&str; 6] = [
    "FROM order_list WHERE true",
    "FROM order_lines line",
    "FROM order_states state",
    "FROM approval_cases",
    "identity.staff_names",
    "FROM organization_card card",
];

/// The statements that the database was asked on this thread.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

struct Words<'a>(&'a mut String);

impl Visit for Words<'_> {
    fn record_debug(&mut self, _: &Field, value: &dyn fmt::Debug) {
        write!(self.0, "{value:?} ").unwrap();
    }

    fn record_str(&mut self, _: &Field, value: &str) {
        write!(self.0, "{value} ").unwrap();
    }
}

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut statement = String::new();
            event.record(&mut Words(&mut statement));
            self.0.lock().unwrap().push(statement);
        }
    }
}

impl Statements {
    fn of(&self, read: &str) -> usize {
        self.0.lock().unwrap().iter().filter(|statement| statement.contains(read)).count()
    }
}

#[tokio::test]
async fn a_page_of_orders_asks_for_what_belongs_to_them_once() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    for bolts in 1..=6 {
        let order = world.draft(&purchaser, bolts).await;
        world.done(&purchaser, "submitOrder", &order, json!({})).await;
    }
    let statements = Statements::default();
    let listening = tracing::subscriber::set_default(registry().with(statements.clone()));
    let page = purchaser.data(PAGE, json!({ "id": id(ORGANIZATION) })).await;
    drop(listening);

    let orders = page["organization"]["orders"]["nodes"].as_array().unwrap();
    assert_eq!(orders.len(), 6);
    for order in orders {
        assert_eq!(order["author"]["name"], "Анна Петрова");
        assert_eq!(order["history"][1]["actor"]["person"]["name"], "Анна Петрова");
        assert_eq!(order["approval"]["status"], "PENDING");
    }
    for read in READS {
        // Names are asked for by two levels of the page.
        let times = statements.of(read);
        assert!((1..=2).contains(&times), "{times} statements of {read}");
    }
}
