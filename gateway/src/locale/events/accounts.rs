//! What happened to money, in the words of people.

use domain::accounts::budget::{BudgetEvent, Restoration};
use domain::accounts::exposure::ExposureEvent;
use domain::accounts::reconciliation::ReconciliationEvent;
use domain::accounts::settlement::{Reversal, SettlementEvent};

use super::Said;

pub(super) const fn budget(event: &BudgetEvent) -> Said {
    match event {
        BudgetEvent::Set { .. } => ("Задан бюджет центра затрат", "A budget of a cost centre was set"),
        BudgetEvent::CarriedOn { .. } => {
            ("Бюджет перешёл с прошлого периода", "The budget was carried on from an earlier period")
        }
        BudgetEvent::Cleared { .. } => ("Бюджет снят", "The budget was cleared"),
        BudgetEvent::Reserved { .. } => {
            ("Заказ резервирует часть бюджета", "An order reserves a part of the budget")
        }
        BudgetEvent::Consumed { .. } => (
            "Заказ принят: его часть бюджета израсходована",
            "An order was accepted: its part of the budget is spent",
        ),
        BudgetEvent::Restored { why, .. } => match why {
            Restoration::Withdrawn => (
                "Заказ отозван: бюджет восстановлен",
                "An order was withdrawn: its part of the budget is free",
            ),
            Restoration::Returned => (
                "Заказ возвращён на доработку: бюджет восстановлен",
                "An order was returned for rework: its part of the budget is free",
            ),
            Restoration::Rejected => (
                "Заказ отклонён: бюджет восстановлен",
                "An order was rejected: its part of the budget is free",
            ),
            Restoration::Cancelled => (
                "Заказ отменён: бюджет восстановлен",
                "An order was called off: its part of the budget is free",
            ),
            Restoration::Changed => (
                "Заказ стал меньше: часть бюджета восстановлена",
                "An order became smaller: a part of the budget is free",
            ),
        },
    }
}

pub(super) const fn settlement(event: &SettlementEvent) -> Said {
    match event {
        SettlementEvent::Posted { .. } => ("Документ проведён в 1С", "The document was posted in 1C"),
        SettlementEvent::Replaced { .. } => (
            "Документ изменён в 1С: прежняя версия сторнирована",
            "1C changed the document: the version before is reversed",
        ),
        SettlementEvent::Resaved { .. } => {
            ("Документ записан в 1С ещё раз без изменений", "1C saved the document again without a change")
        }
        SettlementEvent::Reversed { why: Reversal::Unposted, .. } => {
            ("Проведение документа отменено в 1С", "1C cancelled the posting of the document")
        }
        SettlementEvent::Reversed { why: Reversal::Deleted, .. } => {
            ("Документ помечен на удаление в 1С", "1C marked the document for deletion")
        }
        SettlementEvent::Reversed { why: Reversal::Moved, .. } => {
            ("Документ перенесён в 1С на другого контрагента", "1C moved the document to another customer")
        }
    }
}

pub(super) const fn exposure(event: &ExposureEvent) -> Said {
    match event {
        ExposureEvent::LimitSet { .. } => ("Установлен кредитный лимит", "The credit limit was set"),
        ExposureEvent::LimitLifted {} => ("Кредитный лимит снят", "The credit limit was lifted"),
        ExposureEvent::TermsSet { .. } => ("Согласованы условия кредита", "The terms of credit were agreed"),
        ExposureEvent::Excepted { .. } => {
            ("Заказу разрешено превысить кредит", "An order was let pass beyond the credit")
        }
        ExposureEvent::Held { .. } => ("Под заказ зарезервирован кредит", "The credit for an order is held"),
        ExposureEvent::Stopped { .. } => ("Заказу не хватает кредита", "An order does not fit the credit"),
        ExposureEvent::Adjusted { .. } => ("Резерв под заказ изменён", "Another amount is held for an order"),
        ExposureEvent::Replaced { .. } => ("Резерв заменён накладной", "An invoice took the place of a hold"),
        ExposureEvent::Released { .. } => ("Резерв под заказ снят", "Nothing is held for an order any more"),
    }
}

pub(super) const fn reconciliation(event: &ReconciliationEvent) -> Said {
    match event {
        ReconciliationEvent::Requested { .. } => {
            ("Запрошен акт сверки", "A reconciliation statement was asked for")
        }
        ReconciliationEvent::SentToErp => ("1С получила запрос сверки", "1C fetched the request"),
        ReconciliationEvent::Reminded => ("1С напомнили о запросе сверки", "1C was reminded of the request"),
        ReconciliationEvent::Ready { .. } => ("Акт сверки готов", "The reconciliation statement is ready"),
        ReconciliationEvent::Failed { .. } => {
            ("1С не смогла сформировать акт сверки", "1C could not make the reconciliation statement")
        }
        ReconciliationEvent::TimedOut => {
            ("1С не ответила на запрос сверки вовремя", "1C did not answer in time")
        }
        ReconciliationEvent::Agreed { .. } => {
            ("Организация согласилась с актом сверки", "The organization agreed with the statement")
        }
    }
}
