//! The second wall: the database itself shows a reader nothing of others.

use domain::vocabulary::PersonId;
use projections::identity::people;
use projections::{NoAccess, Reads};
use sqlx::Executor;

use super::database::{Database, tables_of_all};
use super::story::{BUYER, DIRECTOR, NEIGHBOUR, OPERATOR, PURCHASER, STRANGER, roles};
use super::told::told_orders;

/// Tables about all organizations together.
const OF_STAFF: [&str; 1] = ["receivables_by_due"];

/// What each person sees of the own alone, and what the projection keeps for itself.
const OF_PEOPLE: [&str; 5] = [
    "notifications",
    "notified_orders",
    "notified_cases",
    "notified_delegations",
    "notified_reconciliations",
];

async fn seen(database: &Database, table: &str, settings: &[(&str, &str)]) -> i64 {
    let mut transaction = database.reader.begin().await.unwrap();
    for (name, value) in settings {
        sqlx::query("SELECT set_config($1, $2, true)")
            .bind(name)
            .bind(value)
            .execute(&mut *transaction)
            .await
            .unwrap();
    }
    sqlx::query_scalar(&format!("SELECT count(*) FROM {table}")).fetch_one(&mut *transaction).await.unwrap()
}

#[tokio::test]
async fn a_reader_without_settings_or_with_those_of_another_organization_sees_no_row() {
    let database = Database::new().await;
    database.project(&told_orders().events, 100).await;
    let (own, other) = (BUYER.to_string(), NEIGHBOUR.to_string());
    for table in tables_of_all() {
        assert_eq!(seen(&database, table, &[]).await, 0, "{table} without settings");
        assert_eq!(
            seen(&database, table, &[("kabinet.organization", &other)]).await,
            0,
            "{table} of another"
        );
        assert_eq!(seen(&database, table, &[("kabinet.organization", "")]).await, 0, "{table} of nobody");
        assert_eq!(seen(&database, table, &[("kabinet.staff", "off")]).await, 0, "{table} without staff");
        if OF_PEOPLE.contains(&table) {
            continue;
        }
        let of_own = seen(&database, table, &[("kabinet.organization", &own)]).await;
        assert_eq!(of_own > 0, !OF_STAFF.contains(&table), "{table} of the own");
        assert!(seen(&database, table, &[("kabinet.staff", "on")]).await > 0, "{table} for staff");
    }
}

#[tokio::test]
async fn what_people_were_told_is_seen_by_nobody_else() {
    let database = Database::new().await;
    for (person, organization, role) in roles() {
        database.grant(person, &organization, &[role]).await;
    }
    database.project(&told_orders().events, 100).await;
    let (own, other) = (BUYER.to_string(), NEIGHBOUR.to_string());
    let (me, another) = (PURCHASER.to_string(), STRANGER.to_string());
    let mine = [("kabinet.person", me.as_str())];
    assert!(seen(&database, "notifications", &mine).await > 0);
    assert!(seen(&database, "notifications", &[mine[0], ("kabinet.organization", &own)]).await > 0);
    assert_eq!(seen(&database, "notifications", &[mine[0], ("kabinet.organization", &other)]).await, 0);
    for settings in [("kabinet.person", another.as_str()), ("kabinet.staff", "on")] {
        let settings = [settings, ("kabinet.organization", own.as_str())];
        assert_eq!(seen(&database, "notifications", &settings).await, 0, "{settings:?}");
    }
    for table in &OF_PEOPLE[1..] {
        let settings = [mine[0], ("kabinet.organization", &own), ("kabinet.staff", "on")];
        assert_eq!(seen(&database, table, &settings).await, 0, "{table} is the projection's own");
    }
}

#[tokio::test]
async fn every_read_table_forces_row_security() {
    let database = Database::new().await;
    for table in tables_of_all() {
        let (enabled, forced): (bool, bool) = sqlx::query_as(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = $1::regclass",
        )
        .bind(format!("read.{table}"))
        .fetch_one(&database.owner)
        .await
        .unwrap();
        assert!(enabled && forced, "{table}");
    }
}

