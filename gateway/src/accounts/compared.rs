//! Two statements of one account, line by line.

use async_graphql::{Enum, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use domain::accounts::reconciliation::{Agreement, ComparedLine, StatementLine};
use domain::accounts::settlement::Side;
use domain::vocabulary::{Currency, Money, to_hundredths};
use projections::accounts::{ErpAnswer, Turnover};
use rust_decimal::Decimal;

use crate::graphql::money::MoneyValue;
use crate::identity::Actor;

/// A statement as 1C made it.
#[derive(SimpleObject)]
pub struct ErpStatement {
    /// When 1C made it.
    made_at: DateTime<Utc>,
    /// What was owed before the first day; below zero it was owed to the organization.
    opening: MoneyValue,
    /// What was owed after the last day.
    closing: MoneyValue,
    /// The lines.
    lines: Vec<ReconciliationLine>,
}

/// A line of a statement.
#[derive(SimpleObject)]
pub struct ReconciliationLine {
    /// The accounting date.
    date: NaiveDate,
    /// The number on the paper.
    number: String,
    /// What the organization owes more by it; null when it is a credit.
    debit: Option<MoneyValue>,
    /// What the organization owes less by it; null when it is a debit.
    credit: Option<MoneyValue>,
}

/// The statement of 1C beside our own ledger.
#[derive(SimpleObject)]
pub struct StatementComparison {
    /// What was owed before the first day by our ledger.
    our_opening: MoneyValue,
    /// What was owed after the last day by our ledger.
    our_closing: MoneyValue,
    /// By how much 1C says more was owed before the first day.
    opening_difference: MoneyValue,
    /// By how much 1C says more was owed after the last day.
    closing_difference: MoneyValue,
    /// How many lines both have alike.
    matched: usize,
    /// How many lines are not alike.
    differing: usize,
    /// Every line of either, by date.
    lines: Vec<ReconciledLine>,
}

/// A line of 1C beside one of ours.
#[derive(SimpleObject)]
pub struct ReconciledLine {
    /// What became of it.
    agreement: AgreementWord,
    /// Ours; null when only 1C has it.
    ours: Option<ReconciliationLine>,
    /// That of 1C; null when only we have it.
    theirs: Option<ReconciliationLine>,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "StatementAgreement", remote = "Agreement")]
pub enum AgreementWord {
    /// Both have it, and it is the same.
    Matched,
    /// Both have it, with different amounts or on different sides.
    DifferentAmount,
    /// Only 1C has it.
    MissingWithUs,
    /// Only we have it.
    #[graphql(name = "MISSING_IN_1C")]
    MissingIn1C,
}

/// With what an organization agreed.
#[derive(SimpleObject)]
pub struct AgreedStatement {
    /// Who agreed.
    pub by: Actor,
    /// When.
    pub at: DateTime<Utc>,
    /// As known when.
    pub known_at: DateTime<Utc>,
    /// What was owed after the last day, as they saw it.
    pub closing: MoneyValue,
}

/// What changed in a statement after the organization agreed with it.
#[derive(SimpleObject)]
pub struct StatementChange {
    /// What happened.
    kind: StatementChangeKind,
    /// The line as it was; null when it came later.
    before: Option<ReconciliationLine>,
    /// The line as it is now; null when it is gone.
    now: Option<ReconciliationLine>,
}

/// What happened to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum StatementChangeKind {
    /// It came later.
    Added,
    /// Its amount or side is another.
    Changed,
    /// It is gone: reversed, or in another period.
    Removed,
}

fn money(amount: Decimal, currency: Currency) -> MoneyValue {
    Money::new(to_hundredths(amount), currency).into()
}

impl ReconciliationLine {
    fn of(line: &StatementLine, currency: Currency) -> Self {
        let amount = |side| (line.side == side).then(|| money(line.amount, currency));
        let (debit, credit) = (amount(Side::Debit), amount(Side::Credit));
        Self { date: line.date, number: line.number.clone(), debit, credit }
    }

    fn of_some(line: Option<&StatementLine>, currency: Currency) -> Option<Self> {
        line.map(|line| Self::of(line, currency))
    }
}

impl ErpStatement {
    /// Out of what 1C answered.
    pub fn of(answer: &ErpAnswer, lines: &[StatementLine], currency: Currency) -> Self {
        Self {
            made_at: answer.made_at,
            opening: money(answer.opening, currency),
            closing: money(answer.closing, currency),
            lines: lines.iter().map(|line| ReconciliationLine::of(line, currency)).collect(),
        }
    }
}

impl StatementComparison {
    /// Out of both.
    pub fn of(answer: &ErpAnswer, ours: &Turnover, lines: &[ComparedLine], currency: Currency) -> Self {
        let matched = lines.iter().filter(|line| line.agreement() == Agreement::Matched).count();
        let compared = |line: &ComparedLine| ReconciledLine {
            agreement: line.agreement().into(),
            ours: ReconciliationLine::of_some(line.ours.as_ref(), currency),
            theirs: ReconciliationLine::of_some(line.theirs.as_ref(), currency),
        };
        Self {
            our_opening: money(ours.opening, currency),
            our_closing: money(ours.closing(), currency),
            opening_difference: money(answer.opening - ours.opening, currency),
            closing_difference: money(answer.closing - ours.closing(), currency),
            matched,
            differing: lines.len() - matched,
            lines: lines.iter().map(compared).collect(),
        }
    }
}

impl StatementChange {
    /// The changes of a ledger that was compared with itself, as it was and as it is.
    pub fn all(compared: &[ComparedLine], currency: Currency) -> Vec<Self> {
        let change = |line: &ComparedLine| {
            let kind = match line.agreement() {
                Agreement::Matched => return None,
                Agreement::DifferentAmount => StatementChangeKind::Changed,
                Agreement::MissingWithUs => StatementChangeKind::Added,
                Agreement::MissingIn1C => StatementChangeKind::Removed,
            };
            let before = ReconciliationLine::of_some(line.ours.as_ref(), currency);
            let now = ReconciliationLine::of_some(line.theirs.as_ref(), currency);
            Some(Self { kind, before, now })
        };
        compared.iter().filter_map(change).collect()
    }
}
