//! What the template of the statement is given.

use std::cmp::Ordering;

use domain::vocabulary::{Currency, Money, MoneyError, to_hundredths};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::amount_in_words;
use crate::forms::written::{amount, moment, short_date};
use crate::forms::{Party, Signatory};

use super::{ReconciliationForm, Source};

/// The statement with every sum made and every value written out.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ReconciliationView<'a> {
    number: Option<&'a str>,
    from: String,
    to: String,
    supplier: &'a Party,
    counterparty: &'a Party,
    contract: Option<&'a str>,
    currency: Currency,
    opening: Sides,
    rows: Vec<RowView<'a>>,
    turnover: Sides,
    closing: Sides,
    conclusion: String,
    preliminary: Option<PreliminaryView>,
    agreed: bool,
    supplier_signatory: Option<&'a Signatory>,
    counterparty_signatory: Option<&'a Signatory>,
}

/// An amount on the left or the right of an account; an empty text is an empty cell.
#[derive(Clone, Serialize)]
struct Sides {
    debit: String,
    credit: String,
}

#[derive(Serialize)]
struct RowView<'a> {
    date: String,
    document: &'a str,
    debit: String,
    credit: String,
    /// The turnovers up to this row: what a page that ends here carries over.
    carried: Sides,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct PreliminaryView {
    as_of: String,
    last_exchange: Option<String>,
}

impl<'a> ReconciliationView<'a> {
    /// Writes a statement out.
    pub fn of(form: &'a ReconciliationForm) -> Result<Self, MoneyError> {
        let opening = to_hundredths(form.opening);
        let (rows, debit, credit) = rows(form)?;
        let closing = plus(plus(opening, debit)?, -credit)?;
        Ok(Self {
            number: form.number.as_deref(),
            from: short_date(form.from),
            to: short_date(form.to),
            supplier: &form.supplier,
            counterparty: &form.counterparty,
            contract: form.contract.as_deref(),
            currency: form.currency,
            opening: balance(opening),
            rows,
            turnover: both(debit, credit),
            closing: balance(closing),
            conclusion: conclusion(form, closing),
            preliminary: preliminary(form.source),
            agreed: form.agreed,
            supplier_signatory: form.supplier_signatory.as_ref(),
            counterparty_signatory: form.counterparty_signatory.as_ref(),
        })
    }
}

/// The rows, and the turnovers of both sides.
fn rows(form: &ReconciliationForm) -> Result<(Vec<RowView<'_>>, Decimal, Decimal), MoneyError> {
    let (mut debit, mut credit) = (Decimal::ZERO, Decimal::ZERO);
    let mut rows = Vec::with_capacity(form.rows.len());
    for row in &form.rows {
        debit = plus(debit, to_hundredths(row.debit))?;
        credit = plus(credit, to_hundredths(row.credit))?;
        rows.push(RowView {
            date: short_date(row.date),
            document: &row.document,
            debit: unless_zero(row.debit),
            credit: unless_zero(row.credit),
            carried: both(debit, credit),
        });
    }
    Ok((rows, debit, credit))
}

fn plus(left: Decimal, right: Decimal) -> Result<Decimal, MoneyError> {
    left.checked_add(right).ok_or(MoneyError::TooLarge)
}

fn both(debit: Decimal, credit: Decimal) -> Sides {
    Sides { debit: amount(debit), credit: amount(credit) }
}

/// A balance stands on one side only; no balance is a zero on the left.
fn balance(balance: Decimal) -> Sides {
    if balance < Decimal::ZERO {
        Sides { debit: String::new(), credit: amount(-balance) }
    } else {
        Sides { debit: amount(balance), credit: String::new() }
    }
}

fn unless_zero(number: Decimal) -> String {
    if to_hundredths(number).is_zero() { String::new() } else { amount(number) }
}

/// Who owes whom, in words.
fn conclusion(form: &ReconciliationForm, closing: Decimal) -> String {
    let day = short_date(form.to);
    let creditor = match closing.cmp(&Decimal::ZERO) {
        Ordering::Equal => return format!("На {day} задолженность отсутствует."),
        Ordering::Greater => &form.supplier.name,
        Ordering::Less => &form.counterparty.name,
    };
    let sum = closing.abs();
    let unit = if form.currency == Currency::RUB { "руб." } else { form.currency.code() };
    let words = amount_in_words(Money::new(sum, form.currency));
    format!("На {day} задолженность в пользу {creditor} составляет {} {unit} ({words}).", amount(sum))
}

fn preliminary(source: Source) -> Option<PreliminaryView> {
    match source {
        Source::Erp => None,
        Source::Preliminary { as_of, last_exchange } => {
            Some(PreliminaryView { as_of: moment(as_of), last_exchange: last_exchange.map(moment) })
        }
    }
}
