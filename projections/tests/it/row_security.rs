//! The second wall: the database itself shows a reader nothing of others.

use projections::{NoAccess, Reads};

use super::database::{Database, tables_of_all};
use super::story::{BUYER, NEIGHBOUR, PURCHASER, STRANGER, roles, three_orders};

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
    database.project(&three_orders().events, 100).await;
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
        assert!(seen(&database, table, &[("kabinet.organization", &own)]).await > 0, "{table} of the own");
        assert!(seen(&database, table, &[("kabinet.staff", "on")]).await > 0, "{table} for staff");
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
