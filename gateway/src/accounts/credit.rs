//! What an organization may order on credit, and what eats it.

use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use domain::accounts::exposure::{CreditFacts, CreditTerms, Receivables};
use domain::journal::Known;
use domain::vocabulary::{
    Currency, Money, OrderId, OrganizationId, SettlementDocumentId, TimeZone, to_hundredths,
};
use projections::accounts::{CreditRow, credit, dated, last_exchange, receivables};
use projections::organizations::organization;
use rust_decimal::Decimal;

use super::credit_check::CreditCheck;
use super::credit_words::CreditOutcomeWord;
use crate::graphql::errors::{ErrorCode, unread};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;
use crate::graphql::services::Services;
use crate::graphql::standpoint::Standpoint;
use crate::identity::Actor;
use crate::visitor::Visitor;

/// What an organization may order on credit in one currency, with what was owed at one moment.
pub struct Credit {
    row: CreditRow,
    receivables: Receivables,
    facts: CreditFacts,
    standpoint: Standpoint,
}

/// The credit of an organization in a currency; nothing when none was agreed, and for those who
/// may not see it.
pub async fn credit_of(
    ctx: &Context<'_>,
    standpoint: Standpoint,
    id: OrganizationId,
    currency: &str,
) -> Result<Option<Credit>> {
    let language = Visitor::of(ctx)?.language;
    let currency: Currency = currency.parse().map_err(|_| ErrorCode::BadUserInput.error(language))?;
    let mut read = standpoint.read(ctx).await?;
    let Some(row) = credit(&mut read, id, currency).await.map_err(unread)? else { return Ok(None) };
    let card = organization(&mut read, id).await.map_err(unread)?;
    let held: Vec<_> = row.exposure.holds().keys().copied().collect();
    let found = receivables(&mut read, id, currency, &held).await.map_err(unread)?;
    let now = Services::of(ctx)?.commands.ports().clock.now();
    let (as_of, heard) = (found.position, last_exchange(&mut read, id).await.map_err(unread)?);
    let receivables = dated(found, now, heard);
    let zone = card.map_or_else(TimeZone::moscow, |card| card.time_zone);
    let facts = CreditFacts {
        receivables: Known::Read { value: receivables.clone(), as_of },
        now,
        today: now.with_timezone(&zone.tz()).date_naive(),
    };
    Ok(Some(Credit { row, receivables, facts, standpoint }))
}

/// What an organization may order on credit in one currency.
#[Object]
impl Credit {
    /// The currency, by its code of ISO 4217.
    async fn currency(&self) -> &str {
        self.row.account.currency.code()
    }

    /// How much may be owed and ordered on credit; zero is nothing, null is no limit.
    async fn limit(&self) -> Option<MoneyValue> {
        self.row.exposure.limit(self.facts.now).amount().map(|amount| self.money(amount))
    }

    /// The limits that were agreed and may still count, the last one last. The last one wins in
    /// its time.
    async fn limits(&self) -> Vec<CreditLimitValue> {
        let value = |limit: &domain::accounts::exposure::CreditLimit| CreditLimitValue {
            amount: self.money(limit.amount),
            from: limit.from,
            until: limit.until,
        };
        self.row.exposure.limits().iter().map(value).collect()
    }

    /// Who agreed the limit last, or lifted it; null when nobody did.
    async fn limit_set_by(&self) -> Option<Actor> {
        let by = self.row.agreed.limit.clone();
        by.map(|by| Actor { actor: by.actor, standpoint: self.standpoint })
    }

    /// When; null when nobody did.
    async fn limit_set_at(&self) -> Option<DateTime<Utc>> {
        self.row.agreed.limit.as_ref().map(|by| by.at)
    }

    /// What follows when an order does not fit.
    async fn terms(&self) -> CreditTermsValue {
        CreditTermsValue::of(self.row.exposure.terms(), self.row.account.currency)
    }

    /// What is available: the limit less open invoices and holds, plus advances; below zero when
    /// the limit is exceeded, null when there is no limit.
    async fn available(&self) -> Option<MoneyValue> {
        self.row.exposure.available(&self.facts).map(|amount| self.money(amount))
    }

    /// What is owed.
    async fn open(&self) -> MoneyValue {
        self.money(self.receivables.open)
    }

    /// What of that should have been paid already.
    async fn overdue(&self) -> MoneyValue {
        self.money(self.receivables.overdue_for(0, self.facts.today))
    }

    /// What was paid ahead.
    async fn advances(&self) -> MoneyValue {
        self.money(self.receivables.advances)
    }

    /// What is held for orders and not invoiced yet.
    async fn held(&self) -> MoneyValue {
        self.money(self.row.exposure.held(&self.receivables))
    }

    /// When all of it was read.
    async fn as_of(&self) -> DateTime<Utc> {
        self.receivables.as_of
    }

    /// When 1C told something last; null when it never did.
    async fn last_exchange(&self) -> Option<DateTime<Utc>> {
        self.receivables.last_exchange
    }

