//! A place in the journal, as clients carry it about.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::journal::Position;

/// The place in the history that a change has reached: an opaque string. Give it back
/// in the header `x-min-position` to read at least that state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PositionScalar(pub Position);

impl PositionScalar {
    /// The opaque text.
    pub fn encode(self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(format!("position:{}", self.0))
    }

    /// The position in an opaque text.
    pub fn decode(text: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        std::str::from_utf8(&bytes).ok()?.strip_prefix("position:")?.parse().ok().map(Self)
    }
}

/// The place in the history that a change has reached: an opaque string. Give it back
/// in the header `x-min-position` to read at least that state.
#[Scalar(name = "Position")]
impl ScalarType for PositionScalar {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => {
                Self::decode(&text).ok_or_else(|| InputValueError::custom("not a position"))
            }
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.encode())
    }
}
