//! An append stands only on an access row that is still as it was.

use std::collections::BTreeSet;

use commands::journal::{Append, AppendError, Idempotent, ReliedOn};
use commands::organizations::access::AccessChanged;
use domain::journal::{Actor, Position, Tenant};
use domain::organizations::{AccessChange, MemberRole, Role};
use domain::vocabulary::PersonId;
use sqlx::PgPool;
use uuid::Uuid;

use crate::database::Database;
use crate::writing::{append, new_id, stream, tenant};

const KEY: &str = "one at a time";

async fn member(database: &Database, tenant: Tenant) -> ReliedOn {
    let person = new_id();
    sqlx::query(
        "INSERT INTO organizations.access (person, organization, roles) VALUES ($1, $2, '{purchaser}')",
    )
    .bind(person)
    .bind(tenant.to_string())
    .execute(&database.pool)
    .await
    .expect("a member");
    ReliedOn { person, tenant, epoch: 1 }
}

/// An append of a person, under the row that was looked up for them.
fn by(relied_on: ReliedOn, id: impl std::fmt::Display) -> Append {
    let mut set = append(relied_on.tenant, vec![stream(id, 1, 1)]);
    set.actor = Actor::Person(PersonId(relied_on.person));
    set.relied_on = Some(relied_on);
    set
}

fn change(tenant: Tenant, change: AccessChange) -> Append {
    let mut set = append(tenant, vec![stream(new_id(), 1, 1)]);
    set.effects = vec![Box::new(AccessChanged { tenant, change })];
    set
}

fn block(person: Uuid, tenant: Tenant) -> Append {
    change(tenant, AccessChange::Blocked { person: PersonId(person), blocked: true })
}

async fn last_position_of(pool: &PgPool, person: Uuid) -> Option<i64> {
    sqlx::query_scalar("SELECT max(position) FROM journal.events WHERE actor = $1")
        .bind(format!("person:{person}"))
        .fetch_one(pool)
        .await
        .expect("a position")
}

#[tokio::test]
async fn an_append_under_a_stale_row_writes_nothing() {
    let database = Database::fresh().await;
    let row = member(&database, tenant()).await;
    by(row, "a").write(&database.pool).await.expect("the row is as it was");
    for stale in [
        ReliedOn { epoch: 2, ..row },
        ReliedOn { person: new_id(), ..row },
        ReliedOn { tenant: Tenant::Supplier, ..row },
    ] {
        let mut set = by(stale, "b");
        set.idempotent =
            Some(Idempotent { key: KEY.to_owned(), request_hash: vec![0; 32], outcome: "null".to_owned() });
        assert!(matches!(set.write(&database.pool).await, Err(AppendError::AccessChanged)));
        let mut set = by(stale, "b");
        let person = PersonId(row.person);
        let effect = AccessChange::Blocked { person, blocked: true };
        set.effects = vec![Box::new(AccessChanged { tenant: row.tenant, change: effect })];
        assert!(matches!(set.write(&database.pool).await, Err(AppendError::AccessChanged)));
        let mut nothing = append(row.tenant, vec![]);
        nothing.relied_on = Some(stale);
        assert!(matches!(nothing.write(&database.pool).await, Err(AppendError::AccessChanged)));
    }
    assert_eq!(database.number("SELECT count(*) FROM journal.events").await, 1);
    assert_eq!(database.number("SELECT count(*) FROM journal.idempotency").await, 0);
    assert_eq!(database.number("SELECT sum(epoch)::bigint FROM organizations.access").await, 1);
}

#[tokio::test]
async fn a_block_that_commits_first_stops_an_append_that_waited_for_it() {
    let database = Database::fresh().await;
    let row = member(&database, tenant()).await;
    let mut blocking = database.pool.begin().await.expect("a transaction");
    sqlx::query("UPDATE organizations.access SET member_blocked = true, epoch = epoch + 1")
        .execute(&mut *blocking)
        .await
        .expect("blocked, not yet committed");
    let pool = database.pool.clone();
    let waiting = tokio::spawn(async move { by(row, "a").write(&pool).await });
    database.until_waiting(1).await;
    blocking.commit().await.expect("blocked");
    assert!(matches!(waiting.await.expect("ended"), Err(AppendError::AccessChanged)));
    assert_eq!(database.number("SELECT count(*) FROM journal.events").await, 0);
}

