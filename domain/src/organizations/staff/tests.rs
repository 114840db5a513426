//! What the staff answers.

use std::collections::BTreeSet;

use cqrs_es::test::TestFramework;
use uuid::Uuid;

use super::{Staff, StaffCommand as C, StaffError, StaffEvent as E};
use crate::organizations::role::StaffRole::{self, Manager, Operator, Support};
use crate::vocabulary::PersonId;

const ANNA: PersonId = PersonId(Uuid::from_u128(11));
const BORIS: PersonId = PersonId(Uuid::from_u128(12));

fn appointed<const N: usize>(person: PersonId, roles: [StaffRole; N]) -> E {
    E::Appointed { person, roles: roles.into() }
}

fn answer(given: Vec<E>, command: C) -> Result<Vec<E>, StaffError> {
    TestFramework::<Staff>::with(()).given(given).when(command).inspect_result()
}

#[test]
fn a_person_is_appointed_once_and_with_a_role() {
    let appoint = |roles: &[StaffRole]| C::Appoint { person: ANNA, roles: roles.iter().copied().collect() };
    assert_eq!(answer(vec![], appoint(&[Manager])), Ok(vec![appointed(ANNA, [Manager])]));
    assert_eq!(answer(vec![], appoint(&[])), Err(StaffError::NoRoles));
    let twice = answer(vec![appointed(ANNA, [Support])], appoint(&[Manager]));
    assert_eq!(twice, Err(StaffError::AlreadyAppointed));
}

#[test]
fn the_last_operator_stays() {
    let given = vec![appointed(ANNA, [Operator]), appointed(BORIS, [Manager])];
    let manager = BTreeSet::from([Manager]);
    for command in [
        C::ChangeRoles { person: ANNA, roles: manager },
        C::Block { person: ANNA },
        C::Dismiss { person: ANNA },
    ] {
        assert_eq!(answer(given.clone(), command), Err(StaffError::LastOperator));
    }
    assert_eq!(answer(given, C::Dismiss { person: BORIS }), Ok(vec![E::Dismissed { person: BORIS }]));
}

#[test]
fn a_second_operator_frees_the_first() {
    let given = vec![appointed(ANNA, [Operator]), appointed(BORIS, [Operator])];
    assert_eq!(answer(given.clone(), C::Block { person: ANNA }), Ok(vec![E::Blocked { person: ANNA }]));
    let blocked = [given, vec![E::Blocked { person: ANNA }]].concat();
    assert_eq!(answer(blocked.clone(), C::Block { person: BORIS }), Err(StaffError::LastOperator));
    assert_eq!(answer(blocked, C::Block { person: ANNA }), Ok(vec![]));
}

#[test]
fn strangers_cannot_be_changed() {
    for command in [C::Block { person: ANNA }, C::Unblock { person: ANNA }, C::Dismiss { person: ANNA }] {
        assert_eq!(answer(vec![], command), Err(StaffError::NotAppointed));
    }
}
