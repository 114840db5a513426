//! Letting another decide in one's place: who may, who finds it, and when it counts.

use chrono::{DateTime, TimeDelta, Utc};
use commands::approvals::{GrantDelegation, RevokeDelegation, delegations};
use commands::organizations::{BlockMember, ChangeMemberRoles, RemoveMember};
use commands::processes;
use commands::{CommandError, Request};
use domain::approvals::{Delegation, DelegationEvent};
use domain::journal::Fact;
use domain::organizations::{MemberRole, OrganizationEvent};
use domain::vocabulary::{DelegationId, PersonId};

use crate::clock::noon;
use crate::shop::{Shop, keyed, refusal_of};
use crate::writing::new_id;

fn in_days(days: i64) -> DateTime<Utc> {
    noon() + TimeDelta::days(days)
}

/// To somebody from now on, for a week.
fn to(to: PersonId) -> GrantDelegation {
    GrantDelegation { from: None, to, starts: None, until: in_days(7), reason: None }
}

async fn deputy(shop: &Shop) -> PersonId {
    let deputy = PersonId(new_id());
    shop.join(deputy, MemberRole::Approver).await;
    deputy
}

/// Whether the second may decide in the place of the first on a day.
async fn counts(shop: &Shop, (giver, decider): (PersonId, PersonId), day: i64) -> bool {
    let found =
        delegations(shop.node.pool(), shop.organization.into(), in_days(day)).await.expect("delegations");
    found.chain(giver, decider, in_days(day), &std::collections::BTreeSet::new()).is_some()
}

#[tokio::test]
async fn it_counts_from_its_first_moment_until_it_is_over() {
    let shop = Shop::open().await;
    let deputy = deputy(&shop).await;
    let approver = shop.member(shop.approver).await;
    let later = GrantDelegation { starts: Some(in_days(2)), ..to(deputy) };
    shop.ask(&approver, &later).await.unwrap();
    let two = (shop.approver, deputy);
    let days = [counts(&shop, two, 1).await, counts(&shop, two, 2).await, counts(&shop, two, 7).await];
    assert_eq!(days, [false, true, false]);
    assert!(!counts(&shop, (deputy, shop.approver), 3).await, "and not the other way");
}

#[tokio::test]
async fn it_counts_only_while_both_may_decide() {
    let shop = Shop::open().await;
    let deputy = deputy(&shop).await;
    shop.ask(&shop.member(shop.approver).await, &to(deputy)).await.unwrap();
    let administrator = shop.member(shop.administrator).await;
    assert!(counts(&shop, (shop.approver, deputy), 1).await);
    let (organization, person) = (shop.organization, shop.approver);
    let roles = |role: MemberRole| ChangeMemberRoles { organization, person, roles: [role].into() };
    shop.ask(&administrator, &roles(MemberRole::Observer)).await.unwrap();
    assert!(!counts(&shop, (shop.approver, deputy), 1).await, "there is nothing to decide in the place of");
    shop.ask(&administrator, &roles(MemberRole::Approver)).await.unwrap();
    assert!(counts(&shop, (shop.approver, deputy), 1).await);
    shop.ask(&administrator, &BlockMember { organization, person: deputy }).await.unwrap();
    assert!(!counts(&shop, (shop.approver, deputy), 1).await, "a blocked deputy decides nothing");
}

#[tokio::test]
async fn only_those_who_decide_delegate_and_only_to_such() {
    let shop = Shop::open().await;
    let deputy = deputy(&shop).await;
    let purchaser = shop.member(shop.purchaser).await;
    let refused = shop.ask(&purchaser, &to(deputy)).await.unwrap_err();
    assert!(matches!(refused, CommandError::Forbidden), "{refused}");
    let approver = shop.member(shop.approver).await;
    let refused = shop.ask(&approver, &to(shop.purchaser)).await.unwrap_err();
    assert_eq!(refusal_of(&refused), "DELEGATION_TAKER_CANNOT_DECIDE");
    let refused = shop.ask(&approver, &to(PersonId(new_id()))).await.unwrap_err();
    assert_eq!(refusal_of(&refused), "DELEGATION_TAKER_CANNOT_DECIDE", "nobody of the organization");
    let of_another = GrantDelegation { from: Some(deputy), ..to(shop.administrator) };
    let refused = shop.ask(&approver, &of_another).await.unwrap_err();
    assert!(matches!(refused, CommandError::Forbidden), "{refused}");
}

