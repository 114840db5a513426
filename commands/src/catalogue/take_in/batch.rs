//! Objects that are written together.

use std::collections::HashMap;
use std::hash::Hash;

use sqlx::PgConnection;

use super::quarantine::Quarantine;
use super::{Run, TakeInError, offers, prices, products, properties, references, stock};
use crate::catalogue::{
    Assumption, Category, FileSummary, KindSummary, Offer, Price, PriceType, Product, Property, Reason,
    Record, RecordKind, Stock, Unit, Warehouse,
};

/// How many objects are written together at most, but for the last goods, which are not torn
/// apart; and how much of text.
const SIZE: usize = 3000;
const BYTES: usize = 8 << 20;

/// Objects of one phase that wait to be written.
#[derive(Default)]
pub struct Batch {
    units: Vec<Unit>,
    categories: Vec<Category>,
    price_types: Vec<PriceType>,
    warehouses: Vec<Warehouse>,
    properties: Vec<Property>,
    products: Vec<Product>,
    offers: Vec<Offer>,
    prices: Vec<Price>,
    stock: Vec<Stock>,
    length: usize,
    bytes: usize,
    last_goods: Option<String>,
}

impl Batch {
    /// Adds an object.
    pub fn push(&mut self, record: Record) {
        self.length += 1;
        self.bytes += record.bytes();
        if self.length >= SIZE {
            self.last_goods = record.goods().map(ToOwned::to_owned);
        }
        match record {
            Record::Unit(unit) => self.units.push(unit),
            Record::Category(category) => self.categories.push(category),
            Record::PriceType(price_type) => self.price_types.push(price_type),
            Record::Warehouse(warehouse) => self.warehouses.push(warehouse),
            Record::Property(property) => self.properties.push(property),
            Record::Product(product) => self.products.push(product),
            Record::Offer(offer) => self.offers.push(offer),
            Record::Price(price) => self.prices.push(price),
            Record::Stock(stock) => self.stock.push(stock),
        }
    }

    /// Whether it is time to write before this record. All prices of goods go together: those
    /// that do not come again end.
    pub fn is_full_before(&self, record: &Record) -> bool {
        let goes_on = self.last_goods.is_some() && record.goods() == self.last_goods.as_deref();
        (self.length >= SIZE && !goes_on) || self.bytes >= BYTES
    }

    /// Writes what waits, and notes in the summary what became of it.
    pub async fn write(
        &mut self,
        connection: &mut PgConnection,
        run: Run,
        (file, quarantine): (&mut FileSummary, &mut Quarantine),
    ) -> Result<(), TakeInError> {
        let batch = std::mem::take(self);
        let mut outcomes = vec![
            (RecordKind::Unit, references::write_units(connection, batch.units).await?),
            (RecordKind::Category, references::write_categories(connection, batch.categories).await?),
            (RecordKind::PriceType, references::write_price_types(connection, batch.price_types).await?),
            (RecordKind::Warehouse, references::write_warehouses(connection, batch.warehouses).await?),
            (RecordKind::Property, properties::write_properties(connection, batch.properties).await?),
            (RecordKind::Product, products::write_products(connection, batch.products, run).await?),
        ];
        outcomes.extend([
            (RecordKind::Offer, offers::write_offers(connection, batch.offers, run).await?),
            (RecordKind::Price, prices::write_prices(connection, batch.prices, run).await?),
            (RecordKind::Stock, stock::write_stock(connection, batch.stock).await?),
        ]);
        for (kind, outcome) in outcomes {
            outcome.note(file, quarantine, kind);
        }
        let name = file.file.name.clone();
        quarantine.write(connection, run, &name).await?;
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

    fn is_empty(&self) -> bool {
        self.added + self.changed + self.unchanged == 0 && self.skipped.is_empty() && self.assumed.is_empty()
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

    fn note(self, file: &mut FileSummary, quarantine: &mut Quarantine, kind: RecordKind) {
        if self.is_empty() {
            return;
        }
        let summary: &mut KindSummary = file.kinds.entry(kind).or_default();
        summary.tally.added += self.added;
        summary.tally.changed += self.changed;
        summary.tally.unchanged += self.unchanged;
        for (reason, example) in self.skipped {
            quarantine.put(kind, reason, &example);
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
