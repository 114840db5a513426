//! Changes of an order that the supplier accepted already.

use async_graphql::{Context, InputObject, Object, OneofObject, Result};
use chrono::{DateTime, Utc};
use commands::CommandError;
use commands::ordering::LineAmendment;
use domain::vocabulary::ProductId;
use projections::ordering::AmendmentRow;

use super::difference::OrderDifference;
use super::line_input::OrderLineInput;
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyInput;
use crate::graphql::related::{TextOf, related};
use crate::graphql::standpoint::Standpoint;
use crate::identity::Actor;

/// A change of an accepted order, seen from somewhere.
pub struct Amendment {
    /// What is known of it.
    pub row: AmendmentRow,
    /// From where.
    pub standpoint: Standpoint,
}

/// A change that the supplier made of an accepted order.
#[Object(name = "OrderAmendment")]
impl Amendment {
    /// The version of the order from which on it was so.
    async fn version(&self) -> i64 {
        self.row.sequence
    }

    /// Why; null when it was erased.
    async fn reason(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        related(ctx, TextOf(self.standpoint, self.row.reason)).await
    }

    /// What is different since.
    async fn difference(&self) -> OrderDifference {
        self.row.difference.clone().into()
    }

    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.row.at
    }

    /// Who changed it.
    async fn actor(&self) -> Actor {
        Actor { actor: self.row.actor.clone(), standpoint: self.standpoint }
    }
}

/// One change of an accepted order.
#[derive(OneofObject)]
pub enum LineAmendmentInput {
    /// Add a product, at its price of now.
    Add(OrderLineInput),
    /// Set how many units of a product there are: never less than have left.
    SetQuantity(OrderLineInput),
    /// Set the price of a product by hand, without a discount.
    SetPrice(LinePriceInput),
    /// Take a product out.
    Remove(GlobalId<ProductId>),
}

/// The price of a product in an order.
#[derive(InputObject)]
pub struct LinePriceInput {
    /// The product.
    product_id: GlobalId<ProductId>,
    /// The price of one unit, with or without VAT as that of the line is.
    price: MoneyInput,
}

/// The changes, checked.
pub fn amendments(changes: Vec<LineAmendmentInput>) -> Result<Vec<LineAmendment>, CommandError> {
    let amendment = |change: LineAmendmentInput| {
        Ok(match change {
            LineAmendmentInput::Add(line) => {
                let (product, quantity) = line.checked()?;
                LineAmendment::Add(product, quantity)
            }
            LineAmendmentInput::SetQuantity(line) => {
                let (product, quantity) = line.checked()?;
                LineAmendment::SetQuantity(product, quantity)
            }
            LineAmendmentInput::SetPrice(line) => {
                LineAmendment::SetPrice(line.product_id.0, line.price.try_into()?)
            }
            LineAmendmentInput::Remove(product) => LineAmendment::Remove(product.0),
        })
    };
    changes.into_iter().map(amendment).collect()
}
