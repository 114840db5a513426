//! Why something asked of a delegation is refused.

use super::decide::MOST_DAYS;
use crate::refusal::Refusal;

/// Why something asked of a delegation is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DelegationError {
    /// The id names another delegation.
    #[error("this delegation was granted already")]
    AlreadyGranted,
    /// There is none.
    #[error("there is no such delegation")]
    NotGranted,
    /// Nobody stands in for themself.
    #[error("a delegation to oneself changes nothing")]
    ToOneself,
    /// It would be over before it begins.
    #[error("a delegation must end after it begins")]
    EndsBeforeStart,
    /// It would be over already.
    #[error("a delegation must end in the future")]
    InThePast,
    /// Whoever is away for longer should give up the role.
    #[error("a delegation lasts {MOST_DAYS} days at most")]
    TooLong,
    /// There is nothing to delegate.
    #[error("the person in whose place somebody should decide may not decide on orders")]
    GiverCannotDecide,
    /// The other could not use it.
    #[error("the person who should decide may not decide on orders")]
    TakerCannotDecide,
    /// The two have one for that time.
    #[error("there is a delegation between these two for a part of that time")]
    Overlaps,
}

impl Refusal for DelegationError {
    fn code(&self) -> &'static str {
        match self {
            Self::AlreadyGranted => "DELEGATION_ALREADY_GRANTED",
            Self::NotGranted => "DELEGATION_NOT_GRANTED",
            Self::ToOneself => "DELEGATION_TO_ONESELF",
            Self::EndsBeforeStart => "DELEGATION_ENDS_BEFORE_START",
            Self::InThePast => "DELEGATION_IN_THE_PAST",
            Self::TooLong => "DELEGATION_TOO_LONG",
            Self::GiverCannotDecide => "DELEGATION_GIVER_CANNOT_DECIDE",
            Self::TakerCannotDecide => "DELEGATION_TAKER_CANNOT_DECIDE",
            Self::Overlaps => "DELEGATION_OVERLAPS",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::AlreadyGranted => "Это замещение уже назначено.".to_owned(),
            Self::NotGranted => "Такого замещения нет.".to_owned(),
            Self::ToOneself => "Замещать самого себя нельзя.".to_owned(),
            Self::EndsBeforeStart => "Замещение должно заканчиваться позже, чем начинается.".to_owned(),
            Self::InThePast => "Замещение должно заканчиваться в будущем.".to_owned(),
            Self::TooLong => format!("Замещение длится не больше {MOST_DAYS} дней."),
            Self::GiverCannotDecide => "Тот, кого замещают, не может согласовывать заказы.".to_owned(),
            Self::TakerCannotDecide => "Тот, кто замещает, не может согласовывать заказы.".to_owned(),
            Self::Overlaps => "На часть этого времени замещение между ними уже назначено.".to_owned(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::ToOneself | Self::TakerCannotDecide => Some("toId"),
            Self::GiverCannotDecide => Some("fromId"),
            Self::EndsBeforeStart | Self::InThePast | Self::TooLong => Some("until"),
            Self::Overlaps => Some("starts"),
            Self::AlreadyGranted | Self::NotGranted => None,
        }
    }
}