    /// Whether what 1C told is older than the terms allow: what is available is then a guess.
    async fn stale(&self) -> bool {
        self.receivables.is_older_than(self.row.exposure.terms().stale.hours, self.facts.now)
    }

    /// The orders for which credit is held.
    async fn holds(&self) -> Vec<CreditHold> {
        let hold = |(order, held): (&OrderId, &domain::accounts::exposure::Held)| {
            let invoiced = self.receivables.invoiced(*order);
            CreditHold {
                order_id: GlobalId(*order),
                amount: self.money(held.amount),
                invoiced: self.money(invoiced),
                left: self.money((held.amount - invoiced).max(Decimal::ZERO)),
                documents: held.replaced.keys().map(SettlementDocumentId::to_string).collect(),
            }
        };
        self.row.exposure.holds().iter().map(hold).collect()
    }

    /// The orders that wait because they do not fit, the one that waits longest first.
    async fn waiting(&self) -> Vec<CreditWait> {
        let currency = self.row.account.currency;
        let wait = |stopped: &domain::accounts::exposure::Stopped| CreditWait {
            order_id: GlobalId(stopped.order),
            check: CreditCheck::of(&stopped.decision, currency, true),
        };
        self.row.exposure.stopped().iter().map(wait).collect()
    }

    /// The orders that may pass whatever credit says.
    async fn exceptions(&self) -> Vec<CreditException> {
        let exception = |(order, it): (&OrderId, &domain::accounts::exposure::CreditException)| {
            let by = self.row.agreed.exceptions.get(order).cloned();
            CreditException {
                order_id: GlobalId(*order),
                amount: self.money(it.amount),
                until: it.until,
                granted_at: by.as_ref().map(|by| by.at),
                granted_by: by.map(|by| Actor { actor: by.actor, standpoint: self.standpoint }),
            }
        };
        self.row.exposure.exceptions().iter().map(exception).collect()
    }
}

impl Credit {
    fn money(&self, amount: Decimal) -> MoneyValue {
        Money::new(to_hundredths(amount), self.row.account.currency).into()
    }
}

/// A limit and the time for which it counts.
#[derive(SimpleObject)]
#[graphql(name = "CreditLimit")]
pub struct CreditLimitValue {
    /// How much.
    amount: MoneyValue,
    /// The first moment.
    from: DateTime<Utc>,
    /// The first moment when it is over; null when it has no end.
    until: Option<DateTime<Utc>>,
}

/// What follows when an order does not fit.
#[derive(SimpleObject)]
#[graphql(name = "CreditTerms")]
pub struct CreditTermsValue {
    /// What follows when an order exceeds the limit.
    exceeded: CreditOutcomeWord,
    /// What follows from overdue debts; null when nobody looks at them.
    overdue: Option<CreditOutcomeWord>,
    /// Overdue debts up to this sum do not matter; null when nobody looks at them.
    overdue_floor: Option<MoneyValue>,
    /// Debts that are overdue for up to so many days do not matter; null when nobody looks at them.
    overdue_days: Option<u16>,
    /// What follows when nobody can tell what is owed.
    stale: CreditOutcomeWord,
    /// For so many hours after the last exchange 1C is believed.
    stale_after_hours: u16,
}

impl CreditTermsValue {
    fn of(terms: CreditTerms, currency: Currency) -> Self {
        Self {
            exceeded: terms.exceeded.into(),
            overdue: terms.overdue.map(|overdue| overdue.then.into()),
            overdue_floor: terms
                .overdue
                .map(|overdue| Money::new(to_hundredths(overdue.floor), currency).into()),
            overdue_days: terms.overdue.map(|overdue| overdue.days),
            stale: terms.stale.then.into(),
            stale_after_hours: terms.stale.hours,
        }
    }
}

/// The credit that is held for an order.
#[derive(SimpleObject)]
pub struct CreditHold {
    /// The order.
    order_id: GlobalId<OrderId>,
    /// How much.
    amount: MoneyValue,
    /// What of the order was invoiced, returns taken off.
    invoiced: MoneyValue,
    /// What of the hold no invoice has replaced yet.
    left: MoneyValue,
    /// The ids of the invoices that took its place.
    documents: Vec<String>,
}

/// An order that waits because it does not fit.
#[derive(SimpleObject)]
pub struct CreditWait {
    /// The order.
    order_id: GlobalId<OrderId>,
    /// What credit said last.
    check: CreditCheck,
}

/// Leave for one order to pass whatever credit says.
#[derive(SimpleObject)]
pub struct CreditException {
    /// The order.
    order_id: GlobalId<OrderId>,
    /// As long as not more of it than this is on credit.
    amount: MoneyValue,
    /// Until just before then; null for as long as it takes.
    until: Option<DateTime<Utc>>,
    /// Who let it pass.
    granted_by: Option<Actor>,
    /// When.
    granted_at: Option<DateTime<Utc>>,
}
