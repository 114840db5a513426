//! A rule of the organization forbids the order.

use domain::approvals::policy::{RuleId, Wording};
use domain::refusal::Refusal;

/// The policy says no, in its own words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the approval policy forbids this order (rule {rule}): {}", message.in_english())]
pub struct Denied {
    rule: RuleId,
    message: Wording,
}

impl Denied {
    /// The refusal of a rule.
    pub const fn by(rule: RuleId, message: Wording) -> Self {
        Self { rule, message }
    }
}

impl Refusal for Denied {
    fn code(&self) -> &'static str {
        "ORDER_DENIED_BY_POLICY"
    }

    fn in_russian(&self) -> String {
        format!(
            "Политика согласования запрещает этот заказ (правило {}): {}",
            self.rule,
            self.message.in_russian()
        )
    }
}
