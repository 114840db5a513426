//! Nothing that was recorded can be changed unnoticed: refused by the database, and
//! found out by whoever recomputes the chain.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use commands::journal::Idempotent;
use domain::journal::Actor;
use sha2::{Digest, Sha256};
use sqlx::{Executor, FromRow, PgPool};
use uuid::Uuid;

use crate::database::Database;
use crate::writing::{append, new_id, stream, tenant};

#[derive(FromRow)]
struct Row {
    aggregate_type: String,
    aggregate_id: String,
    sequence: i64,
    event_type: String,
    event_version: String,
    payload: String,
    metadata: String,
    organization: String,
    event_id: Uuid,
    actor: String,
    on_behalf_of: Option<String>,
    correlation_id: Uuid,
    causation_id: Option<Uuid>,
    idempotency_key: Option<String>,
    occurred_at: DateTime<Utc>,
    append_first: i64,
    content_hash: Vec<u8>,
    chain_hash: Vec<u8>,
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

fn fields(fields: &[&[u8]]) -> Vec<u8> {
    sha256(
        &fields
            .iter()
            .flat_map(|field| [&(field.len() as u64).to_be_bytes(), *field].concat())
            .collect::<Vec<_>>(),
    )
}

impl Row {
    fn content(&self) -> Vec<u8> {
        fields(&[
            self.event_id.as_bytes(),
            self.organization.as_bytes(),
            self.aggregate_type.as_bytes(),
            self.aggregate_id.as_bytes(),
            &self.sequence.to_be_bytes(),
            self.event_type.as_bytes(),
            self.event_version.as_bytes(),
            self.actor.as_bytes(),
            self.on_behalf_of.as_deref().unwrap_or_default().as_bytes(),
            self.correlation_id.as_bytes(),
            self.causation_id.as_ref().map_or(&[], |id| id.as_bytes().as_slice()),
            self.idempotency_key.as_deref().unwrap_or_default().as_bytes(),
            &self.occurred_at.timestamp_micros().to_be_bytes(),
            &sha256(self.payload.as_bytes()),
            &sha256(self.metadata.as_bytes()),
        ])
    }

    fn genesis(&self) -> Vec<u8> {
        let names = [&self.organization, &self.aggregate_type, &self.aggregate_id].map(String::as_bytes);
        fields(&[b"kabinet", names[0], names[1], names[2]])
    }
}

/// The sequences at which the stored stream is not what its hashes say.
async fn broken(pool: &PgPool) -> Vec<i64> {
    let rows: Vec<Row> =
        sqlx::query_as("SELECT * FROM (
            SELECT aggregate_type, aggregate_id, sequence, event_type, event_version, payload::text, metadata::text,
                   organization, event_id, actor, on_behalf_of, correlation_id, causation_id, idempotency_key,
                   occurred_at, append_first, content_hash, chain_hash
              FROM journal.events) AS event ORDER BY sequence")
            .fetch_all(pool)
            .await
            .expect("events");
    let mut found = Vec::new();
    let mut digest = Vec::new();
    let mut before = rows.first().map(Row::genesis).unwrap_or_default();
    let mut last = before.clone();
    for (row, expected) in rows.iter().zip(1..) {
        if row.append_first == row.sequence {
            before.clone_from(&last);
            digest = row.content();
        } else {
            digest = sha256(&[digest, row.content()].concat());
        }
        let chain = sha256(&[before.clone(), digest.clone()].concat());
        if row.sequence != expected || row.content() != row.content_hash || chain != row.chain_hash {
            found.push(row.sequence);
        }
        last.clone_from(&row.chain_hash);
    }
    found
}

async fn three_appends(database: &Database) {
    let owner = tenant();
    append(owner, vec![stream("a", 1, 3)]).write(&database.pool).await.expect("begins");
    let mut second = append(owner, vec![stream("a", 4, 1)]);
    second.actor = Actor::Process("confirm".to_owned());
    second.on_behalf_of = Some(Actor::Exchange("1c".to_owned()));
    second.causation_id = Some(new_id());
    second.occurred_at += chrono::TimeDelta::nanoseconds(1_234_567);
    let key =
        Idempotent { key: "ключ".to_owned(), request_hash: vec![0; 32], outcome: "null".to_owned() };
    second.idempotent = Some(key);
    second.write(&database.pool).await.expect("goes on");
    append(owner, vec![stream("a", 5, 4)]).write(&database.pool).await.expect("goes on");
}

#[tokio::test]
async fn the_chain_can_be_recomputed_from_what_is_stored() {
    let database = Database::fresh().await;
    three_appends(&database).await;
    assert_eq!(database.number("SELECT count(*) FROM journal.events").await, 8);
    assert_eq!(broken(&database.pool).await, [0; 0]);
}

#[tokio::test]
async fn whatever_is_changed_behind_the_back_of_the_journal_is_found() {
    for tampering in [
        "UPDATE journal.events SET payload = '{}' WHERE sequence = 4",
        "UPDATE journal.events SET payload = (payload::text || ' ')::json WHERE sequence = 4",
        "UPDATE journal.events SET metadata = '{\"a\":1}' WHERE sequence = 4",
        "UPDATE journal.events SET actor = 'console' WHERE sequence = 4",
        "UPDATE journal.events SET on_behalf_of = NULL WHERE sequence = 4",
        "UPDATE journal.events SET occurred_at = occurred_at + interval '1 microsecond' WHERE sequence = 4",
        "UPDATE journal.events SET content_hash = sha256('') WHERE sequence = 4",
        "UPDATE journal.events SET chain_hash = sha256('') WHERE sequence = 4",
        "DELETE FROM journal.events WHERE sequence = 4",
        "DELETE FROM journal.events WHERE sequence = 2",
        "UPDATE journal.events SET organization = 'supplier'",
    ] {
        let database = Database::fresh().await;
        three_appends(&database).await;
        let mut intruder = database.connections("postgres", 1).acquire().await.expect("a superuser");
        intruder.execute("SET session_replication_role = replica").await.expect("triggers are off");
        intruder.execute(tampering).await.expect("tampered");
        assert_ne!(broken(&database.pool).await, [0; 0], "unnoticed: {tampering}");
    }
}

#[tokio::test]
async fn neither_the_writer_nor_the_owner_can_change_what_is_recorded() {
    let database = Database::fresh().await;
    append(tenant(), vec![stream("a", 1, 2)]).write(&database.pool).await.expect("written");
    for (role, refused_with) in
        [("kabinet_writer", "42501"), ("kabinet_owner", "KB001"), ("postgres", "KB001")]
    {
        let pool = database.connections(role, 1);
        for statement in [
            "UPDATE journal.events SET payload = '{}'",
            "DELETE FROM journal.events",
            "TRUNCATE journal.events",
        ] {
            let error = pool.execute(statement).await.expect_err(statement);
            let code = error.as_database_error().and_then(|error| error.code().map(Cow::into_owned));
            assert_eq!(code.as_deref(), Some(refused_with), "{role}: {statement}");
        }
        pool.close().await;
    }
    assert_eq!(database.number("SELECT count(*) FROM journal.events").await, 2);
}
