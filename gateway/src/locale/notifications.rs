//! Notifications in the words of people. A new kind does not compile without its words.

use domain::notifications::NotificationKind as K;
use domain::refusal::Language;

/// What a notification says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it is about.
    pub kind: K,
    /// The number of the order, where it is about one that has one.
    pub number: Option<String>,
    /// The name of the person in whose place somebody is told.
    pub in_place_of: Option<String>,
}

/// The message of a notification.
pub fn message(told: &Told, language: Language) -> String {
    let (russian, english) = said(told.kind);
    let number = told.number.as_deref().map(|number| format!(" {number}")).unwrap_or_default();
    let place = told.in_place_of.as_deref();
    match language {
        Language::Russian => {
            let place = place.map(|name| format!(" (вы замещаете: {name})")).unwrap_or_default();
            format!("{}{place}", russian.replace("{заказ}", &format!("Заказ{number}")))
        }
        Language::English => {
            let place = place.map(|name| format!(" (you stand in for {name})")).unwrap_or_default();
            format!("{}{place}", english.replace("{order}", &format!("Order{number}")))
        }
    }
}

#[expect(clippy::too_many_lines, reason = "a line for each kind is what makes it a table")]
const fn said(kind: K) -> (&'static str, &'static str) {
    match kind {
        K::ApprovalAsked => ("{заказ} ждёт вашего решения", "{order} waits for your decision"),
        K::ApprovalReminded => {
            ("{заказ} всё ещё ждёт вашего решения", "{order} still waits for your decision")
        }
        K::ApprovalDecided => ("{заказ} одобрен согласующим", "{order} was approved by an approver"),
        K::OrderReduced => {
            ("{заказ} одобрен с меньшим количеством", "{order} was approved with smaller quantities")
        }
        K::ApprovalReturned => ("{заказ} возвращён на доработку", "{order} was returned for rework"),
        K::ApprovalRejected => ("{заказ} отклонён", "{order} was rejected"),
        K::ApprovalGranted => ("{заказ} согласован", "{order} has all its approvals"),
        K::ApprovalForced => (
            "{заказ} пропущен администратором: ваше решение больше не нужно",
            "{order} was let through by an administrator: your decision is no longer needed",
        ),
        K::ApprovalEscalated => (
            "{заказ} не согласовали вовремя: решение могут принять и другие",
            "{order} was not decided in time: others may decide as well",
        ),
        K::ApprovalRerouted => (
            "{заказ}: согласующих не хватает, их места заняли администраторы",
            "{order}: too few approvers are left, administrators took their places",
        ),
        K::ApprovalReassigned => {
            ("{заказ} передан на согласование другому", "{order} was handed to another approver")
        }
        K::QuestionAsked => ("{заказ}: согласующий задал вопрос", "{order}: an approver asked a question"),
        K::QuestionAnswered => ("{заказ}: на ваш вопрос ответили", "{order}: your question was answered"),
        K::DelegationGranted => {
            ("Назначено замещение в согласовании", "A delegation of approvals was granted")
        }
        K::DelegationRevoked => {
            ("Замещение в согласовании прекращено", "A delegation of approvals was ended")
        }
        K::OrderPlaced => {
            ("{заказ} оформлен для вас поставщиком", "{order} was placed for you by the supplier")
        }
        K::OrderConfirmed => ("{заказ} подтверждён поставщиком", "{order} was confirmed by the supplier"),
        K::OrderAmended => ("{заказ} изменён поставщиком", "{order} was changed by the supplier"),
        K::OrderHeld => ("{заказ} приостановлен", "{order} was put on hold"),
        K::OrderReleased => ("{заказ}: приостановка снята", "{order}: the hold was released"),
        K::OrderWaitsForCredit => (
            "{заказ} ждёт оплаты или кредитного лимита",
            "{order} waits for a payment or for the credit limit",
        ),
        K::OrderShipped => ("{заказ}: товары отгружены", "{order}: goods were shipped"),
        K::OrderDelivered => ("{заказ} доставлен", "{order} was delivered"),
        K::OrderCancelled => {
            ("{заказ} отменён полностью или частично", "{order} was cancelled, whole or in part")
        }
        K::CancellationRequested => {
            ("{заказ}: поставщика попросили об отмене", "{order}: the supplier was asked to cancel it")
        }
        K::StatementReady => ("Акт сверки готов", "The reconciliation statement is ready"),
        K::StatementFailed => {
            ("1С не смогла сделать акт сверки", "1C could not make the reconciliation statement")
        }
        K::StatementTimedOut => {
            ("1С не ответила на запрос акта сверки", "1C did not answer about the reconciliation statement")
        }
        K::CancellationAnswered => (
            "{заказ}: поставщик ответил на просьбу об отмене",
            "{order}: the supplier answered the wish to cancel",
        ),
    }
}
