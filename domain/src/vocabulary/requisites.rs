//! Requisites of Russian companies and banks: INN, KPP, BIC, accounts.
//!
//! Each is a text that was checked when it was made, so that a wrong one cannot
//! exist inside the service.

mod bank_account;
mod bic;
mod inn;
mod kpp;
#[cfg(test)]
mod tests;

pub use bank_account::BankAccount;
pub use bic::Bic;
pub use inn::Inn;
pub use kpp::Kpp;

use crate::refusal::Refusal;

/// Why a text is not the requisite that it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequisiteError {
    /// An INN of another length, or with something else than digits.
    #[error("an INN has 10 digits (companies) or 12 digits (people)")]
    InnShape,
    /// An INN whose check digits do not agree with the others.
    #[error("the check digits of the INN are wrong: look for a typing error")]
    InnCheckDigits,
    /// A KPP of another shape.
    #[error("a KPP has 9 characters: four digits, two digits or Latin capitals, three digits")]
    KppShape,
    /// A BIC of another shape.
    #[error("a BIC has 9 digits")]
    BicShape,
    /// A bank account of another shape.
    #[error("a bank account has 20 digits")]
    BankAccountShape,
}

impl Refusal for RequisiteError {
    fn code(&self) -> &'static str {
        match self {
            Self::InnShape => "INN_SHAPE",
            Self::InnCheckDigits => "INN_CHECK_DIGITS",
            Self::KppShape => "KPP_SHAPE",
            Self::BicShape => "BIC_SHAPE",
            Self::BankAccountShape => "BANK_ACCOUNT_SHAPE",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::InnShape => "ИНН состоит из 10 цифр (организация) или 12 цифр (человек).",
            Self::InnCheckDigits => "Контрольные цифры ИНН не сходятся: проверьте, нет ли опечатки.",
            Self::KppShape => {
                "КПП состоит из 9 знаков: четыре цифры, две цифры или латинские заглавные буквы, три цифры."
            }
            Self::BicShape => "БИК состоит из 9 цифр.",
            Self::BankAccountShape => "Номер счёта состоит из 20 цифр.",
        }
        .to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::InnShape | Self::InnCheckDigits => "inn",
            Self::KppShape => "kpp",
            Self::BicShape => "bic",
            Self::BankAccountShape => "account",
        })
    }
}

/// Gives a checked text its ways in (`parse`, deserialisation) and out.
macro_rules! checked_text {
    ($name:ident, $error:ty) => {
        impl $name {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(checked: $name) -> Self {
                checked.0
            }
        }
    };
}

pub(crate) use checked_text;

/// The digits of a text that has exactly `N` characters, all of them digits.
fn digits<const N: usize>(text: &str) -> Option<[u32; N]> {
    let bytes = <[u8; N]>::try_from(text.as_bytes()).ok()?;
    bytes.iter().all(u8::is_ascii_digit).then(|| bytes.map(|byte| u32::from(byte - b'0')))
}
