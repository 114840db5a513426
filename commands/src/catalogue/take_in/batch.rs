//! Objects that are written together.

use std::collections::HashMap;
use std::hash::Hash;

use sqlx::PgConnection;

use super::{Run, TakeInError, prices, products, references, stock};
use crate::catalogue::{
    Assumption, Category, FileSummary, KindSummary, Offer, Price, PriceType, Product, Reason, Record,
    RecordKind, Stock, Unit, Warehouse,
};

/// How many objects one statement writes at most.
const SIZE: usize = 1000;

/// Objects of one phase that wait to be written.
#[derive(Default)]
pub struct Batch {
    units: Vec<Unit>,
    categories: Vec<Category>,
    price_types: Vec<PriceType>,
    warehouses: Vec<Warehouse>,
    products: Vec<Product>,
    offers: Vec<Offer>,
    prices: Vec<Price>,
    stock: Vec<Stock>,
    length: usize,
}

impl Batch {
    /// Adds an object.
    pub fn push(&mut self, record: Record) {
        self.length += 1;
        match record {
            Record::Unit(unit) => self.units.push(unit),
            Record::Category(category) => self.categories.push(category),
            Record::PriceType(price_type) => self.price_types.push(price_type),
            Record::Warehouse(warehouse) => self.warehouses.push(warehouse),
            Record::Product(product) => self.products.push(product),
            Record::Offer(offer) => self.offers.push(offer),
            Record::Price(price) => self.prices.push(price),
            Record::Stock(stock) => self.stock.push(stock),
        }
    }

    /// Whether it is time to write.
    pub const fn is_full(&self) -> bool {
        self.length >= SIZE
    }

    /// Writes what waits, and notes in the summary what became of it.
    pub async fn write(
        &mut self,
        connection: &mut PgConnection,
        run: Run,
        file: &mut FileSummary,
    ) -> Result<(), TakeInError> {
        let batch = std::mem::take(self);
        if !batch.units.is_empty() {
            references::write_units(connection, batch.units).await?.note(file, RecordKind::Unit);
        }
        if !batch.categories.is_empty() {
            references::write_categories(connection, batch.categories)
                .await?
                .note(file, RecordKind::Category);
        }
        if !batch.price_types.is_empty() {
            references::write_price_types(connection, batch.price_types)
                .await?
                .note(file, RecordKind::PriceType);
        }
        if !batch.warehouses.is_empty() {
            references::write_warehouses(connection, batch.warehouses)
                .await?
                .note(file, RecordKind::Warehouse);
        }
        if !batch.products.is_empty() {
            products::write_products(connection, batch.products, run).await?.note(file, RecordKind::Product);
        }
        if !batch.offers.is_empty() {
            products::write_offers(connection, batch.offers, run).await?.note(file, RecordKind::Offer);
        }
        if !batch.prices.is_empty() {
            prices::write_prices(connection, batch.prices, run).await?.note(file, RecordKind::Price);
        }
        if !batch.stock.is_empty() {
            stock::write_stock(connection, batch.stock).await?.note(file, RecordKind::Stock);
        }
        Ok(())
    }
}

/// What became of a batch of objects of one kind.
#[derive(Default)]
pub struct Outcome {
    added: u64,
    changed: u64,
    unchanged: u64,
    skipped: Vec<(Reason, String)>,
    assumed: Vec<(Assumption, String)>,
}

impl Outcome {
    /// Leaves an object out.
    pub fn skip(&mut self, reason: Reason, example: String) {
        self.skipped.push((reason, example));
    }

    /// Notes what stood in.
    pub fn assume(&mut self, assumption: Assumption, example: String) {
        self.assumed.push((assumption, example));
    }

    /// Counts what a statement wrote: `added` of the `written` rows of the `given` were new.
    pub fn count(&mut self, given: usize, written: impl IntoIterator<Item = bool>) {
        for added in written {
            if added {
                self.added += 1;
            } else {
                self.changed += 1;
            }
        }
        self.unchanged += (given as u64).saturating_sub(self.added + self.changed);
    }

    /// Keeps the last of the objects with one key, and leaves the others out.
    pub fn last_of_each<T, K: Eq + Hash>(
        &mut self,
        given: Vec<T>,
        key: impl Fn(&T) -> K,
        example: impl Fn(&T) -> String,
    ) -> Vec<T> {
        let last: HashMap<K, usize> =
            given.iter().enumerate().map(|(index, one)| (key(one), index)).collect();
        let mut kept = Vec::with_capacity(last.len());
        for (index, one) in given.into_iter().enumerate() {
            if last.get(&key(&one)) == Some(&index) {
                kept.push(one);
            } else {
                self.skip(Reason::Repeated, example(&one));
            }
        }
        kept
    }

    fn note(self, file: &mut FileSummary, kind: RecordKind) {
        let summary: &mut KindSummary = file.kinds.entry(kind).or_default();
        summary.tally.added += self.added;
        summary.tally.changed += self.changed;
        summary.tally.unchanged += self.unchanged;
        for (reason, example) in self.skipped {
            summary.skip(reason, example);
        }
        for (assumption, example) in self.assumed {
            summary.assume(assumption, example);
        }
    }
}

/// One column of a batch, as `unnest` wants it.
pub fn column<T, C>(rows: &[T], cell: impl Fn(&T) -> C) -> Vec<C> {
    rows.iter().map(cell).collect()
}
