//! Templates of orders: lists of goods that are ordered again and again. A template is a
//! plain table of its owner, own or shared in the organization, and says nothing of prices.
//!
//! A template is taken into a cart or a draft at the prices of now. Whatever can be ordered
//! is taken, and what became of each line is told, so nothing is lost silently.

mod error;
mod filling;
mod name;

use std::collections::BTreeSet;

pub use error::TemplateError;
pub use filling::{Fate, Filled, fill};
pub use name::TemplateName;

use super::order::Line;
use crate::vocabulary::{ProductId, Quantity};

/// The most lines of a template: as many as an order has.
pub const MOST_LINES: usize = Line::MOST;
/// The most templates of one owner in an organization.
pub const MOST_TEMPLATES: usize = 500;

/// The lines, if they can be those of a template.
pub fn checked(lines: Vec<(ProductId, Quantity)>) -> Result<Vec<(ProductId, Quantity)>, TemplateError> {
    if lines.is_empty() {
        return Err(TemplateError::Empty);
    }
    if lines.len() > MOST_LINES {
        return Err(TemplateError::TooManyLines { limit: MOST_LINES });
    }
    let products: BTreeSet<_> = lines.iter().map(|(product, _)| *product).collect();
    if products.len() < lines.len() { Err(TemplateError::RepeatedProduct) } else { Ok(lines) }
}

#[cfg(test)]
mod tests;
