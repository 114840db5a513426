//! Ordering: carts, and orders from draft to closed.

pub(crate) mod confirming;
pub mod delivery;
mod keep_delivery_way;
pub mod offers;
mod open_case;
pub mod repricing;
pub mod terms;
pub mod turn;

pub mod cart;
pub mod details;
pub mod draft;
pub mod edit_lines;
pub mod for_customer;
pub mod template;

pub mod cancel;
pub mod confirm;
pub mod decide;
pub mod submit;
pub mod withdraw;

pub mod amend;
pub mod cancellation;
pub mod fulfil;
pub mod hold;
pub mod ship;

pub use amend::{AmendOrder, LineAmendment, NotePaidAmount};
pub use cancel::{CancelForCustomer, CancelOrder};
pub use cancellation::{
    AnswerCancellation, CancelOrderLines, RequestCancellation, WithdrawCancellationRequest,
};
pub use cart::{ClearCart, SetCartLine};
pub use confirm::{ConfirmOrder, ConfirmOrdersOf, RefuseConfirmation, RefuseConfirmationsOf};
pub use decide::{DecideOrder, DecisionAsked};
pub use details::{Asked, DeliveryAsked, DetailsAsked, LineDetailsAsked, SetOrderDetails};
pub use draft::{CreateDraft, DraftFromCart};
pub use edit_lines::{EditOrderLines, LineChange};
pub use for_customer::{
    CreateDraftForCustomer, EditLinesForCustomer, SetDetailsForCustomer, SubmitForCustomer,
};
pub use fulfil::{CloseOrder, DeliverOrder, SetExpectedDate, TakeOrderIntoProcessing};
pub use hold::{HoldOrder, ReleaseOrder};
pub use keep_delivery_way::KeepDeliveryWay;
pub use repricing::Repricing;
pub use ship::{CarriageAsked, DeliverShipment, OrderShipped, ShipOrder, TrackShipment};
pub use submit::SubmitOrder;
pub use template::{
    AddTemplateToCart, ChangeTemplateLines, DeleteOrderTemplate, DraftFromTemplate, RenameOrderTemplate,
    Repeat, RepeatOrder, SaveOrderTemplate, ShareOrderTemplate, Taken, TemplateSaved, TemplateSource,
};
pub use turn::Turn;
pub use withdraw::WithdrawOrder;