#[tokio::test]
async fn who_does_not_belong_there_opens_no_read() {
    let database = Database::new().await;
    for (person, organization, role) in roles() {
        database.grant(person, &organization, &[role]).await;
    }
    let reads = Reads::new(database.reader.clone());
    assert!(matches!(reads.member(STRANGER, BUYER).await, Err(NoAccess::NotFound)));
    assert!(matches!(reads.staff(PURCHASER).await, Err(NoAccess::Forbidden)));
    sqlx::query("UPDATE organizations.access SET member_blocked = true WHERE person = $1")
        .bind(PURCHASER.uuid())
        .execute(&database.writer)
        .await
        .unwrap();
    assert!(matches!(reads.member(PURCHASER, BUYER).await, Err(NoAccess::Forbidden)));
}

/// What a reader may read whole, and why.
const OPEN_TO_READERS: [(&str, &str); 5] = [
    ("catalogue.", "the supplier's goods and price lists belong to no organization"),
    ("organizations.legal_entities", "the supplier's own companies, named in every contract"),
    ("ordering.delivery_ways", "how the supplier delivers, and for how much, is offered to everybody"),
    ("accounts.bases_heard", "when each base of 1C last told something, whatever it was about"),
    ("journal.projections", "how far read tables are; the names are those of the code"),
];

#[tokio::test]
async fn whatever_a_reader_may_read_forces_row_security_or_is_known_to_be_for_everybody() {
    let database = Database::new().await;
    let open: Vec<String> = sqlx::query_scalar(
        "SELECT relnamespace::regnamespace || '.' || relname FROM pg_class
          WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
            AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
            AND has_any_column_privilege('kabinet_reader', oid, 'SELECT')
            AND NOT (relrowsecurity AND relforcerowsecurity)",
    )
    .fetch_all(&database.owner)
    .await
    .unwrap();
    assert!(open.iter().any(|table| table == "journal.projections"), "the query finds tables");
    for table in open {
        let known = OPEN_TO_READERS.iter().any(|(prefix, _)| table.starts_with(prefix));
        assert!(known, "kabinet_reader reads all rows of {table}");
    }
}

async fn with_a_directory() -> Database {
    let database = Database::new().await;
    for (person, organization, role) in roles() {
        database.grant(person, &organization, &[role]).await;
        let row =
            format!("INSERT INTO identity.directory VALUES ('{person}', 'Имя', '{person}@people', '+7')");
        database.writer.execute(row.as_str()).await.unwrap();
    }
    database
}

#[tokio::test]
async fn the_directory_shows_oneself_and_colleagues_and_everybody_to_staff() {
    let database = with_a_directory().await;
    let directory = "identity.directory";
    let (own, person) = (BUYER.to_string(), STRANGER.to_string());
    assert_eq!(seen(&database, directory, &[]).await, 0, "without settings");
    assert_eq!(seen(&database, directory, &[("kabinet.person", &person)]).await, 1, "oneself");
    assert_eq!(seen(&database, directory, &[("kabinet.organization", &own)]).await, 4, "colleagues");
    assert_eq!(seen(&database, directory, &[("kabinet.staff", "on")]).await, 7, "everybody");
    database.writer.execute("UPDATE organizations.access SET roles = '{}'").await.unwrap();
    assert_eq!(seen(&database, directory, &[("kabinet.organization", &own)]).await, 4, "who left is named");
}

#[tokio::test]
async fn a_member_learns_what_staff_are_called_and_nothing_of_strangers() {
    let database = with_a_directory().await;
    let asked = [PURCHASER, OPERATOR, STRANGER];
    let known = people(&mut database.member(DIRECTOR, BUYER).await, &asked).await.unwrap();
    assert_eq!(known.keys().copied().collect::<Vec<PersonId>>(), [PURCHASER, OPERATOR]);
    assert!(known[&PURCHASER].email.is_some());
    assert_eq!((&known[&OPERATOR].email, &known[&OPERATOR].phone), (&None, &None));
    let own = people(&mut database.staff(OPERATOR).await, &asked).await.unwrap();
    assert_eq!(own.len(), 3);
    assert!(own[&OPERATOR].email.is_some(), "one's own");
}

#[tokio::test]
async fn what_is_parked_is_shown_to_staff_alone() {
    let database = Database::new().await;
    database
        .writer
        .execute("INSERT INTO journal.parked VALUES ('order_list', 'order', 'a stream', 1, 'a detail')")
        .await
        .unwrap();
    let own = BUYER.to_string();
    assert_eq!(seen(&database, "journal.parked", &[("kabinet.organization", &own)]).await, 0);
    assert_eq!(seen(&database, "journal.parked", &[("kabinet.staff", "on")]).await, 1);
}
