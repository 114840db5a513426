//! Legal data and payment terms as clients give them.

use std::num::NonZeroU16;

use async_graphql::InputObject;
use commands::CommandError;
use domain::organizations::LegalData;
use domain::refusal::Refusal;
use domain::vocabulary::PaymentTerms;

use super::organization_words::PaymentKind;

/// The legal data of a company.
#[derive(InputObject)]
pub struct LegalDataInput {
    /// The full name.
    name: String,
    /// The taxpayer's number of a company: 10 digits.
    inn: String,
    /// The reason of registration with the tax office: 9 characters.
    kpp: String,
    /// The legal address.
    legal_address: String,
}

/// When somebody is to pay.
#[derive(InputObject)]
pub struct PaymentTermsInput {
    /// When one pays.
    kind: PaymentKind,
    /// The part that is paid before, in percent of the total: 1 to 99. Of a part prepayment.
    prepaid_percent: Option<u8>,
    /// The calendar days after the shipment within which the rest is due.
    days: Option<u16>,
}

/// The terms do not fit their kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a part prepayment needs a percentage of 1 to 99 and days, deferred payment needs days, others neither"
)]
pub struct TermsIncomplete;

impl Refusal for TermsIncomplete {
    fn code(&self) -> &'static str {
        "PAYMENT_TERMS_INCOMPLETE"
    }

    fn in_russian(&self) -> String {
        "Частичной предоплате нужны процент от 1 до 99 и дни, отсрочке — дни, остальным — ни то, ни другое."
            .to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        Some("terms")
    }
}

impl TryFrom<LegalDataInput> for LegalData {
    type Error = CommandError;

    fn try_from(input: LegalDataInput) -> Result<Self, CommandError> {
        Ok(Self {
            name: input.name,
            inn: input.inn.trim().parse()?,
            kpp: input.kpp.trim().parse()?,
            legal_address: input.legal_address,
        })
    }
}

impl TryFrom<PaymentTermsInput> for PaymentTerms {
    type Error = CommandError;

    fn try_from(input: PaymentTermsInput) -> Result<Self, CommandError> {
        let days = input.days.and_then(NonZeroU16::new);
        let terms = match (input.kind, input.prepaid_percent, input.days) {
            (PaymentKind::Prepayment, None, None) => Some(Self::Prepayment),
            (PaymentKind::OnDelivery, None, None) => Some(Self::OnDelivery),
            (PaymentKind::Deferred, None, Some(_)) => days.map(|days| Self::Deferred { days }),
            (PaymentKind::PartialPrepayment, Some(percent), Some(_)) => {
                let percent = percent.try_into().ok();
                percent.zip(days).map(|(percent, days)| Self::PartialPrepayment { percent, days })
            }
            _ => None,
        };
        Ok(terms.ok_or(TermsIncomplete)?)
    }
}
