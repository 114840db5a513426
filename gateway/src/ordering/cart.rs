//! One's own cart.

use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ordering::Offer;
use domain::refusal::Language;
use domain::vocabulary::{CartId, ContractId, OrganizationId, ProductId};
use projections::ScopedRead;
use projections::ordering::{CartCard, CartLineRow, cart};
use projections::organizations::{ContractRow, contracts};
use rust_decimal::Decimal;

use crate::graphql::errors::unread;
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::{Cost, MoneyValue};
use crate::graphql::services::Services;
use crate::graphql::standpoint::Standpoint;
use crate::visitor::Visitor;

/// The cart of whoever asks, with what the catalogue says about it now.
pub struct Cart {
    card: CartCard,
}

/// One's own cart in an organization.
#[Object]
impl Cart {
    /// The id of the cart.
    async fn id(&self) -> GlobalId<CartId> {
        GlobalId(self.card.id)
    }

    /// How often it was changed: give it back when the cart becomes an order.
    async fn version(&self) -> i64 {
        self.card.version
    }

    /// When it was last changed.
    async fn changed_at(&self) -> DateTime<Utc> {
        self.card.changed_at
    }

    /// The lines in the order in which they were added, at most 1000.
    #[expect(clippy::unused_async, reason = "resolvers are async functions")]
    async fn lines(&self, ctx: &Context<'_>) -> Result<Vec<CartLine>> {
        let language = Visitor::of(ctx)?.language;
        Ok(self.card.lines.iter().map(|row| CartLine::of(row, language)).collect())
    }

    /// What the lines cost that can be ordered; null without a contract.
    async fn total(&self) -> Option<Cost> {
        self.card.total.map(Cost::from)
    }

    /// Whether it can become an order as it is.
    async fn can_be_ordered(&self) -> bool {
        self.card.can_be_ordered()
    }
}

/// A line of a cart.
#[derive(SimpleObject)]
pub struct CartLine {
    /// The id of the product.
    product_id: GlobalId<ProductId>,
    /// The supplier's article; null when the catalogue knows none.
    article: Option<String>,
    /// The name of the goods; null when the catalogue does not know them.
    name: Option<String>,
    /// The unit in which the quantity counts; null when the catalogue does not know the goods.
    unit: Option<String>,
    /// How many units.
    quantity: Decimal,
    /// How many units are in stock; null when that is not known.
    stock: Option<Decimal>,
    /// The price of one unit; null when there is none.
    price: Option<MoneyValue>,
    /// What the line costs; null when it cannot be ordered.
    cost: Option<Cost>,
    /// Whether the line can be ordered, and why not.
    verdict: CartVerdict,
}

/// What is to be said about a line of a cart.
#[derive(SimpleObject)]
pub struct CartVerdict {
    /// The stable code, for programs.
    code: String,
    /// The verdict in the language of the request.
    message: String,
    /// Whether the line can be ordered.
    can_be_ordered: bool,
}

impl CartLine {
    /// A line with what is said about it in a language.
    pub fn of(row: &CartLineRow, language: Language) -> Self {
        let goods = row.line.goods.as_ref();
        let price = match &row.line.offer {
            Some(Offer::Priced(quote)) => Some(quote.price.into()),
            Some(Offer::Unpriced | Offer::Withdrawn) | None => None,
        };
        Self {
            product_id: GlobalId(row.line.product),
            article: goods.map(|goods| goods.article.clone()).filter(|article| !article.is_empty()),
            name: goods.map(|goods| goods.name.clone()),
            unit: goods.map(|goods| goods.unit.clone()),
            quantity: row.line.quantity.number(),
            stock: row.line.stock,
            price,
            cost: row.verdict.amounts().map(Cost::from),
            verdict: CartVerdict {
                code: row.verdict.code().to_owned(),
                message: match language {
                    Language::Russian => row.verdict.in_russian(),
                    Language::English => row.verdict.in_english(),
                },
                can_be_ordered: row.verdict.can_be_ordered(),
            },
        }
    }
}

/// One's own cart at the prices of a contract: of the given one, or of the latest.
pub async fn cart_at(
    ctx: &Context<'_>,
    organization: OrganizationId,
    contract: Option<ContractId>,
) -> Result<Option<Cart>> {
    let now = Services::of(ctx)?.commands.ports().clock.now();
    let mut read = Standpoint::Member(organization).read(ctx).await?;
    let contract = contract_of(&mut read, organization, contract).await?;
    let card = cart(&mut read, contract.as_ref(), now).await.map_err(unread)?;
    Ok(card.map(|card| Cart { card }))
}

/// A contract of an organization: the given one, or the latest; nothing when there is none.
pub async fn contract_of(
    read: &mut ScopedRead,
    organization: OrganizationId,
    wanted: Option<ContractId>,
) -> Result<Option<ContractRow>> {
    let contracts = contracts(read, organization).await.map_err(unread)?;
    Ok(contracts.into_iter().find(|contract| wanted.is_none_or(|wanted| contract.id == wanted)))
}
