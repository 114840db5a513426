//! The policy as a person wrote it, and what the service did, in the same letters.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::schema::Schema;

/// The people of the columns, in their order.
pub const COLUMNS: [&str; 12] = [
    "anonymous",
    "outsider",
    "administrator",
    "purchaser",
    "approver",
    "accountant",
    "observer",
    "manager",
    "support",
    "auditor",
    "operator",
    "blocked",
];

/// What somebody gets. The later tells more than the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The way there ends before.
    Unreached,
    /// Sign in first.
    Unauthenticated,
    /// It does not exist, as far as they are concerned.
    NotFound,
    /// It is not theirs to ask.
    Forbidden,
    /// Asked, and there is nothing for them to see.
    Nothing,
    /// Answered, or done.
    Answered,
}

impl Verdict {
    const ALL: [Self; 6] = [
        Self::Unreached,
        Self::Unauthenticated,
        Self::NotFound,
        Self::Forbidden,
        Self::Nothing,
        Self::Answered,
    ];

    const fn letter(self) -> char {
        match self {
            Self::Unreached => '-',
            Self::Unauthenticated => 'U',
            Self::NotFound => 'N',
            Self::Forbidden => 'F',
            Self::Nothing => '0',
            Self::Answered => 'A',
        }
    }

    /// The refusal of a code; nothing if it is no refusal of a permission.
    pub fn of_code(code: &str) -> Option<Self> {
        match code {
            "UNAUTHENTICATED" => Some(Self::Unauthenticated),
            "NOT_FOUND" => Some(Self::NotFound),
            "FORBIDDEN" => Some(Self::Forbidden),
            _ => None,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.letter())
    }
}

/// Who gets what, by `Type.field`.
pub struct Policy(BTreeMap<String, Vec<Verdict>>);

impl Policy {
    /// The declared one.
    pub fn declared() -> Self {
        let mut rows = BTreeMap::new();
        for line in include_str!("policy.tsv").lines() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let (letters, what) = line.split_once('\t').unwrap_or_else(|| panic!("no tab in {line:?}"));
            let known = |letter: char| Verdict::ALL.into_iter().find(|verdict| verdict.letter() == letter);
            let row: Option<Vec<_>> =
                letters.chars().filter(|letter| !letter.is_whitespace()).map(known).collect();
            let row = row.filter(|row| row.len() == COLUMNS.len());
            let row =
                row.unwrap_or_else(|| panic!("{} letters of -UNF0A are needed: {line:?}", COLUMNS.len()));
            assert!(rows.insert(what.to_owned(), row).is_none(), "{what} is declared twice");
        }
        Self(rows)
    }

    /// What somebody should get.
    pub fn of(&self, what: &str, person: &str) -> Verdict {
        let column = COLUMNS.iter().position(|column| *column == person).expect("a person of a column");
        let row = self.0.get(what).unwrap_or_else(|| panic!("{}", undeclared(what)));
        row[column]
    }

    /// What is wrong between the policy and the schema.
    pub fn gaps(&self, schema: &Schema) -> Vec<String> {
        let there = schema.coordinates();
        let declared: BTreeSet<&str> = self.0.keys().map(|what| plain(what)).collect();
        let missing = there.iter().filter(|what| !declared.contains(what.as_str()));
        let gone = self.0.keys().filter(|what| !there.contains(plain(what)));
        let missing = missing.map(|what| undeclared(what));
        missing
            .chain(gone.map(|what| format!("{what} is declared, and the schema has no such field")))
            .collect()
    }
}

/// `Mutation.submitOrder of another` is about `Mutation.submitOrder`.
fn plain(what: &str) -> &str {
    what.split_once(' ').map_or(what, |(field, _)| field)
}

fn undeclared(what: &str) -> String {
    format!(
        "{what} is not declared: say in gateway/tests/it/permissions/policy.tsv who gets an answer \
         (the columns are {})",
        COLUMNS.join(" ")
    )
}

/// Everything in which the service differs from the policy, for one person.
pub fn differences(
    policy: &Policy,
    person: &str,
    seen: &BTreeMap<String, Verdict>,
    all: impl IntoIterator<Item = String>,
) -> Vec<String> {
    let mut found = Vec::new();
    for what in all {
        if !policy.0.contains_key(&what) {
            found.push(undeclared(&what));
            continue;
        }
        let (should, is) = (policy.of(&what, person), seen.get(&what).copied().unwrap_or(Verdict::Unreached));
        if should != is {
            found.push(format!("{what}: {person} should get {should}, and gets {is}"));
        }
    }
    found
}
