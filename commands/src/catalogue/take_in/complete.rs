//! Runs that hold everything: what they do not name is withdrawn, but never too much at once.
//!
//! No file of 1C says that it is complete (a portion after the first one calls itself a change
//! even in a full export), so whoever starts the run says it.

use sqlx::{Executor, PgConnection};
use uuid::Uuid;

use super::TakeInError;

/// Begins to note which goods are named.
pub async fn begin(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    connection
        .execute("create temporary table named_goods (product uuid primary key) on commit drop")
        .await?;
    Ok(())
}

/// Notes that goods are named.
pub async fn note(connection: &mut PgConnection, goods: &[Uuid]) -> Result<(), sqlx::Error> {
    // The table is this run's own: no checked query knows it.
    sqlx::query("insert into named_goods select unnest($1::uuid[]) on conflict do nothing")
        .bind(goods)
        .execute(connection)
        .await?;
    Ok(())
}

/// Withdraws what nobody named, unless that is more than the given percent of all that is
/// offered: then the run is refused. Says how many were withdrawn.
pub async fn withdraw_the_rest(connection: &mut PgConnection, at_most: u8) -> Result<u64, TakeInError> {
    let (gone, offered): (i64, i64) = sqlx::query_as(
        "select count(*) filter (where n.product is null), count(*)
         from catalogue.products p left join named_goods n on n.product = p.id
         where p.active and not p.deleted",
    )
    .fetch_one(&mut *connection)
    .await?;
    if gone * 100 > offered * i64::from(at_most) {
        return Err(TakeInError::TooManyGone { gone, offered, at_most });
    }
    let done = sqlx::query(
        "update catalogue.products p
         set active = p.active and not p.by_offer, deleted = p.deleted or not p.by_offer
         where p.active and not p.deleted and not exists (select from named_goods n where n.product = p.id)",
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}
