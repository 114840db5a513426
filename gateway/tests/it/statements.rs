//! A page of orders with everything about them takes as many statements as a page of one.

use std::cell::RefCell;
use std::fmt::{self, Write};
use std::sync::Once;

use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::{LevelFilter, Targets};
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

thread_local! {
    /// The statements that the database was asked on this thread since it listens.
    static HEARD: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Hears the statements of the threads that listen.
struct Statements;

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
        HEARD.with_borrow_mut(|heard| {
            if let Some(heard) = heard {
                let mut statement = String::new();
                event.record(&mut Words(&mut statement));
                heard.push(statement);
            }
        });
    }
}

/// What is asked on this thread from now on. The listener is that of the whole process: whether
/// an event is of interest to anybody is remembered for all threads, and one that listens for a
/// while only may come too late for it.
fn listen() {
    static LISTENER: Once = Once::new();
    LISTENER.call_once(|| {
        let only = Targets::new().with_target("sqlx::query", LevelFilter::DEBUG);
        tracing::subscriber::set_global_default(registry().with(Statements.with_filter(only))).unwrap();
    });
    HEARD.set(Some(Vec::new()));
}

/// What was asked since.
fn heard() -> Vec<String> {
    HEARD.take().expect("somebody listened")
}

#[tokio::test]
async fn a_page_of_orders_asks_for_what_belongs_to_them_once() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    for bolts in 1..=6 {
        let order = world.draft(&purchaser, bolts).await;
        world.done(&purchaser, "submitOrder", &order, json!({})).await;
    }
    listen();
    let page = purchaser.data(PAGE, json!({ "id": id(ORGANIZATION) })).await;
    let statements = heard();

    let orders = page["organization"]["orders"]["nodes"].as_array().unwrap();
    assert_eq!(orders.len(), 6);
    for order in orders {
        assert_eq!(order["author"]["name"], "Анна Петрова");
        assert_eq!(order["history"][1]["actor"]["person"]["name"], "Анна Петрова");
        assert_eq!(order["approval"]["status"], "PENDING");
    }
    for read in READS {
        // Names are asked for by two levels of the page.
        let times = statements.iter().filter(|statement| statement.contains(read)).count();
        assert!((1..=2).contains(&times), "{times} statements of {read}");
    }
}
