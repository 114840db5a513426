//! Carts and orders on the wire.

pub mod amendment;
pub mod cancellation;
pub mod delivery_way;
pub mod difference;
pub mod held_for;
pub mod order;
pub mod order_connection;
pub mod order_line;
pub mod order_state;
pub mod order_words;
pub mod repricing;
pub mod shipment;

pub mod available_actions;

pub mod cart;

mod asked;
pub mod carriage_input;
pub mod line_input;

pub mod templates;

pub mod add_to_cart;
pub mod clear_cart;
pub mod remove_from_cart;
pub mod set_cart_line;

pub mod cancel_order;
pub mod create_draft;
pub mod create_draft_for_customer;
pub mod details_input;
pub mod draft_from_cart;
pub mod edit_order_lines;
pub mod edit_order_lines_for_customer;
pub mod order_delivery;
pub mod request_cancellation;
pub mod set_order_details;
pub mod set_order_details_for_customer;
pub mod submit_order;
pub mod submit_order_for_customer;
pub mod withdraw_cancellation_request;
pub mod withdraw_order;

pub mod amend_order;
pub mod answer_cancellation;
pub mod cancel_order_for_customer;
pub mod cancel_order_lines;
pub mod close_order;
pub mod deliver_order;
pub mod deliver_shipment;
pub mod hold_order;
pub mod note_paid_amount;
pub mod release_order;
pub mod set_expected_date;
pub mod ship_order;
pub mod take_order_into_processing;
pub mod track_shipment;

use async_graphql::MergedObject;

pub use asked::ORDER;
pub use cart::Cart;
pub use order::Order;
pub use templates::TemplateMutations;

/// What can be done with one's own cart.
#[derive(MergedObject, Default)]
pub struct CartMutations(
    set_cart_line::SetCartLineMutation,
    add_to_cart::AddToCartMutation,
    remove_from_cart::RemoveFromCartMutation,
    clear_cart::ClearCartMutation,
);

/// What buyers can do with orders.
#[derive(MergedObject, Default)]
pub struct OrderMutations(
    create_draft::CreateDraftMutation,
    draft_from_cart::DraftFromCartMutation,
    edit_order_lines::EditOrderLinesMutation,
    set_order_details::SetOrderDetailsMutation,
    submit_order::SubmitOrderMutation,
    withdraw_order::WithdrawOrderMutation,
    cancel_order::CancelOrderMutation,
    request_cancellation::RequestCancellationMutation,
    withdraw_cancellation_request::WithdrawCancellationRequestMutation,
);

/// What the supplier's staff can do with orders.
#[derive(MergedObject, Default)]
pub struct FulfilmentMutations(
    take_order_into_processing::TakeOrderIntoProcessingMutation,
    ship_order::ShipOrderMutation,
    track_shipment::TrackShipmentMutation,
    deliver_shipment::DeliverShipmentMutation,
    deliver_order::DeliverOrderMutation,
    close_order::CloseOrderMutation,
    hold_order::HoldOrderMutation,
    release_order::ReleaseOrderMutation,
    create_draft_for_customer::CreateDraftForCustomerMutation,
    edit_order_lines_for_customer::EditOrderLinesForCustomerMutation,
    set_order_details_for_customer::SetOrderDetailsForCustomerMutation,
    submit_order_for_customer::SubmitOrderForCustomerMutation,
    cancel_order_for_customer::CancelOrderForCustomerMutation,
    cancel_order_lines::CancelOrderLinesMutation,
    answer_cancellation::AnswerCancellationMutation,
    amend_order::AmendOrderMutation,
    set_expected_date::SetExpectedDateMutation,
    note_paid_amount::NotePaidAmountMutation,
);
