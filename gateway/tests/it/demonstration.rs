//! The demonstration, played into databases of their own.

use std::sync::Arc;

use commands::Commands;
use commands::journal::Feed;
use commands::journal::load::load;
use commands::processes::{self, reaction::Outcome};
use domain::journal::Position;
use domain::ordering::Order;
use domain::vocabulary::OrderId;
use gateway::adapters::{Argon2Hasher, OperatingSystemEntropy, system_ports};
use gateway::demo::fixture::Fixture;
use gateway::demo::presence::Presence;
use gateway::demo::{PlayError, Played, play};
use sqlx::PgPool;

use crate::own_server::connected;

async fn played(writer: &PgPool) -> Result<Played, PlayError> {
    play(writer, &Argon2Hasher::new(Arc::new(OperatingSystemEntropy))).await
}

/// All events, each as one text of everything that must be the same in every play.
async fn events(writer: &PgPool) -> Vec<String> {
    let query =
        "SELECT concat_ws(' ', organization, aggregate_type, aggregate_id, sequence, event_id, event_type,
                        event_version, actor, correlation_id, causation_id, occurred_at AT TIME ZONE 'UTC',
                        payload, metadata, encode(content_hash, 'hex'), encode(chain_hash, 'hex'))
                   FROM journal.events ORDER BY position";
    sqlx::query_scalar(query).fetch_all(writer).await.unwrap()
}

/// The events without what depends on the number that an order got.
async fn headers(writer: &PgPool) -> Vec<String> {
    let query =
        "SELECT concat_ws(' ', organization, aggregate_type, aggregate_id, sequence, event_id, event_type,
                        actor, correlation_id, causation_id, occurred_at AT TIME ZONE 'UTC')
                   FROM journal.events ORDER BY position";
    sqlx::query_scalar(query).fetch_all(writer).await.unwrap()
}

async fn count(writer: &PgPool, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(writer).await.unwrap()
}

#[tokio::test]
async fn two_plays_give_the_same_events() {
    let (one, another) = (connected().await, connected().await);
    let (first, second) = tokio::join!(played(&one.writer), played(&another.writer));
    assert_eq!(first.unwrap(), second.unwrap());
    let (one, another) = (events(&one.writer).await, events(&another.writer).await);
    for (index, (here, there)) in one.iter().zip(&another).enumerate() {
        assert_eq!(here, there, "event {index}");
    }
    assert_eq!(one.len(), another.len());
}

#[tokio::test]
async fn every_order_ends_where_its_script_says() {
    let pools = connected().await;
    let summary = played(&pools.writer).await.unwrap();
    assert!(summary.is_new);
    assert_eq!((summary.organizations, summary.accounts.all.len(), summary.orders), (4, 18, 53));
    let fixture = Fixture::load().unwrap();
    for script in fixture.books.iter().flat_map(|book| &book.orders) {
        let id: String =
            sqlx::query_scalar("SELECT outcome->>'order' FROM journal.idempotency WHERE key = $1")
                .bind(format!("demo/order/{}/0", script.code))
                .fetch_one(&pools.writer)
                .await
                .unwrap();
        let order = load::<Order>(&pools.writer, id.parse::<OrderId>().unwrap()).await.unwrap();
        assert_eq!((order.status(), order.hold()), (Some(script.ends), script.on_hold), "{}", script.code);
    }
    let drafted = "SELECT count(*) FROM journal.events WHERE event_type = 'Drafted'";
    assert_eq!(count(&pools.writer, drafted).await, 53);
    let refused = "SELECT count(*) FROM journal.events WHERE event_type = 'ConfirmationRefused'";
    assert_eq!(count(&pools.writer, refused).await, 0);
}

