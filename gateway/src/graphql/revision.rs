//! The revision of an order, as clients carry it from what they saw to what they decide.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use domain::vocabulary::Revision;

/// What exactly was submitted: the SHA-256 digest of it, in hexadecimal digits. A
/// decision names the revision that was seen; on another one it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevisionScalar(pub Revision);

/// What exactly was submitted: the SHA-256 digest of it, in hexadecimal digits. A
/// decision names the revision that was seen; on another one it is refused.
#[Scalar(name = "Revision")]
impl ScalarType for RevisionScalar {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => {
                text.parse().map(Self).map_err(|_| InputValueError::custom("not a revision"))
            }
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}
