//! Why a request about a case is refused.

use chrono::{DateTime, Utc};

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
    /// The organization is blocked: nobody decides.
    #[error("the approval stopped: the organization is blocked")]
    Suspended,
    /// Something is to be taken away, but not with an approval.
    #[error("only an approval can take something away from the order")]
    CutsWithoutApproval,
    /// Remarks on lines without a return.
    #[error("remarks on lines go with a return")]
    LineCommentsWithoutReturn,
    /// The person is no administrator.
    #[error("only an administrator of the organization may do this")]
    NotAnAdministrator,
    /// The order is not the person's own.
    #[error("only those whose order it is may do this")]
    NotTheAuthor,
    /// The place belongs to another approver.
    #[error("only the approver or an administrator may hand the approval to somebody else")]
    NotYourPlace,
    /// Whoever is to have the place may not decide on orders.
    #[error("whoever is to have the place may not decide on orders")]
    CannotDecide,
    /// Whoever is to have the place is asked already, or decided.
    #[error("whoever is to have the place is asked already")]
    AlreadyAsked,
    /// Nobody is left who could come in.
    #[error("everybody who could decide is asked already")]
    NobodyToEscalateTo,
    /// There is no such question.
    #[error("there is no such question in this approval")]
    QuestionUnknown,
    /// Somebody answered it.
    #[error("the question is answered already")]
    QuestionAnswered,
    /// Too many questions in one case.
    #[error("an approval has at most {most} questions")]
    TooManyQuestions {
        /// The most.
        most: u16,
    },
    /// Somebody reminded a short time ago.
    #[error("the approvers were reminded already; again from {again}")]
    RemindedAlready {
        /// From when on it is possible again.
        again: DateTime<Utc>,
    },
}

impl Refusal for CaseError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotOpened => "CASE_NOT_OPENED",
            Self::AlreadyOpened => "CASE_ALREADY_OPENED",
            Self::Unroutable => "CASE_UNROUTABLE",
            Self::OwnOrderRouted => "CASE_OWN_ORDER_ROUTED",
            Self::Closed(_) => "CASE_CLOSED",
            Self::StaleRevision => "STALE_REVISION",
            Self::OwnOrder => "OWN_ORDER",
            Self::NotAnApprover => "NOT_AN_APPROVER",
            Self::NoLongerApprover => "NO_LONGER_APPROVER",
            Self::AlreadyDecided => "ALREADY_DECIDED",
            Self::StagePassed { .. } => "STAGE_PASSED",
            Self::CommentRequired => "COMMENT_REQUIRED",
            Self::Suspended => "CASE_SUSPENDED",
            Self::CutsWithoutApproval => "CUTS_WITHOUT_APPROVAL",
            Self::LineCommentsWithoutReturn => "LINE_COMMENTS_WITHOUT_RETURN",
            Self::NotAnAdministrator => "NOT_AN_ADMINISTRATOR",
            Self::NotTheAuthor => "NOT_THE_AUTHOR",
            Self::NotYourPlace => "NOT_YOUR_PLACE",
            Self::CannotDecide => "CANNOT_DECIDE",
            Self::AlreadyAsked => "ALREADY_ASKED",
            Self::NobodyToEscalateTo => "NOBODY_TO_ESCALATE_TO",
            Self::QuestionUnknown => "QUESTION_UNKNOWN",
            Self::QuestionAnswered => "QUESTION_ANSWERED",
            Self::TooManyQuestions { .. } => "TOO_MANY_QUESTIONS",
            Self::RemindedAlready { .. } => "REMINDED_ALREADY",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::NotOpened => "Такого согласования нет.".to_owned(),
            Self::AlreadyOpened => "Согласование уже начато.".to_owned(),
            Self::Unroutable => "На каждом этапе должно хватать тех, кто может решить.".to_owned(),
            Self::OwnOrderRouted => "Свой заказ не согласуют, если этого не позволяет правило.".to_owned(),
            Self::Closed(outcome) => format!("Согласование завершено: {}.", outcome.in_russian()),
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
            Self::Suspended => "Согласование остановлено: организация заблокирована.".to_owned(),
            Self::CutsWithoutApproval => "Уменьшить заказ можно только вместе с согласованием.".to_owned(),
            Self::LineCommentsWithoutReturn => {
                "Замечания к строкам пишут только при возврате на доработку.".to_owned()
            }
            Self::NotAnAdministrator => "Это может только администратор организации.".to_owned(),
            Self::NotTheAuthor => "Это может только тот, чей это заказ.".to_owned(),
            Self::NotYourPlace => {
                "Передать согласование может только сам согласующий или администратор.".to_owned()
            }
            Self::CannotDecide => {
                "Тот, кому передают согласование, не может согласовывать заказы.".to_owned()
            }
            Self::AlreadyAsked => "Тот, кому передают согласование, уже участвует в этом этапе.".to_owned(),
            Self::NobodyToEscalateTo => "Все, кто мог бы согласовать заказ, уже подключены.".to_owned(),
            Self::QuestionUnknown => "Такого вопроса в согласовании нет.".to_owned(),
            Self::QuestionAnswered => "На этот вопрос уже ответили.".to_owned(),
            Self::TooManyQuestions { most } => format!("В согласовании не больше {most} вопросов."),
            Self::RemindedAlready { again } => {
                format!("Согласующим уже напомнили. Снова можно с {}.", again.format("%d.%m.%Y %H:%M UTC"))
            }
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::StaleRevision => Some("revision"),
            Self::StagePassed { .. } => Some("stage"),
            Self::CommentRequired => Some("comment"),
            Self::CutsWithoutApproval => Some("cuts"),
            Self::LineCommentsWithoutReturn => Some("lineComments"),
            Self::CannotDecide | Self::AlreadyAsked => Some("to"),
            Self::QuestionUnknown | Self::QuestionAnswered => Some("question"),
            _ => None,
        }
    }
}