#[tokio::test]
async fn the_journal_is_in_the_order_of_time_and_nothing_is_left_for_reactions() {
    let pools = connected().await;
    let before = played(&pools.writer).await.unwrap().events;
    let backwards =
        "SELECT count(*) FROM (SELECT occurred_at < lag(occurred_at) OVER (ORDER BY position) AS earlier
                       FROM journal.events) AS event WHERE earlier";
    assert_eq!(count(&pools.writer, backwards).await, 0);

    let commands = Commands::new(pools.writer.clone(), system_ports());
    let safe = commands.feed().safe_position().await.unwrap();
    let mut connection = pools.writer.acquire().await.unwrap();
    let page = Feed::page(&mut connection, Position(0), safe, 10_000).await.unwrap();
    for reaction in processes::all() {
        for event in &page.events {
            let outcome = reaction.react(event, &commands).await.unwrap();
            assert!(matches!(outcome, Outcome::DoneBefore | Outcome::Unconcerned), "{outcome:?}: {event:?}");
        }
    }
    assert_eq!(count(&pools.writer, "SELECT count(*) FROM journal.events").await, before);
}

#[tokio::test]
async fn the_catalogue_is_there_with_prices_stock_and_english_names() {
    let pools = connected().await;
    played(&pools.writer).await.unwrap();
    let products =
        "SELECT count(*) FROM catalogue.products WHERE name_en IS NOT NULL AND category IS NOT NULL
                       AND active AND NOT deleted AND NOT vat_assumed";
    assert_eq!(count(&pools.writer, products).await, 200);
    let later = "SELECT count(*) FROM catalogue.prices WHERE valid_from = '2026-08-31 21:00:00+00'";
    assert_eq!(count(&pools.writer, later).await, 28);
    assert_eq!(count(&pools.writer, "SELECT count(DISTINCT warehouse) FROM catalogue.stock").await, 2);
    assert_eq!(count(&pools.writer, "SELECT count(*) FROM organizations.contracts").await, 5);
}

#[tokio::test]
async fn playing_again_changes_nothing_and_tells_the_accounts_again() {
    let pools = connected().await;
    let first = played(&pools.writer).await.unwrap();
    let again = played(&pools.writer).await.unwrap();
    assert_eq!(again, Played { is_new: false, ..first });
}

#[tokio::test]
async fn an_interrupted_play_goes_on_where_it_stopped() {
    let (whole, broken) = (connected().await, connected().await);
    played(&whole.writer).await.unwrap();
    for stop_after in [3_i64, 40, 150] {
        let writer = broken.writer.clone();
        let playing = tokio::spawn(async move { played(&writer).await });
        while count(&broken.writer, "SELECT count(*) FROM journal.events").await < stop_after {
            tokio::task::yield_now().await;
        }
        playing.abort();
        assert!(playing.await.is_err_and(|error| error.is_cancelled()), "it was stopped in the middle");
    }
    // The server notices only after a moment that the player has gone.
    while let Err(error) = played(&broken.writer).await {
        assert!(matches!(error, PlayError::InUse), "{error}");
        tokio::task::yield_now().await;
    }
    assert_eq!(headers(&broken.writer).await, headers(&whole.writer).await);
}

#[tokio::test]
async fn a_database_with_events_of_its_own_is_refused_and_stays_as_it_is() {
    let pools = connected().await;
    played(&pools.writer).await.unwrap();
    // Whoever cleared the keys of the play has a database like any other.
    sqlx::query("DELETE FROM journal.idempotency").execute(&pools.owner).await.unwrap();
    let before = events(&pools.writer).await;
    let refused = played(&pools.writer).await.unwrap_err();
    assert!(
        matches!(refused, PlayError::NotEmpty) && refused.to_string().contains("empty database"),
        "{refused}"
    );
    assert_eq!(events(&pools.writer).await, before);
}

#[tokio::test]
async fn nothing_is_played_beside_a_running_service() {
    let pools = connected().await;
    let service = Presence::shared(&pools.writer).await.unwrap();
    assert!(matches!(played(&pools.writer).await, Err(PlayError::InUse)));
    assert_eq!(count(&pools.writer, "SELECT count(*) FROM journal.events").await, 0);
    service.leave().await;
    assert!(played(&pools.writer).await.unwrap().is_new);
}
