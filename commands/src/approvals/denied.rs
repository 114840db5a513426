//! A rule of the organization forbids the order.

use domain::approvals::policy::{RuleId, Wording};
use domain::refusal::{Language, Refusal};
use sqlx::PgPool;

use crate::error::CommandError;

/// The policy says no, in its own words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the approval policy forbids this order (rule {rule}): {english}")]
pub struct Denied {
    rule: RuleId,
    russian: String,
    english: String,
}

impl Denied {
    /// The refusal of a rule. What a person wrote is said as they wrote it.
    pub async fn by(pool: &PgPool, rule: RuleId, message: &Wording) -> Result<Self, CommandError> {
        let (russian, english) = match message {
            Wording::Standard { phrase } => (
                phrase.in_language(Language::Russian).to_owned(),
                phrase.in_language(Language::English).to_owned(),
            ),
            Wording::Written { text } => {
                let body =
                    sqlx::query_scalar!("SELECT body FROM journal.texts WHERE id = $1", text.id.uuid())
                        .fetch_optional(pool)
                        .await
                        .map_err(CommandError::database)?
                        .unwrap_or_default();
                (body.clone(), body)
            }
        };
        Ok(Self { rule, russian, english })
    }
}

impl Refusal for Denied {
    fn code(&self) -> &'static str {
        "ORDER_DENIED_BY_POLICY"
    }

    fn in_russian(&self) -> String {
        format!("Политика согласования запрещает этот заказ (правило {}): {}", self.rule, self.russian)
    }
}
