//! Why a document is not made.

use domain::refusal::Refusal;

/// Why a document is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDocument {
    /// The period is upside down or too long.
    #[error("the first day is not after the last one, and at most ten years before it")]
    PeriodUnusable,
    /// What was asked is not written as it should be.
    #[error("the days are written as 2026-01-31, the currency as RUB")]
    AskedUnreadable,
    /// The organization buys from nobody.
    #[error("the organization has no such contract")]
    NoContract,
    /// A statement is of two parties.
    #[error("the organization buys from several legal entities: name a contract")]
    SeveralSellers,
    /// There are too many rows for one file.
    #[error("a file has at most {MOST_ROWS} rows: ask for a shorter period")]
    TooManyRows,
    /// There is no statement of 1C.
    #[error("1C has not answered this request")]
    NotAnswered,
    /// Nobody has to pay for the order.
    #[error("an invoice is for an order that was approved and not called off")]
    NothingToPay,
    /// The requisites of the seller would lead a payment astray.
    #[error("the seller's requisites are not complete: ask your manager")]
    RequisitesUnusable,
}

/// The most rows of a file.
pub const MOST_ROWS: usize = 100_000;

impl Refusal for NoDocument {
    fn code(&self) -> &'static str {
        match self {
            Self::PeriodUnusable => "DOCUMENT_PERIOD_UNUSABLE",
            Self::AskedUnreadable => "DOCUMENT_ASKED_UNREADABLE",
            Self::NoContract => "DOCUMENT_NO_CONTRACT",
            Self::SeveralSellers => "DOCUMENT_SEVERAL_SELLERS",
            Self::TooManyRows => "DOCUMENT_TOO_MANY_ROWS",
            Self::NotAnswered => "DOCUMENT_NOT_ANSWERED",
            Self::NothingToPay => "DOCUMENT_NOTHING_TO_PAY",
            Self::RequisitesUnusable => "DOCUMENT_REQUISITES_UNUSABLE",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::PeriodUnusable => {
                "Начало периода не позже конца, и период не длиннее десяти лет.".to_owned()
            }
            Self::AskedUnreadable => "Дни пишутся как 2026-01-31, валюта — как RUB.".to_owned(),
            Self::NoContract => "У организации нет такого договора.".to_owned(),
            Self::SeveralSellers => {
                "Организация покупает у нескольких юридических лиц: укажите договор.".to_owned()
            }
            Self::TooManyRows => {
                format!("В файле не больше {MOST_ROWS} строк: выберите период короче.")
            }
            Self::NotAnswered => "1С ещё не ответила на этот запрос.".to_owned(),
            Self::NothingToPay => "Счёт выставляется по согласованному и не отменённому заказу.".to_owned(),
            Self::RequisitesUnusable => "Реквизиты продавца неполные: обратитесь к менеджеру.".to_owned(),
        }
    }
}
