//! Whom an event is to be told, and as what.

use std::collections::{BTreeMap, BTreeSet};

use domain::notifications::NotificationKind;
use domain::vocabulary::{CaseId, DelegationId, OrderId, PersonId, ReconciliationId, TextId};

/// Something that an event tells some people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// As what.
    pub kind: NotificationKind,
    /// Whom.
    pub people: BTreeSet<PersonId>,
    /// Whether those who decide in their place are told as well.
    pub asks: bool,
    /// What somebody wrote about it.
    pub text: Option<TextId>,
}

impl Telling {
    /// Tells people that something happened.
    pub fn that(kind: NotificationKind, people: impl IntoIterator<Item = PersonId>) -> Self {
        Self { kind, people: people.into_iter().collect(), asks: false, text: None }
    }

    /// Asks people for something: whoever decides in their place is told as well.
    pub fn asking(kind: NotificationKind, people: impl IntoIterator<Item = PersonId>) -> Self {
        Self { asks: true, ..Self::that(kind, people) }
    }

    /// With what somebody wrote.
    pub fn saying(self, text: Option<TextId>) -> Self {
        Self { text, ..self }
    }
}

/// What an event is about, for whoever wants to open it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The order.
    pub order: Option<OrderId>,
    /// The approval case.
    pub case: Option<CaseId>,
    /// The delegation.
    pub delegation: Option<DelegationId>,
    /// The request for a reconciliation statement.
    pub reconciliation: Option<ReconciliationId>,
}

/// What one person is told by one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// As what.
    pub kind: NotificationKind,
    /// In whose place the person is told.
    pub in_place_of: Option<PersonId>,
    /// What somebody wrote about it.
    pub text: Option<TextId>,
}

/// What each person is told by one event: once, the first that concerns them, in person rather
/// than in the place of another; never whoever did it. `deputies` gives those who decide in
/// somebody's place.
pub fn told(
    tellings: &[Telling],
    by: Option<PersonId>,
    deputies: impl Fn(PersonId) -> BTreeSet<PersonId>,
) -> BTreeMap<PersonId, Told> {
    let mut all = BTreeMap::new();
    for Telling { kind, people, text, .. } in tellings {
        for person in people {
            all.entry(*person).or_insert(Told { kind: *kind, in_place_of: None, text: *text });
        }
    }
    for Telling { kind, people, text, .. } in tellings.iter().filter(|telling| telling.asks) {
        for person in people {
            for deputy in deputies(*person) {
                let told = Told { kind: *kind, in_place_of: Some(*person), text: *text };
                all.entry(deputy).or_insert(told);
            }
        }
    }
    if let Some(by) = by {
        all.remove(&by);
    }
    all
}
