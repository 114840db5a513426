//! Asking 1C for a reconciliation statement.

use chrono::NaiveDate;
use domain::accounts::reconciliation::{Reconciliation, ReconciliationCommand, Scope, reconciliation_id};
use domain::journal::StreamKey;
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::{ContractId, Currency, OrganizationId, ReconciliationId};
use serde::Serialize;

use super::open_requests::{RequestKept, open_requests};
use crate::approvals::facts::time_zone;
use crate::command::Command;
use crate::error::CommandError;
use crate::exchange::outbox::{PutIntoOutboxes, Subject, Told};
use crate::journal::StoreError;
use crate::work::Work;

/// The most requests of an organization that wait for 1C.
const MOST_OPEN: i64 = 20;

/// Many requests wait already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{MOST_OPEN} requests wait for 1C already: wait for an answer")]
pub struct TooManyOpen;

impl Refusal for TooManyOpen {
    fn code(&self) -> &'static str {
        "RECONCILIATION_TOO_MANY_OPEN"
    }

    fn in_russian(&self) -> String {
        format!("Ответа 1С уже ждут {MOST_OPEN} запросов: дождитесь ответа.")
    }
}

/// Asks 1C for a statement of a period. Whoever asks while 1C has not answered gets the same
/// request.
#[derive(Clone, Debug, Serialize)]
pub struct RequestReconciliation {
    /// Under which contract.
    pub contract: ContractId,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Command for RequestReconciliation {
    const NAME: &'static str = "request_reconciliation";
    const ACTION: Action = Action::RequestReconciliation;
    type Outcome = ReconciliationId;

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<ReconciliationId, CommandError> {
        let organization = work.requester().tenant().organization().ok_or(CommandError::Forbidden)?;
        let Self { contract, from, to } = *self;
        let currency = currency(work, organization, contract).await?;
        let scope = Scope { organization, contract, currency, from, to };
        let id = reconciliation_id(&scope);
        let mut reconciliation = work.load_new::<Reconciliation>(id).await?;
        let at = work.now();
        let today = at.with_timezone(&time_zone(work).await?.tz()).date_naive();
        let request = ReconciliationCommand::Request { reconciliation: id, scope, today, at };
        if work.decide(&mut reconciliation, request).await?.is_empty() {
            return Ok(id);
        }
        if open_requests(work.pool(), organization).await? >= MOST_OPEN {
            return Err(TooManyOpen.into());
        }
        work.effect(RequestKept::of(id, &reconciliation));
        work.effect(PutIntoOutboxes {
            what: Told::ReconciliationRequested,
            about: Subject::Reconciliation(id),
            contract,
            event: work.new_id(),
            at,
            by: work.requester().actor().clone(),
        });
        Ok(id)
    }
}

async fn currency(
    work: &Work<'_>,
    organization: OrganizationId,
    contract: ContractId,
) -> Result<Currency, CommandError> {
    let currency = sqlx::query_scalar!(
        "SELECT currency FROM organizations.contracts WHERE id = $1 AND organization = $2",
        contract.uuid(),
        organization.to_string()
    );
    let currency = currency.fetch_optional(work.pool()).await.map_err(CommandError::database)?;
    let currency = currency.ok_or(CommandError::NotFound)?;
    let (table, column) = ("organizations.contracts", "currency");
    Ok(currency.parse().map_err(|_| StoreError::Inconsistent { table, column, value: currency })?)
}
