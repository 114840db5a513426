//! An operator's choice of the organization that a counterparty is, where INN and KPP do not say it.

use domain::exchange::BaseName;
use domain::organizations::Action;
use domain::vocabulary::OrganizationId;
use sqlx::PgPool;

use super::refusal::ExchangeRefusal;
use crate::error::CommandError;
use crate::requester::Requester;

/// Ties a counterparty to an organization. Documents that were refused for the lack of it can be
/// taken in again.
pub async fn tie_counterparty(
    pool: &PgPool,
    requester: &Requester,
    base: &BaseName,
    counterparty: &str,
    organization: OrganizationId,
) -> Result<(), CommandError> {
    requester.require_supplier()?;
    requester.require(Action::ManageExchange)?;
    let tied = sqlx::query!(
        "UPDATE exchange.counterparties SET organization = $3, tied_by = 'operator'
          WHERE base = $1 AND id = $2",
        base.as_str(),
        counterparty,
        organization.to_string()
    )
    .execute(pool)
    .await
    .map_err(CommandError::database)?;
    if tied.rows_affected() == 0 { Err(ExchangeRefusal::CounterpartyUnknown.into()) } else { Ok(()) }
}
