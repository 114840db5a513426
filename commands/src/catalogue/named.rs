//! Finding something of the catalogue as an operator names it: by its id in 1C, or by its name.

use domain::catalogue::{category_id, price_type_id};
use domain::vocabulary::{CategoryId, PriceTypeId};
use sqlx::PgPool;

/// Something that has a name and is not marked for deletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<I> {
    /// Its id, derived from that of 1C.
    pub id: I,
    /// Its name.
    pub name: String,
}

/// Why a text names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotNamed {
    /// Nothing has this id in 1C, and nothing this name.
    Unknown,
    /// Several have the name.
    Ambiguous,
}

/// The types of price, by name.
pub async fn price_types(pool: &PgPool) -> Result<Vec<Named<PriceTypeId>>, sqlx::Error> {
    let rows = sqlx::query!("SELECT id, name FROM catalogue.price_types WHERE NOT deleted ORDER BY name, id");
    let rows = rows.fetch_all(pool).await?;
    Ok(rows.into_iter().map(|row| Named { id: PriceTypeId(row.id), name: row.name }).collect())
}

/// The categories, by name.
pub async fn categories(pool: &PgPool) -> Result<Vec<Named<CategoryId>>, sqlx::Error> {
    let rows = sqlx::query!("SELECT id, name FROM catalogue.categories WHERE NOT deleted ORDER BY name, id");
    let rows = rows.fetch_all(pool).await?;
    Ok(rows.into_iter().map(|row| Named { id: CategoryId(row.id), name: row.name }).collect())
}

/// The type of price that a text names.
pub fn price_type(all: &[Named<PriceTypeId>], text: &str) -> Result<PriceTypeId, NotNamed> {
    find(all, price_type_id(text), text)
}

/// The category that a text names.
pub fn category(all: &[Named<CategoryId>], text: &str) -> Result<CategoryId, NotNamed> {
    find(all, category_id(text), text)
}

fn find<I: Copy + PartialEq>(all: &[Named<I>], id: I, text: &str) -> Result<I, NotNamed> {
    if all.iter().any(|named| named.id == id) {
        return Ok(id);
    }
    let mut called = all.iter().filter(|named| named.name.trim() == text.trim());
    match (called.next(), called.next()) {
        (Some(one), None) => Ok(one.id),
        (Some(_), Some(_)) => Err(NotNamed::Ambiguous),
        (None, _) => Err(NotNamed::Unknown),
    }
}
