//! What exactly is approved, as a digest.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::contract::ContractTerms;
use super::line::Line;
use crate::ordering::pricing::{Amounts, Totals};

/// The SHA-256 digest of what is approved, written as 64 lower-case hexadecimal digits.
///
/// It is taken over a list of fields, each written as its length in bytes in decimal
/// digits, a colon and its text in UTF-8, so that no two contents have one encoding:
///
/// 1. `kabinet.order.revision.1`
/// 2. of the contract: id, number, date (`2026-11-23`), currency, supplier's legal entity
/// 3. the number of lines, and of each line in its order: product, article, name, unit,
///    quantity, price, currency, type of price, whether it includes VAT (`true`, `false`),
///    rate of VAT (`22`, `none`), discount in percent, net, VAT, gross
/// 4. of the totals: net, VAT, gross
///
/// Ids are hyphenated lower-case UUIDs. Quantities, prices and discounts have no trailing
/// zeros; net, VAT and gross have two decimal places.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Revision([u8; 32]);

impl Revision {
    /// The digest of an order's contract, lines and totals.
    pub fn of(contract: &ContractTerms, lines: &[Line], totals: &Totals) -> Self {
        let mut fields = Fields(Sha256::new());
        fields.add("kabinet.order.revision.1");
        fields.contract(contract);
        fields.add(lines.len());
        for line in lines {
            fields.line(line);
        }
        fields.amounts(&totals.sum);
        Self(fields.0.finalize().into())
    }
}

struct Fields(Sha256);

impl Fields {
    fn add(&mut self, field: impl fmt::Display) {
        let text = field.to_string();
        self.0.update(text.len().to_string());
        self.0.update(b":");
        self.0.update(text);
    }

    fn contract(&mut self, contract: &ContractTerms) {
        self.add(contract.contract);
        self.add(&contract.number);
        self.add(contract.date);
        self.add(contract.currency);
        self.add(contract.supplier);
    }

    fn line(&mut self, line: &Line) {
        self.add(line.goods.product);
        self.add(&line.goods.article);
        self.add(&line.goods.name);
        self.add(&line.goods.unit);
        self.add(line.quantity.number().normalize());
        self.add(line.quote.price.amount.normalize());
        self.add(line.quote.price.currency);
        self.add(line.quote.price_type);
        self.add(line.quote.vat_included);
        self.add(line.quote.vat_rate);
        self.add(line.quote.discount.number().normalize());
        self.amounts(&line.amounts);
    }

    fn amounts(&mut self, amounts: &Amounts) {
        for amount in [amounts.net, amounts.vat, amounts.gross] {
            self.add(format_args!("{amount:.2}"));
        }
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Revision({self})")
    }
}

/// The text is no digest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a revision: 64 lower-case hexadecimal digits")]
pub struct NotARevision(String);

impl FromStr for Revision {
    type Err = NotARevision;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotARevision(text.to_owned());
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (byte, place) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&text[place..place + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Revision {
    type Error = NotARevision;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Revision> for String {
    fn from(revision: Revision) -> Self {
        revision.to_string()
    }
}
