//! The credit of an organization in a currency, with everything that is known when it is asked.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use domain::accounts::exposure::{CreditAccount, CreditAsked, CreditDecision, CreditFacts, Exposure};
use domain::approvals::policy::OrderCredit;
use domain::journal::{Known, Position};
use domain::ordering::{Order, OrderError};
use domain::vocabulary::{ContractId, Currency, OrderId, PaymentTerms};

use crate::approvals::facts::time_zone;
use crate::error::CommandError;
use crate::journal::{Loaded, StoreError};
use crate::ports::AboutAccount;
use crate::work::Work;

/// The credit of an organization in a currency.
pub struct Credit {
    /// Limit, terms, holds and exceptions.
    pub exposure: Loaded<Exposure>,
    /// What is known now.
    pub facts: CreditFacts,
}

impl Credit {
    /// Looks at the credit of the requester's organization. What is owed is read only where
    /// credit was agreed, or where it is asked for all the same; it is believed only when the
    /// read model has passed a position.
    pub async fn of(
        work: &Work<'_>,
        currency: Currency,
        orders: impl IntoIterator<Item = OrderId>,
        at_least: Position,
        in_any_case: bool,
    ) -> Result<Self, CommandError> {
        let account = account(work, currency)?;
        let exposure = work.load_new::<Exposure>(account).await?;
        let now = work.now();
        let mut facts = CreditFacts { receivables: Known::Unknown, now, today: now.date_naive() };
        if exposure.is_kept() || in_any_case {
            let waiting = exposure.stopped().iter().map(|stopped| stopped.order);
            let orders = exposure.holds().keys().copied().chain(waiting).chain(orders).collect();
            let about = AboutAccount { account, orders, at_least, now };
            facts.receivables = work.account_facts().receivables(about).await;
            facts.today = now.with_timezone(&time_zone(work).await?.tz()).date_naive();
        }
        Ok(Self { exposure, facts })
    }

    /// What credit says about an order.
    pub fn decision(&self, asked: &CreditAsked) -> CreditDecision {
        self.exposure.decision(asked, &self.facts)
    }

    /// What an approval policy may ask about it.
    pub fn of_order(&self, decision: CreditDecision) -> OrderCredit {
        let hours = self.exposure.terms().stale.hours;
        let overdue = match &self.facts.receivables {
            Known::Read { value, as_of } if !value.is_older_than(hours, self.facts.now) => {
                Known::Read { value: value.overdue.clone(), as_of: *as_of }
            }
            Known::Read { .. } | Known::Unknown => Known::Unknown,
        };
        OrderCredit { decision, overdue, today: self.facts.today }
    }
}

/// The credit in each currency, looked at once however many orders ask.
pub struct Credits {
    at_least: Position,
    looked_at: BTreeMap<Currency, Credit>,
}

impl Credits {
    /// The credit of the requester's organization, with all that its journal holds now.
    pub async fn now(work: &Work<'_>) -> Result<Self, CommandError> {
        Ok(Self { at_least: head(work).await?, looked_at: BTreeMap::new() })
    }

    /// In a currency, also for some orders that it may not know of.
    pub async fn of(
        &mut self,
        work: &Work<'_>,
        currency: Currency,
        orders: &BTreeSet<OrderId>,
    ) -> Result<&mut Credit, CommandError> {
        match self.looked_at.entry(currency) {
            Entry::Occupied(looked_at) => Ok(looked_at.into_mut()),
            Entry::Vacant(place) => {
                let credit = Credit::of(work, currency, orders.iter().copied(), self.at_least, false).await?;
                Ok(place.insert(credit))
            }
        }
    }
}

/// What is asked of credit about an order that was submitted.
pub async fn asked_of(work: &Work<'_>, id: OrderId, order: &Order) -> Result<CreditAsked, CommandError> {
    let contract = order.contract().ok_or(OrderError::Unknown)?.contract;
    let total = order.totals().ok_or(OrderError::Unknown)?.sum.gross().amount;
    Ok(CreditAsked { order: Some(id), total, payment: payment_terms(work, contract).await? })
}

/// When orders under a contract are paid.
pub async fn payment_terms(work: &Work<'_>, contract: ContractId) -> Result<PaymentTerms, CommandError> {
    let terms = sqlx::query_scalar!(
        "SELECT payment_terms FROM organizations.contracts WHERE id = $1 AND organization = $2",
        contract.uuid(),
        work.requester().tenant().to_string()
    );
    let terms = terms.fetch_optional(work.pool()).await.map_err(CommandError::database)?;
    let terms = terms.ok_or(CommandError::NotFound)?;
    serde_json::from_value(terms).map_err(|error| StoreError::Json(error).into())
}

/// The exposure of the requester's organization.
pub async fn exposure(work: &Work<'_>, currency: Currency) -> Result<Loaded<Exposure>, CommandError> {
    work.load_new::<Exposure>(account(work, currency)?).await
}

/// The account of the requester's organization.
pub fn account(work: &Work<'_>, currency: Currency) -> Result<CreditAccount, CommandError> {
    let organization = work.requester().tenant().organization().ok_or(CommandError::Forbidden)?;
    Ok(CreditAccount { organization, currency })
}

/// The last event of the requester's organization.
pub(super) async fn head(work: &Work<'_>) -> Result<Position, CommandError> {
    let head = sqlx::query_scalar!(
        r#"SELECT coalesce(max(position), 0) AS "head!" FROM journal.events WHERE organization = $1"#,
        work.requester().tenant().to_string()
    );
    head.fetch_one(work.pool()).await.map(Position).map_err(CommandError::database)
}
