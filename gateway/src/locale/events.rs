//! What happened, in the words of people. A new event does not compile without its words.

mod accounts;

use domain::approvals::{CaseEvent, Decision, DelegationEvent, PolicyEvent};
use domain::exchange::run::ExchangeRunEvent;
use domain::identity::person::PersonEvent;
use domain::journal::Fact;
use domain::ordering::OrderEvent;
use domain::ordering::order::{Hold, Side};
use domain::organizations::{OrganizationEvent, StaffEvent};
use domain::refusal::Language;

/// The same in Russian and in English.
type Said = (&'static str, &'static str);

/// What happened, in a language.
pub fn words(fact: &Fact, language: Language) -> String {
    in_language(said(fact), language)
}

/// An event that this version of the service cannot read: what was written of it is shown
/// as it is.
pub fn unreadable(language: Language) -> String {
    let said = (
        "Событие, которое эта версия сервиса не понимает: показаны данные, как они записаны",
        "An event that this version of the service cannot read: its data is shown as written",
    );
    in_language(said, language)
}

fn in_language((russian, english): Said, language: Language) -> String {
    match language {
        Language::Russian => russian.to_owned(),
        Language::English => english.to_owned(),
    }
}

fn said(fact: &Fact) -> Said {
    match fact {
        Fact::Person(event) => person(event),
        Fact::Order(event) => order(event),
        Fact::Organization(event) => organization(event),
        Fact::Staff(event) => staff(event),
        Fact::ApprovalPolicy(PolicyEvent::Published { .. }) => {
            ("Опубликована политика согласования", "An approval policy was published")
        }
        Fact::ApprovalCase(event) => case(event),
        Fact::ApprovalDelegation(event) => delegation(event),
        Fact::Budget(event) => accounts::budget(event),
        Fact::Exposure(event) => accounts::exposure(event),
        Fact::Reconciliation(event) => accounts::reconciliation(event),
        Fact::SettlementDocument(event) => accounts::settlement(event),
        Fact::ExchangeRun(ExchangeRunEvent::CatalogueTaken { .. }) => {
            ("Каталог загружен из 1С", "The catalogue was taken in from 1C")
        }
        Fact::ExchangeRun(ExchangeRunEvent::BatchTaken { .. }) => {
            ("Принят пакет документов 1С", "A batch of documents was taken in from 1C")
        }
        Fact::ExchangeRun(ExchangeRunEvent::TriedAgain { .. }) => (
            "Отклонённые документы 1С обработаны повторно",
            "Documents of 1C that were refused before were tried again",
        ),
    }
}

const fn person(event: &PersonEvent) -> Said {
    match event {
        PersonEvent::Registered { .. } => ("Учётная запись создана", "The account was opened"),
        PersonEvent::PasswordChanged { .. } => ("Пароль изменён", "The password was changed"),
    }
}

