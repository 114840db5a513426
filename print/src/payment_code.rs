//! The QR code by which an invoice is paid, of GOST R 56042-2014.

mod drawing;
mod fields;
#[cfg(test)]
mod tests;

use domain::organizations::{BankDetails, BankDetailsWarning};
use domain::vocabulary::{Currency, Inn, Kpp, Money, to_hundredths};
use qrcode::{EcLevel, QrCode};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// What a payment code is made of.
pub(crate) struct Payment<'a> {
    /// The name of whoever is paid.
    pub payee: &'a str,
    /// Their taxpayer's number.
    pub inn: &'a Inn,
    /// Their reason of registration.
    pub kpp: Option<&'a Kpp>,
    /// Where they are paid.
    pub bank: &'a BankDetails,
    /// The taxpayer's number of whoever pays.
    pub payer_inn: Option<&'a Inn>,
    /// How much.
    pub sum: Money,
    /// What for.
    pub purpose: &'a str,
}

/// A payment code: the text that a banking application reads, and its picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentCode {
    text: String,
    width: usize,
    dark: Vec<bool>,
}

/// Why an invoice has no payment code: a wrong one is worse than none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPaymentCode {
    /// The check digit of the account disagrees with the bank.
    #[error("the check digit of the account disagrees with the BIC")]
    AccountDisagrees,
    /// The check digit of the correspondent account disagrees with the bank.
    #[error("the check digit of the correspondent account disagrees with the BIC")]
    CorrespondentAccountDisagrees,
    /// The standard requires a correspondent account.
    #[error("the bank details have no correspondent account")]
    NoCorrespondentAccount,
    /// The standard's sums are kopecks.
    #[error("only rubles are paid by a payment code")]
    NotRubles,
    /// Nothing to pay, or less.
    #[error("there is nothing to pay")]
    NothingToPay,
    /// The sum or the whole text is longer than the standard or a QR code has place for.
    #[error("the payment does not fit into a payment code")]
    TooLong,
    /// A name that the standard requires is empty.
    #[error("the name of the payee or of the bank is empty")]
    NameMissing,
    /// Every character that could separate the fields occurs in one of them.
    #[error("no character is left to separate the fields of the payment code")]
    NoSeparator,
}

impl NoPaymentCode {
    /// The reason in Russian, as it is shown to a person.
    pub const fn in_russian(self) -> &'static str {
        match self {
            Self::AccountDisagrees => "контрольный разряд расчётного счёта не сходится с БИК",
            Self::CorrespondentAccountDisagrees => {
                "контрольный разряд корреспондентского счёта не сходится с БИК"
            }
            Self::NoCorrespondentAccount => "в банковских реквизитах нет корреспондентского счёта",
            Self::NotRubles => "по QR-коду платят только в рублях",
            Self::NothingToPay => "платить нечего",
            Self::TooLong => "данные платежа не помещаются в QR-код",
            Self::NameMissing => "не указано наименование получателя или банка",
            Self::NoSeparator => "в данных платежа заняты все знаки-разделители",
        }
    }
}

impl PaymentCode {
    /// The code of a payment, if the payment can have one.
    pub(crate) fn of(payment: &Payment<'_>) -> Result<Self, NoPaymentCode> {
        match payment.bank.warnings().first() {
            Some(BankDetailsWarning::Account) => return Err(NoPaymentCode::AccountDisagrees),
            Some(BankDetailsWarning::CorrespondentAccount) => {
                return Err(NoPaymentCode::CorrespondentAccountDisagrees);
            }
            None => {}
        }
        let text = fields::text(payment, kopecks(payment.sum)?)?;
        let code =
            QrCode::with_error_correction_level(&text, EcLevel::M).map_err(|_| NoPaymentCode::TooLong)?;
        let dark = code.to_colors().into_iter().map(|color| color == qrcode::Color::Dark).collect();
        Ok(Self { text, width: code.width(), dark })
    }

    /// What a reader of the code reads.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The picture as SVG: one path, with the quiet zone of four modules that the
    /// standard of QR codes (ISO/IEC 18004) asks for.
    pub fn svg(&self) -> String {
        drawing::svg(self)
    }
}

fn kopecks(sum: Money) -> Result<u128, NoPaymentCode> {
    if sum.currency != Currency::RUB {
        return Err(NoPaymentCode::NotRubles);
    }
    let amount = to_hundredths(sum.amount);
    if amount <= Decimal::ZERO {
        return Err(NoPaymentCode::NothingToPay);
    }
    let kopecks = amount.checked_mul(Decimal::ONE_HUNDRED).and_then(|it| it.trunc().to_u128());
    kopecks.ok_or(NoPaymentCode::TooLong)
}
