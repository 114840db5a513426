//! A thousand products in forty categories, with two lists of prices.

use domain::vocabulary::{CategoryId, PriceTypeId, ProductId};
use sqlx::PgPool;
use uuid::Uuid;

pub struct Goods {
    /// All of them.
    pub products: Vec<ProductId>,
    /// The categories; product `n` is in category `n % 40`.
    pub categories: Vec<CategoryId>,
    /// A list whose prices are a tenth below those that are asked.
    pub list: PriceTypeId,
}

const PRODUCTS: u128 = 1_000;
const CATEGORIES: u128 = 40;
const LIST: Uuid = Uuid::from_u128(0xC2);

/// Beside the one product of the world, whose list of prices asks for all.
pub async fn stock_up(writer: &PgPool) -> Goods {
    let products: Vec<_> = (0..PRODUCTS).map(|number| Uuid::from_u128(0xA000 + number)).collect();
    let categories: Vec<_> = (0..CATEGORIES).map(|number| Uuid::from_u128(0xB000 + number)).collect();
    sqlx::query(
        "INSERT INTO catalogue.categories (id, external_id, parent, name, position)
         SELECT id, 'category ' || number, CASE WHEN number > 1 THEN ($1::uuid[])[1] END,
                'Category ' || number, number
           FROM unnest($1::uuid[]) WITH ORDINALITY AS category (id, number)",
    )
    .bind(&categories)
    .execute(writer)
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO catalogue.products
                (id, external_id, article, name, unit_name, vat_rate, vat_assumed, category)
         SELECT id, 'product ' || number, 'A-' || number, 'Thing ' || number, 'шт', 22, false,
                ($2::uuid[])[1 + (number - 1) % cardinality($2::uuid[])]
           FROM unnest($1::uuid[]) WITH ORDINALITY AS product (id, number)",
    )
    .bind(&products)
    .bind(&categories)
    .execute(writer)
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO catalogue.price_types (id, external_id, name, currency, vat_included)
         VALUES ($1, 'list', 'List', 'RUB', true)",
    )
    .bind(LIST)
    .execute(writer)
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO catalogue.prices (price_type, product, amount, currency, valid_from)
         SELECT list.id, product, CASE WHEN list.id = $2 THEN 90 ELSE 100 END, 'RUB', '2026-01-01'
           FROM catalogue.price_types list, unnest($1::uuid[]) AS product",
    )
    .bind(&products)
    .bind(LIST)
    .execute(writer)
    .await
    .unwrap();
    Goods {
        products: products.into_iter().map(ProductId).collect(),
        categories: categories.into_iter().map(CategoryId).collect(),
        list: PriceTypeId(LIST),
    }
}
