//! What happens in all open cases of an organization at once happens in each by itself.

use commands::approvals::SuspendCase;
use commands::ordering::SubmitOrder;
use commands::organizations::{BlockMember, BlockOrganization, ChangeMemberRoles, UnblockOrganization};
use commands::processes::{self, reaction::Outcome};
use commands::{Request, Requester};
use domain::approvals::{ApprovalCase, CaseEvent};
use domain::journal::{Fact, Recorded, Tenant};
use domain::organizations::{BlockReason, MemberRole, OrganizationEvent};
use domain::vocabulary::{CaseId, PersonId};

use crate::shop::Shop;
use crate::writing::new_id;

async fn react(shop: &Shop, name: &str, is_it: fn(&OrganizationEvent) -> bool) -> Outcome {
    let reactions = processes::all();
    let reaction = reactions.iter().find(|reaction| reaction.name() == name).expect("the reaction");
    let of_it = |event: &Recorded| matches!(&event.fact, Ok(Fact::Organization(fact)) if is_it(fact));
    let event = shop.history().await.into_iter().rfind(of_it).expect("the event");
    reaction.react(&event, &shop.node).await.expect("no failure")
}

async fn suspend(shop: &Shop) -> Outcome {
    let blocked = |fact: &OrganizationEvent| matches!(fact, OrganizationEvent::Blocked { .. });
    react(shop, "suspend_cases_of_blocked_organization", blocked).await
}

async fn resume(shop: &Shop) -> Outcome {
    let unblocked = |fact: &OrganizationEvent| matches!(fact, OrganizationEvent::Unblocked {});
    react(shop, "resume_cases_of_unblocked_organization", unblocked).await
}

async fn three_cases(shop: &Shop) -> Vec<CaseId> {
    let mut cases = Vec::new();
    for _ in 0..3 {
        let order = shop.submitted().await;
        cases.push(shop.order(order).await.case().expect("waits for approval"));
    }
    cases
}

async fn suspended(shop: &Shop, cases: &[CaseId]) -> Vec<bool> {
    let mut suspended = Vec::new();
    for case in cases {
        suspended.push(shop.load::<ApprovalCase>(case.uuid()).await.state.is_suspended());
    }
    suspended
}

async fn appends(shop: &Shop, is_it: fn(&CaseEvent) -> bool) -> Vec<String> {
    let of_it = |event: &Recorded| matches!(&event.fact, Ok(Fact::ApprovalCase(fact)) if is_it(fact));
    shop.history().await.into_iter().filter(of_it).map(|event| event.aggregate_id).collect()
}

#[tokio::test]
async fn all_cases_of_a_blocked_organization_stop_and_go_on_when_it_is_unblocked() {
    let shop = Shop::open().await;
    let cases = three_cases(&shop).await;
    let (organization, manager) = (shop.organization, shop.manager().await);
    let reason = BlockReason::OverdueDebt;
    shop.ask(&manager, &BlockOrganization { organization, reason }).await.expect("blocked");
    assert_eq!(suspend(&shop).await, Outcome::Done);
    assert_eq!(suspended(&shop, &cases).await, [true; 3]);
    assert_eq!(suspend(&shop).await, Outcome::DoneBefore);
    shop.ask(&manager, &UnblockOrganization { organization }).await.expect("unblocked");
    assert_eq!(resume(&shop).await, Outcome::Done);
    assert_eq!(suspended(&shop, &cases).await, [false; 3]);
}

#[tokio::test]
async fn a_reaction_that_was_cut_off_goes_on_where_it_was() {
    let shop = Shop::open().await;
    let cases = three_cases(&shop).await;
    let (organization, manager) = (shop.organization, shop.manager().await);
    let reason = BlockReason::OverdueDebt;
    shop.ask(&manager, &BlockOrganization { organization, reason }).await.expect("blocked");
    let service = Requester::process("the node that crashed", Tenant::from(organization));
    let first = SuspendCase { case: cases[1] };
    shop.node.execute(&service, &Request::new(new_id()), &first).await.expect("suspended");
    assert_eq!(suspend(&shop).await, Outcome::Done);
    assert_eq!(suspended(&shop, &cases).await, [true; 3]);
    let mut stopped = appends(&shop, |fact| matches!(fact, CaseEvent::Suspended {})).await;
    stopped.sort();
    let mut each: Vec<_> = cases.iter().map(ToString::to_string).collect();
    each.sort();
    assert_eq!(stopped, each, "each once");
}

#[tokio::test]
async fn an_administrator_who_decides_no_more_leaves_every_case() {
    let shop = Shop::open().await;
    let cases = three_cases(&shop).await;
    let second = PersonId(new_id());
    shop.join(second, MemberRole::Administrator).await;
    let (organization, by) = (shop.organization, shop.member(second).await);
    for person in [shop.administrator, shop.approver] {
        let roles = [MemberRole::Purchaser].into();
        shop.ask(&by, &ChangeMemberRoles { organization, person, roles }).await.expect("changed");
        let lost = |fact: &OrganizationEvent| matches!(fact, OrganizationEvent::MemberRolesChanged { .. });
        assert_eq!(react(&shop, "reroute_cases_of_lost_approver", lost).await, Outcome::Done);
    }
    for case in cases {
        let case = shop.load::<ApprovalCase>(case.uuid()).await.state;
        assert_eq!(case.who_may_act(), [second].into(), "only the administrator of now is left");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_opens_while_an_approver_is_blocked_asks_nobody_who_was_blocked_before() {
    let shop = Shop::open().await;
    let (organization, other_node) = (shop.organization, shop.another_node());
    for _ in 0..8 {
        let person = PersonId(new_id());
        shop.join(person, MemberRole::Approver).await;
        let order = shop.draft().await;
        let (purchaser, administrator) =
            (shop.member(shop.purchaser).await, shop.member(shop.administrator).await);
        let submit = SubmitOrder { order, accepted_total: None };
        let (ours, theirs) = (Request::new(new_id()), Request::new(new_id()));
        let block = BlockMember { organization, person };
        let (submitted, blocked) = tokio::join!(
            shop.node.execute(&purchaser, &ours, &submit),
            other_node.execute(&administrator, &theirs, &block)
        );
        submitted.expect("submitted");
        let blocked_at = blocked.expect("blocked").position;

        let case = shop.order(order).await.case().expect("waits for approval");
        let is_opening = |event: &Recorded| {
            event.aggregate_id == case.to_string()
                && matches!(&event.fact, Ok(Fact::ApprovalCase(CaseEvent::Opened(_))))
        };
        let opened_at = shop.history().await.into_iter().find(is_opening).expect("opened").position;
        let asked = shop.load::<ApprovalCase>(case.uuid()).await.state.who_may_act();
        assert!(!asked.contains(&person) || opened_at < blocked_at, "asked after the block");
    }
}
