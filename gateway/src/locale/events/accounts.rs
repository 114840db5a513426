//! What happened to money, in the words of people.

use domain::accounts::settlement::{Reversal, SettlementEvent};

use super::Said;

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
