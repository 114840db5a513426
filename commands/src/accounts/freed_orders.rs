//! Orders that waited for credit and fit now.

use domain::accounts::exposure::{CreditAccount, Exposure};
use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::organizations::Action;
use domain::vocabulary::{Currency, CurrencyError, OrganizationId};
use serde::Serialize;
use sqlx::PgPool;

use crate::command::Command;
use crate::error::CommandError;
use crate::journal::StoreError;
use crate::journal::load::load;
use crate::ordering::confirm::NotBlocked;
use crate::ordering::confirming::{Confirming, MoneyAtHand, confirm};
use crate::work::Work;

/// Confirms those orders of an organization that wait for credit and fit now, the one that
/// waits longest first. One that still does not fit lets a smaller one behind it pass.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmFreedOrders {
    /// The organization.
    pub organization: OrganizationId,
    /// In which currency something changed; in any, when nobody can tell.
    pub currency: Option<Currency>,
}

impl Command for ConfirmFreedOrders {
    const NAME: &'static str = "confirm_freed_orders";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        let account = |currency| CreditAccount { organization: self.organization, currency };
        self.currency.map(|currency| StreamKey::of::<Exposure>(account(currency))).into_iter().collect()
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut money = MoneyAtHand::now(work).await?;
        for currency in self.currencies(work.pool()).await? {
            let credit = money.credit(work, currency, &[].into()).await?;
            let waiting: Vec<_> = credit.exposure.stopped().iter().map(|stopped| stopped.order).collect();
            for id in waiting {
                let order = work.load::<Order>(id).await?;
                confirm(work, id, order, &mut money, Confirming::WhatCan).await?;
            }
        }
        work.effect(NotBlocked);
        Ok(())
    }
}

impl ConfirmFreedOrders {
    /// Whether any order waits.
    pub async fn has_waiting(&self, pool: &PgPool) -> Result<bool, CommandError> {
        for currency in self.currencies(pool).await? {
            let account = CreditAccount { organization: self.organization, currency };
            if !load::<Exposure>(pool, account).await?.stopped().is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn currencies(&self, pool: &PgPool) -> Result<Vec<Currency>, CommandError> {
        match self.currency {
            Some(currency) => Ok(vec![currency]),
            None => currencies(pool, self.organization).await,
        }
    }
}

/// The currencies of an organization: those of its contracts, since orders are in no others.
pub async fn currencies(pool: &PgPool, organization: OrganizationId) -> Result<Vec<Currency>, CommandError> {
    let rows = sqlx::query_scalar!(
        "SELECT DISTINCT currency FROM organizations.contracts WHERE organization = $1 ORDER BY currency",
        organization.to_string()
    );
    let rows = rows.fetch_all(pool).await.map_err(CommandError::database)?;
    let currency = |text: String| {
        text.parse().map_err(|error: CurrencyError| {
            let (table, column) = ("organizations.contracts", "currency");
            StoreError::Inconsistent { table, column, value: error.to_string() }.into()
        })
    };
    rows.into_iter().map(currency).collect()
}
