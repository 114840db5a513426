//! A line of an order.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::delivery::Delivery;
use crate::ordering::pricing::{Amounts, PricingError, Quote, Totals};
use crate::vocabulary::{CartId, CostCentreId, Currency, MoneyError, ProductId, Quantity, TextRef};

/// The goods of a line, as the catalogue named them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// The product. An order has at most one line of it.
    pub product: ProductId,
    /// The supplier's article; empty when it has none.
    pub article: String,
    /// The name.
    pub name: String,
    /// The unit in which the quantity counts.
    pub unit: String,
}

/// As a refusal names them: the name, and the article if there is one.
impl fmt::Display for Goods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.article.is_empty() {
            write!(f, "«{}»", self.name)
        } else {
            write!(f, "«{}» ({})", self.name, self.article)
        }
    }
}

/// Goods, how many of them, and what they cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The goods.
    pub goods: Goods,
    /// How many units.
    pub quantity: Quantity,
    /// The price of a unit and where it came from.
    pub quote: Quote,
    /// What the line costs.
    pub amounts: Amounts,
    /// The cost centre of the buyer that bears the line; the order's when none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_centre: Option<CostCentreId>,
    /// What the buyer remarks on the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<TextRef>,
}

impl Line {
    /// The most lines of an order.
    pub const MOST: usize = 1_000;

    /// A line of an order in a currency, with its amounts computed.
    pub fn priced(
        currency: Currency,
        goods: Goods,
        quantity: Quantity,
        quote: Quote,
    ) -> Result<Self, PricingError> {
        let amounts = quote.cost_in(currency, quantity)?;
        Ok(Self { goods, quantity, quote, amounts, cost_centre: None, comment: None })
    }

    /// The same line with what goes with another line of the same goods.
    #[must_use]
    pub(super) fn with_details_of(self, other: &Self) -> Self {
        Self { cost_centre: other.cost_centre, comment: other.comment.clone(), ..self }
    }

    /// The totals of lines in one currency with the delivery, if there is one.
    pub fn totals_with(
        currency: Currency,
        lines: &[Self],
        delivery: Option<&Delivery>,
    ) -> Result<Totals, MoneyError> {
        let lines = lines.iter().map(|line| (line.quote.vat_rate, line.amounts));
        let delivery = delivery.filter(|delivery| !delivery.cost.gross.is_zero());
        Totals::of(currency, lines.chain(delivery.map(|it| (it.tariff.vat_rate, it.cost))))
    }

    /// The totals of lines in one currency.
    pub fn totals(currency: Currency, lines: &[Self]) -> Result<Totals, MoneyError> {
        Totals::of(currency, lines.iter().map(|line| (line.quote.vat_rate, line.amounts)))
    }
}

/// How many of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineQuantity {
    /// The product.
    pub product: ProductId,
    /// How many units.
    pub quantity: Quantity,
}

/// The cart that became an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FromCart {
    /// The cart.
    pub cart: CartId,
    /// The version of the cart that was turned into the draft.
    pub version: i64,
}
