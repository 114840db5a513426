//! What offers say about goods, beside prices and stock.

use domain::catalogue::{base_of, product_id};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Run;
use super::batch::{Outcome, column};
use super::complete;
use super::products::{known_products, percent};
use super::properties::Words;
use crate::catalogue::{Assumption, Offer, Reason};

/// Writes what offers say. A product without a card is known by its offer alone.
pub async fn write_offers(
    connection: &mut PgConnection,
    given: Vec<Offer>,
    run: Run,
) -> Result<Outcome, sqlx::Error> {
    let mut outcome = Outcome::default();
    if given.is_empty() {
        return Ok(outcome);
    }
    let rows = outcome.last_of_each(given, |one| product_id(&one.product), |one| one.product.clone());
    let ids = column(&rows, |one| product_id(&one.product).uuid());
    let base = |one: &Offer| base_of(&one.product).map(|base| product_id(base).uuid());
    let asked: Vec<Uuid> = ids.iter().copied().chain(rows.iter().filter_map(base)).collect();
    let known = known_products(connection, &asked).await?;
    let is_known = |one: &Offer| known.contains(&product_id(&one.product).uuid());
    let has_card = |one: &Offer| base(one).is_some_and(|base| known.contains(&base));
    let (rows, unknown): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|one| one.name.is_some() || is_known(one) || has_card(one));
    for one in unknown {
        outcome.skip(Reason::UnknownProduct, one.product);
    }
    for one in rows.iter().filter(|one| !is_known(one) && !has_card(one)) {
        note_assumptions(&mut outcome, one);
    }
    let ids = column(&rows, |one| product_id(&one.product).uuid());
    if run.complete.is_some() {
        complete::note(connection, &ids).await?;
        complete::note(connection, &rows.iter().filter_map(base).collect::<Vec<_>>()).await?;
    }
    let words = Words::of(connection, rows.iter().flat_map(|one| &one.properties)).await?;
    let written = sqlx::query_file_scalar!(
        "src/catalogue/take_in/write_offers.sql",
        &ids,
        &column(&rows, |one| one.product.clone()),
        &column(&rows, |one| one.article.clone()) as &[Option<String>],
        &column(&rows, |one| one.name.clone()) as &[Option<String>],
        &column(&rows, |one| one.unit_code.clone()) as &[Option<String>],
        &column(&rows, |one| one.unit_name.clone()) as &[Option<String>],
        &column(&rows, |one| one.deleted),
        &column(&rows, |one| one.version.clone()) as &[Option<String>],
        percent(run.vat_when_unsaid),
        &column(&rows, |one| one.barcode.clone()) as &[Option<String>],
        &column(&rows, characteristics),
        &column(&rows, |one| words.say(&one.properties)),
        &column(&rows, base) as &[Option<Uuid>],
    )
    .fetch_all(connection)
    .await?;
    outcome.count(rows.len(), written);
    Ok(outcome)
}

fn note_assumptions(outcome: &mut Outcome, offer: &Offer) {
    let name = offer.name.clone().unwrap_or_default();
    if offer.unit_code.is_none() && offer.unit_name.is_none() {
        outcome.assume(Assumption::Unit, name.clone());
    }
    outcome.assume(Assumption::ByOffer, name.clone());
    outcome.assume(Assumption::Vat, name);
}

/// `[["Цвет", "синий"], …]`, in the order of 1C.
fn characteristics(offer: &Offer) -> Value {
    offer.characteristics.iter().map(|one| Value::from(vec![one.name.clone(), one.value.clone()])).collect()
}
