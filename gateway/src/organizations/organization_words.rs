//! Kinds, terms and blocks of organizations, as the schema names them.

use async_graphql::{Enum, SimpleObject};
use domain::organizations::{BlockReason, LegalKind};
use domain::vocabulary::PaymentTerms;

/// What a customer is before the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "LegalKind", remote = "LegalKind")]
pub enum LegalKindWord {
    /// A company.
    LegalEntity,
    /// A sole trader (ИП).
    SoleTrader,
    /// A private person.
    Individual,
}

/// Why an organization is blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "BlockReason", remote = "BlockReason")]
pub enum BlockReasonWord {
    /// It owes money for too long.
    OverdueDebt,
    /// There is no contract in force.
    NoContract,
    /// It asked for it.
    OwnRequest,
    /// Somebody else may be using its accounts.
    Security,
    /// None of the others.
    Other,
}

/// When somebody pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PaymentKind {
    /// All of it before the shipment.
    Prepayment,
    /// A part before the shipment, the rest some days after it.
    PartialPrepayment,
    /// All of it when the goods are handed over.
    OnDelivery,
    /// All of it some days after the shipment.
    Deferred,
}

/// The terms of payment.
#[derive(Clone, SimpleObject)]
#[graphql(name = "PaymentTerms")]
pub struct PaymentTermsValue {
    /// When one pays.
    kind: PaymentKind,
    /// The part that is paid before, in percent of the total, if it is a part.
    prepaid_percent: Option<u8>,
    /// The calendar days after the shipment within which the rest is due, if there are any.
    days: Option<u16>,
}

impl From<PaymentTerms> for PaymentTermsValue {
    fn from(terms: PaymentTerms) -> Self {
        let terms_of = |kind, prepaid_percent, days| Self { kind, prepaid_percent, days };
        match terms {
            PaymentTerms::Prepayment => terms_of(PaymentKind::Prepayment, None, None),
            PaymentTerms::PartialPrepayment { percent, days } => {
                terms_of(PaymentKind::PartialPrepayment, Some(percent.into()), Some(days.get()))
            }
            PaymentTerms::OnDelivery => terms_of(PaymentKind::OnDelivery, None, None),
            PaymentTerms::Deferred { days } => terms_of(PaymentKind::Deferred, None, Some(days.get())),
        }
    }
}
