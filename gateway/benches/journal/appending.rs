//! What an append costs against a bare `INSERT` of the same row in its own commit.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use commands::journal::{Append, Idempotent, NewEvent, ReliedOn, StreamAppend};
use domain::journal::{Actor, StreamKey, Tenant};
use gateway::database::Databases;
use sqlx::PgPool;
use uuid::Uuid;

use super::figures::median;
use super::world::World;

const ROUNDS: usize = 7;
const ROWS: u32 = 400;

/// A payload as long as that of a submission of a few lines.
fn payload() -> String {
    let text = "0123456789".repeat(60);
    format!(r#"{{"Submitted":{{"text":"{text}"}}}}"#)
}

pub async fn against_a_bare_insert(pools: &Databases, world: &World) {
    sqlx::query("CREATE TABLE public.bare (LIKE journal.events INCLUDING ALL)")
        .execute(&pools.owner)
        .await
        .unwrap();
    sqlx::query("GRANT INSERT ON public.bare TO kabinet_writer").execute(&pools.owner).await.unwrap();
    let epoch = sqlx::query_scalar("SELECT epoch FROM organizations.access WHERE person = $1")
        .bind(world.purchaser.uuid())
        .fetch_one(&pools.writer)
        .await
        .unwrap();
    let mut bare = Vec::new();
    let mut plain = Vec::new();
    let mut keyed = Vec::new();
    for _ in 0..ROUNDS {
        bare.push(rate(insert(&pools.writer).await));
        plain.push(rate(append(&pools.writer, world, epoch, false).await));
        keyed.push(rate(append(&pools.writer, world, epoch, true).await));
    }
    let ratio = |ours: &[f64]| median(ours.iter().zip(&bare).map(|(ours, bare)| ours / bare).collect());
    let (plain_ratio, keyed_ratio) = (ratio(&plain), ratio(&keyed));
    println!("| what | commits a second (median) | against the bare INSERT (median of the rounds) |");
    println!("|---|---|---|");
    println!("| bare `INSERT` | {:.0} | 1.00 |", median(bare));
    println!("| append: access row, fence, chain | {:.0} | {plain_ratio:.2} |", median(plain));
    println!("| append with an idempotency key | {:.0} | {keyed_ratio:.2} |", median(keyed));
}

fn rate(took: Duration) -> f64 {
    f64::from(ROWS) / took.as_secs_f64()
}

async fn insert(pool: &PgPool) -> Duration {
    let now: DateTime<Utc> = "2026-11-23T12:00:00Z".parse().unwrap();
    let payload = payload();
    let stream = fresh();
    let hash = vec![7_u8; 32];
    let started = Instant::now();
    for sequence in 1..=i64::from(ROWS) {
        sqlx::query(
            "INSERT INTO public.bare (aggregate_type, aggregate_id, sequence, event_type, event_version, payload,
                    metadata, organization, event_id, actor, correlation_id, occurred_at, append_first,
                    content_hash, chain_hash)
             VALUES ('bench', $1, $2, 'Submitted', '1', $3::text::json, '{}', $4, $5, $6, $7, $8, $2, $9, $9)",
        )
        .bind(stream.to_string())
        .bind(sequence)
        .bind(&payload)
        .bind(stream.to_string())
        .bind(fresh())
        .bind("person:00000000-0000-0000-0000-000000000000")
        .bind(stream)
        .bind(now)
        .bind(&hash)
        .execute(pool)
        .await
        .unwrap();
    }
    started.elapsed()
}

async fn append(pool: &PgPool, world: &World, epoch: i64, keyed: bool) -> Duration {
    let tenant = Tenant::from(world.organization);
    let key = StreamKey { aggregate_type: "bench", aggregate_id: fresh().to_string() };
    let payload = payload();
    let started = Instant::now();
    for first in 1..=i64::from(ROWS) {
        let event = NewEvent {
            event_id: fresh(),
            event_type: "Submitted".to_owned(),
            event_version: "1".to_owned(),
            payload: payload.clone(),
            metadata: "{}".to_owned(),
        };
        let idempotent = keyed.then(|| Idempotent {
            key: fresh().to_string(),
            request_hash: vec![7; 32],
            outcome: "null".to_owned(),
        });
        let append = Append {
            tenant,
            actor: Actor::Person(world.purchaser),
            on_behalf_of: None,
            correlation_id: event.event_id,
            causation_id: None,
            occurred_at: "2026-11-23T12:00:00Z".parse().unwrap(),
            idempotent,
            relied_on: Some(ReliedOn { person: world.purchaser.uuid(), tenant, epoch }),
            streams: vec![StreamAppend { key: key.clone(), first, events: vec![event] }],
            effects: vec![],
        };
        append.write(pool).await.unwrap();
    }
    started.elapsed()
}

fn fresh() -> Uuid {
    gateway::adapters::system_ports().ids.next()
}
