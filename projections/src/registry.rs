//! Every projection, in one list, and how their tables come to be.

use sqlx::{PgConnection, PgPool};

use crate::accounts::Credit;
use crate::accounts::SettlementEntries;
use crate::accounts::budgets::Budgets;
use crate::accounts::reconciliations::Reconciliations;
use crate::approvals::approval_cases::ApprovalCases;
use crate::notifications::Notifications;
use crate::ordering::fulfilment::OrderFulfilment;
use crate::ordering::order_card::OrderLines;
use crate::ordering::order_details::OrderDetails;
use crate::ordering::order_list::OrderList;
use crate::ordering::order_revisions::OrderRevisions;
use crate::ordering::order_states::OrderStates;
use crate::organizations::member_list::MemberList;
use crate::organizations::organization_card::OrganizationCard;
use crate::projection::Projection;

/// All projections of the service.
pub fn all() -> Vec<Box<dyn Projection>> {
    vec![
        Box::new(OrderList),
        Box::new(OrderLines),
        Box::new(OrderStates),
        Box::new(OrderDetails),
        Box::new(OrderRevisions),
        Box::new(OrderFulfilment),
        Box::new(ApprovalCases),
        Box::new(Budgets),
        Box::new(Notifications),
        Box::new(OrganizationCard),
        Box::new(MemberList),
        Box::new(Credit),
        Box::new(SettlementEntries),
        Box::new(Reconciliations),
    ]
}

/// The projection of a name.
pub fn by_name(name: &str) -> Option<Box<dyn Projection>> {
    all().into_iter().find(|projection| projection.name() == name)
}

/// Makes the read tables that are missing or of another version, as their owner.
///
/// A table that was made anew is empty, and its checkpoint stands at the beginning:
/// the service fills it when it runs.
pub async fn install(owner: &PgPool) -> sqlx::Result<()> {
    let mut transaction = owner.begin().await?;
    sqlx::query("SET LOCAL search_path = read, public").execute(&mut *transaction).await?;
    // Two services may start at once.
    sqlx::query("LOCK TABLE journal.projections IN EXCLUSIVE MODE").execute(&mut *transaction).await?;
    for projection in all() {
        install_one(&mut transaction, projection.as_ref()).await?;
    }
    transaction.commit().await
}

async fn install_one(connection: &mut PgConnection, projection: &dyn Projection) -> sqlx::Result<()> {
    let installed =
        sqlx::query_scalar!("SELECT version FROM journal.projections WHERE name = $1", projection.name())
            .fetch_optional(&mut *connection)
            .await?;
    if installed == Some(projection.version()) {
        return Ok(());
    }
    for table in projection.tables() {
        sqlx::raw_sql(&format!("DROP TABLE IF EXISTS {} CASCADE", table.name))
            .execute(&mut *connection)
            .await?;
        sqlx::raw_sql(table.definition).execute(&mut *connection).await?;
    }
    sqlx::query!(
        "INSERT INTO journal.projections (name, version) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET version = excluded.version, position = 0, updated_at = clock_timestamp()",
        projection.name(),
        projection.version()
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("DELETE FROM journal.parked WHERE consumer = $1", projection.name())
        .execute(connection)
        .await?;
    Ok(())
}
