//! Quantities in stock.

use std::collections::HashSet;

use domain::catalogue::{product_id, warehouse_id};
use sqlx::PgConnection;
use uuid::Uuid;

use super::batch::{Outcome, column};
use super::products::known_products;
use crate::catalogue::{Reason, Stock};

/// The id in 1C of the warehouse that stands for "somewhere": files without warehouses give one total.
const SOMEWHERE: &str = "";

/// Writes quantities in stock.
pub async fn write_stock(connection: &mut PgConnection, given: Vec<Stock>) -> Result<Outcome, sqlx::Error> {
    let mut outcome = Outcome::default();
    if given.is_empty() {
        return Ok(outcome);
    }
    if given.iter().any(|one| one.warehouse.is_none()) {
        open_somewhere(connection).await?;
    }
    let rows = outcome.last_of_each(given, key, |one| one.product.clone());
    let rows = known(connection, rows, &mut outcome).await?;
    let written = sqlx::query_scalar!(
        r#"insert into catalogue.stock as s (product, warehouse, quantity)
           select g.product, g.warehouse, g.quantity
           from unnest($1::uuid[], $2::uuid[], $3::numeric[]) as g (product, warehouse, quantity)
           left join catalogue.stock old on old.product = g.product and old.warehouse = g.warehouse
           where old.quantity is distinct from g.quantity
           on conflict (product, warehouse) do update set quantity = excluded.quantity
           returning (s.xmax = 0) as "added!""#,
        &column(&rows, |one| key(one).0),
        &column(&rows, |one| key(one).1),
        &column(&rows, |one| one.quantity),
    )
    .fetch_all(connection)
    .await?;
    outcome.count(rows.len(), written);
    Ok(outcome)
}

async fn known(
    connection: &mut PgConnection,
    rows: Vec<Stock>,
    outcome: &mut Outcome,
) -> Result<Vec<Stock>, sqlx::Error> {
    let products = known_products(connection, &column(&rows, |one| key(one).0)).await?;
    let warehouses = known_warehouses(connection, &column(&rows, |one| key(one).1)).await?;
    let mut kept = Vec::with_capacity(rows.len());
    for one in rows {
        let (product, warehouse) = key(&one);
        if !products.contains(&product) {
            outcome.skip(Reason::UnknownProduct, one.product);
        } else if !warehouses.contains(&warehouse) {
            outcome.skip(Reason::UnknownWarehouse, one.warehouse.unwrap_or_default());
        } else {
            kept.push(one);
        }
    }
    Ok(kept)
}

async fn known_warehouses(connection: &mut PgConnection, ids: &[Uuid]) -> Result<HashSet<Uuid>, sqlx::Error> {
    let known = sqlx::query_scalar!("select id from catalogue.warehouses where id = any($1)", ids)
        .fetch_all(connection)
        .await?;
    Ok(known.into_iter().collect())
}

async fn open_somewhere(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into catalogue.warehouses (id, external_id, name) values ($1, $2, 'Без склада')
         on conflict (id) do nothing",
        warehouse_id(SOMEWHERE).uuid(),
        SOMEWHERE,
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn key(stock: &Stock) -> (Uuid, Uuid) {
    let warehouse = stock.warehouse.as_deref().unwrap_or(SOMEWHERE);
    (product_id(&stock.product).uuid(), warehouse_id(warehouse).uuid())
}
