//! What goes with the goods of an order, as clients give it.

use async_graphql::{InputObject, MaybeUndefined};
use chrono::NaiveDate;
use commands::ordering::{Asked, DeliveryAsked, DetailsAsked, LineDetailsAsked};
use domain::vocabulary::{AddressId, CostCentreId, DeliveryWayId, ProductId};

use crate::graphql::global_id::GlobalId;

/// What is set. What is left out stays as it is; null takes it away.
#[derive(InputObject)]
pub struct OrderDetailsInput {
    /// What the buyer remarks on the order.
    comment: MaybeUndefined<String>,
    /// The cost centre that bears the order: an open one of the organization.
    cost_centre_id: MaybeUndefined<GlobalId<CostCentreId>>,
    /// The delivery.
    delivery: MaybeUndefined<DeliveryInput>,
    /// The day on which the goods are wanted: today or later, where the organization is.
    wanted_on: MaybeUndefined<NaiveDate>,
    /// What goes with single lines.
    #[graphql(default)]
    lines: Vec<LineDetailsInput>,
}

/// A way of delivery, and where to.
#[derive(InputObject)]
pub struct DeliveryInput {
    /// The way.
    way_id: GlobalId<DeliveryWayId>,
    /// The address of the organization; none when the buyer fetches the goods.
    address_id: Option<GlobalId<AddressId>>,
}

/// What is set of a line. What is left out stays as it is; null takes it away.
#[derive(InputObject)]
pub struct LineDetailsInput {
    /// The product of the line.
    product_id: GlobalId<ProductId>,
    /// What the buyer remarks on it.
    comment: MaybeUndefined<String>,
    /// The cost centre that bears it; without one the order's does.
    cost_centre_id: MaybeUndefined<GlobalId<CostCentreId>>,
}

impl From<OrderDetailsInput> for DetailsAsked {
    fn from(input: OrderDetailsInput) -> Self {
        Self {
            comment: asked(input.comment, |text| text),
            cost_centre: asked(input.cost_centre_id, |id| id.0),
            delivery: asked(input.delivery, |it| DeliveryAsked {
                way: it.way_id.0,
                address: it.address_id.map(|id| id.0),
            }),
            wanted_on: asked(input.wanted_on, |day| day),
            lines: input.lines.into_iter().map(LineDetailsAsked::from).collect(),
        }
    }
}

impl From<LineDetailsInput> for LineDetailsAsked {
    fn from(input: LineDetailsInput) -> Self {
        Self {
            product: input.product_id.0,
            comment: asked(input.comment, |text| text),
            cost_centre: asked(input.cost_centre_id, |id| id.0),
        }
    }
}

fn asked<A, B>(input: MaybeUndefined<A>, read: impl FnOnce(A) -> B) -> Asked<B> {
    match input {
        MaybeUndefined::Undefined => Asked::Keep,
        MaybeUndefined::Null => Asked::Clear,
        MaybeUndefined::Value(value) => Asked::Set(read(value)),
    }
}
