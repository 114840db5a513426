//! The numbers that 1C gave to orders.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{Error, Result};
use domain::vocabulary::OrderId;
use projections::ordering::erp_numbers;

use super::{Related, by_standpoint};
use crate::graphql::errors::unread;
use crate::graphql::standpoint::Standpoint;

/// The number that 1C gave to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErpNumberOf(pub Standpoint, pub OrderId);

impl Loader<ErpNumberOf> for Related {
    type Value = String;
    type Error = Error;

    async fn load(&self, keys: &[ErpNumberOf]) -> Result<HashMap<ErpNumberOf, String>> {
        let mut found = HashMap::new();
        for (at, ids) in by_standpoint(keys.iter().map(|key| (key.0, key.1))) {
            let numbers = erp_numbers(&mut self.open(at).await?, &ids).await.map_err(unread)?;
            found.extend(numbers.into_iter().map(|(id, number)| (ErpNumberOf(at, id), number)));
        }
        Ok(found)
    }
}
