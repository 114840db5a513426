//! What organizations answer, and what always holds of them.

mod directory;

use std::collections::BTreeSet;

use cqrs_es::{Aggregate, test::TestFramework};
use proptest::prelude::*;
use uuid::Uuid;

use super::{
    BlockReason, LegalData, LegalSubject, Organization, OrganizationCommand as C, OrganizationError,
    OrganizationEvent as E,
};
use crate::journal::Stream;
use crate::organizations::role::MemberRole::{self, Administrator, Approver, Observer, Purchaser};
use crate::vocabulary::{CostCentreId, OrganizationId, PaymentTerms, PersonId, TimeZone};

const ID: OrganizationId = OrganizationId(Uuid::from_u128(1));
const ANNA: PersonId = PersonId(Uuid::from_u128(11));
const BORIS: PersonId = PersonId(Uuid::from_u128(12));

fn company() -> LegalData {
    LegalData {
        name: "ООО «Ромашка»".to_owned(),
        inn: "7707083893".parse().unwrap(),
        kpp: "773601001".parse().unwrap(),
        legal_address: "117997, Москва, ул. Примерная, 1".to_owned(),
    }
}

fn register(legal: LegalSubject) -> C {
    let time_zone = TimeZone::moscow();
    C::Register {
        organization: ID,
        legal,
        payment_terms: PaymentTerms::Prepayment,
        time_zone,
        administrator: ANNA,
    }
}

fn registered_as(legal: LegalSubject) -> E {
    let time_zone = TimeZone::moscow();
    E::Registered { organization: ID, legal, payment_terms: PaymentTerms::Prepayment, time_zone }
}

fn roles<const N: usize>(roles: [MemberRole; N]) -> BTreeSet<MemberRole> {
    roles.into()
}

fn joined<const N: usize>(person: PersonId, of: [MemberRole; N]) -> E {
    E::MemberJoined { person, roles: roles(of) }
}

fn with_anna() -> Vec<E> {
    vec![registered_as(LegalSubject::LegalEntity(company())), joined(ANNA, [Administrator])]
}

fn with_anna_and_boris<const N: usize>(of: [MemberRole; N]) -> Vec<E> {
    [with_anna(), vec![joined(BORIS, of)]].concat()
}

pub(super) fn answer(given: Vec<E>, command: C) -> Result<Vec<E>, OrganizationError> {
    TestFramework::<Organization>::with(()).given(given).when(command).inspect_result()
}

fn fold(events: Vec<E>) -> Organization {
    let mut organization = Organization::default();
    for event in events {
        organization.apply(event);
    }
    organization
}

#[test]
fn an_organization_begins_with_its_administrator() {
    assert_eq!(answer(vec![], register(LegalSubject::LegalEntity(company()))), Ok(with_anna()));
    assert_eq!(fold(with_anna()).tenant(), Some(ID.into()));
    assert_eq!(Organization::default().tenant(), None);
}

#[test]
fn nothing_can_be_asked_of_an_unknown_organization() {
    assert_eq!(answer(vec![], C::Unblock), Err(OrganizationError::NotRegistered));
    let again = answer(with_anna(), register(LegalSubject::Individual));
    assert_eq!(again, Err(OrganizationError::AlreadyRegistered));
}

#[test]
fn a_company_does_not_have_the_inn_of_a_person() {
    let legal = LegalData { inn: "500100732259".parse().unwrap(), ..company() };
    let refused = answer(vec![], register(LegalSubject::LegalEntity(legal.clone())));
    assert_eq!(refused, Err(OrganizationError::InnOfPerson));
    assert_eq!(answer(with_anna(), C::ChangeLegalData { legal }), Err(OrganizationError::InnOfPerson));
}

#[test]
fn the_data_of_sole_traders_and_private_persons_is_never_in_an_event() {
    for legal in [LegalSubject::SoleTrader, LegalSubject::Individual] {
        let given = vec![registered_as(legal.clone()), joined(ANNA, [Administrator])];
        let json = serde_json::to_string(&given[0]).unwrap();
        assert!(json.contains(&format!("\"legal\":{{\"kind\":\"{}\"}}", legal.kind())), "{json}");
        let refused = answer(given, C::ChangeLegalData { legal: company() });
        assert_eq!(refused, Err(OrganizationError::NotACompany));
    }
}

