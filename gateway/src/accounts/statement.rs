//! A reconciliation statement out of our own ledger, and the balance by day.

use async_graphql::SimpleObject;
use chrono::{DateTime, NaiveDate, Utc};
use domain::accounts::settlement::Side;
use domain::refusal::Language;
use domain::vocabulary::{Currency, Money, SettlementDocumentId, to_hundredths};
use projections::accounts::{Movement, Stretch, Turnover};

use super::entry::kind_words;
use super::words::SettlementKindWord;
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;

/// A reconciliation statement, as our ledger has it. It is preliminary: 1C is the master of debt.
#[derive(SimpleObject)]
pub struct AccountStatement {
    /// The first day.
    from: NaiveDate,
    /// The last day.
    to: NaiveDate,
    /// When the last change of the ledger came before it was made; null when there was none.
    known_up_to: Option<DateTime<Utc>>,
    /// What was owed before the first day; below zero it was owed to the organization.
    opening: MoneyValue,
    /// What moved it, in the order of the accounting dates.
    rows: Vec<StatementRow>,
    /// The sum of the debits.
    debit: MoneyValue,
    /// The sum of the credits.
    credit: MoneyValue,
    /// What was owed after the last day.
    closing: MoneyValue,
}

/// A row of a reconciliation statement.
#[derive(SimpleObject)]
pub struct StatementRow {
    /// The id of the document.
    id: GlobalId<SettlementDocumentId>,
    /// The accounting date.
    date: NaiveDate,
    /// What kind of document.
    kind: SettlementKindWord,
    /// What the document is called, in the language of the request.
    words: String,
    /// What the organization owes more by it; null when it is a credit.
    debit: Option<MoneyValue>,
    /// What the organization owes less by it; null when it is a debit.
    credit: Option<MoneyValue>,
}

/// A balance, day by day.
#[derive(SimpleObject)]
pub struct BalanceSeries {
    /// What was owed before the first day.
    opening: MoneyValue,
    /// The balance after each day on which it moved.
    days: Vec<BalanceOfDay>,
}

/// A balance after a day.
#[derive(SimpleObject)]
pub struct BalanceOfDay {
    /// The day.
    date: NaiveDate,
    /// What was owed after it; below zero it was owed to the organization.
    balance: MoneyValue,
}

impl AccountStatement {
    /// Out of what moved the balance.
    pub fn of(
        stretch: &Stretch,
        turnover: &Turnover,
        known_up_to: Option<DateTime<Utc>>,
        language: Language,
    ) -> Self {
        let money = |amount| Money::new(to_hundredths(amount), stretch.currency).into();
        let row = |movement| StatementRow::of(movement, stretch.currency, language);
        Self {
            from: stretch.from,
            to: stretch.to,
            known_up_to,
            opening: money(turnover.opening),
            rows: turnover.movements.iter().map(row).collect(),
            debit: money(turnover.sum(Side::Debit)),
            credit: money(turnover.sum(Side::Credit)),
            closing: money(turnover.closing()),
        }
    }
}

impl StatementRow {
    fn of(movement: &Movement, currency: Currency, language: Language) -> Self {
        let amount = |side| {
            (movement.side == side).then(|| Money::new(to_hundredths(movement.amount), currency).into())
        };
        let kind = kind_words(movement.kind, language);
        Self {
            id: GlobalId(movement.document),
            date: movement.effective,
            kind: movement.kind.into(),
            words: format!("{kind} {}", movement.number),
            debit: amount(Side::Debit),
            credit: amount(Side::Credit),
        }
    }
}

impl BalanceSeries {
    /// Of amounts of one currency.
    pub fn of(
        currency: Currency,
        opening: rust_decimal::Decimal,
        days: Vec<(NaiveDate, rust_decimal::Decimal)>,
    ) -> Self {
        let money = |amount| Money::new(to_hundredths(amount), currency).into();
        let day = |(date, balance)| BalanceOfDay { date, balance: money(balance) };
        Self { opening: money(opening), days: days.into_iter().map(day).collect() }
    }
}
