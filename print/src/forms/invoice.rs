//! The invoice for payment (счёт на оплату), in the layout that 1C made usual.

mod view;

use chrono::NaiveDate;
use domain::organizations::BankDetails;
use domain::vocabulary::{Currency, Inn, Kpp, Money, MoneyError, VatRate, to_hundredths};
use rust_decimal::Decimal;

use super::{Party, Signatory};
use crate::payment_code::{NoPaymentCode, Payment, PaymentCode};

pub(crate) use view::InvoiceView;

/// An invoice for payment. Prices and sums contain the VAT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceForm {
    /// The number.
    pub number: String,
    /// The date.
    pub date: NaiveDate,
    /// The seller's full name.
    pub seller: String,
    /// The seller's taxpayer's number.
    pub seller_inn: Inn,
    /// The seller's reason of registration; sole traders have none.
    pub seller_kpp: Option<Kpp>,
    /// The seller's address.
    pub seller_address: String,
    /// Where the seller is paid.
    pub bank: BankDetails,
    /// Who buys.
    pub buyer: Party,
    /// What it is based on («Договор № 17 от 01.02.2025, заказ 204»).
    pub basis: Option<String>,
    /// The currency of every amount.
    pub currency: Currency,
    /// What is sold, in the order in which it is printed.
    pub lines: Vec<InvoiceLine>,
    /// The purpose that the payment order has to name.
    pub purpose: String,
    /// The last day of payment.
    pub due: Option<NaiveDate>,
    /// The seller's director.
    pub director: Option<Signatory>,
    /// The seller's chief accountant.
    pub accountant: Option<Signatory>,
}

/// One line of an invoice. Nothing is calculated anew: what 1C or the order says, stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceLine {
    /// What is sold.
    pub name: String,
    /// How much of it.
    pub quantity: Decimal,
    /// The unit («шт», «упак»).
    pub unit: String,
    /// The price of one unit, with VAT.
    pub price: Decimal,
    /// The sum of the line, with VAT.
    pub total: Decimal,
    /// The rate of VAT.
    pub vat: VatRate,
    /// The VAT that the sum contains.
    pub vat_amount: Decimal,
}

impl InvoiceForm {
    /// What is to be paid: the sum of the lines.
    pub fn total(&self) -> Result<Money, MoneyError> {
        let sums = self.lines.iter().map(|line| Money::new(to_hundredths(line.total), self.currency));
        Money::sum(self.currency, sums)
    }

    /// The payment code that is printed on the invoice, or why there is none.
    pub fn payment_code(&self) -> Result<PaymentCode, NoPaymentCode> {
        PaymentCode::of(&Payment {
            payee: &self.seller,
            inn: &self.seller_inn,
            kpp: self.seller_kpp.as_ref(),
            bank: &self.bank,
            payer_inn: self.buyer.inn.as_ref(),
            sum: self.total().map_err(|_| NoPaymentCode::TooLong)?,
            purpose: &self.purpose,
        })
    }
}
