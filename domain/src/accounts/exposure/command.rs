//! What can be asked of an exposure.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::account::CreditAccount;
use super::decision::{CreditAsked, CreditFacts};
use super::event::ReleasedBecause;
use super::limit::CreditLimit;
use super::terms::CreditTerms;
use crate::vocabulary::{OrderId, SettlementDocumentId};

/// What can be asked of an exposure. Facts come along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExposureCommand {
    /// Agree a limit; from then on holds are kept.
    SetLimit {
        /// Whose, in which currency.
        account: CreditAccount,
        /// The limit.
        limit: CreditLimit,
    },
    /// Let credit be without a limit again.
    LiftLimit,
    /// Agree what follows when an order does not fit; from then on holds are kept.
    SetTerms {
        /// Whose, in which currency.
        account: CreditAccount,
        /// The terms.
        terms: CreditTerms,
    },
    /// Let one order pass whatever credit says.
    GrantException {
        /// The order.
        order: OrderId,
        /// As long as not more of it than this is on credit.
        amount: Decimal,
        /// Until just before then; nothing for as long as it takes.
        until: Option<DateTime<Utc>>,
        /// When it is asked.
        now: DateTime<Utc>,
    },
    /// Hold the credit for an order that is to be confirmed, or stop it.
    Judge {
        /// The order.
        order: OrderId,
        /// What it costs and when it is paid.
        asked: CreditAsked,
        /// What is known.
        facts: Box<CreditFacts>,
        /// Whether somebody approved it.
        approved: bool,
    },
    /// Hold the credit for an order that was confirmed before there was a limit.
    TakeOver(CreditAsked),
    /// Hold more or less for an order that costs something else now.
    Adjust {
        /// The order.
        order: OrderId,
        /// What it costs now with VAT and delivery.
        total: Decimal,
    },
    /// Note that an invoice took the place of a hold, or of a part of it.
    Replace {
        /// The order.
        order: OrderId,
        /// The document.
        document: SettlementDocumentId,
        /// What it charges for the order; zero when it was reversed.
        amount: Decimal,
    },
    /// Hold nothing for an order any more.
    Release {
        /// The order.
        order: OrderId,
        /// Why.
        why: ReleasedBecause,
    },
}
