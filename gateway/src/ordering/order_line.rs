//! A line of an order.

use async_graphql::{ComplexObject, Context, Result, SimpleObject};
use domain::ordering::order::DeliveryStatus;
use domain::vocabulary::{CostCentreId, ProductId, TextId};
use projections::ordering::{LineDetails, OrderLineRow};
use rust_decimal::Decimal;

use super::order_words::DeliveryStatusWord;
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::{Cost, MoneyValue};
use crate::graphql::related::{TextOf, related};
use crate::graphql::standpoint::Standpoint;

/// Goods, how many of them, and what they cost, as they were when the line was priced.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct OrderLine {
    /// The place among the lines, from 1.
    place: u32,
    /// The id of the product.
    product_id: GlobalId<ProductId>,
    /// The supplier's article; empty when there is none.
    article: String,
    /// The name of the goods.
    name: String,
    /// The unit in which the quantity counts.
    unit: String,
    /// How many units.
    quantity: Decimal,
    /// How many units have left.
    shipped: Decimal,
    /// How many of those have arrived.
    delivered: Decimal,
    /// How many units were called off after the supplier had accepted them.
    cancelled: Decimal,
    /// How far the goods have come.
    delivery_status: DeliveryStatusWord,
    /// The price of one unit before the discount.
    price: MoneyValue,
    /// The name of the type of price that it was found under.
    price_type: String,
    /// Whether the price contains the VAT.
    vat_included: bool,
    /// The rate of VAT in percent; null for goods sold without VAT.
    vat_rate: Option<u8>,
    /// The discount on the price, in percent.
    discount: Decimal,
    /// What the line costs, without what was called off.
    cost: Cost,
    /// The cost centre of the buyer that bears the line; the order's when it is null.
    cost_centre_id: Option<GlobalId<CostCentreId>>,
    #[graphql(skip)]
    comment: Option<TextId>,
    #[graphql(skip)]
    standpoint: Standpoint,
}

#[ComplexObject]
impl OrderLine {
    /// What the buyer remarks on the line; null when nothing, and when it was erased.
    async fn comment(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.comment {
            Some(text) => related(ctx, TextOf(self.standpoint, text)).await,
            None => Ok(None),
        }
    }
}

impl OrderLine {
    /// A line with what goes with it, seen from somewhere.
    pub fn of(row: OrderLineRow, details: Option<LineDetails>, standpoint: Standpoint) -> Self {
        let delivery_status = DeliveryStatus::of(&[row.progress()]).into();
        let line = row.line;
        Self {
            place: row.place,
            product_id: GlobalId(line.goods.product),
            article: line.goods.article,
            name: line.goods.name,
            unit: line.goods.unit,
            quantity: line.quantity.number(),
            shipped: row.shipped,
            delivered: row.delivered,
            cancelled: row.cancelled,
            delivery_status,
            price: line.quote.price.into(),
            price_type: line.quote.price_type_name,
            vat_included: line.quote.vat_included,
            vat_rate: line.quote.vat_rate.percent(),
            discount: line.quote.discount.number(),
            cost: line.amounts.into(),
            cost_centre_id: details.and_then(|details| details.cost_centre).map(GlobalId),
            comment: details.and_then(|details| details.comment),
            standpoint,
        }
    }
}