#[tokio::test]
async fn an_administrator_delegates_for_somebody_ill_and_is_named() {
    let shop = Shop::open().await;
    let deputy = deputy(&shop).await;
    let administrator = shop.member(shop.administrator).await;
    let reason = Some("заболел".to_owned());
    let ill = GrantDelegation { from: Some(shop.approver), reason, ..to(deputy) };
    shop.ask(&administrator, &ill).await.unwrap();
    assert!(counts(&shop, (shop.approver, deputy), 1).await);
    let granted = shop.history().await.into_iter().find_map(|event| match event.fact {
        Ok(Fact::ApprovalDelegation(DelegationEvent::Granted { by, reason, .. })) => Some((by, reason)),
        _ => None,
    });
    let (by, reason) = granted.unwrap();
    assert_eq!(by, Some(shop.administrator));
    assert!(reason.is_some(), "the reason is kept apart");
}

#[tokio::test]
async fn giver_taker_and_administrator_end_it_and_nobody_else() {
    let shop = Shop::open().await;
    let (deputy, another) = (deputy(&shop).await, deputy(&shop).await);
    let approver = shop.member(shop.approver).await;
    for by in [shop.approver, deputy, shop.administrator] {
        let delegation = DelegationId(shop.ask(&approver, &to(deputy)).await.unwrap());
        let revoke = RevokeDelegation { delegation };
        let refused = shop.ask(&shop.member(another).await, &revoke).await.unwrap_err();
        assert!(matches!(refused, CommandError::Forbidden), "{refused}");
        shop.ask(&shop.member(by).await, &revoke).await.unwrap();
        assert!(!counts(&shop, (shop.approver, deputy), 1).await);
        assert!(shop.load::<Delegation>(delegation.uuid()).await.is_revoked());
        shop.ask(&shop.member(by).await, &revoke).await.unwrap();
    }
    let stranger = shop.stranger().await;
    let delegation = DelegationId(shop.ask(&approver, &to(deputy)).await.unwrap());
    let refused = shop.ask(&stranger, &RevokeDelegation { delegation }).await.unwrap_err();
    assert!(matches!(refused, CommandError::NotFound), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_grants_at_once_for_the_same_time_one_comes_through() {
    for _ in 0..5 {
        let shop = Shop::open().await;
        let deputy = deputy(&shop).await;
        let (approver, administrator) =
            (shop.member(shop.approver).await, shop.member(shop.administrator).await);
        let for_them = GrantDelegation { from: Some(shop.approver), ..to(deputy) };
        let (request, other, own) = (Request::new(new_id()), shop.another_node(), to(deputy));
        let ended = tokio::join!(
            shop.node.execute(&approver, &request, &own),
            other.execute(&administrator, &request, &for_them)
        );
        let told = match ended {
            (Ok(_), Err(error)) | (Err(error), Ok(_)) => refusal_of(&error),
            other => panic!("not one winner: {other:?}"),
        };
        assert_eq!(told, "DELEGATION_OVERLAPS");
        let rows = "SELECT count(*) FROM approvals.delegations";
        assert_eq!(shop.database.number(rows).await, 1);
    }
}

#[tokio::test]
async fn the_same_request_grants_once() {
    let shop = Shop::open().await;
    let deputy = deputy(&shop).await;
    let approver = shop.member(shop.approver).await;
    let first = shop.node.execute(&approver, &keyed("once"), &to(deputy)).await.unwrap().outcome;
    let second = shop.node.execute(&approver, &keyed("once"), &to(deputy)).await.unwrap().outcome;
    assert_eq!(first, second);
}

#[tokio::test]
async fn it_ends_when_one_of_the_two_leaves_and_coming_back_does_not_bring_it_back() {
    let shop = Shop::open().await;
    let deputy = deputy(&shop).await;
    let two = (shop.approver, deputy);
    shop.ask(&shop.member(shop.approver).await, &to(deputy)).await.unwrap();
    let administrator = shop.member(shop.administrator).await;
    let leave = RemoveMember { organization: shop.organization, person: deputy };
    shop.ask(&administrator, &leave).await.unwrap();
    shop.join(deputy, MemberRole::Approver).await;
    let reactions = processes::all();
    let ending = reactions.iter().find(|it| it.name() == "end_delegations_of_leaver").expect("the reaction");
    let left =
        shop.history().await.into_iter().rfind(|event| {
            matches!(event.fact, Ok(Fact::Organization(OrganizationEvent::MemberLeft { .. })))
        });
    ending.react(&left.expect("left"), &shop.node).await.expect("no failure");
    assert!(!counts(&shop, two, 1).await, "what was granted to the one who left is over");
    shop.ask(&shop.member(shop.approver).await, &to(deputy)).await.unwrap();
    assert!(counts(&shop, two, 1).await, "and can be granted anew");
}
