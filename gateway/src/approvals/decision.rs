//! A decision in an approval, with what goes with it.

use async_graphql::{Context, Enum, Object, Result};
use chrono::{DateTime, Utc};
use domain::approvals::{Decision, LineCut, OnBehalf, RecordedDecision};
use domain::vocabulary::{DelegationId, ProductId, TextRef};
use rust_decimal::Decimal;

use crate::graphql::global_id::GlobalId;
use crate::graphql::related::{TextOf, related};
use crate::graphql::revision::RevisionScalar;
use crate::graphql::standpoint::Standpoint;
use crate::identity::Person;

/// A decision in an approval, seen from somewhere.
pub struct ApprovalDecision {
    /// What was decided.
    pub decision: RecordedDecision,
    /// When.
    pub at: DateTime<Utc>,
    /// From where.
    pub standpoint: Standpoint,
}

/// What an approver decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "Decision", remote = "Decision")]
pub enum DecisionWord {
    /// The order may go on.
    Approve,
    /// The order has to be changed first.
    Return,
    /// The order must not be.
    Reject,
}

/// A decision in an approval.
#[Object]
impl ApprovalDecision {
    /// Who decided.
    async fn by(&self) -> Person {
        Person { id: self.decision.by, standpoint: self.standpoint }
    }

    /// In whose places as well, or only: they had delegated to whoever decided.
    async fn on_behalf_of(&self) -> Vec<ApprovalBehalf> {
        behalves(&self.decision.on_behalf_of, self.standpoint)
    }

    /// What was decided.
    async fn decision(&self) -> DecisionWord {
        self.decision.decision.into()
    }

    /// Why; null when nothing was said, and when it was erased.
    async fn comment(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match &self.decision.comment {
            Some(text) => related(ctx, TextOf(self.standpoint, text.id)).await,
            None => Ok(None),
        }
    }

    /// What was said about single lines, when the order was returned.
    async fn line_comments(&self) -> Vec<ApprovalLineComment> {
        let standpoint = self.standpoint;
        let comments = self.decision.line_comments.iter();
        comments
            .map(|(product, text)| ApprovalLineComment { product: *product, text: text.clone(), standpoint })
            .collect()
    }

    /// What the approval took away from the order.
    async fn cuts(&self) -> Vec<ApprovalCut> {
        self.decision.cuts.iter().copied().map(ApprovalCut).collect()
    }

    /// The revision of the order that it was about, before the cuts.
    async fn revision(&self) -> RevisionScalar {
        RevisionScalar(self.decision.revision)
    }

    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.at
    }
}

/// For whom somebody decided.
pub fn behalves(others: &[OnBehalf], standpoint: Standpoint) -> Vec<ApprovalBehalf> {
    others.iter().map(|other| ApprovalBehalf { other: other.clone(), standpoint }).collect()
}

/// Somebody in whose place another decided, seen from somewhere.
pub struct ApprovalBehalf {
    other: OnBehalf,
    standpoint: Standpoint,
}

/// Somebody in whose place another decided.
#[Object]
impl ApprovalBehalf {
    /// In whose place.
    async fn person(&self) -> Person {
        Person { id: self.other.person, standpoint: self.standpoint }
    }

    /// The ids of the delegations that led to whoever decided: one, or a chain.
    async fn delegation_ids(&self) -> Vec<GlobalId<DelegationId>> {
        self.other.delegations.iter().copied().map(GlobalId).collect()
    }
}

/// A remark on a line, seen from somewhere.
pub struct ApprovalLineComment {
    product: ProductId,
    text: TextRef,
    standpoint: Standpoint,
}

/// A remark on a line of an order.
#[Object]
impl ApprovalLineComment {
    /// The id of the line's product.
    async fn product_id(&self) -> GlobalId<ProductId> {
        GlobalId(self.product)
    }

    /// What was said; null when it was erased.
    async fn comment(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        related(ctx, TextOf(self.standpoint, self.text.id)).await
    }
}

/// What an approval took away from a line.
pub struct ApprovalCut(LineCut);

/// What an approval took away from a line.
#[Object]
impl ApprovalCut {
    /// The id of the line's product.
    async fn product_id(&self) -> GlobalId<ProductId> {
        GlobalId(self.0.product)
    }

    /// How many units were left; null when the line was dropped.
    async fn quantity(&self) -> Option<Decimal> {
        self.0.quantity.map(domain::vocabulary::Quantity::number)
    }
}
