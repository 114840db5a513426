//! Why a document is not taken into the ledger.

use super::entry::{MOST_ALLOCATIONS, MOST_NUMBER_CHARACTERS};
use super::source::MOST_ID_CHARACTERS;
use crate::refusal::Refusal;

/// Why a document is not taken into the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettlementError {
    /// The id cannot be kept.
    #[error(
        "the id of a document has 1 to {MOST_ID_CHARACTERS} characters, none of them a control character"
    )]
    IdUnusable,
    /// The number cannot be kept.
    #[error(
        "the number of a document has 1 to {MOST_NUMBER_CHARACTERS} characters, none of them a control character"
    )]
    NumberUnusable,
    /// The kind of document is never on that side.
    #[error("a document of this kind is on the other side of the ledger")]
    WrongSide,
    /// An amount is nothing, below nothing, or has more than fifteen digits.
    #[error("an amount is above zero and has at most fifteen digits before the point")]
    AmountOutOfRange,
    /// An amount has parts of a hundredth.
    #[error("an amount has at most two digits after the point")]
    AmountTooPrecise,
    /// It settles more than it has.
    #[error("the document settles more than its amount")]
    AllocatedTooMuch,
    /// It settles a document twice, or itself.
    #[error("a document settles another one once, and never itself")]
    AllocationTwice,
    /// It settles too many documents.
    #[error("a document settles at most {MOST_ALLOCATIONS} others")]
    TooManyAllocations,
    /// The version is known, and says something else.
    #[error("this version of the document is known and says something else; a change needs a new version")]
    VersionContradicts,
    /// Another organization's stream.
    #[error("the document is in the ledger of another organization")]
    OtherOrganization,
}

impl Refusal for SettlementError {
    fn code(&self) -> &'static str {
        match self {
            Self::IdUnusable => "SETTLEMENT_ID_UNUSABLE",
            Self::NumberUnusable => "SETTLEMENT_NUMBER_UNUSABLE",
            Self::WrongSide => "SETTLEMENT_WRONG_SIDE",
            Self::AmountOutOfRange => "SETTLEMENT_AMOUNT_OUT_OF_RANGE",
            Self::AmountTooPrecise => "SETTLEMENT_AMOUNT_TOO_PRECISE",
            Self::AllocatedTooMuch => "SETTLEMENT_ALLOCATED_TOO_MUCH",
            Self::AllocationTwice => "SETTLEMENT_ALLOCATION_TWICE",
            Self::TooManyAllocations => "SETTLEMENT_TOO_MANY_ALLOCATIONS",
            Self::VersionContradicts => "SETTLEMENT_VERSION_CONTRADICTS",
            Self::OtherOrganization => "SETTLEMENT_OTHER_ORGANIZATION",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::IdUnusable => format!(
                "Идентификатор документа — от 1 до {MOST_ID_CHARACTERS} символов, без управляющих символов."
            ),
            Self::NumberUnusable => format!(
                "Номер документа — от 1 до {MOST_NUMBER_CHARACTERS} символов, без управляющих символов."
            ),
            Self::WrongSide => "Документ такого вида стоит на другой стороне расчётов.".to_owned(),
            Self::AmountOutOfRange => "Сумма больше нуля, и до запятой не больше пятнадцати цифр.".to_owned(),
            Self::AmountTooPrecise => "После запятой в сумме не больше двух цифр.".to_owned(),
            Self::AllocatedTooMuch => "Документ погашает больше, чем его сумма.".to_owned(),
            Self::AllocationTwice => "Документ погашает другой один раз, и никогда сам себя.".to_owned(),
            Self::TooManyAllocations => {
                format!("Один документ погашает не больше {MOST_ALLOCATIONS} других.")
            }
            Self::VersionContradicts => {
                "Эта версия документа уже есть, и в ней другое; для изменения нужна новая версия.".to_owned()
            }
            Self::OtherOrganization => "Документ стоит в расчётах другой организации.".to_owned(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::IdUnusable | Self::OtherOrganization => Some("id"),
            Self::NumberUnusable => Some("number"),
            Self::WrongSide => Some("side"),
            Self::AmountOutOfRange | Self::AmountTooPrecise => Some("amount"),
            Self::AllocatedTooMuch | Self::AllocationTwice | Self::TooManyAllocations => Some("allocations"),
            Self::VersionContradicts => Some("version"),
        }
    }
}
