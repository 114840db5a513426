//! What was refused is kept, and taken in again when what it lacked has come.

use chrono::TimeDelta;
use commands::exchange::tie::tie_counterparty;
use commands::exchange::try_again::{Which, try_again};
use commands::{Request, Requester};
use domain::journal::Tenant;
use gateway::exchange::contract::ContractReader;
use gateway::workers::{sweeping, taking_again};
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

#[tokio::test]
async fn documents_are_taken_in_again_by_themselves_when_what_they_lacked_has_come() {
    let world = World::make().await;
    let base = Base::of(&world.server, "ut-moscow").await;
    let mut another = invoice("d-3", 1, "7.00");
    another["counterparty"] = json!("c-9");
    let early = [invoice("d-1", 1, "10.00"), another];
    assert_eq!(outcomes(&base.send(&batch("early", &early)).await), ["EXCHANGE_COUNTERPARTY_UNKNOWN"; 2]);
    let commands = &world.server.commands;
    let tried = "SELECT coalesce(sum(tries - 1), 0) FROM exchange.refused";
    let tried = async || sqlx::query_scalar::<_, i64>(tried).fetch_one(&world.server.database).await.unwrap();
    taking_again::look(commands).await.unwrap();
    assert_eq!(tried().await, 0, "nothing has come yet");

    base.send(&batch("counterparty", &[counterparty("c-1", 1)])).await;
    taking_again::look(commands).await.unwrap();
    assert_eq!(tried().await, 1, "it lacks the contract now");
    taking_again::look(commands).await.unwrap();
    assert_eq!(tried().await, 1, "and is left alone until that comes");
    base.send(&batch("contract", &[contract("k-1", "c-1", 1)])).await;
    taking_again::look(commands).await.unwrap();
    let settled: Vec<String> =
        sqlx::query_scalar("SELECT document FROM exchange.refused WHERE settled_at IS NOT NULL")
            .fetch_all(&world.server.database)
            .await
            .unwrap();
    assert_eq!(settled, ["d-1"]);
}

#[tokio::test]
async fn raw_documents_are_forgotten_after_a_quarter_and_what_was_refused_is_not() {
    let world = World::make().await;
    let base = Base::of(&world.server, "ut-moscow").await;
    base.send(&batch("b-1", &[invoice("d-1", 1, "10.00")])).await;
    let commands = &world.server.commands;
    let kept = "SELECT count(arrived), (SELECT count(*) FROM exchange.refused) FROM exchange.chunks";
    let kept =
        async || sqlx::query_as::<_, (i64, i64)>(kept).fetch_one(&world.server.database).await.unwrap();
    sweeping::sweep(commands).await.unwrap();
    assert_eq!(kept().await, (1, 1));
    world.server.clock.advance(TimeDelta::days(101));
    sweeping::sweep(commands).await.unwrap();
    assert_eq!(kept().await, (0, 1));
}

#[tokio::test]
async fn an_empty_batch_says_that_there_is_nothing_new() {
    let world = World::make().await;
    let base = Base::of(&world.server, "ut-moscow").await;
    base.send(&batch("b-1", &[])).await;
    let heard: i64 = sqlx::query_scalar("SELECT count(*) FROM accounts.bases_heard WHERE base = 'ut-moscow'")
        .fetch_one(&world.server.database)
        .await
        .unwrap();
    assert_eq!(heard, 1);
}
