//! Rules with the words that people wrote for them, as somebody edits and reads them.

use serde::{Deserialize, Serialize};

use super::rule::{Effect, Rule};
use super::wording::{StandardWording, Wording};
use crate::refusal::Language;
use crate::vocabulary::{TextId, TextRef};

/// A rule with the words that a person wrote for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordedRule {
    /// The rule; the words below stand for its own wording.
    pub rule: Rule,
    /// What it is called.
    pub name: String,
    /// What is said to whoever it denies an order.
    pub message: Option<String>,
}

impl WordedRule {
    /// A rule apart from its words, and these. Erased ones are empty, and what the service
    /// says itself is said in Russian.
    pub fn of(rule: &Rule, body: impl Fn(TextId) -> Option<String>) -> Self {
        let words = |wording: &Wording| match wording {
            Wording::Standard { phrase } => phrase.in_language(Language::Russian).to_owned(),
            Wording::Written { text } => body(text.id).unwrap_or_default(),
        };
        let (mut rule, name) = (rule.clone(), words(&rule.name));
        rule.name = StandardWording::Unnamed.into();
        let message = match &mut rule.effect {
            Effect::Deny { message } => {
                let said = words(message);
                *message = StandardWording::Unnamed.into();
                Some(said)
            }
            Effect::Bypass | Effect::Require { .. } => None,
        };
        Self { rule, name, message }
    }

    /// The words in a language, where the service says them itself; a person's as they are.
    pub fn said(words: &str, language: Language) -> String {
        StandardWording::said(words).map_or(words, |phrase| phrase.in_language(language)).to_owned()
    }
}

impl Rule {
    /// The texts that people wrote for the rule.
    pub fn texts(&self) -> impl Iterator<Item = &TextRef> {
        let message = match &self.effect {
            Effect::Deny { message } => Some(message),
            Effect::Bypass | Effect::Require { .. } => None,
        };
        [&self.name].into_iter().chain(message).filter_map(|wording| match wording {
            Wording::Written { text } => Some(text),
            Wording::Standard { .. } => None,
        })
    }
}
