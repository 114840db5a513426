//! What the template of the invoice is given.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::organizations::BankDetails;
use domain::vocabulary::{BankAccount, Currency, Inn, Kpp, Money, MoneyError, VatRate, to_hundredths};
use serde::Serialize;

use crate::amount_in_words;
use crate::forms::written::{amount, long_date, quantity, short_date};
use crate::forms::{Party, Signatory};

use super::{InvoiceForm, InvoiceLine};

/// The invoice with every sum made and every value written out.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct InvoiceView<'a> {
    number: &'a str,
    date: String,
    seller: SellerView<'a>,
    bank: BankView<'a>,
    buyer: &'a Party,
    basis: Option<&'a str>,
    currency: Currency,
    lines: Vec<LineView<'a>>,
    count: usize,
    total: String,
    total_in_words: String,
    taxes: Vec<TaxView>,
    purpose: &'a str,
    due: Option<String>,
    /// The picture as SVG, or nothing.
    payment_code: Option<String>,
    /// Why there is no picture.
    no_payment_code: Option<&'static str>,
    director: Option<&'a Signatory>,
    accountant: Option<&'a Signatory>,
}

#[derive(Serialize)]
struct SellerView<'a> {
    name: &'a str,
    inn: &'a Inn,
    kpp: Option<&'a Kpp>,
    address: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct BankView<'a> {
    name: &'a str,
    bic: &'a str,
    account: &'a str,
    correspondent_account: Option<&'a str>,
}

#[derive(Serialize)]
struct LineView<'a> {
    name: &'a str,
    quantity: String,
    unit: &'a str,
    price: String,
    total: String,
    vat: String,
}

/// What is sold at one rate of VAT.
#[derive(Serialize)]
struct TaxView {
    /// `22 %`, or nothing when it is sold without VAT.
    rate: Option<String>,
    /// The VAT; without VAT the sum that it is not in.
    amount: String,
}

impl<'a> InvoiceView<'a> {
    /// Writes an invoice out.
    pub fn of(form: &'a InvoiceForm) -> Result<Self, MoneyError> {
        let total = form.total()?;
        let code = form.payment_code();
        Ok(Self {
            number: &form.number,
            date: long_date(form.date),
            seller: seller(form),
            bank: bank(&form.bank),
            buyer: &form.buyer,
            basis: form.basis.as_deref(),
            currency: form.currency,
            lines: form.lines.iter().map(line).collect(),
            count: form.lines.len(),
            total: amount(total.amount),
            total_in_words: amount_in_words(total),
            taxes: taxes(form)?,
            purpose: &form.purpose,
            due: form.due.map(short_date),
            no_payment_code: code.as_ref().err().map(|reason| reason.in_russian()),
            payment_code: code.ok().map(|code| code.svg()),
            director: form.director.as_ref(),
            accountant: form.accountant.as_ref(),
        })
    }
}

fn seller(form: &InvoiceForm) -> SellerView<'_> {
    SellerView {
        name: &form.seller,
        inn: &form.seller_inn,
        kpp: form.seller_kpp.as_ref(),
        address: &form.seller_address,
    }
}

fn bank(bank: &BankDetails) -> BankView<'_> {
    BankView {
        name: &bank.bank,
        bic: bank.bic.as_str(),
        account: bank.account.as_str(),
        correspondent_account: bank.correspondent_account.as_ref().map(BankAccount::as_str),
    }
}

fn line(line: &InvoiceLine) -> LineView<'_> {
    LineView {
        name: &line.name,
        quantity: quantity(line.quantity),
        unit: &line.unit,
        price: amount(line.price),
        total: amount(line.total),
        vat: line.vat.in_russian(),
    }
}

/// The VAT by rate, the highest first, and last what is sold without it.
fn taxes(form: &InvoiceForm) -> Result<Vec<TaxView>, MoneyError> {
    let mut sums: BTreeMap<Reverse<VatRate>, Money> = BTreeMap::new();
    for line in &form.lines {
        let part = if line.vat == VatRate::WITHOUT { line.total } else { line.vat_amount };
        let sum = sums.entry(Reverse(line.vat)).or_insert(Money::zero(form.currency));
        *sum = sum.plus(Money::new(to_hundredths(part), form.currency))?;
    }
    let view = |(Reverse(rate), sum): (Reverse<VatRate>, Money)| TaxView {
        rate: rate.percent().map(|_| rate.in_russian()),
        amount: amount(sum.amount),
    };
    Ok(sums.into_iter().map(view).collect())
}
