//! A person of the world asks, and what they got is told in the letters of the policy.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use super::policy::Verdict;
use super::selection::Selection;
use crate::server::Browser;
use crate::world::STAFF;

/// What somebody got, by `Type.field`: the most that any way gave.
pub type Seen = BTreeMap<String, Verdict>;

/// Somebody with a browser.
pub struct Person {
    /// The name of their column.
    pub name: &'static str,
    pub browser: Browser,
    /// Texts that must never come to them, whatever they ask.
    pub secrets: Vec<String>,
    asked: AtomicUsize,
}

/// A refused field: how many fields deep, and the code.
struct Refusal {
    depth: usize,
    verdict: Verdict,
}

impl Person {
    pub const fn new(name: &'static str, browser: Browser, secrets: Vec<String>) -> Self {
        Self { name, browser, secrets, asked: AtomicUsize::new(0) }
    }

    /// The answer to an operation, in which no secret may be.
    pub async fn ask(&self, query: &str) -> Value {
        self.send(&json!({ "query": query })).await
    }

    /// The answer to a request, in which no secret may be; without its trace id.
    pub async fn send(&self, body: &Value) -> Value {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let answer = self.browser.send(body).await;
        for secret in &self.secrets {
            assert!(
                !answer.text.contains(secret.as_str()),
                "{} was told {secret:?} of somebody else.\nasked: {body}\nanswer: {}",
                self.name,
                answer.text
            );
        }
        let mut answer = answer.json();
        for error in answer["errors"].as_array_mut().into_iter().flatten() {
            error["extensions"]["traceId"].take();
        }
        answer
    }

    /// Whether they are of the supplier's staff, who see all organizations.
    pub fn is_staff(&self) -> bool {
        STAFF.iter().any(|(staff, _)| *staff == self.name)
    }

    /// Whether an answer says that too much was asked at once.
    pub fn is_too_much(answer: &Value) -> bool {
        answer["errors"][0]["extensions"]["code"] == "OPERATION_TOO_COMPLEX"
    }

    /// How many operations were asked.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    /// Asks for everything of a tree, in smaller parts wherever something is refused or
    /// too much, until each refusal stands alone.
    pub async fn explore(&self, trees: Vec<Selection>, seen: &mut Seen) {
        let mut waiting = trees;
        while let Some(tree) = waiting.pop() {
            let query = tree.query();
            let answer = self.ask(&query).await;
            let refusals = self.refusals(&query, &answer);
            let stands_alone = refusals
                .as_ref()
                .is_some_and(|refusals| refusals.iter().all(|refusal| refusal.depth <= tree.stem()));
            let parts = if stands_alone { Vec::new() } else { tree.parts() };
            assert!(refusals.is_some() || !parts.is_empty(), "too much by itself: {query}");
            if parts.is_empty() {
                let refusals = refusals.unwrap_or_default();
                note_refusals(&tree, &refusals, 1, seen);
                let refused = refusals.iter().map(|refusal| refusal.depth).max().unwrap_or_default();
                Reading { refused, seen }.field(&tree, &answer["data"], 1);
            }
            waiting.extend(parts);
        }
    }

    /// What was refused; nothing if it was too much to ask.
    fn refusals(&self, query: &str, answer: &Value) -> Option<Vec<Refusal>> {
        let errors = answer["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
        let code = |error: &Value| error["extensions"]["code"].as_str().unwrap_or("no code").to_owned();
        if Self::is_too_much(answer) {
            return None;
        }
        let refusal = |error: &Value| {
            let path = error["path"].as_array().map(Vec::as_slice).unwrap_or_default();
            let depth = path.iter().filter(|step| step.is_string()).count();
            let verdict = Verdict::of_code(&code(error));
            let verdict = verdict.unwrap_or_else(|| panic!("{} asked {query}\nand got {error}", self.name));
            Refusal { depth, verdict }
        };
        Some(errors.iter().map(refusal).collect())
    }
}

fn raise(seen: &mut Seen, what: &str, verdict: Verdict) {
    let place = seen.entry(what.to_owned()).or_insert(verdict);
    *place = verdict.max(*place);
}

/// The way to a refused field was answered, and the field was refused.
fn note_refusals(selection: &Selection, refusals: &[Refusal], depth: usize, seen: &mut Seen) {
    for refusal in refusals {
        let verdict = if refusal.depth > depth { Verdict::Answered } else { refusal.verdict };
        raise(seen, &selection.what, verdict);
    }
    if let [only] = selection.children.as_slice() {
        let deeper: Vec<_> = refusals
            .iter()
            .filter(|refusal| refusal.depth > depth)
            .map(|refusal| Refusal { depth: refusal.depth, verdict: refusal.verdict })
            .collect();
        note_refusals(only, &deeper, depth + 1, seen);
    }
}

/// Reads an answer.
struct Reading<'a> {
    /// Down to here a null may be the doing of a refusal, which has been noted.
    refused: usize,
    seen: &'a mut Seen,
}

impl Reading<'_> {
    /// What the object that holds a field says about it and all below.
    fn field(&mut self, selection: &Selection, holder: &Value, depth: usize) {
        if let Some(value) = holder.get(&selection.name) {
            self.value(selection, value, depth);
        }
    }

    fn value(&mut self, selection: &Selection, value: &Value, depth: usize) {
        match value {
            Value::Null if depth <= self.refused => {}
            Value::Null => raise(self.seen, &selection.what, Verdict::Nothing),
            Value::Array(items) if items.is_empty() => raise(self.seen, &selection.what, Verdict::Nothing),
            Value::Array(items) => items.iter().for_each(|item| self.value(selection, item, depth)),
            value => {
                raise(self.seen, &selection.what, Verdict::Answered);
                for child in &selection.children {
                    self.field(child, value, depth + 1);
                }
            }
        }
    }
}
