//! Credit limits that 1C sets.

use super::document::CreditLimit;
use super::outcome::Verdict;
use super::refusal::ExchangeRefusal;

/// A limit is kept with what was refused, to be taken in when limits are.
pub fn take(_: &CreditLimit) -> Verdict {
    ExchangeRefusal::CreditLimitsNotYet.into()
}
