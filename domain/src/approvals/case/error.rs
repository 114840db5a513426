//! Why a request about a case is refused.

use super::state::Outcome;
use crate::refusal::Refusal;

/// Why a request about a case is refused; also why a person may not act in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// Nobody asked for this approval.
    #[error("there is no such approval case")]
    NotOpened,
    /// The case exists.
    #[error("the approval case is open already")]
    AlreadyOpened,
    /// A stage without people, or with fewer than needed.
    #[error("every stage needs people enough who can decide")]
    Unroutable,
    /// An own order among those to decide, without a rule that allows it.
    #[error("nobody decides on an own order unless a rule allows it")]
    OwnOrderRouted,
    /// It has ended.
    #[error("the approval case is closed: {0}")]
    Closed(Outcome),
    /// The organization is blocked, and nobody decides meanwhile.
    #[error("the organization is blocked: the approval waits until it is unblocked")]
    Suspended,
    /// The order was changed since.
    #[error("the order was changed since you opened it: look at it again")]
    StaleRevision,
    /// The order is the person's own.
    #[error("nobody decides on an own order")]
    OwnOrder,
    /// The person is not asked in this stage.
    #[error("you are not an approver of the current stage")]
    NotAnApprover,
    /// The person lost the role since.
    #[error("you may not decide on orders any more")]
    NoLongerApprover,
    /// The person decided in this stage.
    #[error("you have decided in this stage already")]
    AlreadyDecided,
    /// The case is in another stage than the person saw.
    #[error("the case is in stage {current} now: look at it again")]
    StagePassed {
        /// The current stage, from 1.
        current: u16,
    },
    /// Returning and rejecting need a reason.
    #[error("say why: an order is not returned or rejected without a reason")]
    CommentRequired,
}

impl Refusal for CaseError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotOpened => "CASE_NOT_OPENED",
            Self::AlreadyOpened => "CASE_ALREADY_OPENED",
            Self::Unroutable => "CASE_UNROUTABLE",
            Self::OwnOrderRouted => "CASE_OWN_ORDER_ROUTED",
            Self::Closed(_) => "CASE_CLOSED",
            Self::Suspended => "CASE_SUSPENDED",
            Self::StaleRevision => "STALE_REVISION",
            Self::OwnOrder => "OWN_ORDER",
            Self::NotAnApprover => "NOT_AN_APPROVER",
            Self::NoLongerApprover => "NO_LONGER_APPROVER",
            Self::AlreadyDecided => "ALREADY_DECIDED",
            Self::StagePassed { .. } => "STAGE_PASSED",
            Self::CommentRequired => "COMMENT_REQUIRED",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::NotOpened => "Такого согласования нет.".to_owned(),
            Self::AlreadyOpened => "Согласование уже начато.".to_owned(),
            Self::Unroutable => "На каждом этапе должно хватать тех, кто может решить.".to_owned(),
            Self::OwnOrderRouted => "Свой заказ не согласуют, если этого не позволяет правило.".to_owned(),
            Self::Closed(outcome) => format!("Согласование завершено: {}.", outcome.in_russian()),
            Self::Suspended => "Организация заблокирована: согласование ждёт разблокировки.".to_owned(),
            Self::StaleRevision => {
                "Заказ изменился с тех пор, как вы его открыли: посмотрите ещё раз.".to_owned()
            }
            Self::OwnOrder => "Свой заказ согласовать нельзя.".to_owned(),
            Self::NotAnApprover => "Вы не согласующий на текущем этапе.".to_owned(),
            Self::NoLongerApprover => "Вы больше не можете согласовывать заказы.".to_owned(),
            Self::AlreadyDecided => "Вы уже приняли решение на этом этапе.".to_owned(),
            Self::StagePassed { current } => {
                format!("Согласование уже на этапе {current}: посмотрите ещё раз.")
            }
            Self::CommentRequired => {
                "Укажите причину: без неё заказ не возвращают и не отклоняют.".to_owned()
            }
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::StaleRevision => Some("revision"),
            Self::StagePassed { .. } => Some("stage"),
            Self::CommentRequired => Some("comment"),
            _ => None,
        }
    }
}
