//! What was refused is kept, and taken in again when what it lacked has come.

use commands::exchange::tie::tie_counterparty;
use commands::exchange::try_again::{Which, try_again};
use commands::{Request, Requester};
use domain::journal::Tenant;
use gateway::exchange::contract::ContractReader;
use serde_json::json;
use uuid::Uuid;

use super::base::{Base, batch, contract, counterparty, invoice, outcomes};
use crate::world::{ORGANIZATION, World};

async fn again(world: &World, base: &Base) -> (u64, u64) {
    let (console, request) = (Requester::console(Tenant::Supplier), Request::new(Uuid::from_u128(1)));
    let commands = &world.server.commands;
    let counts = try_again(commands, &ContractReader, &console, &request, &base.name, &Which::default())
        .await
        .unwrap();
    (counts.posted, counts.refused)
}

#[tokio::test]
async fn documents_that_came_too_early_are_taken_in_again() {
    let world = World::make().await;
    let base = Base::of(&world.server, "ut-moscow").await;
    let early = base.send(&batch("early", &[invoice("d-1", 1, "10.00"), invoice("d-2", 1, "5.00")])).await;
    assert_eq!(outcomes(&early), ["EXCHANGE_COUNTERPARTY_UNKNOWN"; 2]);
    assert_eq!(again(&world, &base).await, (0, 2), "nothing has come yet");
    base.send(&batch("late", &[counterparty("c-1", 1), contract("k-1", "c-1", 1)])).await;
    assert_eq!(again(&world, &base).await, (2, 0));
    assert_eq!(again(&world, &base).await, (0, 0), "nothing waits any more");
    let settled: (i64, i32) = sqlx::query_as("SELECT count(settled_at), max(tries) FROM exchange.refused")
        .fetch_one(&world.server.database)
        .await
        .unwrap();
    assert_eq!(settled, (2, 3));
    let told: i64 = sqlx::query_scalar("SELECT count(*) FROM journal.events WHERE event_type = 'TriedAgain'")
        .fetch_one(&world.server.database)
        .await
        .unwrap();
    assert_eq!(told, 2);
}

#[tokio::test]
async fn an_operator_says_which_organization_a_counterparty_is() {
    let world = World::make().await;
    let base = Base::of(&world.server, "ut-moscow").await;
    let mut nameless = counterparty("c-1", 1);
    nameless["kpp"] = json!("770201001");
    let answer = base.send(&batch("b-1", &[nameless, contract("k-1", "c-1", 1)])).await;
    assert_eq!(outcomes(&answer), ["posted", "EXCHANGE_COUNTERPARTY_NOT_TIED"]);
    let console = Requester::console(Tenant::Supplier);
    let pool = world.server.commands.pool();
    tie_counterparty(pool, &console, &base.name, "c-1", ORGANIZATION).await.unwrap();
    assert_eq!(again(&world, &base).await, (1, 0));
    let answer = base.send(&batch("b-2", &[invoice("d-1", 1, "10.00")])).await;
    assert_eq!(outcomes(&answer), ["posted"]);
}
