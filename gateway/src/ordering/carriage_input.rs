//! How goods travel, as the supplier's staff gives it.

use async_graphql::InputObject;
use chrono::NaiveDate;
use commands::ordering::CarriageAsked;

/// How goods travel. What is left out is not known.
#[derive(Default, InputObject)]
pub struct CarriageInput {
    /// Who carries them.
    carrier: Option<String>,
    /// The carrier's number, by which the goods can be traced.
    tracking: Option<String>,
    /// The day on which they should arrive.
    expected_on: Option<NaiveDate>,
}

impl CarriageInput {
    /// As the command takes it.
    pub fn asked(self) -> CarriageAsked {
        CarriageAsked { carrier: self.carrier, tracking: self.tracking, expected_on: self.expected_on }
    }
}
