//! What 1C answers to a request for a reconciliation statement.

use commands::accounts::reconciliation::Statement;
use commands::exchange::Reason;
use commands::exchange::document::ReconciliationAnswer;
use domain::accounts::reconciliation::StatementLine;
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;

use super::document::SideWord;
use super::reading::{missing, unusable};
use super::values::{Amount, Day, Moment, Name, Version, optional};

/// What 1C answers to a request of the outbox for a reconciliation statement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Reconciliation)]
pub struct ReconciliationDocument {
    /// Always `reconciliation`.
    #[schema(pattern = "^reconciliation$", example = "reconciliation")]
    pub kind: String,
    /// The id of the request, as the outbox gave it.
    #[schema(value_type = String, example = "7d0f5a1c-90b2-5c5e-8f2f-2f6b1c0a9e11")]
    pub id: Name,
    /// The version of the answer: an integer that grows.
    #[schema(value_type = String, example = "1")]
    pub version: Version,
    /// Whether there is a statement.
    pub status: AnswerWord,
    /// What was owed before the first day; below zero it was owed to the customer. Only of `ready`.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "0.00")]
    pub opening: Option<Amount>,
    /// What was owed after the last day; only of `ready`.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "1200.00")]
    pub closing: Option<Amount>,
    /// The lines, which lead from `opening` to `closing`; only of `ready`.
    #[serde(default)]
    pub lines: Vec<StatementLineField>,
    /// When the statement was made; only of `ready`.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-03-31T12:00:00+03:00")]
    pub made_at: Option<Moment>,
    /// Why there is no statement, for the customer; only of `failed`.
    #[serde(default, deserialize_with = "optional")]
    pub reason: Option<String>,
}

/// Whether there is a statement.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerWord {
    /// There is.
    Ready,
    /// It cannot be made: `reason` says why.
    Failed,
}

/// A line of a statement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = StatementLine)]
pub struct StatementLineField {
    /// The document's id in 1C, as it is sent with `settlement_document`: the most certain way to
    /// find the same document in the account.
    #[serde(default, deserialize_with = "optional")]
    #[schema(example = "8a4b1c2d-5b1e-11f0-9d2a-00155d012345")]
    pub document: Option<String>,
    /// The accounting date.
    #[schema(value_type = String, format = Date, example = "2026-03-05")]
    pub date: Day,
    /// The number on the paper.
    #[schema(value_type = String, example = "УТ-000042")]
    pub number: Name,
    /// `debit` is what the customer owes more.
    pub side: SideWord,
    /// How much, above zero.
    #[schema(value_type = String, example = "1200.00")]
    pub amount: Amount,
}

impl ReconciliationDocument {
    /// The answer.
    pub fn meaning(self) -> Result<ReconciliationAnswer, Reason> {
        let (id, version) = (self.id.0.clone(), self.version.0);
        let answer = match self.status {
            AnswerWord::Failed => Err(self.reason.ok_or_else(|| missing("reason"))?),
            AnswerWord::Ready => Ok(self.statement()?),
        };
        Ok(ReconciliationAnswer { id, version, answer })
    }

    fn statement(self) -> Result<Statement, Reason> {
        let needed = |field: &'static str| move || missing(field);
        Ok(Statement {
            opening: self.opening.ok_or_else(needed("opening"))?.0,
            closing: self.closing.ok_or_else(needed("closing"))?.0,
            lines: self.lines.into_iter().map(StatementLineField::meaning).collect::<Result<_, _>>()?,
            made_at: self.made_at.ok_or_else(needed("madeAt"))?.0,
        })
    }
}

impl StatementLineField {
    fn meaning(self) -> Result<StatementLine, Reason> {
        if self.amount.0 <= Decimal::ZERO {
            return Err(unusable("lines.amount", "it is above zero", "должна быть больше нуля"));
        }
        let (source, date, number) = (self.document, self.date.0, self.number.0);
        Ok(StatementLine { source, date, number, side: self.side.into(), amount: self.amount.0 })
    }
}
