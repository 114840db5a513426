//! The words of rules on their way into the journal.

use std::collections::BTreeMap;

use domain::approvals::policy::{Effect, Rule, StandardWording, WordedRule, Wording};
use domain::vocabulary::{TextId, TextRef};
use sqlx::PgPool;

use crate::journal::StoreError;
use crate::work::Work;

/// The texts of the rules of a policy.
#[derive(Clone, Debug, Default)]
pub struct Words {
    bodies: BTreeMap<TextId, String>,
    texts: BTreeMap<String, TextRef>,
}

impl Words {
    /// Reads the texts of rules. Those that were erased are not there.
    pub async fn of(pool: &PgPool, rules: &[Rule]) -> Result<Self, StoreError> {
        let texts: Vec<_> = rules.iter().flat_map(Rule::texts).collect();
        let ids: Vec<_> = texts.iter().map(|text| text.id.uuid()).collect();
        let rows = sqlx::query!("SELECT id, body FROM journal.texts WHERE id = ANY($1)", &ids);
        let rows = rows.fetch_all(pool).await?;
        let bodies: BTreeMap<_, _> = rows.into_iter().map(|row| (TextId(row.id), row.body)).collect();
        let known = |text: &TextRef| Some((bodies.get(&text.id)?.clone(), text.clone()));
        Ok(Self { texts: texts.into_iter().filter_map(known).collect(), bodies })
    }

    /// The rule apart from its words, and these.
    pub fn worded(&self, rule: &Rule) -> WordedRule {
        WordedRule::of(rule, |text| self.bodies.get(&text).cloned())
    }

    /// The rule as it is published.
    pub(super) fn kept(&self, work: &mut Work<'_>, worded: &WordedRule) -> Rule {
        let mut rule = worded.rule.clone();
        rule.name = self.wording(work, &worded.name);
        if let (Effect::Deny { message }, Some(words)) = (&mut rule.effect, &worded.message) {
            *message = self.wording(work, words);
        }
        rule
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
