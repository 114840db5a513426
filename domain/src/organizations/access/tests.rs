//! Access rows say the same as the aggregates that they are made from.

use std::collections::{BTreeMap, BTreeSet};

use cqrs_es::Aggregate;
use proptest::prelude::*;
use uuid::Uuid;

use super::{Access, AccessChange, access_changes, staff_access_changes};
use crate::organizations::organization::tests::{any_command, history};
use crate::organizations::permission::{Action, Extent};
use crate::organizations::role::{MemberRole, Role, StaffRole};
use crate::organizations::{BlockReason, Organization, OrganizationEvent, StaffEvent};
use crate::vocabulary::PersonId;

const ANNA: PersonId = PersonId(Uuid::from_u128(11));
const BORIS: PersonId = PersonId(Uuid::from_u128(12));

fn rows(events: &[OrganizationEvent]) -> BTreeMap<PersonId, Access> {
    let mut rows: BTreeMap<PersonId, Access> = BTreeMap::new();
    for change in events.iter().filter_map(access_changes) {
        if let AccessChange::Granted { person, .. } = &change {
            rows.entry(*person).or_default();
        }
        rows = rows.into_iter().map(|(person, row)| (person, row.after(&change, person))).collect();
    }
    rows
}

fn joined(person: PersonId, role: MemberRole) -> OrganizationEvent {
    OrganizationEvent::MemberJoined { person, roles: BTreeSet::from([role]) }
}

#[test]
fn blocking_a_member_stops_that_member_and_nobody_else() {
    let events = [
        joined(ANNA, MemberRole::Administrator),
        joined(BORIS, MemberRole::Approver),
        OrganizationEvent::MemberBlocked { person: BORIS },
    ];
    let rows = rows(&events);
    assert_eq!(rows[&BORIS].extent(Action::DecideOrder), Extent::None);
    assert_eq!(rows[&ANNA].extent(Action::DecideOrder), Extent::All);
    assert_eq!((rows[&ANNA].epoch, rows[&BORIS].epoch), (1, 2));
}

#[test]
fn blocking_a_company_stops_everybody_in_it() {
    let blocked = OrganizationEvent::Blocked { reason: BlockReason::OverdueDebt };
    let rows = rows(&[joined(ANNA, MemberRole::Administrator), joined(BORIS, MemberRole::Observer), blocked]);
    assert!(rows.values().all(|row| row.extent(Action::ReadOrders) == Extent::None && row.epoch == 2));
}

#[test]
fn whoever_left_may_do_nothing_and_the_row_remembers_its_epoch() {
    let events = [
        joined(ANNA, MemberRole::Purchaser),
        OrganizationEvent::MemberBlocked { person: ANNA },
        OrganizationEvent::MemberLeft { person: ANNA },
    ];
    let left = &rows(&events)[&ANNA];
    assert!(!left.is_open() && left.epoch == 3);
    let back = &rows(&[&events[..], &[joined(ANNA, MemberRole::Observer)]].concat())[&ANNA];
    assert!(back.is_open() && back.epoch == 4);
}

#[test]
fn staff_rows_follow_the_staff() {
    let roles = BTreeSet::from([StaffRole::Support]);
    let appointed = staff_access_changes(&StaffEvent::Appointed { person: ANNA, roles }).unwrap();
    let row = Access::default().after(&appointed, ANNA);
    assert_eq!(row.roles, BTreeSet::from([Role::Staff(StaffRole::Support)]));
    assert_eq!(row.extent(Action::ReadTimelines), Extent::All);
    let dismissed = staff_access_changes(&StaffEvent::Dismissed { person: ANNA }).unwrap();
    assert_eq!(row.after(&dismissed, ANNA).extent(Action::ReadTimelines), Extent::None);
}

proptest! {
    #[test]
    fn rows_and_the_organization_never_disagree(commands in proptest::collection::vec(any_command(), 0..30)) {
        let events = history(commands);
        let mut organization = Organization::default();
        for event in &events {
            organization.apply(event.clone());
        }
        for (person, row) in rows(&events) {
            let roles: BTreeSet<Role> = organization.roles_of(person).into_iter().map(Role::from).collect();
            prop_assert_eq!(row.is_open(), !roles.is_empty());
            prop_assert!(!row.is_open() || row.roles == roles);
        }
    }
}