#[tokio::test]
async fn a_block_waits_for_an_append_that_was_first_and_comes_after_it() {
    let database = Database::fresh().await;
    let row = member(&database, tenant()).await;
    // Somebody else holds the key, so the append stands in the middle: row locked, not committed.
    let mut holding = database.pool.begin().await.expect("a transaction");
    sqlx::query(
        "INSERT INTO journal.idempotency (organization, actor, key, request_hash, outcome, position)
         VALUES ($1, $2, $3, sha256(''), 'null', 0)",
    )
    .bind(row.tenant.to_string())
    .bind(format!("person:{}", row.person))
    .bind(KEY)
    .execute(&mut *holding)
    .await
    .expect("held");
    let (pool, other) = (database.pool.clone(), database.pool.clone());
    let mut first = by(row, "a");
    first.idempotent =
        Some(Idempotent { key: KEY.to_owned(), request_hash: vec![0; 32], outcome: "null".to_owned() });
    let first = tokio::spawn(async move { first.write(&pool).await });
    database.until_waiting(1).await;
    let blocking = tokio::spawn(async move { block(row.person, row.tenant).write(&other).await });
    database.until_waiting(2).await;
    holding.rollback().await.expect("let go");
    let appended = first.await.expect("ended").expect("the append was first");
    let blocked = blocking.await.expect("ended").expect("the block follows");
    assert!(appended < blocked, "{appended} {blocked}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn after_a_block_no_later_position_carries_what_the_person_did() {
    let database = Database::fresh().await;
    for _ in 0..10 {
        let row = member(&database, tenant()).await;
        let writers = (0..6).map(|_| {
            let pool = database.pool.clone();
            tokio::spawn(async move {
                let mut written = 0;
                while by(row, new_id()).write(&pool).await.is_ok() {
                    written += 1;
                }
                written
            })
        });
        let writers: Vec<_> = writers.collect();
        while last_position_of(&database.pool, row.person).await.is_none() {
            tokio::task::yield_now().await;
        }
        let Position(blocked) = block(row.person, row.tenant).write(&database.pool).await.expect("blocked");
        let mut written = 0;
        for writer in writers {
            written += writer.await.expect("ended");
        }
        let last = last_position_of(&database.pool, row.person).await.expect("something was written");
        assert!(written > 0 && last < blocked, "{last} is after the block at {blocked}");
    }
}

#[tokio::test]
async fn whoever_acts_can_change_the_own_row() {
    let database = Database::fresh().await;
    let row = member(&database, tenant()).await;
    let roles = BTreeSet::from([Role::Member(MemberRole::Observer)]);
    let person = PersonId(row.person);
    let mut granting = change(row.tenant, AccessChange::Granted { person, roles });
    granting.relied_on = Some(row);
    granting.write(&database.pool).await.expect("other roles");
    let mut leaving = change(row.tenant, AccessChange::Revoked { person });
    leaving.relied_on = Some(ReliedOn { epoch: 2, ..row });
    leaving.write(&database.pool).await.expect("left");
    let (roles, epoch): (Vec<String>, i64) = sqlx::query_as("SELECT roles, epoch FROM organizations.access")
        .fetch_one(&database.pool)
        .await
        .expect("the row stays");
    assert_eq!((roles, epoch), (vec![], 3));
}

#[tokio::test]
async fn a_blocked_organization_blocks_all_its_rows_and_no_others() {
    let database = Database::fresh().await;
    let ours = member(&database, tenant()).await;
    let colleague = member(&database, ours.tenant).await;
    let stranger = member(&database, tenant()).await;
    let blocked = change(ours.tenant, AccessChange::OrganizationBlocked { blocked: true });
    blocked.write(&database.pool).await.expect("blocked");
    for row in [ours, colleague] {
        assert!(matches!(by(row, new_id()).write(&database.pool).await, Err(AppendError::AccessChanged)));
    }
    by(stranger, new_id()).write(&database.pool).await.expect("not concerned");
}
