//! What a rule is called and what it says: our words, or a person's by reference.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use crate::refusal::Language;
use crate::vocabulary::TextRef;

/// The name of a rule, or the message of a denial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Wording {
    /// A phrase that the service brings along.
    Standard {
        /// Which.
        phrase: StandardWording,
    },
    /// A text that a person wrote.
    Written {
        /// Where it is.
        text: TextRef,
    },
}

/// The phrases that the service brings along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum StandardWording {
    /// The name of the default rule about purchasers.
    PurchasersNeedApproval,
    /// The name of the default rule about administrators.
    AdministratorsNeedNone,
    /// The name or message of a rule that somebody left without one.
    Unnamed,
    /// The name of the rule that asks the director about large orders.
    LargeOrders,
    /// The name of the rule that needs two of several approvers.
    TwoOfThree,
    /// The name of the rule about addresses to which nothing was delivered yet.
    NewAddresses,
    /// The name of the rule whose approvers have a working day.
    OneDay,
    /// The name of what is no rule of a policy: a budget that asks for an approval.
    BeyondBudget,
}

impl StandardWording {
    /// The phrase in a language.
    pub const fn in_language(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::PurchasersNeedApproval, Language::Russian) => "Заказ закупщика согласуют",
            (Self::PurchasersNeedApproval, Language::English) => "A purchaser's order is approved",
            (Self::AdministratorsNeedNone, Language::Russian) => "Заказ администратора не согласуют",
            (Self::AdministratorsNeedNone, Language::English) => "An administrator's order is not approved",
            (Self::Unnamed, Language::Russian) => "Правило без названия",
            (Self::Unnamed, Language::English) => "A rule without a name",
            (Self::LargeOrders, Language::Russian) => "Крупные заказы согласует директор",
            (Self::LargeOrders, Language::English) => "The director approves large orders",
            (Self::TwoOfThree, Language::Russian) => "Согласуют двое из трёх",
            (Self::TwoOfThree, Language::English) => "Two of three approve",
            (Self::NewAddresses, Language::Russian) => "Новые адреса доставки согласуют",
            (Self::NewAddresses, Language::English) => "New delivery addresses are approved",
            (Self::OneDay, Language::Russian) => "Через рабочий день решает администратор",
            (Self::OneDay, Language::English) => "After a working day an administrator decides as well",
            (Self::BeyondBudget, Language::Russian) => "Заказ сверх бюджета согласует администратор",
            (Self::BeyondBudget, Language::English) => "An administrator approves what goes beyond a budget",
        }
    }
}

impl StandardWording {
    /// The phrase that some words are in one of the languages, if they are one.
    pub fn said(words: &str) -> Option<Self> {
        let is = |phrase: &&Self| {
            [Language::Russian, Language::English].iter().any(|one| phrase.in_language(*one) == words)
        };
        Self::VARIANTS.iter().find(is).copied()
    }
}

impl From<StandardWording> for Wording {
    fn from(phrase: StandardWording) -> Self {
        Self::Standard { phrase }
    }
}
