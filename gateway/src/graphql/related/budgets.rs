//! The budgets that orders touch.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{Error, Result};
use domain::vocabulary::OrderId;
use projections::accounts::{OrderBudgetRow, budgets_of_orders};

use super::{Related, by_standpoint};
use crate::graphql::errors::unread;
use crate::graphql::standpoint::Standpoint;

/// What an order does to the budgets of its cost centres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BudgetsOf(pub Standpoint, pub OrderId);

impl Loader<BudgetsOf> for Related {
    type Value = Vec<OrderBudgetRow>;
    type Error = Error;

    async fn load(&self, keys: &[BudgetsOf]) -> Result<HashMap<BudgetsOf, Self::Value>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let budgets = budgets_of_orders(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(budgets.into_iter().map(|(id, rows)| (BudgetsOf(at, id), rows)));
        }
        Ok(found)
    }
}
