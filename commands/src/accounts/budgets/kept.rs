//! What is kept in tables together with the events of budgets, and what holds orders and the
//! setting of budgets apart.
//!
//! An order that touches no budget and a budget that counts the orders before it write different
//! streams. So whoever sets a budget counts a change, alone; and an order is written only if
//! none was counted since its budgets were looked up.

use domain::accounts::budget::{BudgetPlace, BudgetTerms, Enforcement};
use domain::journal::{Position, Tenant};
use domain::vocabulary::{BudgetId, OrderId};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgPool};

use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError};

/// The budgets of an organization are set as they were when this was looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct BudgetsStand {
    changes: i64,
}

impl BudgetsStand {
    /// Looks it up. Ask before anything else about budgets.
    pub async fn of(pool: &PgPool, tenant: Tenant) -> Result<Self, CommandError> {
        let changes = sqlx::query_scalar!(
            "SELECT changes FROM accounts.budget_changes WHERE organization = $1",
            tenant.to_string()
        );
        let changes = changes.fetch_optional(pool).await.map_err(CommandError::database)?;
        Ok(Self { changes: changes.unwrap_or_default() })
    }
}

impl Effect for BudgetsStand {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let organization = append.tenant.to_string();
            sqlx::query!(
                "SELECT pg_advisory_xact_lock_shared(hashtextextended('budgets:' || $1::text, 0))",
                organization
            )
            .execute(&mut *transaction)
            .await?;
            let changes = sqlx::query_scalar!(
                "SELECT changes FROM accounts.budget_changes WHERE organization = $1",
                organization
            );
            let changes = changes.fetch_optional(transaction).await?.unwrap_or_default();
            if changes == self.changes { Ok(()) } else { Err(EffectError::Conflict) }
        })
    }
}

/// The row of a budget that was set or cleared.
#[derive(Clone, Copy, Debug)]
pub(super) struct BudgetKept {
    /// What it is of.
    pub place: BudgetPlace,
    /// What was set; nothing when it was cleared.
    pub terms: Option<BudgetTerms>,
    /// The last event of the organization when its orders were looked at.
    pub head: Position,
}

impl Effect for BudgetKept {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let organization = append.tenant.to_string();
            sqlx::query!(
                "SELECT pg_advisory_xact_lock(hashtextextended('budgets:' || $1::text, 0))",
                organization
            )
            .execute(&mut *transaction)
            .await?;
            if is_behind(transaction, &organization, self.head).await? {
                return Err(EffectError::Conflict);
            }
            sqlx::query!(
                "INSERT INTO accounts.budget_changes (organization, changes) VALUES ($1, 1)
                 ON CONFLICT (organization) DO UPDATE SET changes = budget_changes.changes + 1",
                organization
            )
            .execute(&mut *transaction)
            .await?;
            self.keep(transaction, &organization).await
        })
    }
}

impl BudgetKept {
    async fn keep(&self, transaction: &mut PgConnection, organization: &str) -> Result<(), EffectError> {
        let cleared = BudgetTerms { amount: None, enforcement: Enforcement::Warn, carries_on: true };
        let BudgetTerms { amount, enforcement, carries_on } = self.terms.unwrap_or(cleared);
        sqlx::query!(
            "INSERT INTO accounts.budgets
                    (id, organization, cost_centre, period, currency, first_day, amount, enforcement, carries_on,
                     cleared)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (id) DO UPDATE
                SET amount = excluded.amount, enforcement = excluded.enforcement,
                    carries_on = excluded.carries_on, cleared = excluded.cleared",
            self.place.id().uuid(),
            organization,
            self.place.cost_centre.uuid(),
            self.place.period.to_string(),
            self.place.currency.code(),
            self.place.first_day,
            amount as Option<Decimal>,
            enforcement.to_string(),
            carries_on,
            self.terms.is_none()
        )
        .execute(transaction)
        .await?;
        Ok(())
    }
}

/// Whether something became of an order of the organization after a position.
async fn is_behind(
    transaction: &mut PgConnection,
    organization: &str,
    head: Position,
) -> Result<bool, EffectError> {
    let later = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM journal.events
                           WHERE organization = $1 AND position > $2 AND aggregate_type = 'order') AS "later!""#,
        organization,
        head.0
    );
    Ok(later.fetch_one(transaction).await?)
}

/// Whether an order takes something of a budget from now on.
#[derive(Clone, Copy, Debug)]
pub(super) struct BudgetOrderKept {
    /// The order.
    pub order: OrderId,
    /// The budget.
    pub budget: BudgetId,
    /// Whether it does.
    pub takes: bool,
}

impl Effect for BudgetOrderKept {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let (order, budget) = (self.order.uuid(), self.budget.uuid());
            if self.takes {
                sqlx::query!(
                    "INSERT INTO accounts.budget_orders (order_id, budget, organization) VALUES ($1, $2, $3)
                     ON CONFLICT ON CONSTRAINT budget_orders_pkey DO NOTHING",
                    order,
                    budget,
                    append.tenant.to_string()
                )
                .execute(transaction)
                .await?;
            } else {
                sqlx::query!(
                    "DELETE FROM accounts.budget_orders WHERE order_id = $1 AND budget = $2",
                    order,
                    budget
                )
                .execute(transaction)
                .await?;
            }
            Ok(())
        })
    }
}