#[test]
fn legal_data_must_be_complete() {
    let legal = LegalData { name: "  ".to_owned(), ..company() };
    assert_eq!(
        answer(with_anna(), C::ChangeLegalData { legal }),
        Err(OrganizationError::LegalDataIncomplete)
    );
}

#[test]
fn what_is_already_so_changes_nothing() {
    let member = with_anna_and_boris([Observer]);
    for command in [
        C::ChangeLegalData { legal: company() },
        C::AgreePaymentTerms { payment_terms: PaymentTerms::Prepayment },
        C::ChangeRoles { person: BORIS, roles: roles([Observer]) },
        C::UnblockMember { person: BORIS },
        C::Unblock,
    ] {
        assert_eq!(answer(member.clone(), command.clone()), Ok(vec![]), "{command:?}");
    }
}

#[test]
fn a_person_joins_once_and_with_a_role() {
    let join = |of| C::Join { person: BORIS, roles: of };
    assert_eq!(answer(with_anna(), join(roles([Observer]))), Ok(vec![joined(BORIS, [Observer])]));
    assert_eq!(answer(with_anna(), join(roles([]))), Err(OrganizationError::NoRoles));
    let twice = answer(with_anna_and_boris([Observer]), join(roles([Purchaser])));
    assert_eq!(twice, Err(OrganizationError::AlreadyMember));
}

#[test]
fn a_member_never_loses_all_roles() {
    let refused = answer(with_anna_and_boris([Observer]), C::ChangeRoles { person: BORIS, roles: roles([]) });
    assert_eq!(refused, Err(OrganizationError::NoRoles));
}

#[test]
fn strangers_cannot_be_changed() {
    for command in [
        C::ChangeRoles { person: BORIS, roles: roles([Observer]) },
        C::BlockMember { person: BORIS },
        C::UnblockMember { person: BORIS },
        C::Leave { person: BORIS },
    ] {
        assert_eq!(answer(with_anna(), command), Err(OrganizationError::NotAMember));
    }
}

#[test]
fn the_last_administrator_stays() {
    let others = with_anna_and_boris([Approver, Purchaser]);
    for command in [
        C::ChangeRoles { person: ANNA, roles: roles([Observer]) },
        C::BlockMember { person: ANNA },
        C::Leave { person: ANNA },
    ] {
        assert_eq!(answer(others.clone(), command), Err(OrganizationError::LastAdministrator));
    }
    let two = with_anna_and_boris([Administrator]);
    assert_eq!(answer(two, C::Leave { person: ANNA }), Ok(vec![E::MemberLeft { person: ANNA }]));
}

#[test]
fn a_blocked_administrator_does_not_count_as_one() {
    let given = [with_anna_and_boris([Administrator]), vec![E::MemberBlocked { person: BORIS }]].concat();
    assert_eq!(answer(given, C::Leave { person: ANNA }), Err(OrganizationError::LastAdministrator));
}

#[test]
fn a_blocked_organization_takes_nobody_in_and_changes_nothing_of_its_own() {
    let given = [with_anna(), vec![E::Blocked { reason: BlockReason::OverdueDebt }]].concat();
    for command in [
        C::Join { person: BORIS, roles: roles([Observer]) },
        C::ChangeLegalData { legal: company() },
        C::AgreePaymentTerms { payment_terms: PaymentTerms::OnDelivery },
    ] {
        assert_eq!(answer(given.clone(), command), Err(OrganizationError::Blocked));
    }
    assert_eq!(answer(given, C::Unblock), Ok(vec![E::Unblocked {}]));
}

#[test]
fn a_blocked_organization_is_not_let_loose_without_an_administrator() {
    let blocked = [with_anna(), vec![E::Blocked { reason: BlockReason::Security }]].concat();
    let gone = answer(blocked.clone(), C::BlockMember { person: ANNA }).unwrap();
    let refused = answer([blocked, gone].concat(), C::Unblock);
    assert_eq!(refused, Err(OrganizationError::LastAdministrator));
}

