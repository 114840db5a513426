//! What is in my cart, and what can be ordered of it?
//!
//! Read from the cart's own tables and the catalogue as it is now.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::ordering::cart::{CartLine, Verdict};
use domain::ordering::order::Goods;
use domain::ordering::{Amounts, Offer, Quote};
use domain::organizations::{Action, Extent};
use domain::vocabulary::{CartId, Currency, Money, ProductId, Quantity, VatRate};
use uuid::Uuid;

use crate::catalogue::{Pricing, ProductRow, products_by_ids};
use crate::organizations::ContractRow;
use crate::page::ReadError;
use crate::scoped_read::ScopedRead;
use crate::stored::{narrow, parse};

/// The cart of whoever reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartCard {
    /// The cart.
    pub id: CartId,
    /// How often it was changed.
    pub version: i64,
    /// When it was last changed.
    pub changed_at: DateTime<Utc>,
    /// The lines in the order in which they were added.
    pub lines: Vec<CartLineRow>,
    /// What the lines cost that can be ordered; nothing without a contract.
    pub total: Option<Amounts>,
}

/// A line of the cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartLineRow {
    /// The line, with what the catalogue says about it now.
    pub line: CartLine,
    /// Whether it can be ordered, and what it costs.
    pub verdict: Verdict,
}

impl CartCard {
    /// Whether it can become an order as it is.
    pub fn can_be_ordered(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(|row| row.verdict.can_be_ordered())
    }
}

/// The cart of whoever reads, at the prices of a contract at a moment; nothing when there
/// is none. Without a contract nothing has a price.
pub async fn cart(
    read: &mut ScopedRead,
    contract: Option<&ContractRow>,
    at: DateTime<Utc>,
) -> Result<Option<CartCard>, ReadError> {
    let Some((mut cart, held)) = held(read).await? else { return Ok(None) };
    (cart.lines, cart.total) = judged(read, &held, contract, at).await?;
    Ok(Some(cart))
}

/// Lines with what the catalogue says about them at a moment, and what those cost together
/// that can be ordered.
pub(super) async fn judged(
    read: &mut ScopedRead,
    held: &[(ProductId, Quantity)],
    contract: Option<&ContractRow>,
    at: DateTime<Utc>,
) -> Result<(Vec<CartLineRow>, Option<Amounts>), ReadError> {
    let ids: Vec<ProductId> = held.iter().map(|(product, _)| *product).collect();
    let organization = read.scope().organization();
    let pricing = Pricing { price_type: contract.map(|contract| contract.price_type), organization, at };
    let products = products_by_ids(read, &ids, pricing).await?;
    let products: BTreeMap<_, _> = products.into_iter().map(|product| (product.id, product)).collect();
    let currency = contract.map_or(Currency::RUB, |contract| contract.currency);
    let mut lines = Vec::with_capacity(held.len());
    for (product, quantity) in held {
        let line = line(*product, *quantity, products.get(product), contract)?;
        let verdict = line.verdict(currency);
        lines.push(CartLineRow { line, verdict });
    }
    let total = contract.and_then(|_| total(currency, &lines));
    Ok((lines, total))
}

/// The sum of what can be ordered; nothing when it is too large to be an amount.
fn total(currency: Currency, lines: &[CartLineRow]) -> Option<Amounts> {
    let mut amounts = lines.iter().filter_map(|row| row.verdict.amounts());
    amounts.try_fold(Amounts::zero(currency), |sum, line| sum.plus(line).ok())
}

type Held = (CartCard, Vec<(ProductId, Quantity)>);

async fn held(read: &mut ScopedRead) -> Result<Option<Held>, ReadError> {
    let Some(organization) = read.scope().organization() else { return Ok(None) };
    if read.scope().extent(Action::UseCart) == Extent::None {
        return Ok(None);
    }
    let person = read.scope().person().uuid();
    let rows = sqlx::query!(
        r#"SELECT cart.id, cart.version, cart.changed_at, line.product AS "product?", line.quantity AS "quantity?"
             FROM ordering.carts cart
             LEFT JOIN ordering.cart_lines line ON line.cart = cart.id
            WHERE cart.organization = $1 AND cart.person = $2
            ORDER BY line.added_at, line.product"#,
        organization.to_string(),
        person
    )
    .fetch_all(read.connection())
    .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let cart = CartCard {
        id: CartId(first.id),
        version: first.version,
        changed_at: first.changed_at,
        lines: Vec::new(),
        total: None,
    };
    let line = |product: Uuid, quantity| Ok((ProductId(product), narrow::<Quantity, _>(quantity)?));
    let lines = rows.iter().filter_map(|row| row.product.zip(row.quantity));
    let lines = lines.map(|(product, quantity)| line(product, quantity)).collect::<sqlx::Result<_>>()?;
    Ok(Some((cart, lines)))
}

fn line(
    product: ProductId,
    quantity: Quantity,
    found: Option<&ProductRow>,
    contract: Option<&ContractRow>,
) -> sqlx::Result<CartLine> {
    let Some(found) = found else {
        return Ok(CartLine { product, quantity, goods: None, offer: None, stock: None });
    };
    let goods = Goods {
        product,
        article: found.article.clone().unwrap_or_default(),
        name: found.name.clone(),
        unit: found.unit_name.clone(),
    };
    let offer = offer(found, quantity, contract)?;
    Ok(CartLine { product, quantity, goods: Some(goods), offer: Some(offer), stock: found.stock })
}

fn offer(found: &ProductRow, quantity: Quantity, contract: Option<&ContractRow>) -> sqlx::Result<Offer> {
    if !found.offered {
        return Ok(Offer::Withdrawn);
    }
    let (Some(price), Some(contract)) = (&found.price, contract) else { return Ok(Offer::Unpriced) };
    let Some(tier) = price.of(quantity.number()) else { return Ok(Offer::Unpriced) };
    Ok(Offer::Priced(Quote {
        price: Money::new(tier.amount, parse(&price.currency)?),
        price_type: contract.price_type,
        price_type_name: contract.price_type_name.clone().unwrap_or_default(),
        vat_included: tier.vat_included,
        vat_rate: vat_rate(found.vat_rate)?,
        discount: narrow(price.discount)?,
    }))
}

fn vat_rate(percent: Option<i16>) -> sqlx::Result<VatRate> {
    let Some(percent) = percent else { return Ok(VatRate::WITHOUT) };
    VatRate::of_percent(narrow(percent)?).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}
