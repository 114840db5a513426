//! What organizations answer about managers, limits, cost centres, addresses and days.

use uuid::Uuid;

use super::{ANNA, BORIS, answer, fold, joined, with_anna, with_anna_and_boris};
use crate::organizations::WorkingCalendar;
use crate::organizations::organization::{
    BlockReason, OrganizationCommand as C, OrganizationError as Error, OrganizationEvent as E,
};
use crate::organizations::role::MemberRole::{Approver, Observer, Purchaser};
use crate::organizations::working_calendar::{DayOfWeek, Written};
use crate::vocabulary::{AddressId, CostCentreId, Currency, Money, PersonId, TextId, TextRef, TimeZone};

const CLARA: PersonId = PersonId(Uuid::from_u128(13));
const FIRST: CostCentreId = CostCentreId(Uuid::from_u128(21));
const SECOND: CostCentreId = CostCentreId(Uuid::from_u128(22));
const ADDRESS: AddressId = AddressId(Uuid::from_u128(31));

fn managed(person: PersonId, manager: PersonId) -> E {
    E::ManagerSet { person, manager: Some(manager) }
}

fn manage(person: PersonId, manager: PersonId) -> C {
    C::SetManager { person, manager: Some(manager) }
}

fn open(cost_centre: CostCentreId, code: &str) -> C {
    C::OpenCostCentre { cost_centre, code: code.to_owned(), name: "Склад".to_owned(), owner: ANNA }
}

fn opened(cost_centre: CostCentreId, code: &str) -> E {
    E::CostCentreOpened { cost_centre, code: code.to_owned(), name: "Склад".to_owned(), owner: ANNA }
}

fn text() -> TextRef {
    TextRef::to(TextId(Uuid::from_u128(41)), b"salt", "Склад у ворот")
}

fn rubles(amount: i64) -> Money {
    Money::new(amount.into(), Currency::RUB)
}

fn after(given: Vec<E>, more: impl IntoIterator<Item = E>) -> Vec<E> {
    given.into_iter().chain(more).collect()
}

#[test]
fn a_chain_of_managers_never_leads_back() {
    let three = after(with_anna_and_boris([Approver]), [joined(CLARA, [Purchaser])]);
    let chain = after(three, [managed(CLARA, BORIS), managed(BORIS, ANNA)]);
    assert_eq!(answer(chain.clone(), manage(ANNA, ANNA)), Err(Error::ManagesThemselves));
    assert_eq!(answer(chain.clone(), manage(ANNA, CLARA)), Err(Error::ManagesThemselves));
    assert_eq!(answer(chain.clone(), manage(CLARA, ANNA)), Ok(vec![managed(CLARA, ANNA)]));
    assert_eq!(answer(chain.clone(), manage(CLARA, BORIS)), Ok(vec![]));
    assert_eq!(fold(chain).managers_of(CLARA).collect::<Vec<_>>(), [BORIS, ANNA]);
}

#[test]
fn only_members_manage_and_are_managed() {
    assert_eq!(answer(with_anna(), manage(ANNA, BORIS)), Err(Error::NotAMember));
    assert_eq!(answer(with_anna(), manage(BORIS, ANNA)), Err(Error::NotAMember));
}

#[test]
fn whoever_left_stays_named_as_manager_and_comes_back_without_one() {
    let given = after(with_anna_and_boris([Approver]), [joined(CLARA, [Purchaser])]);
    let left = after(given, [managed(CLARA, BORIS), managed(BORIS, ANNA), E::MemberLeft { person: BORIS }]);
    assert_eq!(fold(left.clone()).managers_of(CLARA).collect::<Vec<_>>(), [BORIS]);
    let back = fold(after(left, [joined(BORIS, [Observer])]));
    assert_eq!(back.members()[&BORIS].manager, None);
}

#[test]
fn a_limit_is_set_and_lifted_and_never_below_zero() {
    let set = |limit| C::SetApprovalLimit { person: BORIS, limit };
    let given = with_anna_and_boris([Approver]);
    assert_eq!(answer(given.clone(), set(Some(rubles(-1)))), Err(Error::NegativeLimit));
    assert_eq!(answer(given.clone(), set(None)), Ok(vec![]));
    let limited = E::ApprovalLimitSet { person: BORIS, limit: Some(rubles(500)) };
    assert_eq!(answer(given.clone(), set(Some(rubles(500)))), Ok(vec![limited.clone()]));
    let lifted = E::ApprovalLimitSet { person: BORIS, limit: None };
    assert_eq!(answer(after(given, [limited]), set(None)), Ok(vec![lifted]));
}