#[test]
fn blocked_people_and_organizations_have_no_roles_from_that_moment_on() {
    let boris = with_anna_and_boris([Approver]);
    assert_eq!(fold(boris.clone()).roles_of(BORIS), roles([Approver]));
    assert_eq!(fold(boris.clone()).eligible(Approver), BTreeSet::from([BORIS]));

    let member = fold([boris.clone(), vec![E::MemberBlocked { person: BORIS }]].concat());
    assert!(member.roles_of(BORIS).is_empty() && member.eligible(Approver).is_empty());
    assert_eq!(member.roles_of(ANNA), roles([Administrator]));

    let all = fold([boris, vec![E::Blocked { reason: BlockReason::Other }]].concat());
    assert!(all.roles_of(BORIS).is_empty() && all.roles_of(ANNA).is_empty());
    assert!(all.eligible(Approver).is_empty() && !all.is_active());
}

fn any_roles() -> impl Strategy<Value = BTreeSet<MemberRole>> {
    let any = proptest::sample::select(vec![Administrator, Purchaser, Approver, Observer]);
    proptest::collection::btree_set(any, 0..3)
}

/// Any command about three people, in an order that nobody would think of.
pub(in crate::organizations) fn any_command() -> impl Strategy<Value = C> {
    let person = || (11..14_u128).prop_map(|id| PersonId(Uuid::from_u128(id)));
    prop_oneof![
        (person(), any_roles()).prop_map(|(person, roles)| C::Join { person, roles }),
        (person(), any_roles()).prop_map(|(person, roles)| C::ChangeRoles { person, roles }),
        person().prop_map(|person| C::BlockMember { person }),
        person().prop_map(|person| C::UnblockMember { person }),
        person().prop_map(|person| C::Leave { person }),
        (person(), proptest::option::of(person()))
            .prop_map(|(person, manager)| C::SetManager { person, manager }),
        (1..3_u128, 1..3_u8, person()).prop_map(|(id, code, owner)| C::OpenCostCentre {
            cost_centre: CostCentreId(Uuid::from_u128(id)),
            code: code.to_string(),
            name: "Склад".to_owned(),
            owner,
        }),
        (1..3_u128).prop_map(|id| C::CloseCostCentre { cost_centre: CostCentreId(Uuid::from_u128(id)) }),
        Just(C::Block { reason: BlockReason::Other }),
        Just(C::Unblock),
    ]
}

/// What a new organization answers to a series of commands; refusals leave no trace.
pub(in crate::organizations) fn history(commands: Vec<C>) -> Vec<E> {
    let mut organization = Organization::default();
    let mut events = Vec::new();
    for command in std::iter::once(register(LegalSubject::Individual)).chain(commands) {
        for event in super::decide::decide(&organization, command).unwrap_or_default() {
            organization.apply(event.clone());
            events.push(event);
        }
    }
    events
}

proptest! {
    #[test]
    fn an_active_organization_always_has_an_administrator_and_no_member_without_roles(
        commands in proptest::collection::vec(any_command(), 0..30),
    ) {
        let mut organization = Organization::default();
        let events = history(commands);
        for (count, event) in events.iter().enumerate() {
            organization.apply(event.clone());
            let begun = count > 0;
            prop_assert!(!begun || !organization.is_active() || !organization.eligible(Administrator).is_empty());
            prop_assert!(organization.members().values().all(|member| !member.roles.is_empty()));
            for person in organization.members().keys() {
                let mut above = organization.managers_of(*person).take(9);
                prop_assert!(above.all(|manager| manager != *person), "{person} manages themselves");
            }
            let open = organization.cost_centres().values().filter(|one| !one.closed);
            let codes: Vec<_> = open.map(|one| one.code.clone()).collect();
            prop_assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
        }
    }

    #[test]
    fn a_stored_history_replays_to_the_same_organization(
        commands in proptest::collection::vec(any_command(), 0..30),
    ) {
        let events = history(commands);
        let stored = serde_json::to_string(&events).unwrap();
        let read: Vec<E> = serde_json::from_str(&stored).unwrap();
        let organization = fold(events);
        prop_assert_eq!(fold(read), organization.clone());
        let snapshot = serde_json::to_string(&organization).unwrap();
        prop_assert_eq!(serde_json::from_str::<Organization>(&snapshot).unwrap(), organization);
    }
}
