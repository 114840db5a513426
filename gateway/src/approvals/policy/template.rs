//! Rules to begin with.

use async_graphql::{Enum, SimpleObject};
use domain::approvals::policy::Template;
use domain::refusal::Language;

/// A rule to begin with.
#[derive(SimpleObject)]
pub struct ApprovalPolicyTemplate {
    /// Which.
    key: TemplateWord,
    /// What it is called.
    name: String,
    /// Whether an amount can be filled in: only above it the rule matches.
    takes_amount: bool,
}

/// A rule to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ApprovalPolicyTemplateKey", remote = "Template")]
pub enum TemplateWord {
    /// Above an amount the director decides.
    LargeOrders,
    /// Two of three people have to agree.
    TwoOfThree,
    /// Orders to addresses to which nothing was delivered yet are approved.
    NewAddresses,
    /// Approvers have a working day; then an administrator may decide as well.
    OneDay,
}

impl ApprovalPolicyTemplate {
    /// A template in a language.
    pub fn of(template: Template, language: Language) -> Self {
        Self {
            key: template.into(),
            name: template.name(language).to_owned(),
            takes_amount: template.takes_amount(),
        }
    }
}
