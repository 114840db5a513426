//! What holds of chains of delegations, whoever delegated to whom.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::{Chain, DelegationLink, Delegations};
use crate::vocabulary::{DelegationId, PersonId};

fn person(number: u8) -> PersonId {
    PersonId(Uuid::from_u128(u128::from(number)))
}

fn hour(hour: u8) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(i64::from(hour))
}

fn any_person() -> impl Strategy<Value = PersonId> {
    (0_u8..6).prop_map(person)
}

fn any_people() -> impl Strategy<Value = BTreeSet<PersonId>> {
    prop::collection::btree_set(any_person(), 0..3)
}

fn any_links() -> impl Strategy<Value = Vec<DelegationLink>> {
    let one = (any_person(), any_person(), 0_u8..6, 1_u8..6);
    prop::collection::vec(one, 0..14).prop_map(|all| {
        let link =
            |(number, (from, to, starts, lasts)): (u128, (PersonId, PersonId, u8, u8))| DelegationLink {
                delegation: DelegationId(Uuid::from_u128(number)),
                from,
                to,
                starts: hour(starts),
                until: hour(starts + lasts),
            };
        (1..).zip(all).map(link).collect()
    })
}

/// Everybody on a chain, from the giver to who decides.
fn people(chain: &Chain, decider: PersonId) -> Vec<PersonId> {
    let between = chain.through.iter().copied();
    std::iter::once(chain.giver).chain(between).chain([decider]).collect()
}

/// The length of the shortest way that keeps to the rules, by trying every one.
fn shortest(links: &[DelegationLink], way: &[PersonId], giver: PersonId, at: DateTime<Utc>) -> Option<usize> {
    let here = *way.last()?;
    if here == giver {
        return Some(way.len() - 1);
    }
    if way.len() > Delegations::MOST_LINKS {
        return None;
    }
    let next = links.iter().filter(|link| link.to == here && link.is_active(at) && !way.contains(&link.from));
    next.filter_map(|link| shortest(links, &[way, &[link.from]].concat(), giver, at)).min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_chain_is_made_of_active_links_that_follow_each_other(
        links in any_links(), decider in any_person(), at in (0_u8..12).prop_map(hour), excluded in any_people(),
    ) {
        let by_id: BTreeMap<_, _> = links.iter().map(|link| (link.delegation, *link)).collect();
        let delegations: Delegations = links.iter().copied().collect();
        let represented = delegations.represented_by(decider, at, &excluded);
        for chain in represented.values().chain(&delegations.chains_to(decider, at)) {
            let people = people(chain, decider);
            prop_assert!((1..=Delegations::MOST_LINKS).contains(&chain.delegations.len()));
            prop_assert_eq!(people.len(), chain.delegations.len() + 1);
            prop_assert_eq!(people.iter().collect::<BTreeSet<_>>().len(), people.len(), "somebody is there twice");
            for (step, id) in people.windows(2).zip(&chain.delegations) {
                let link = by_id[id];
                prop_assert_eq!(step, &[link.from, link.to][..]);
                prop_assert!(link.is_active(at));
            }
        }
    }

    #[test]
    fn no_chain_leads_through_an_excluded_person(
        links in any_links(), decider in any_person(), at in (0_u8..12).prop_map(hour), excluded in any_people(),
    ) {
        let delegations: Delegations = links.into_iter().collect();
        for chain in delegations.represented_by(decider, at, &excluded).values() {
            prop_assert!(people(chain, decider).iter().all(|person| !excluded.contains(person)));
        }
    }

    #[test]
    fn the_shortest_way_is_found_when_there_is_one(
        links in any_links(), decider in any_person(), giver in any_person(), at in (0_u8..12).prop_map(hour),
        excluded in any_people(),
    ) {
        prop_assume!(decider != giver);
        let delegations: Delegations = links.iter().copied().collect();
        let found = delegations.chain(giver, decider, at, &excluded).map(|chain| chain.delegations.len());
        let free: Vec<_> = links.into_iter().filter(|link| !excluded.contains(&link.from)).collect();
        let best = if excluded.contains(&decider) { None } else { shortest(&free, &[decider], giver, at) };
        prop_assert_eq!(found, best);
    }

    #[test]
    fn all_chains_without_the_excluded_are_the_represented(
        links in any_links(), decider in any_person(), at in (0_u8..12).prop_map(hour), excluded in any_people(),
    ) {
        let delegations: Delegations = links.into_iter().collect();
        let free = |chain: &Chain| people(chain, decider).iter().all(|person| !excluded.contains(person));
        let chains = delegations.chains_to(decider, at);
        let givers: BTreeSet<_> = chains.iter().filter(|chain| free(chain)).map(|chain| chain.giver).collect();
        prop_assert_eq!(givers, delegations.represented_by(decider, at, &excluded).into_keys().collect());
    }

    #[test]
    fn deputies_are_those_who_represent(
        links in any_links(), giver in any_person(), at in (0_u8..12).prop_map(hour), excluded in any_people(),
    ) {
        let delegations: Delegations = links.into_iter().collect();
        let represent = |decider: &PersonId| delegations.chain(giver, *decider, at, &excluded).is_some();
        let deputies: BTreeSet<_> = (0..6).map(person).filter(represent).collect();
        prop_assert_eq!(delegations.deputies_of(giver, at, &excluded), deputies);
    }

    #[test]
    fn the_order_in_which_links_are_found_changes_nothing(
        links in any_links(), decider in any_person(), at in (0_u8..12).prop_map(hour),
    ) {
        let turned: Delegations = links.iter().rev().copied().collect();
        let delegations: Delegations = links.into_iter().collect();
        prop_assert_eq!(delegations.chains_to(decider, at), turned.chains_to(decider, at));
    }
}