const fn order(event: &OrderEvent) -> Said {
    match event {
        OrderEvent::Drafted { .. } => ("Создан черновик заказа", "The order was begun"),
        OrderEvent::LineAdded { .. } => ("Добавлена строка", "A line was added"),
        OrderEvent::LineQuantityChanged { .. } => {
            ("Изменено количество в строке", "The quantity of a line was changed")
        }
        OrderEvent::LineRemoved { .. } => ("Удалена строка", "A line was removed"),
        OrderEvent::Commented { .. } => ("Комментарий к заказу", "The order was commented on"),
        OrderEvent::LineCommented { .. } => ("Комментарий к строке заказа", "A line was commented on"),
        OrderEvent::CostCentreSet { .. } => {
            ("Указан центр затрат заказа", "The cost centre of the order was named")
        }
        OrderEvent::LineCostCentreSet { .. } => {
            ("Указан центр затрат строки", "The cost centre of a line was named")
        }
        OrderEvent::DeliveryChosen { .. } => ("Выбрана доставка", "The delivery was chosen"),
        OrderEvent::DateWanted { .. } => ("Указана желаемая дата", "The wanted date was named"),
        OrderEvent::CreditChecked { .. } => ("Проверен кредит организации", "The credit was checked"),
        OrderEvent::Submitted { .. } => ("Заказ отправлен", "The order was submitted"),
        OrderEvent::ApprovalNotRequired { .. } => ("Согласование не требуется", "No approval is needed"),
        OrderEvent::Approved { forced: true, .. } => {
            ("Заказ проведён администратором без согласующих", "An administrator forced the order")
        }
        OrderEvent::Approved { .. } => ("Заказ согласован", "The order was approved"),
        OrderEvent::Withdrawn { .. } => ("Заказ отозван", "The submission was taken back"),
        OrderEvent::Reduced { .. } => {
            ("Согласующий уменьшил заказ", "An approver took something away from the order")
        }
        OrderEvent::Returned { .. } => ("Заказ возвращён на доработку", "The order was returned for rework"),
        OrderEvent::Rejected { .. } => ("Заказ отклонён", "The order was rejected"),
        OrderEvent::Confirmed { .. } => ("Заказ подтверждён", "The order was confirmed"),
        OrderEvent::ConfirmationRefused { .. } => {
            ("Заказ не удалось подтвердить", "The order could not be confirmed")
        }
        OrderEvent::TakenIntoProcessing {} => {
            ("Заказ взят в обработку", "The order was taken into processing")
        }
        OrderEvent::PartiallyShipped { .. } => ("Заказ отгружен частично", "The order was partially shipped"),
        OrderEvent::Shipped { .. } => ("Заказ отгружен", "The order was shipped"),
        OrderEvent::Delivered {} => ("Заказ доставлен", "The order was delivered"),
        OrderEvent::Closed {} => ("Заказ закрыт", "The order was closed"),
        OrderEvent::Cancelled { by: Side::Buyer, .. } => {
            ("Заказ отменён покупателем", "The order was cancelled by the buyer")
        }
        OrderEvent::Cancelled { by: Side::Supplier, .. } => {
            ("Заказ отменён поставщиком", "The order was cancelled by the supplier")
        }
        OrderEvent::PutOnHold { hold, .. } => held(*hold),
        OrderEvent::HoldReleased { hold, .. } => released(*hold),
        OrderEvent::ShipmentTracked { .. }
        | OrderEvent::ShipmentDelivered { .. }
        | OrderEvent::ExpectedOn { .. }
        | OrderEvent::LinesCancelled { .. }
        | OrderEvent::CancellationRequested { .. }
        | OrderEvent::CancellationRequestWithdrawn {}
        | OrderEvent::CancellationGranted { .. }
        | OrderEvent::CancellationDeclined { .. }
        | OrderEvent::Amended { .. }
        | OrderEvent::PaidAmountNoted { .. } => fulfilment(event),
    }
}

/// What happens to an order that the supplier accepted.
const fn fulfilment(event: &OrderEvent) -> Said {
    match event {
        OrderEvent::ShipmentTracked { .. } => {
            ("Уточнены сведения о перевозке отгрузки", "It became known how a shipment travels")
        }
        OrderEvent::ShipmentDelivered { .. } => ("Отгрузка доставлена", "A shipment was delivered"),
        OrderEvent::ExpectedOn { date: Some(_) } => ("Назначен срок доставки", "The expected date was set"),
        OrderEvent::ExpectedOn { date: None } => ("Срок доставки снят", "The expected date was taken back"),
        OrderEvent::LinesCancelled { by: Side::Buyer, .. } => {
            ("Часть заказа отменена по просьбе покупателя", "A part was cancelled as the buyer asked")
        }
        OrderEvent::LinesCancelled { by: Side::Supplier, .. } => {
            ("Часть заказа отменена поставщиком", "A part was cancelled by the supplier")
        }
        OrderEvent::CancellationRequested { .. } => {
            ("Покупатель просит об отмене", "The buyer asks for a cancellation")
        }
        OrderEvent::CancellationRequestWithdrawn {} => {
            ("Покупатель отозвал просьбу об отмене", "The buyer took the wish to cancel back")
        }
        OrderEvent::CancellationGranted { .. } => {
            ("Поставщик согласился на отмену", "The supplier agreed to the cancellation")
        }
        OrderEvent::CancellationDeclined { .. } => {
            ("Поставщик отказал в отмене", "The supplier declined the cancellation")
        }
        OrderEvent::Amended { .. } => ("Поставщик изменил заказ", "The supplier amended the order"),
        OrderEvent::PaidAmountNoted { .. } => ("Отмечена оплата", "The paid amount was noted"),
        _ => ("Заказ изменился", "The order changed"),
    }
}

