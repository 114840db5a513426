//! The cards of products.

use std::collections::HashSet;

use domain::catalogue::{category_id, product_id};
use domain::vocabulary::VatRate;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Run;
use super::batch::{Outcome, column};
use super::complete;
use super::properties::Words;
use crate::catalogue::{Assumption, Product};

/// Writes the cards of products.
pub async fn write_products(
    connection: &mut PgConnection,
    given: Vec<Product>,
    run: Run,
) -> Result<Outcome, sqlx::Error> {
    let mut outcome = Outcome::default();
    if given.is_empty() {
        return Ok(outcome);
    }
    let rows = outcome.last_of_each(given, |one| product_id(&one.external_id), |one| one.name.clone());
    let categories = known_categories(connection, &rows).await?;
    let words = Words::of(connection, rows.iter().flat_map(|one| &one.properties)).await?;
    for one in &rows {
        note_assumptions(&mut outcome, one, &categories, &words);
    }
    let ids = column(&rows, |one| product_id(&one.external_id).uuid());
    if run.complete.is_some() {
        complete::note(connection, &ids).await?;
    }
    let category = |one: &Product| category_of(one).filter(|id| categories.contains(id));
    let written = sqlx::query_file_scalar!(
        "src/catalogue/take_in/write_products.sql",
        &ids,
        &column(&rows, |one| one.external_id.clone()),
        &column(&rows, |one| one.article.clone()) as &[Option<String>],
        &column(&rows, |one| one.name.clone()),
        &column(&rows, |one| one.name_en.clone()) as &[Option<String>],
        &column(&rows, |one| one.description.clone()) as &[Option<String>],
        &column(&rows, |one| one.unit_code.clone()) as &[Option<String>],
        &column(&rows, |one| one.unit_name.clone()) as &[Option<String>],
        &column(&rows, |one| percent(one.vat.unwrap_or(run.vat_when_unsaid))) as &[Option<i16>],
        &column(&rows, |one| one.vat.is_none()),
        &column(&rows, category) as &[Option<Uuid>],
        &column(&rows, |one| one.deleted),
        &column(&rows, |one| one.version.clone()) as &[Option<String>],
        &column(&rows, |one| one.barcode.clone()) as &[Option<String>],
        &column(&rows, |one| Value::from(one.pictures.clone())),
        &column(&rows, |one| words.say(&one.properties)),
    )
    .fetch_all(connection)
    .await?;
    outcome.count(rows.len(), written);
    Ok(outcome)
}

/// Which of the ids are products.
pub async fn known_products(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashSet<Uuid>, sqlx::Error> {
    let known = sqlx::query_scalar!("select id from catalogue.products where id = any($1)", ids)
        .fetch_all(connection)
        .await?;
    Ok(known.into_iter().collect())
}

async fn known_categories(
    connection: &mut PgConnection,
    products: &[Product],
) -> Result<HashSet<Uuid>, sqlx::Error> {
    let named: Vec<Uuid> = products.iter().filter_map(category_of).collect();
    let known = sqlx::query_scalar!("select id from catalogue.categories where id = any($1)", &named)
        .fetch_all(connection)
        .await?;
    Ok(known.into_iter().collect())
}

fn note_assumptions(outcome: &mut Outcome, product: &Product, categories: &HashSet<Uuid>, words: &Words) {
    if product.properties.iter().any(|value| !words.knows(value)) {
        outcome.assume(Assumption::UnknownProperty, product.name.clone());
    }
    if product.vat.is_none() {
        outcome.assume(Assumption::Vat, product.name.clone());
    }
    if product.unit_code.is_none() && product.unit_name.is_none() {
        outcome.assume(Assumption::Unit, product.name.clone());
    }
    if category_of(product).is_some_and(|id| !categories.contains(&id)) {
        outcome.assume(Assumption::UnknownCategory, product.name.clone());
    }
}

fn category_of(product: &Product) -> Option<Uuid> {
    product.category.as_deref().map(|category| category_id(category).uuid())
}

/// The rate in percent, as the tables keep it.
pub fn percent(rate: VatRate) -> Option<i16> {
    rate.percent().map(i16::from)
}
