//! Prices: a new row only when the value differs, so that the old ones stay as history.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::catalogue::{price_type_id, product_id};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Run;
use super::batch::{Outcome, column};
use super::products::known_products;
use crate::catalogue::{Price, Reason};

/// Writes prices that are valid from the moment of the run on, or from a later one that they say.
pub async fn write_prices(
    connection: &mut PgConnection,
    given: Vec<Price>,
    run: Run,
) -> Result<Outcome, sqlx::Error> {
    let mut outcome = Outcome::default();
    if given.is_empty() {
        return Ok(outcome);
    }
    let rows = outcome.last_of_each(given, |one| (key(one), one.from.normalize()), example);
    let rows = known(connection, rows, &mut outcome).await?;
    let written = sqlx::query_file_scalar!(
        "src/catalogue/take_in/write_prices.sql",
        &column(&rows, |one| key(one).0),
        &column(&rows, |one| key(one).1),
        &column(&rows, |one| one.from),
        &column(&rows, |one| one.amount),
        &column(&rows, |one| one.currency.map(|currency| currency.to_string())) as &[Option<String>],
        &column(&rows, |one| one.unit.clone()) as &[Option<String>],
        &column(&rows, |one| one.vat_included) as &[Option<bool>],
        &column(&rows, |one| one.valid_from) as &[Option<DateTime<Utc>>],
        run.at,
    )
    .fetch_all(connection)
    .await?;
    outcome.count(rows.len(), written);
    Ok(outcome)
}

async fn known(
    connection: &mut PgConnection,
    rows: Vec<Price>,
    outcome: &mut Outcome,
) -> Result<Vec<Price>, sqlx::Error> {
    let products = known_products(connection, &column(&rows, |one| key(one).0)).await?;
    let types = known_price_types(connection, &column(&rows, |one| key(one).1)).await?;
    let mut kept = Vec::with_capacity(rows.len());
    for one in rows {
        let (product, price_type) = key(&one);
        if !products.contains(&product) {
            outcome.skip(Reason::UnknownProduct, one.product);
        } else if !types.contains(&price_type) {
            outcome.skip(Reason::UnknownPriceType, one.price_type);
        } else {
            kept.push(one);
        }
    }
    Ok(kept)
}

async fn known_price_types(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashSet<Uuid>, sqlx::Error> {
    let known = sqlx::query_scalar!("select id from catalogue.price_types where id = any($1)", ids)
        .fetch_all(connection)
        .await?;
    Ok(known.into_iter().collect())
}

fn key(price: &Price) -> (Uuid, Uuid) {
    (product_id(&price.product).uuid(), price_type_id(&price.price_type).uuid())
}

fn example(price: &Price) -> String {
    price.product.clone()
}
