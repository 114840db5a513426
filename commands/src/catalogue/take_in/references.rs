//! Units, categories, types of price and warehouses.

use domain::catalogue::{category_id, price_type_id, warehouse_id};
use domain::vocabulary::Currency;
use sqlx::PgConnection;

use super::batch::{Outcome, column};
use crate::catalogue::{Assumption, Category, PriceType, Unit, Warehouse};

/// Writes units of measurement.
pub async fn write_units(connection: &mut PgConnection, given: Vec<Unit>) -> Result<Outcome, sqlx::Error> {
    let mut outcome = Outcome::default();
    if given.is_empty() {
        return Ok(outcome);
    }
    let units = outcome.last_of_each(given, |unit| unit.code.clone(), |unit| unit.code.clone());
    let written = sqlx::query_scalar!(
        r#"insert into catalogue.units as u (code, name)
           select * from unnest($1::text[], $2::text[])
           on conflict (code) do update set name = excluded.name where u.name is distinct from excluded.name
           returning (u.xmax = 0) as "added!""#,
        &column(&units, |unit| unit.code.clone()),
        &column(&units, |unit| unit.name.clone()),
    )
    .fetch_all(connection)
    .await?;
    outcome.count(units.len(), written);
    Ok(outcome)
}

/// Writes categories. A parent may come after its children.
pub async fn write_categories(
    connection: &mut PgConnection,
    given: Vec<Category>,
) -> Result<Outcome, sqlx::Error> {
    let mut outcome = Outcome::default();
    if given.is_empty() {
        return Ok(outcome);
    }
    let rows = outcome.last_of_each(given, |one| category_id(&one.external_id), |one| one.name.clone());
    let parent = |one: &Category| one.parent.as_deref().map(|parent| category_id(parent).uuid());
    let written = sqlx::query_scalar!(
        r#"insert into catalogue.categories as c
             (id, external_id, parent, name, name_en, position, deleted, version)
           select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::int4[],
                                $7::bool[], $8::text[])
           on conflict (id) do update set parent = excluded.parent, name = excluded.name,
             name_en = coalesce(excluded.name_en, c.name_en), position = excluded.position,
             deleted = excluded.deleted, version = excluded.version
           where (c.parent, c.name, c.name_en, c.position, c.deleted, c.version)
             is distinct from (excluded.parent, excluded.name, coalesce(excluded.name_en, c.name_en),
                               excluded.position, excluded.deleted, excluded.version)
           returning (c.xmax = 0) as "added!""#,
        &column(&rows, |one| category_id(&one.external_id).uuid()),
        &column(&rows, |one| one.external_id.clone()),
        &column(&rows, parent) as &[Option<uuid::Uuid>],
        &column(&rows, |one| one.name.clone()),
        &column(&rows, |one| one.name_en.clone()) as &[Option<String>],
        &column(&rows, |one| one.position),
        &column(&rows, |one| one.deleted),
        &column(&rows, |one| one.version.clone()) as &[Option<String>],
    )
    .fetch_all(connection)
    .await?;
    outcome.count(rows.len(), written);
    Ok(outcome)
}

/// Writes types of price.
pub async fn write_price_types(
    connection: &mut PgConnection,
    given: Vec<PriceType>,
) -> Result<Outcome, sqlx::Error> {
    let mut outcome = Outcome::default();
    if given.is_empty() {
        return Ok(outcome);
    }
    let rows = outcome.last_of_each(given, |one| price_type_id(&one.external_id), |one| one.name.clone());
    for one in &rows {
        if one.currency.is_none() {
            outcome.assume(Assumption::Currency, one.name.clone());
        }
        if one.vat_included.is_none() {
            outcome.assume(Assumption::VatIncluded, one.name.clone());
        }
    }
    let written = sqlx::query_scalar!(
        r#"insert into catalogue.price_types as t
             (id, external_id, name, currency, vat_included, deleted, version)
           select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bool[], $6::bool[], $7::text[])
           on conflict (id) do update set name = excluded.name, currency = excluded.currency,
             vat_included = excluded.vat_included, deleted = excluded.deleted, version = excluded.version
           where (t.name, t.currency, t.vat_included, t.deleted, t.version)
             is distinct from (excluded.name, excluded.currency, excluded.vat_included, excluded.deleted,
                               excluded.version)
           returning (t.xmax = 0) as "added!""#,
        &column(&rows, |one| price_type_id(&one.external_id).uuid()),
        &column(&rows, |one| one.external_id.clone()),
        &column(&rows, |one| one.name.clone()),
        &column(&rows, |one| one.currency.unwrap_or(Currency::RUB).to_string()),
        &column(&rows, |one| one.vat_included.unwrap_or(true)),
        &column(&rows, |one| one.deleted),
        &column(&rows, |one| one.version.clone()) as &[Option<String>],
    )
    .fetch_all(connection)
    .await?;
    outcome.count(rows.len(), written);
    Ok(outcome)
}

/// Writes warehouses.
pub async fn write_warehouses(
    connection: &mut PgConnection,
    given: Vec<Warehouse>,
) -> Result<Outcome, sqlx::Error> {
    let mut outcome = Outcome::default();
    if given.is_empty() {
        return Ok(outcome);
    }
    let rows = outcome.last_of_each(given, |one| warehouse_id(&one.external_id), |one| one.name.clone());
    let written = sqlx::query_scalar!(
        r#"insert into catalogue.warehouses as w (id, external_id, name, deleted, version)
           select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bool[], $5::text[])
           on conflict (id) do update
             set name = excluded.name, deleted = excluded.deleted, version = excluded.version
           where (w.name, w.deleted, w.version) is distinct from (excluded.name, excluded.deleted, excluded.version)
           returning (w.xmax = 0) as "added!""#,
        &column(&rows, |one| warehouse_id(&one.external_id).uuid()),
        &column(&rows, |one| one.external_id.clone()),
        &column(&rows, |one| one.name.clone()),
        &column(&rows, |one| one.deleted),
        &column(&rows, |one| one.version.clone()) as &[Option<String>],
    )
    .fetch_all(connection)
    .await?;
    outcome.count(rows.len(), written);
    Ok(outcome)
}
