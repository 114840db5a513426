//! The invariants of approvals, over random organizations and whatever happens in them.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::world::{Story, any_story};
use super::{ApprovalCase, CaseEvent, Decision, OnBehalf};
use crate::approvals::Delegations;
use crate::vocabulary::PersonId;

/// The most people who can sit in different places of their own choice, by trying every way.
fn most_seated(places: &[BTreeSet<PersonId>], taken: &BTreeSet<PersonId>) -> usize {
    let Some((first, rest)) = places.split_first() else { return 0 };
    let without = most_seated(rest, taken);
    let seated = first.iter().filter(|place| !taken.contains(place)).map(|place| {
        let taken = taken.iter().chain([place]).copied().collect();
        1 + most_seated(rest, &taken)
    });
    seated.max().unwrap_or(0).max(without)
}

/// Those who agreed in a stage by the bare events: for whom each of them spoke.
fn agreed(story: &Story, of: u16, group: u16) -> BTreeMap<PersonId, BTreeSet<PersonId>> {
    let mut agreed: BTreeMap<PersonId, BTreeSet<PersonId>> = BTreeMap::new();
    let mut add = |by: PersonId, for_others: &[OnBehalf]| {
        agreed.entry(by).or_default().extend(for_others.iter().map(|it| it.person).chain([by]));
    };
    for it in story.opening.carried.iter().filter(|it| it.stage == of && it.groups.contains(&group)) {
        add(it.by, &it.on_behalf_of);
    }
    for event in &story.events {
        if let CaseEvent::Decided { stage, by, on_behalf_of, decision: Decision::Approve, .. } = event
            && *stage == of
        {
            add(*by, on_behalf_of);
        }
    }
    agreed
}

/// Everybody who got a part in the decision by an event.
fn deciders_by(event: &CaseEvent) -> Vec<PersonId> {
    match event {
        CaseEvent::Decided { by, on_behalf_of, .. } => {
            on_behalf_of.iter().map(|it| it.person).chain([*by]).collect()
        }
        CaseEvent::StoodIn { by, .. } | CaseEvent::Forced { by, .. } => vec![*by],
        CaseEvent::Reassigned { to, .. } => vec![*to],
        CaseEvent::Escalated { to, .. } => to.iter().copied().collect(),
        CaseEvent::Rerouted { added, .. } => added.iter().copied().collect(),
        _ => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_order_is_approved_without_all_decisions_or_the_mark_of_force(story in any_story()) {
        let forced = story.events.iter().any(|event| matches!(event, CaseEvent::Forced { .. }));
        if forced || !story.events.contains(&CaseEvent::Granted {}) {
            return Ok(());
        }
        let case = story.case();
        for (stage, groups) in (1..).zip(&case.opening().unwrap().stages) {
            for (place, group) in (1..).zip(groups) {
                let voices = agreed(&story, stage, place).into_values();
                let seats: Vec<BTreeSet<_>> = voices.map(|seats| &seats & &group.people).collect();
                prop_assert!(most_seated(&seats, &BTreeSet::new()) >= usize::from(group.needed.get()));
            }
        }
    }

    #[test]
    fn nobody_decides_on_an_own_order_in_any_way_unless_a_rule_allows(story in any_story()) {
        for person in story.events.iter().flat_map(deciders_by) {
            prop_assert!(!story.opening.forbids(person));
        }
        for event in &story.events {
            let CaseEvent::Decided { on_behalf_of, .. } = event else { continue };
            for link in on_behalf_of.iter().flat_map(|it| &it.delegations) {
                let link = story.links[link];
                prop_assert!(!story.opening.forbids(link.from) && !story.opening.forbids(link.to));
            }
        }
    }

    #[test]
    fn who_decides_for_another_was_asked_to_by_a_short_chain_that_was_active(story in any_story()) {
        for (event, at) in story.events.iter().zip(&story.times) {
            let CaseEvent::Decided { by, on_behalf_of, .. } = event else { continue };
            for it in on_behalf_of {
                prop_assert!((1..=Delegations::MOST_LINKS).contains(&it.delegations.len()));
                let links = it.delegations.iter().map(|link| story.links[link]);
                let end = links.clone().try_fold(it.person, |from, link| (link.from == from).then_some(link.to));
                prop_assert_eq!(end, Some(*by));
                prop_assert!(links.into_iter().all(|link| link.is_active(*at)));
            }
        }
    }

    #[test]
    fn every_decision_is_about_what_is_approved_unless_a_cut_came_between(story in any_story()) {
        let mut current = story.opening.revision;
        for event in &story.events {
            match event {
                CaseEvent::Decided { revision, .. } => prop_assert_eq!(*revision, current),
                CaseEvent::Revised { revision } => current = *revision,
                _ => {}
            }
        }
        prop_assert_eq!(story.case().revision(), Some(current));
    }

    #[test]
    fn everybody_decides_once_a_stage_and_nothing_follows_the_end(story in any_story()) {
        let mut seen = BTreeSet::new();
        for (place, event) in story.events.iter().enumerate() {
            prop_assert_eq!(story.case_after(place).outcome(), None);
            if let CaseEvent::Decided { stage, by, .. } = event {
                prop_assert!(seen.insert((*stage, *by)));
            }
        }
    }

    #[test]
    fn an_open_case_always_waits_for_somebody_who_can_decide(story in any_story()) {
        for (events, deciders, at) in &story.steps {
            let case = story.case_after(*events);
            if case.outcome().is_some() || case.is_suspended() {
                continue;
            }
            let can = |person: &PersonId| case.why_not_with(*person, &Delegations::default(), *at).is_none();
            prop_assert!(deciders.able.iter().any(can), "nobody of {:?} can decide", deciders.able);
        }
    }

    #[test]
    fn replaying_any_prefix_gives_the_same_answer_to_who_may_act(
        story in any_story(), cut in any::<proptest::sample::Index>(),
    ) {
        let end = cut.index(story.events.len() + 1);
        let stored = serde_json::to_string(&story.events[..end]).unwrap();
        let read: Vec<CaseEvent> = serde_json::from_str(&stored).unwrap();
        let mut case = ApprovalCase::default();
        for event in read {
            cqrs_es::Aggregate::apply(&mut case, event);
        }
        prop_assert_eq!(&case, &story.case_after(end));
        let snapshot: ApprovalCase = serde_json::from_str(&serde_json::to_string(&case).unwrap()).unwrap();
        prop_assert_eq!(snapshot.who_may_act(), case.who_may_act());
        let (delegations, at) = (story.delegations(), super::world::monday());
        for number in 1..8 {
            let person = super::world::person(number);
            let answer = case.why_not_with(person, &delegations, at);
            prop_assert_eq!(snapshot.why_not_with(person, &delegations, at), answer);
        }
    }

    #[test]
    fn silence_never_approves(story in any_story()) {
        for window in story.events.windows(2) {
            if window[1] == (CaseEvent::Granted {}) {
                let follows = matches!(window[0], CaseEvent::StageCompleted { .. } | CaseEvent::Forced { .. });
                prop_assert!(follows, "granted after {:?}", window[0]);
            }
            if let CaseEvent::StageCompleted { .. } = window[1] {
                let is_word = matches!(
                    window[0],
                    CaseEvent::Opened(_) | CaseEvent::Decided { .. } | CaseEvent::Revised { .. }
                        | CaseEvent::StoodIn { .. } | CaseEvent::StageCompleted { .. } | CaseEvent::Rerouted { .. }
                );
                prop_assert!(is_word, "{:?} completed a stage", window[0]);
            }
        }
    }
}
