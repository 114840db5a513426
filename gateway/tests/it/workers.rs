//! What runs beside the requests, with and without accidents.

mod accidents;
mod deadlines;
mod reacting;
mod rebuilding;

use std::sync::Arc;

use commands::Commands;
use commands::identity::{Identity, IdentitySettings};
use commands::journal::{Append, NewEvent, StreamAppend};
use domain::identity::person::{Person, PersonEvent};
use domain::journal::{Actor, Position, StreamKey, Tenant};
use gateway::adapters::{Argon2Hasher, OperatingSystemEntropy, system_ports};
use gateway::database::Databases;
use gateway::workers::{Freshness, Tools, Workers};
use sqlx::PgPool;
use uuid::Uuid;

/// Workers over a database.
fn work_on(pools: &Databases) -> Workers {
    let commands = Commands::new(pools.writer.clone(), system_ports());
    let hasher = Arc::new(Argon2Hasher::new(Arc::new(OperatingSystemEntropy)));
    Workers::start(&Tools {
        pool: pools.writer.clone(),
        identity: Identity::new(commands.clone(), hasher, IdentitySettings::default()),
        commands,
        freshness: Freshness::new(pools.writer.clone()),
    })
}

/// Events of an account, from a sequence on, under a name that may be unknown.
async fn append(pool: &PgPool, stream: &str, first: i64, names: &[&str]) -> Position {
    let ports = system_ports();
    let changed = PersonEvent::PasswordChanged { at: ports.clock.now() };
    let event = |name: &&str| NewEvent {
        event_id: ports.ids.next(),
        event_type: (*name).to_owned(),
        event_version: "1".to_owned(),
        payload: serde_json::to_string(&changed).unwrap(),
        metadata: "{}".to_owned(),
    };
    let stream = StreamAppend {
        key: StreamKey::of::<Person>(stream),
        first,
        events: names.iter().map(event).collect(),
    };
    let append = Append {
        tenant: Tenant::Supplier,
        actor: Actor::Console,
        on_behalf_of: None,
        correlation_id: Uuid::from_u128(1),
        causation_id: None,
        occurred_at: ports.clock.now(),
        idempotent: None,
        relied_on: None,
        streams: vec![stream],
        effects: Vec::new(),
    };
    append.write(pool).await.unwrap()
}

/// Waits until a query gives true.
async fn until(pool: &PgPool, query: &str) {
    while !sqlx::query_scalar::<_, bool>(query).fetch_one(pool).await.unwrap() {
        tokio::task::yield_now().await;
    }
}

async fn number(pool: &PgPool, query: &str) -> i64 {
    sqlx::query_scalar(query).fetch_one(pool).await.unwrap()
}
