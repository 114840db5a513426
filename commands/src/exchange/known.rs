//! What the documents of a chunk name, looked up in few statements.

use std::collections::{BTreeSet, HashMap};

use cqrs_es::Aggregate;
use domain::exchange::BaseName;
use domain::ordering::Order;
use domain::vocabulary::{ContractId, Currency, OrderId, OrganizationId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::refusal::ExchangeRefusal;
use crate::journal::StoreError;

/// What is known of counterparties, contracts and orders that documents name.
#[derive(Debug, Default)]
pub struct Known {
    counterparties: HashMap<String, Option<OrganizationId>>,
    contracts: HashMap<String, TiedContract>,
    orders: HashMap<String, (OrderId, OrganizationId)>,
}

/// A contract of ours that one of 1C is.
#[derive(Clone, Copy, Debug)]
pub struct TiedContract {
    /// Whose.
    pub organization: OrganizationId,
    /// Ours.
    pub contract: ContractId,
    /// Its currency.
    pub currency: Currency,
}

impl Known {
    /// Looks counterparties up. One that no organization was known for is looked for again.
    pub async fn look_up_counterparties(
        &mut self,
        connection: &mut PgConnection,
        base: &BaseName,
        ids: BTreeSet<&str>,
    ) -> Result<(), StoreError> {
        let ids = unknown(ids, &self.counterparties);
        if ids.is_empty() {
            return Ok(());
        }
        super::counterparties::tie(connection, base, &ids).await?;
        let rows = sqlx::query!(
            "SELECT id, organization FROM exchange.counterparties WHERE base = $1 AND id = ANY($2)",
            base.as_str(),
            &ids
        )
        .fetch_all(connection)
        .await?;
        for row in rows {
            let organization = row.organization.as_deref().map(organization).transpose()?;
            self.counterparties.insert(row.id, organization);
        }
        Ok(())
    }

    /// Looks contracts up.
    pub async fn look_up_contracts(
        &mut self,
        connection: &mut PgConnection,
        base: &BaseName,
        ids: BTreeSet<&str>,
    ) -> Result<(), StoreError> {
        let ids = unknown(ids, &self.contracts);
        if ids.is_empty() {
            return Ok(());
        }
        let rows = sqlx::query!(
            "SELECT tied.id, tied.organization, tied.contract, ours.currency
               FROM exchange.contracts tied JOIN organizations.contracts ours ON ours.id = tied.contract
              WHERE tied.base = $1 AND tied.id = ANY($2)",
            base.as_str(),
            &ids
        )
        .fetch_all(connection)
        .await?;
        for row in rows {
            let currency = row.currency.parse().map_err(|_| StoreError::Inconsistent {
                table: "organizations.contracts",
                column: "currency",
                value: row.currency,
            })?;
            let organization = organization(&row.organization)?;
            let tied = TiedContract { organization, contract: ContractId(row.contract), currency };
            self.contracts.insert(row.id, tied);
        }
        Ok(())
    }

    /// Looks orders up, by their ids or by the numbers of those that 1C was told of.
    pub async fn look_up_orders(
        &mut self,
        connection: &mut PgConnection,
        names: BTreeSet<&str>,
    ) -> Result<(), StoreError> {
        let names = unknown(names, &self.orders);
        if names.is_empty() {
            return Ok(());
        }
        let ids: Vec<String> =
            names.iter().filter_map(|name| name.parse::<Uuid>().ok()).map(|id| id.to_string()).collect();
        let rows = sqlx::query!(
            r#"SELECT aggregate_id AS "name!", aggregate_id AS "order!", organization AS "organization!"
                 FROM journal.events
                WHERE aggregate_type = $3 AND aggregate_id = ANY($1) AND sequence = 1
               UNION ALL
               SELECT number, order_id::text, organization FROM exchange.orders WHERE number = ANY($2)"#,
            &ids,
            &names,
            Order::TYPE
        )
        .fetch_all(connection)
        .await?;
        for row in rows {
            let order = row.order.parse().map_err(|_| StoreError::Inconsistent {
                table: "journal.events",
                column: "aggregate_id",
                value: row.order,
            })?;
            self.orders.insert(row.name, (order, organization(&row.organization)?));
        }
        Ok(())
    }

    /// The organization that a counterparty is.
    pub fn organization(&self, counterparty: &str) -> Result<OrganizationId, ExchangeRefusal> {
        match self.counterparties.get(counterparty) {
            None => Err(ExchangeRefusal::CounterpartyUnknown),
            Some(None) => Err(ExchangeRefusal::CounterpartyNotTied),
            Some(Some(organization)) => Ok(*organization),
        }
    }

    /// The contract of a counterparty, and its currency, which a document may repeat.
    pub fn contract(
        &self,
        counterparty: &str,
        contract: &str,
        currency: Option<Currency>,
    ) -> Result<TiedContract, ExchangeRefusal> {
        let organization = self.organization(counterparty)?;
        let tied = *self.contracts.get(contract).ok_or(ExchangeRefusal::ContractUnknown)?;
        if tied.organization != organization {
            return Err(ExchangeRefusal::ContractOfOther);
        }
        if currency.is_some_and(|currency| currency != tied.currency) {
            return Err(ExchangeRefusal::CurrencyDiffers);
        }
        Ok(tied)
    }

    /// An order by its id or number, and whose it is.
    pub fn order(&self, name: &str) -> Result<(OrderId, OrganizationId), ExchangeRefusal> {
        let id = name.parse::<Uuid>().map(|id| id.to_string());
        let found = self.orders.get(id.as_deref().unwrap_or(name));
        found.copied().ok_or(ExchangeRefusal::OrderUnknown)
    }
}

/// Those names that were not looked up yet.
fn unknown<T>(names: BTreeSet<&str>, known: &HashMap<String, T>) -> Vec<String> {
    names.into_iter().filter(|name| !known.contains_key(*name)).map(str::to_owned).collect()
}

/// An organization as the tables of the exchange name it.
pub(super) fn organization(text: &str) -> Result<OrganizationId, StoreError> {
    text.parse().map_err(|_| StoreError::Inconsistent {
        table: "exchange.counterparties",
        column: "organization",
        value: text.to_owned(),
    })
}
