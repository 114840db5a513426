//! What people ask of the ledger, one request after the other.

use gateway::graphql::global_id::{GlobalId, Identified};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::figures::Times;
use crate::served::Served;
use crate::world::World;

/// How often each question is asked, and how often before it counts.
const ASKED: usize = 300;
const WARMING: usize = 20;

const AGES: &str = "receivable { notDue { amount } days1To30 { amount } days31To60 { amount }
    days61To90 { amount } over90 { amount } } balance { amount currency } advance { amount }";

fn id<I: Identified>(id: I) -> String {
    GlobalId(id).encode()
}

pub async fn ask(served: &Served, world: &World) {
    let accountant = served.signed_in("accountant").await;
    let manager = served.signed_in("manager").await;
    let of = |what: &str| format!("query($id: ID!) {{ organization(id: $id) {{ account {{ {what} }} }} }}");
    let questions = [
        ("balance and aging now", of(&format!("balances {{ contract {{ number }} {AGES} }}"))),
        ("aging as of a day", of(&format!("balances(asOf: \"2025-06-30\") {{ {AGES} }}"))),
        (
            "aging as of a day, as known at a moment",
            of(&format!("balances(asOf: \"2025-06-30\", knownAt: \"2099-01-01T00:00:00Z\") {{ {AGES} }}")),
        ),
        (
            "statement of a quarter",
            of("statement(from: \"2025-04-01\", to: \"2025-06-30\") { opening { amount } closing { amount }
                rows { date words debit { amount } credit { amount } } }"),
        ),
        (
            "20 documents with what settled them",
            of("entries(first: 20) { nodes { number date due amount { amount } open { amount }
                settled { number amount { amount } } } }"),
        ),
        (
            "balance by day over three years",
            of("balanceByDay(from: \"2023-11-01\", to: \"2026-11-01\") { days { date balance { amount } } }"),
        ),
    ];
    println!("\n| milliseconds | p50 | p95 | p99 | most |");
    println!("|---|---|---|---|---|");
    for (what, query) in &questions {
        measure(&accountant, what, query, &json!({ "id": id(world.organization) })).await;
    }
    let query = "{ staff { debtors(first: 20) { nodes { organization { id } receivable { amount }
        overdue { amount } balance { amount } } sums { organizations receivable { amount } overdue { amount } } } } }";
    measure(&manager, "the 20 largest debtors of all, with totals", query, &json!({})).await;
}

async fn measure(browser: &Browser, what: &str, query: &str, variables: &Value) {
    let mut times = Vec::with_capacity(ASKED);
    for round in 0..ASKED + WARMING {
        let (_, took) = browser.ask(query, variables).await;
        if round >= WARMING {
            times.push(took);
        }
    }
    println!("{}", Times::new(times).row(what));
}
