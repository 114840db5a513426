//! What decisions say about single lines, as clients give it.

use std::collections::BTreeMap;

use async_graphql::InputObject;
use commands::CommandError;
use domain::approvals::LineCut;
use domain::vocabulary::{ProductId, Quantity};
use rust_decimal::Decimal;

use crate::graphql::global_id::GlobalId;

/// What an approval takes away from a line.
#[derive(InputObject)]
pub struct LineCutInput {
    /// The product of the line.
    product_id: GlobalId<ProductId>,
    /// The smaller quantity; null drops the line.
    quantity: Option<Decimal>,
}

/// A remark on a line.
#[derive(InputObject)]
pub struct LineCommentInput {
    /// The product of the line.
    product_id: GlobalId<ProductId>,
    /// What is to be said.
    comment: String,
}

/// The cuts, checked.
pub fn cuts(cuts: &[LineCutInput]) -> Result<Vec<LineCut>, CommandError> {
    let cut = |cut: &LineCutInput| {
        let quantity = cut.quantity.map(Quantity::new).transpose()?;
        Ok(LineCut { product: cut.product_id.0, quantity })
    };
    cuts.iter().map(cut).collect()
}

/// The remarks by the products of their lines; the last about a line counts.
pub fn comments(comments: Vec<LineCommentInput>) -> BTreeMap<ProductId, String> {
    comments.into_iter().map(|comment| (comment.product_id.0, comment.comment)).collect()
}