#[test]
fn the_codes_of_open_cost_centres_differ_in_more_than_their_case() {
    let one = after(with_anna(), [opened(FIRST, "ИТ-1")]);
    assert_eq!(answer(one.clone(), open(SECOND, " ит-1 ")), Err(Error::CostCentreCodeTaken));
    assert_eq!(answer(one.clone(), open(FIRST, "ИТ-2")), Err(Error::CostCentreExists));
    assert_eq!(answer(one.clone(), open(SECOND, " ИТ-2 ")), Ok(vec![opened(SECOND, "ИТ-2")]));
    let closed = after(one, [E::CostCentreClosed { cost_centre: FIRST }]);
    assert_eq!(answer(closed, open(SECOND, "ИТ-1")), Ok(vec![opened(SECOND, "ИТ-1")]));
}

#[test]
fn a_cost_centre_needs_a_code_a_name_and_an_owner() {
    assert!(matches!(answer(with_anna(), open(FIRST, " ")), Err(Error::CostCentreUnnamed { .. })));
    let (code, name) = ("ИТ-1".to_owned(), "Склад".to_owned());
    let of_stranger = C::OpenCostCentre { cost_centre: FIRST, code, name, owner: BORIS };
    assert_eq!(answer(with_anna(), of_stranger), Err(Error::NotAMember));
}

#[test]
fn a_closed_cost_centre_is_not_changed() {
    let (code, name) = ("ИТ-2".to_owned(), "Офис".to_owned());
    let change = C::ChangeCostCentre { cost_centre: FIRST, code, name, owner: ANNA };
    assert_eq!(answer(with_anna(), change.clone()), Err(Error::NoSuchCostCentre));
    let given = after(with_anna(), [opened(FIRST, "ИТ-1"), E::CostCentreClosed { cost_centre: FIRST }]);
    assert_eq!(answer(given.clone(), change), Err(Error::CostCentreClosed));
    assert_eq!(answer(given, C::CloseCostCentre { cost_centre: FIRST }), Ok(vec![]));
}

#[test]
fn the_words_of_an_address_are_not_in_the_event() {
    let added = E::DeliveryAddressAdded { address: ADDRESS, text: text() };
    let add = C::AddDeliveryAddress { address: ADDRESS, text: text() };
    assert_eq!(answer(with_anna(), add.clone()), Ok(vec![added.clone()]));
    assert!(!serde_json::to_string(&added).unwrap().contains("Склад"));
    assert_eq!(answer(after(with_anna(), [added.clone()]), add), Err(Error::AddressExists));
    let retire = C::RetireDeliveryAddress { address: ADDRESS };
    assert_eq!(answer(with_anna(), retire.clone()), Err(Error::NoSuchAddress));
    let retired = E::DeliveryAddressRetired { address: ADDRESS };
    assert_eq!(answer(after(with_anna(), [added.clone()]), retire.clone()), Ok(vec![retired.clone()]));
    assert_eq!(answer(after(with_anna(), [added, retired]), retire), Ok(vec![]));
}

#[test]
fn days_and_hours_are_set_by_zones_that_there_are() {
    let nowhere: TimeZone = "Mars/Olympus".parse().unwrap();
    let zone = |time_zone| C::ChangeTimeZone { time_zone };
    assert_eq!(answer(with_anna(), zone(nowhere)), Err(Error::UnknownTimeZone));
    assert_eq!(answer(with_anna(), zone(TimeZone::moscow())), Ok(vec![]));
    let time_zone: TimeZone = "Asia/Omsk".parse().unwrap();
    assert_eq!(answer(with_anna(), zone(time_zone.clone())), Ok(vec![E::TimeZoneChanged { time_zone }]));
    let calendar = WorkingCalendar::default();
    assert_eq!(answer(with_anna(), C::SetWorkingCalendar { calendar: calendar.clone() }), Ok(vec![]));
    let days = [DayOfWeek::Saturday].into();
    let calendar = WorkingCalendar::new(Written { days, ..calendar.into() }).unwrap();
    let set = C::SetWorkingCalendar { calendar: calendar.clone() };
    assert_eq!(answer(with_anna(), set), Ok(vec![E::WorkingCalendarSet { calendar }]));
}

#[test]
fn a_blocked_organization_sets_nothing() {
    let given = after(with_anna_and_boris([Approver]), [E::Blocked { reason: BlockReason::Other }]);
    for command in [
        manage(BORIS, ANNA),
        C::SetApprovalLimit { person: BORIS, limit: Some(rubles(1)) },
        open(FIRST, "ИТ-1"),
        C::AddDeliveryAddress { address: ADDRESS, text: text() },
        C::SetWorkingCalendar { calendar: WorkingCalendar::default() },
        C::ChangeTimeZone { time_zone: TimeZone::moscow() },
    ] {
        assert_eq!(answer(given.clone(), command), Err(Error::Blocked));
    }
}
