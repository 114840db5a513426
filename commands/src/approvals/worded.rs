//! Rules with the words that people wrote for them.

use std::collections::BTreeMap;

use domain::approvals::policy::{Effect, Rule, StandardWording, Wording};
use domain::vocabulary::TextRef;
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use uuid::Uuid;

use crate::journal::StoreError;
use crate::work::Work;

/// A rule with the words that a person wrote for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordedRule {
    /// The rule; its own wording is replaced by the words below.
    pub rule: Rule,
    /// What it is called.
    pub name: String,
    /// What is said to whoever it denies an order.
    pub message: Option<String>,
}

impl WordedRule {
    /// The rule as it is published.
    pub(super) fn kept(&self, work: &mut Work<'_>, known: &Words) -> Rule {
        let mut rule = self.rule.clone();
        rule.name = known.wording(work, &self.name);
        if let (Effect::Deny { message }, Some(words)) = (&mut rule.effect, &self.message) {
            *message = known.wording(work, words);
        }
        rule
    }
}

/// The texts of the rules of a policy.
#[derive(Clone, Debug, Default)]
pub struct Words {
    bodies: BTreeMap<Uuid, String>,
    texts: BTreeMap<String, TextRef>,
}

impl Words {
    /// Reads the texts of rules. Those that were erased are not there.
    pub async fn of(pool: &PgPool, rules: &[Rule]) -> Result<Self, StoreError> {
        let texts: Vec<_> = rules.iter().flat_map(wordings).filter_map(text).collect();
        let ids: Vec<_> = texts.iter().map(|text| text.id.uuid()).collect();
        let rows = sqlx::query!("SELECT id, body FROM journal.texts WHERE id = ANY($1)", &ids);
        let rows = rows.fetch_all(pool).await?;
        let bodies: BTreeMap<_, _> = rows.into_iter().map(|row| (row.id, row.body)).collect();
        let known = |text: &TextRef| Some((bodies.get(&text.id.uuid())?.clone(), text.clone()));
        Ok(Self { texts: texts.into_iter().filter_map(known).collect(), bodies })
    }

    /// The rule apart from its words, and these. Erased ones are empty, and what the service
    /// says itself is said in Russian.
    pub fn worded(&self, rule: &Rule) -> WordedRule {
        let (mut rule, name) = (rule.clone(), self.words(&rule.name));
        rule.name = StandardWording::Unnamed.into();
        let message = match &mut rule.effect {
            Effect::Deny { message } => {
                let said = self.words(message);
                *message = StandardWording::Unnamed.into();
                Some(said)
            }
            Effect::Bypass | Effect::Require { .. } => None,
        };
        WordedRule { rule, name, message }
    }

    fn words(&self, wording: &Wording) -> String {
        match wording {
            Wording::Standard { phrase } => phrase.in_language(domain::refusal::Language::Russian).to_owned(),
            Wording::Written { text } => self.bodies.get(&text.id.uuid()).cloned().unwrap_or_default(),
        }
    }

    /// What the service says itself stays so; words that are kept already are not kept again.
    fn wording(&self, work: &mut Work<'_>, words: &str) -> Wording {
        if let Some(phrase) = StandardWording::said(words) {
            return phrase.into();
        }
        let text = self.texts.get(words).cloned();
        Wording::Written { text: text.unwrap_or_else(|| work.text(words)) }
    }
}

fn wordings(rule: &Rule) -> Vec<&Wording> {
    match &rule.effect {
        Effect::Deny { message } => vec![&rule.name, message],
        Effect::Bypass | Effect::Require { .. } => vec![&rule.name],
    }
}

const fn text(wording: &Wording) -> Option<&TextRef> {
    match wording {
        Wording::Written { text } => Some(text),
        Wording::Standard { .. } => None,
    }
}
