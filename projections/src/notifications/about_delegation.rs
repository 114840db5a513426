//! What people are told of a delegation.

use domain::approvals::DelegationEvent;
use domain::notifications::NotificationKind;
use domain::vocabulary::TextId;

use super::known::DelegationKnown;
use super::telling::Telling;

/// Whom an event of a delegation is to be told: both, whoever of them did not do it.
pub fn tellings(event: &DelegationEvent, known: &DelegationKnown) -> Vec<Telling> {
    let two = [known.link.from, known.link.to];
    match event {
        DelegationEvent::Granted { reason, .. } => {
            let text: Option<TextId> = reason.as_ref().map(|reason| reason.id);
            vec![Telling::that(NotificationKind::DelegationGranted, two).saying(text)]
        }
        DelegationEvent::Revoked { .. } => vec![Telling::that(NotificationKind::DelegationRevoked, two)],
    }
}
