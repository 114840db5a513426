//! Orders, as buyers and the supplier look at them.

pub mod cart;
pub mod delivery_ways;
pub mod earlier_orders;
pub mod erp_numbers;
pub mod fulfilment;
pub mod order_card;
pub mod order_details;
pub mod order_list;
pub mod order_revisions;
pub mod order_states;
pub mod templates;

mod order_events;
mod order_listing;
pub(crate) mod order_reach;

pub use cart::{CartCard, CartLineRow, cart};
pub use delivery_ways::{DeliveryWayRow, delivery_ways};
pub use earlier_orders::{addresses_used, as_of, has_accepted_order, spent};
pub use erp_numbers::erp_numbers;
pub use fulfilment::amendments::{AmendmentRow, order_amendments};
pub use fulfilment::cancellations::{CancellationRow, order_cancellations};
pub use fulfilment::shipments::{ShipmentRow, order_shipments};
pub use order_card::{OrderCard, OrderLineRow, order_card, order_lines};
pub use order_details::{LineDetails, OrderDetailsRow, order_details};
pub use order_list::{OrderRow, order, orders_by_ids};
pub use order_listing::{
    AmountRange, Direction, OrderFilter, OrderSort, OrderSorting, Period, order_count, orders,
};
pub use order_revisions::{OrderRevisionRow, order_revisions};
pub use order_states::{OrderStateRow, order_states};
pub use templates::{TemplateLines, TemplateRow, template, template_lines, templates};