const fn held(hold: Hold) -> Said {
    match hold {
        Hold::Credit => (
            "Заказ приостановлен: превышен кредитный лимит",
            "The order was put on hold: the credit limit is exceeded",
        ),
        Hold::OrganizationBlocked => (
            "Заказ приостановлен: организация заблокирована",
            "The order was put on hold: the organization is blocked",
        ),
        Hold::RefusedByErp => (
            "Заказ приостановлен: учётная система не приняла его",
            "The order was put on hold: the accounting system refused it",
        ),
        Hold::Manual => ("Заказ приостановлен поставщиком", "The order was put on hold by the supplier"),
    }
}

const fn released(hold: Hold) -> Said {
    match hold {
        Hold::Credit => ("Снята приостановка по кредитному лимиту", "The hold for credit was released"),
        Hold::OrganizationBlocked => (
            "Снята приостановка из-за блокировки организации",
            "The hold for the blocked organization was released",
        ),
        Hold::RefusedByErp => {
            ("Снята приостановка из-за учётной системы", "The hold for the accounting system was released")
        }
        Hold::Manual => ("Снята приостановка поставщика", "The supplier's own hold was released"),
    }
}

const fn delegation(event: &DelegationEvent) -> Said {
    match event {
        DelegationEvent::Granted { by: None, .. } => {
            ("Назначено замещение в согласовании", "Somebody was asked to approve in another's place")
        }
        DelegationEvent::Granted { by: Some(_), .. } => (
            "Администратор назначил замещение в согласовании",
            "An administrator asked somebody to approve in another's place",
        ),
        DelegationEvent::Revoked { .. } => {
            ("Замещение в согласовании прекращено", "Approving in another's place was ended")
        }
    }
}

fn case(event: &CaseEvent) -> Said {
    match event {
        CaseEvent::Opened(_) => ("Начато согласование", "An approval was opened"),
        CaseEvent::StoodIn { .. } => (
            "Администратор вступил в согласование: согласующих не хватает",
            "An administrator stepped in, because too few approvers are left",
        ),
        CaseEvent::Decided { decision: Decision::Approve, .. } => {
            ("Согласующий одобрил заказ", "An approver approved the order")
        }
        CaseEvent::Decided { decision: Decision::Return, .. } => {
            ("Согласующий вернул заказ на доработку", "An approver returned the order")
        }
        CaseEvent::Decided { decision: Decision::Reject, .. } => {
            ("Согласующий отклонил заказ", "An approver rejected the order")
        }
        CaseEvent::StageCompleted { .. } => {
            ("Этап согласования пройден", "A stage of the approval is complete")
        }
        CaseEvent::Granted {} => ("Согласование получено", "The approval was granted"),
        CaseEvent::Returned {} => ("Согласование завершено возвратом", "The approval ended with a return"),
        CaseEvent::Rejected {} => ("Согласование завершено отказом", "The approval ended with a rejection"),
        CaseEvent::Withdrawn { .. } => {
            ("Согласование прекращено: заказ отозван", "The approval ended: the order was taken back")
        }
        CaseEvent::Voided {} => {
            ("Согласование прекращено: заказ отменён", "The approval ended: the order was cancelled")
        }
        later => course(later),
    }
}

/// What happens in a case between its opening and its end.
fn course(event: &CaseEvent) -> Said {
    match event {
        CaseEvent::StageStarted { .. } => ("Начат этап согласования", "A stage of the approval began"),
        CaseEvent::Revised { .. } => {
            ("Заказ уменьшен при согласовании", "The order was reduced by the approval")
        }
        CaseEvent::QuestionAsked { .. } => {
            ("Согласующий задал вопрос автору", "An approver asked the author a question")
        }
        CaseEvent::QuestionAnswered { .. } => ("Автор ответил на вопрос", "The author answered the question"),
        CaseEvent::Reassigned { .. } => {
            ("Согласование передано другому", "The approval was handed to somebody else")
        }
        CaseEvent::Escalated { by: None, .. } => {
            ("Срок вышел: подключены другие согласующие", "The time is over: others may decide as well")
        }
        CaseEvent::Escalated { by: Some(_), .. } => {
            ("Подключены другие согласующие", "Others may decide as well")
        }
        CaseEvent::Reminded { .. } => ("Согласующим напомнили", "The approvers were reminded"),
        CaseEvent::DeadlineMoved { .. } => {
            ("Срок согласования продлён", "The time for the approval was extended")
        }
        CaseEvent::DeadlinePassed { .. } => {
            ("Срок согласования вышел: заказ возвращён", "The time is over: the order was returned")
        }
        CaseEvent::Rerouted { added, .. } if added.is_empty() => {
            ("Согласующий лишился роли и больше не решает", "An approver lost the role and decides no more")
        }
        CaseEvent::Rerouted { .. } => (
            "Согласующих не хватает: подключены администраторы",
            "Too few approvers are left: administrators took their places",
        ),
        CaseEvent::Stranded { .. } => {
            ("Согласовать некому: заказ возвращён", "Nobody is left to approve: the order was returned")
        }
        CaseEvent::Forced { .. } => (
            "Администратор провёл заказ без согласующих",
            "An administrator let the order pass without the approvers",
        ),
        CaseEvent::Suspended {} => (
            "Согласование остановлено: организация заблокирована",
            "The approval stopped: the organization is blocked",
        ),
        CaseEvent::Resumed { .. } => ("Согласование продолжено", "The approval goes on"),
        _ => ("Изменение согласования", "The approval changed"),
    }
}

