//! The catalogue of the fixture, as if 1C had sent it in files.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use commands::catalogue::source::Entries;
use commands::catalogue::{self, Entry, Price, Record, Source, SourceFile, Stock, Unreadable};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use crate::demo::fixture::{Fixture, Good, PriceChange};

/// Objects that come together, like a file of 1C.
#[derive(Clone)]
pub struct Delivery {
    file: SourceFile,
    records: Vec<Record>,
}

impl Delivery {
    /// The whole catalogue at the prices of the price list.
    pub fn of_everything(fixture: &Fixture) -> Self {
        let records = categories(fixture)
            .chain(price_types(fixture))
            .chain(warehouses(fixture))
            .chain(fixture.goods.iter().map(product))
            .chain(
                fixture.goods.iter().flat_map(|good| prices(&good.article, good.wholesale, good.contractor)),
            )
            .chain(fixture.goods.iter().flat_map(stock));
        Self::new("goods.tsv".to_owned(), records.collect())
    }

    /// The prices that change on a day.
    pub fn of_prices(changes: &[PriceChange], day: NaiveDate) -> Self {
        let records = changes
            .iter()
            .filter(|change| change.valid_from == day)
            .flat_map(|change| prices(&change.article, change.wholesale, change.contractor));
        Self::new(format!("price_changes_{day}.tsv"), records.collect())
    }

    /// `SHA-256` of what it holds.
    pub fn sha256(&self) -> &str {
        &self.file.sha256
    }

    fn new(name: String, records: Vec<Record>) -> Self {
        let mut holds = BTreeMap::new();
        for record in &records {
            *holds.entry(record.kind()).or_default() += 1;
        }
        // There are no bytes as 1C would send them; what the records say stands in for them.
        let said = format!("{name}\n{records:?}");
        let sha256 = format!("{:x}", Sha256::digest(&said));
        let bytes = said.len() as u64;
        Self { file: SourceFile { name, sha256, bytes, holds }, records }
    }
}

impl Source for Delivery {
    fn file(&self) -> &SourceFile {
        &self.file
    }

    fn entries(&self) -> Result<Entries<'_>, Unreadable> {
        Ok(Box::new(self.records.iter().cloned().map(|record| Ok(Entry::Record(record)))))
    }
}

fn categories(fixture: &Fixture) -> impl Iterator<Item = Record> {
    fixture.categories.iter().zip(1..).map(|(category, position)| {
        Record::Category(catalogue::Category {
            external_id: category.code.clone(),
            parent: category.parent.clone(),
            name: category.name.clone(),
            name_en: Some(category.name_en.clone()),
            position,
            deleted: false,
            version: None,
        })
    })
}

fn price_types(fixture: &Fixture) -> impl Iterator<Item = Record> {
    fixture.supplier.price_types.iter().map(|kind| {
        Record::PriceType(catalogue::PriceType {
            external_id: kind.code.clone(),
            name: kind.name.clone(),
            currency: Some(kind.currency),
            vat_included: Some(kind.vat_included),
            deleted: false,
            version: None,
        })
    })
}

fn warehouses(fixture: &Fixture) -> impl Iterator<Item = Record> {
    fixture.supplier.warehouses.iter().map(|warehouse| {
        Record::Warehouse(catalogue::Warehouse {
            external_id: warehouse.code.clone(),
            name: warehouse.name.clone(),
            deleted: false,
            version: None,
        })
    })
}

fn product(good: &Good) -> Record {
    Record::Product(catalogue::Product {
        external_id: good.article.clone(),
        article: Some(good.article.clone()),
        name: good.name.clone(),
        name_en: Some(good.name_en.clone()),
        description: Some(good.description.clone()),
        unit_code: Some(good.okei.clone()),
        unit_name: Some(good.unit.clone()),
        vat: Some(good.vat),
        category: Some(good.category.clone()),
        barcode: None,
        pictures: Vec::new(),
        properties: Vec::new(),
        deleted: false,
        version: None,
    })
}

fn prices(
    article: &str,
    wholesale: Option<Decimal>,
    contractor: Option<Decimal>,
) -> impl Iterator<Item = Record> {
    [("wholesale", wholesale), ("contractor", contractor)].into_iter().filter_map(move |(kind, amount)| {
        Some(Record::Price(Price {
            product: article.to_owned(),
            price_type: kind.to_owned(),
            from: Decimal::ZERO,
            amount: amount?,
            currency: None,
            unit: None,
            vat_included: None,
            valid_from: None,
        }))
    })
}

fn stock(good: &Good) -> impl Iterator<Item = Record> {
    [("main", good.main), ("north", good.north)].into_iter().filter_map(move |(warehouse, quantity)| {
        Some(Record::Stock(Stock {
            product: good.article.clone(),
            warehouse: Some(warehouse.to_owned()),
            quantity: quantity?,
        }))
    })
}
