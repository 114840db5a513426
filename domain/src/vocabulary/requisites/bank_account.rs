//! The number of a bank account.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Bic, RequisiteError, checked_text, digits};

/// An account in a Russian bank: 20 digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BankAccount(String);

checked_text!(BankAccount, RequisiteError);

impl BankAccount {
    /// Whether the account's check digit agrees with the bank, by the Bank of Russia's rule
    /// for account keys (letter 515 of 08.09.1997).
    ///
    /// A disagreement is worth a warning and not a refusal: there are accounts that live.
    pub fn agrees_with(&self, bic: &Bic) -> bool {
        let bic = bic.as_str();
        // A correspondent account, and one kept at a settlement centre, is keyed by the
        // number of the centre.
        let at_centre = self.0.starts_with("301") || matches!(&bic[6..], "000" | "001" | "002");
        let prefix = if at_centre { format!("0{}", &bic[4..6]) } else { bic[6..].to_owned() };
        let keyed = prefix.bytes().chain(self.0.bytes()).map(|byte| u32::from(byte - b'0'));
        keyed.zip([7, 1, 3].iter().cycle()).map(|(digit, weight)| digit * weight).sum::<u32>() % 10 == 0
    }
}

impl FromStr for BankAccount {
    type Err = RequisiteError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        digits::<20>(text).map(|_| Self(text.to_owned())).ok_or(RequisiteError::BankAccountShape)
    }
}
