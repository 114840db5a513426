//! Two statements of the same account, line by line.
//!
//! A line of ours and one of 1C belong together when they are of the same document. 1C may leave
//! the document out: then the day, the side, the number and the amount tell, the most telling first.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::accounts::settlement::Side;

/// A line of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StatementLine {
    /// The document's id in 1C, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The accounting date.
    pub date: NaiveDate,
    /// The number on the paper.
    pub number: String,
    /// Which way.
    pub side: Side,
    /// How much, above zero.
    pub amount: Decimal,
}

/// What became of a line.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Agreement {
    /// Both have it, and it is the same.
    Matched,
    /// Both have it, with different amounts or on different sides.
    DifferentAmount,
    /// Only 1C has it.
    MissingWithUs,
    /// Only we have it.
    MissingIn1C,
}

/// A line of one statement beside that of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedLine {
    /// Ours.
    pub ours: Option<StatementLine>,
    /// That of 1C.
    pub theirs: Option<StatementLine>,
}

impl ComparedLine {
    /// What became of it.
    pub fn agreement(&self) -> Agreement {
        match (&self.ours, &self.theirs) {
            (Some(ours), Some(theirs)) if (ours.side, ours.amount) == (theirs.side, theirs.amount) => {
                Agreement::Matched
            }
            (Some(_), Some(_)) => Agreement::DifferentAmount,
            (None, _) => Agreement::MissingWithUs,
            (_, None) => Agreement::MissingIn1C,
        }
    }

    fn date(&self) -> Option<NaiveDate> {
        self.ours.as_ref().or(self.theirs.as_ref()).map(|line| line.date)
    }
}

/// What tells that two lines are of the same document, the most telling first.
const TELLING: [fn(&StatementLine, &StatementLine) -> bool; 4] = [
    |ours, theirs| ours.source.is_some() && ours.source == theirs.source,
    |ours, theirs| may_be_one(ours, theirs) && ours == &with_source_of(ours, theirs),
    |ours, theirs| may_be_one(ours, theirs) && (ours.date, &ours.number) == (theirs.date, &theirs.number),
    |ours, theirs| {
        may_be_one(ours, theirs)
            && (ours.date, ours.side, ours.amount) == (theirs.date, theirs.side, theirs.amount)
    },
];

/// Two documents that 1C both names are two documents.
const fn may_be_one(ours: &StatementLine, theirs: &StatementLine) -> bool {
    ours.source.is_none() || theirs.source.is_none()
}

fn with_source_of(ours: &StatementLine, theirs: &StatementLine) -> StatementLine {
    StatementLine { source: ours.source.clone(), ..theirs.clone() }
}

/// Puts two statements side by side, by date. Every line of either is there once.
pub fn compare(ours: &[StatementLine], theirs: &[StatementLine]) -> Vec<ComparedLine> {
    let mut pairs: Vec<Option<usize>> = vec![None; ours.len()];
    let mut left: BTreeSet<usize> = (0..theirs.len()).collect();
    for tells in TELLING {
        for (line, pair) in ours.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            *pair = left.iter().copied().find(|place| tells(line, &theirs[*place]));
            if let Some(place) = pair {
                left.remove(place);
            }
        }
    }
    let of_ours = ours.iter().zip(&pairs).map(|(line, pair)| ComparedLine {
        ours: Some(line.clone()),
        theirs: pair.map(|place| theirs[place].clone()),
    });
    let of_theirs =
        left.iter().map(|place| ComparedLine { ours: None, theirs: Some(theirs[*place].clone()) });
    let mut lines: Vec<_> = of_ours.chain(of_theirs).collect();
    lines.sort_by_key(ComparedLine::date);
    lines
}
