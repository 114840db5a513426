//! What is agreed about credit, as clients give it, and the answer to it.

use async_graphql::{Context, InputObject, Result};
use commands::{Command, CommandError};
use domain::accounts::exposure::{CreditAccount, CreditOutcome, CreditTerms, OverdueTerms, StaleTerms};
use domain::vocabulary::{Currency, OrganizationId};
use rust_decimal::Decimal;

use super::credit_words::CreditOutcomeWord;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::money::NotACurrency;
use crate::organizations::Organization;

/// What follows when an order does not fit.
#[derive(InputObject)]
pub struct CreditTermsInput {
    /// What follows when an order exceeds the limit: anything but `OK`.
    exceeded: CreditOutcomeWord,
    /// What follows from overdue debts: anything but `OK`; without it nobody looks at them.
    overdue: Option<CreditOutcomeWord>,
    /// Overdue debts up to this sum do not matter, as a decimal number in a string; zero, if
    /// nothing is said.
    overdue_floor: Option<Decimal>,
    /// Debts that are overdue for up to so many days do not matter; zero, if nothing is said.
    overdue_days: Option<u16>,
    /// What follows when nobody can tell what is owed: `WARN` or `NEEDS_APPROVAL`; the latter, if
    /// nothing is said.
    stale: Option<CreditOutcomeWord>,
    /// For so many hours after the last exchange 1C is believed; 24, if nothing is said.
    stale_after_hours: Option<u16>,
}

impl From<CreditTermsInput> for CreditTerms {
    fn from(input: CreditTermsInput) -> Self {
        let usual = Self::default();
        let overdue = input.overdue.map(|then| OverdueTerms {
            floor: input.overdue_floor.unwrap_or_default(),
            days: input.overdue_days.unwrap_or_default(),
            then: then.into(),
        });
        let stale = StaleTerms {
            hours: input.stale_after_hours.unwrap_or(usual.stale.hours),
            then: input.stale.map_or(usual.stale.then, CreditOutcome::from),
        };
        Self { exceeded: input.exceeded.into(), overdue, stale }
    }
}

/// The account of an organization in a currency.
pub fn account_in(organization: OrganizationId, currency: &str) -> Result<CreditAccount, CommandError> {
    let currency: Currency = currency.parse().map_err(|_| NotACurrency)?;
    Ok(CreditAccount { organization, currency })
}

impl Asking {
    /// Agrees something about the credit of an organization, and gives the organization back.
    pub async fn of_credit<C: Command>(
        &self,
        ctx: &Context<'_>,
        account: Option<CreditAccount>,
        command: Result<C, CommandError>,
    ) -> Result<(Option<Organization>, Answer)> {
        let mut carried = self.carry_out(ctx, command).await?;
        if let Some(account) = account {
            carried.answer.seen_by(ctx, &["credit"], &account.to_string()).await?;
        }
        let organization = Organization { id: self.organization(), standpoint: self.standpoint() };
        Ok((carried.outcome.map(|_| organization), carried.answer))
    }
}
