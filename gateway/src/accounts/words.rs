//! Kinds and sides of documents, as the schema names them.

use async_graphql::Enum;
use domain::accounts::settlement::{EntryKind, Side};

/// What kind of document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "SettlementKind", remote = "EntryKind")]
pub enum SettlementKindWord {
    /// What was owed when the ledger began, either way.
    OpeningBalance,
    /// Goods or services that the customer got and has to pay.
    Invoice,
    /// Money that came from the customer.
    Payment,
    /// Goods that the customer gave back.
    Return,
    /// A correction, either way.
    Correction,
    /// Money that went back to the customer.
    Refund,
    /// Goods or services that the supplier got and has to pay.
    Supply,
    /// Money that the supplier paid for what it got.
    Payout,
}

/// Which way an amount goes, as the supplier's books say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "SettlementSide", remote = "Side")]
pub enum SettlementSideWord {
    /// The organization owes more, or is owed less.
    Debit,
    /// The organization owes less, or is owed more.
    Credit,
}
