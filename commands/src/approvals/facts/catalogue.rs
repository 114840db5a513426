//! What the catalogue says of the goods of an order.

use std::collections::{BTreeMap, BTreeSet};

use domain::approvals::policy::ListedPrice;
use domain::ordering::Quote;
use domain::ordering::order::Line;
use domain::vocabulary::{CategoryId, CurrencyError, Money, Percent, PriceTypeId, ProductId};
use rust_decimal::Decimal;
use sqlx::PgPool;

use crate::error::CommandError;
use crate::journal::StoreError;
use crate::work::Work;

/// The categories of products with those above them, since a rule about a category is about
/// everything in it; and whether 1C put one of the products into none.
pub(super) async fn categories(
    pool: &PgPool,
    products: &[ProductId],
) -> Result<(BTreeSet<CategoryId>, bool), CommandError> {
    let products: Vec<_> = products.iter().map(|product| product.uuid()).collect();
    let rows = sqlx::query_scalar!(
        "WITH RECURSIVE above AS (
             SELECT category AS id FROM catalogue.products WHERE id = ANY($1)
             UNION
             SELECT category.parent FROM above JOIN catalogue.categories category ON category.id = above.id
              WHERE category.parent IS NOT NULL
         )
         SELECT id FROM above",
        &products
    )
    .fetch_all(pool)
    .await
    .map_err(CommandError::database)?;
    let uncategorized = rows.iter().any(Option::is_none);
    Ok((rows.into_iter().flatten().map(CategoryId).collect(), uncategorized))
}

/// The prices of lines for one unit beside those of lists, all with VAT.
pub(super) async fn listed(
    work: &Work<'_>,
    lines: &[Line],
    lists: &BTreeSet<PriceTypeId>,
) -> Result<Vec<ListedPrice>, CommandError> {
    let mut of_products = prices(work, lines, lists).await?;
    let listed = |line: &Line| {
        let product = line.goods.product;
        let with_vat = |(price, vat_included)| {
            let discount = Percent::ZERO;
            Quote { price, vat_included, discount, ..line.quote.clone() }.unit_gross()
        };
        let lists = of_products.remove(&product).unwrap_or_default();
        let lists = lists.into_iter().map(|(list, price)| (list, with_vat(price))).collect();
        ListedPrice { product, price: line.quote.unit_gross(), lists }
    };
    Ok(lines.iter().map(listed).collect())
}

type Prices = BTreeMap<ProductId, BTreeMap<PriceTypeId, (Money, bool)>>;

/// The prices of products in lists as they are now, and whether they contain VAT.
async fn prices(
    work: &Work<'_>,
    lines: &[Line],
    lists: &BTreeSet<PriceTypeId>,
) -> Result<Prices, CommandError> {
    let products: Vec<_> = lines.iter().map(|line| line.goods.product.uuid()).collect();
    let lists: Vec<_> = lists.iter().map(|list| list.uuid()).collect();
    let rows = sqlx::query!(
        r#"SELECT DISTINCT ON (price.product, price.price_type)
                  price.product, price.price_type, price.amount, price.currency,
                  coalesce(price.vat_included, list.vat_included) AS "vat_included!"
             FROM catalogue.prices price
             JOIN catalogue.price_types list ON list.id = price.price_type AND NOT list.deleted
            WHERE price.product = ANY($1) AND price.price_type = ANY($2) AND price.min_quantity = 0
              AND price.valid_from <= $3
            ORDER BY price.product, price.price_type, price.valid_from DESC"#,
        &products,
        &lists,
        work.now()
    )
    .fetch_all(work.pool())
    .await
    .map_err(CommandError::database)?;
    let mut prices = Prices::new();
    for row in rows.into_iter().filter(|row| row.amount > Decimal::ZERO) {
        let currency = row.currency.parse().map_err(|error: CurrencyError| StoreError::Inconsistent {
            table: "catalogue.prices",
            column: "currency",
            value: error.to_string(),
        })?;
        let price = (Money::new(row.amount, currency), row.vat_included);
        prices.entry(ProductId(row.product)).or_default().insert(PriceTypeId(row.price_type), price);
    }
    Ok(prices)
}
