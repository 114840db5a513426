//! What `fixtures/demo/` says, read into types. The files are part of the binary, so that
//! `kabinet serve --demo` needs nothing beside it. The tests keep the files consistent.

mod action;
mod catalogue;
mod details;
pub(super) mod moscow;
mod orders;
mod organizations;
mod people;
mod policy;
mod supplier;
mod table;

#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;

pub use action::Action;
pub use catalogue::{Category, Good, PriceChange};
pub use details::OrderDetails;
pub use orders::{Line, Moment, Order, OrderBook, Step};
pub use organizations::{Address, AgreedCredit, CostCentre, Leave, Organization};
pub use people::{Membership, Person};
pub use policy::Policy;
pub use supplier::{PriceList, PriceType, Supplier, Warehouse};
pub use table::RowError;

pub use crate::organizations::file::{
    Approver, Codes, Condition, Contract, DeliveryWay, Effect, LegalEntity, Rule, Stage, worded,
};

macro_rules! embedded {
    ($file:literal) => {
        ($file, include_str!(concat!("../../../fixtures/demo/", $file)))
    };
}

const SUPPLIER: (&str, &str) = embedded!("supplier.toml");
const ORGANIZATIONS: (&str, &str) = embedded!("organizations.toml");
const PEOPLE: (&str, &str) = embedded!("people.toml");
const CATEGORIES: (&str, &str) = embedded!("categories.tsv");
const GOODS: (&str, &str) = embedded!("goods.tsv");
const PRICE_CHANGES: (&str, &str) = embedded!("price_changes.tsv");
const ORDERS: [(&str, &str); 4] = [
    embedded!("orders/kvartal.toml"),
    embedded!("orders/kromka.toml"),
    embedded!("orders/zavod.toml"),
    embedded!("orders/verf.toml"),
];

/// The whole demonstration, as its files describe it.
///
/// The parts refer to each other by codes: of organizations, people, categories, price
/// types, by INNs of legal entities, articles of goods and numbers of contracts.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// The supplier who runs this service.
    pub supplier: Supplier,
    /// The customers.
    pub organizations: Vec<Organization>,
    /// Everybody who signs in.
    pub people: Vec<Person>,
    /// The one password of all of them.
    pub password: String,
    /// The categories, a parent before its children.
    pub categories: Vec<Category>,
    /// The goods.
    pub goods: Vec<Good>,
    /// Prices that came into force after the price list.
    pub price_changes: Vec<PriceChange>,
    /// The orders, a book an organization.
    pub books: Vec<OrderBook>,
}

/// A file of the demonstration cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FixtureError {
    /// The file is not the TOML that is expected.
    #[error("fixtures/demo/{file}: {reason}")]
    Toml {
        /// The file.
        file: &'static str,
        /// What is wrong, and where.
        reason: Box<toml::de::Error>,
    },
    /// A row of a table is wrong.
    #[error("fixtures/demo/{file}: {reason}")]
    Row {
        /// The file.
        file: &'static str,
        /// What is wrong, and where.
        reason: RowError,
    },
}

impl Fixture {
    /// Reads the embedded files.
    pub fn load() -> Result<Self, FixtureError> {
        let organizations: organizations::File = toml(ORGANIZATIONS)?;
        let people: people::File = toml(PEOPLE)?;
        Ok(Self {
            supplier: toml(SUPPLIER)?,
            organizations: organizations.organizations,
            people: people.people,
            password: people.password,
            categories: rows(CATEGORIES, Category::read)?,
            goods: rows(GOODS, Good::read)?,
            price_changes: rows(PRICE_CHANGES, PriceChange::read)?,
            books: ORDERS.into_iter().map(toml).collect::<Result<_, _>>()?,
        })
    }

    /// Everything that happens to the orders, in the order of time. Moments of one time keep
    /// the order of the files, so the result is the same on every machine.
    pub fn timeline(&self) -> Vec<Moment<'_>> {
        let mut moments: Vec<_> = self.books.iter().flat_map(OrderBook::moments).collect();
        moments.sort_by_key(|moment| moment.at);
        moments
    }
}

fn toml<T: DeserializeOwned>((file, text): (&'static str, &str)) -> Result<T, FixtureError> {
    toml::from_str(text).map_err(|reason| FixtureError::Toml { file, reason: Box::new(reason) })
}

fn rows<T>(
    (file, text): (&'static str, &str),
    read: fn(&str) -> Result<Vec<T>, RowError>,
) -> Result<Vec<T>, FixtureError> {
    read(text).map_err(|reason| FixtureError::Row { file, reason })
}