const fn organization(event: &OrganizationEvent) -> Said {
    match event {
        OrganizationEvent::Registered { .. } => {
            ("Организация зарегистрирована", "The organization was registered")
        }
        OrganizationEvent::LegalDataChanged { .. } => ("Изменены реквизиты", "The legal data was changed"),
        OrganizationEvent::PaymentTermsAgreed { .. } => {
            ("Согласованы условия оплаты", "Payment terms were agreed")
        }
        OrganizationEvent::MemberJoined { .. } => ("Добавлен сотрудник", "A member joined"),
        OrganizationEvent::MemberRolesChanged { .. } => {
            ("Изменены роли сотрудника", "The roles of a member were changed")
        }
        OrganizationEvent::MemberBlocked { .. } => ("Сотрудник заблокирован", "A member was blocked"),
        OrganizationEvent::MemberUnblocked { .. } => ("Сотрудник разблокирован", "A member was unblocked"),
        OrganizationEvent::MemberLeft { .. } => ("Сотрудник исключён", "A member left"),
        OrganizationEvent::ManagerSet { manager: Some(_), .. } => {
            ("Назначен руководитель сотрудника", "A member got a manager")
        }
        OrganizationEvent::ManagerSet { manager: None, .. } => {
            ("У сотрудника больше нет руководителя", "A member has no manager any more")
        }
        OrganizationEvent::ApprovalLimitSet { limit: Some(_), .. } => {
            ("Установлен лимит согласования сотрудника", "The approval limit of a member was set")
        }
        OrganizationEvent::ApprovalLimitSet { limit: None, .. } => {
            ("Снят лимит согласования сотрудника", "The approval limit of a member was lifted")
        }
        OrganizationEvent::CostCentreOpened { .. } => ("Открыт центр затрат", "A cost centre was opened"),
        OrganizationEvent::CostCentreChanged { .. } => ("Изменён центр затрат", "A cost centre was changed"),
        OrganizationEvent::CostCentreClosed { .. } => ("Закрыт центр затрат", "A cost centre was closed"),
        OrganizationEvent::DeliveryAddressAdded { .. } => {
            ("Добавлен адрес доставки", "A delivery address was added")
        }
        OrganizationEvent::DeliveryAddressRetired { .. } => {
            ("Адрес доставки выведен из использования", "A delivery address was retired")
        }
        OrganizationEvent::WorkingCalendarSet { .. } => {
            ("Изменён рабочий календарь", "The working calendar was changed")
        }
        OrganizationEvent::TimeZoneChanged { .. } => ("Изменён часовой пояс", "The time zone was changed"),
        OrganizationEvent::Blocked { .. } => ("Организация заблокирована", "The organization was blocked"),
        OrganizationEvent::Unblocked {} => ("Организация разблокирована", "The organization was unblocked"),
    }
}

const fn staff(event: &StaffEvent) -> Said {
    match event {
        StaffEvent::Appointed { .. } => {
            ("Назначен сотрудник поставщика", "Somebody joined the supplier's staff")
        }
        StaffEvent::RolesChanged { .. } => {
            ("Изменены роли сотрудника поставщика", "The roles of one of the staff were changed")
        }
        StaffEvent::Blocked { .. } => ("Сотрудник поставщика заблокирован", "One of the staff was blocked"),
        StaffEvent::Unblocked { .. } => {
            ("Сотрудник поставщика разблокирован", "One of the staff was unblocked")
        }
        StaffEvent::Dismissed { .. } => ("Сотрудник поставщика уволен", "One of the staff was dismissed"),
    }
}
