//! Templates of orders on the wire.

pub mod template;
pub mod template_connection;

mod asked;
mod line_report;

pub mod add_template_to_cart;
pub mod change_template_lines;
pub mod delete_order_template;
pub mod draft_from_template;
pub mod rename_order_template;
pub mod repeat_order;
pub mod save_order_template;
pub mod share_order_template;

use async_graphql::MergedObject;

pub use template::OrderTemplate;

/// What can be done with templates, and with what was ordered before.
#[derive(MergedObject, Default)]
pub struct TemplateMutations(
    save_order_template::SaveOrderTemplateMutation,
    rename_order_template::RenameOrderTemplateMutation,
    share_order_template::ShareOrderTemplateMutation,
    change_template_lines::ChangeTemplateLinesMutation,
    delete_order_template::DeleteOrderTemplateMutation,
    add_template_to_cart::AddTemplateToCartMutation,
    draft_from_template::DraftFromTemplateMutation,
    repeat_order::RepeatOrderMutation,
);
