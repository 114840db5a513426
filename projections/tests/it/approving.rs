//! Whose word an order waits for, and why another's does not count.

use std::num::NonZeroU16;

use domain::approvals::Due;
use domain::approvals::policy::{GroupDeadline, GroupTimeout};
use domain::approvals::{CaseError, CaseEvent, Decision, Outcome};
use domain::organizations::{MemberRole, Role};
use domain::vocabulary::{CaseId, PersonId};
use projections::PageRequest;
use projections::approvals::{
    InboxFilter, InboxPlace, approval_case, approval_cases_of_orders, electorate, inbox, inbox_count,
    who_may_act, why_not,
};

use super::database::Database;
use super::story::{
    APPROVER, BUYER, COLLEAGUE, DIRECTOR, NEIGHBOUR, PURCHASER, STRANGER, SUPPORT, Story, beginning, case,
    decided, opened, order, roles, text, three_orders,
};

async fn empty() -> Database {
    let database = Database::new().await;
    for (person, organization, role) in roles() {
        database.grant(person, &organization, &[role]).await;
    }
    database
}

async fn waiting(database: &Database, person: PersonId) -> Vec<CaseId> {
    let mut read = database.member(person, BUYER).await;
    let filter = InboxFilter::default();
    let page = inbox(&mut read, &filter, &PageRequest::first(50)).await.unwrap();
    assert_eq!(inbox_count(&mut read, &filter).await.unwrap(), i64::try_from(page.rows.len()).unwrap());
    page.rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn a_case_waits_in_the_inbox_of_its_stage_and_leaves_it_at_the_end() {
    let database = empty().await;
    let mut story = Story::default();
    story.case(case(1), opened(case(1), order(1), 1));
    database.project(&story.events, 10).await;
    assert_eq!(waiting(&database, APPROVER).await, [case(1)]);
    assert_eq!(waiting(&database, DIRECTOR).await, []);

    let taken = story.events.len();
    story.case(case(1), decided(1, APPROVER, Decision::Approve));
    story.case(case(1), CaseEvent::StageCompleted { stage: 1 });
    database.project(&story.events[taken..], 10).await;
    assert_eq!(waiting(&database, APPROVER).await, []);
    assert_eq!(waiting(&database, DIRECTOR).await, [case(1)]);
    assert_eq!(waiting(&database, COLLEAGUE).await, [], "a purchaser has no inbox, whatever the case says");

    let taken = story.events.len();
    story.case(case(1), decided(2, DIRECTOR, Decision::Reject));
    story.case(case(1), CaseEvent::Rejected {});
    database.project(&story.events[taken..], 10).await;
    assert_eq!(waiting(&database, DIRECTOR).await, []);
    let mut read = database.member(DIRECTOR, BUYER).await;
    let row = approval_case(&mut read, case(1)).await.unwrap().unwrap();
    assert_eq!(row.state.outcome(), Some(Outcome::Rejected));
    assert_eq!(row.closed_at, Some(story.events.last().unwrap().occurred_at));
    let decisions: Vec<_> = row.decisions().map(|(decision, at)| (decision.by, at)).collect();
    assert_eq!(decisions, [(APPROVER, story.events[1].occurred_at), (DIRECTOR, story.events[3].occurred_at)]);
    assert_eq!(row.state.decisions()[1].comment.as_ref().map(|it| it.id), Some(text(2).id));
}

#[tokio::test]
async fn the_inbox_pages_from_the_oldest_in_both_directions() {
    let database = empty().await;
    let mut story = Story::default();
    for number in 1..=7 {
        story.case(case(number), opened(case(number), order(number), 1));
    }
    database.project(&story.events, 10).await;
    let mut read = database.member(APPROVER, BUYER).await;
    let first = inbox(&mut read, &InboxFilter::default(), &PageRequest::first(3)).await.unwrap();
    assert!(first.has_more);
    let cursor = first.rows.last().unwrap().inbox_cursor();
    let second = inbox(&mut read, &InboxFilter::default(), &PageRequest::after(10, cursor)).await.unwrap();
    let ids: Vec<_> = first.rows.iter().chain(&second.rows).map(|row| row.id).collect();
    assert_eq!(ids, (1..=7).map(case).collect::<Vec<_>>());
    let before = Some(second.rows[0].inbox_cursor());
    let request = PageRequest { first: 2, before, from_end: true, ..PageRequest::default() };
    let back = inbox(&mut read, &InboxFilter::default(), &request).await.unwrap();
    assert_eq!(back.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [case(2), case(3)]);
    assert!(back.has_more);
}

#[tokio::test]
async fn it_is_said_who_may_act_now_and_why_another_may_not() {
    let database = empty().await;
    database.project(&three_orders().events, 100).await;
    let mut read = database.member(DIRECTOR, BUYER).await;
    let cases = approval_cases_of_orders(&mut read, &[order(2)]).await.unwrap().remove(&order(2)).unwrap();
    assert_eq!(cases.iter().map(|row| row.round).collect::<Vec<_>>(), [1, 2]);
    let open = &cases[1];
    assert_eq!(open.state.current_stage(), Some(2));
    let known = electorate(&mut read, BUYER, beginning()).await.unwrap();
    assert_eq!(why_not(read.scope(), open, &known), None);
    assert_eq!(why_not(read.scope(), &cases[0], &known), Some(CaseError::Closed(Outcome::Returned)));
    assert_eq!(who_may_act(open, &known), [DIRECTOR].into(), "the colleague is no approver any more");
    assert_eq!(who_may_act(&cases[0], &known), [].into());

    let approver = database.member(APPROVER, BUYER).await;
    assert_eq!(why_not(approver.scope(), open, &known), Some(CaseError::NotAnApprover));
    let colleague = database.member(COLLEAGUE, BUYER).await;
    assert_eq!(why_not(colleague.scope(), open, &known), Some(CaseError::NoLongerApprover));
    let purchaser = database.member(PURCHASER, BUYER).await;
    assert_eq!(why_not(purchaser.scope(), open, &known), Some(CaseError::OwnOrder));
    let support = database.staff(SUPPORT).await;
    assert_eq!(why_not(support.scope(), open, &known), Some(CaseError::NotAnApprover));
}

#[tokio::test]
async fn a_case_is_seen_by_those_who_see_its_order() {
    let database = empty().await;
    database.project(&three_orders().events, 100).await;
    assert!(approval_case(&mut database.member(PURCHASER, BUYER).await, case(1)).await.unwrap().is_some());
    assert!(approval_case(&mut database.staff(SUPPORT).await, case(1)).await.unwrap().is_some());
    assert_eq!(approval_case(&mut database.member(COLLEAGUE, BUYER).await, case(1)).await.unwrap(), None);
    assert_eq!(approval_case(&mut database.member(STRANGER, NEIGHBOUR).await, case(1)).await.unwrap(), None);
    database.grant(COLLEAGUE, &BUYER.to_string(), &[Role::Member(MemberRole::Observer)]).await;
    assert!(approval_case(&mut database.member(COLLEAGUE, BUYER).await, case(1)).await.unwrap().is_some());
}

async fn delegate(database: &Database, from: PersonId, to: PersonId) {
    sqlx::query(
        "INSERT INTO approvals.delegations (id, organization, from_person, to_person, starts, until, granted_at)
         VALUES (gen_random_uuid(), $1, $2, $3, $4 - interval '1 day', $4 + interval '1 day', $4)",
    )
    .bind(BUYER.to_string())
    .bind(from.uuid())
    .bind(to.uuid())
    .bind(beginning())
    .execute(&database.writer)
    .await
    .unwrap();
}

/// What waits for somebody now in a place.
async fn waiting_in(database: &Database, person: PersonId, place: InboxPlace) -> Vec<CaseId> {
    let mut read = database.member(person, BUYER).await;
    let filter = InboxFilter { place, at: beginning(), ..InboxFilter::default() };
    let page = inbox(&mut read, &filter, &PageRequest::first(50)).await.unwrap();
    assert_eq!(inbox_count(&mut read, &filter).await.unwrap(), i64::try_from(page.rows.len()).unwrap());
    let known = electorate(&mut read, BUYER, filter.at).await.unwrap();
    for row in &page.rows {
        assert_eq!(why_not(read.scope(), row, &known), None, "what is shown can be decided");
    }
    page.rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn the_inbox_of_a_deputy_shows_what_waits_for_the_giver() {
    let database = empty().await;
    let approver = [Role::Member(MemberRole::Approver)];
    database.grant(COLLEAGUE, &BUYER.to_string(), &approver).await;
    let mut story = Story::default();
    story.case(case(1), opened(case(1), order(1), 1));
    database.project(&story.events, 10).await;
    assert_eq!(waiting_in(&database, COLLEAGUE, InboxPlace::Any).await, []);

    delegate(&database, APPROVER, COLLEAGUE).await;
    for place in [InboxPlace::Any, InboxPlace::Others, InboxPlace::Of(APPROVER)] {
        assert_eq!(waiting_in(&database, COLLEAGUE, place).await, [case(1)], "{place:?}");
    }
    for place in [InboxPlace::Own, InboxPlace::StandIn, InboxPlace::Of(DIRECTOR)] {
        assert_eq!(waiting_in(&database, COLLEAGUE, place).await, [], "{place:?}");
    }
    assert_eq!(waiting_in(&database, APPROVER, InboxPlace::Own).await, [case(1)], "the giver may decide too");
}

#[tokio::test]
async fn no_deputy_is_shown_an_order_by_way_of_its_owner() {
    let database = empty().await;
    let approver = [Role::Member(MemberRole::Approver)];
    for person in [COLLEAGUE, PURCHASER] {
        database.grant(person, &BUYER.to_string(), &approver).await;
    }
    delegate(&database, APPROVER, PURCHASER).await;
    delegate(&database, PURCHASER, COLLEAGUE).await;
    let mut story = Story::default();
    story.case(case(1), opened(case(1), order(1), 1));
    database.project(&story.events, 10).await;
    assert_eq!(
        waiting_in(&database, PURCHASER, InboxPlace::Any).await,
        [],
        "it is the purchaser's own order"
    );
    assert_eq!(waiting_in(&database, COLLEAGUE, InboxPlace::Any).await, []);
}

#[tokio::test]
async fn an_administrator_is_shown_where_nobody_else_can_decide() {
    let database = empty().await;
    let mut story = Story::default();
    story.case(case(1), opened(case(1), order(1), 1));
    database.project(&story.events, 10).await;
    assert_eq!(waiting_in(&database, DIRECTOR, InboxPlace::Any).await, [], "the approver can");
    database.grant(APPROVER, &BUYER.to_string(), &[Role::Member(MemberRole::Observer)]).await;
    assert_eq!(waiting_in(&database, DIRECTOR, InboxPlace::Any).await, [case(1)]);
    assert_eq!(waiting_in(&database, DIRECTOR, InboxPlace::StandIn).await, [case(1)]);
    assert_eq!(waiting_in(&database, DIRECTOR, InboxPlace::Own).await, []);

    let taken = story.events.len();
    story.case(case(1), CaseEvent::Suspended {});
    database.project(&story.events[taken..], 10).await;
    assert_eq!(
        waiting_in(&database, DIRECTOR, InboxPlace::Any).await,
        [],
        "a suspended case waits for nobody"
    );
}

#[tokio::test]
async fn what_is_due_first_comes_first_and_then_what_waits_longest() {
    let database = empty().await;
    let mut story = Story::default();
    for (number, due) in
        [(1, None), (2, Some("2026-04-02T09:00:00Z")), (3, None), (4, Some("2026-04-01T09:00:00Z"))]
    {
        let CaseEvent::Opened(mut opening) = opened(case(number), order(number), 1) else { unreachable!() };
        let hours = NonZeroU16::MIN;
        let deadline = GroupDeadline { hours, then: GroupTimeout::Remind };
        opening.stages[0][0].deadline = due.map(|_| deadline);
        story.case(case(number), CaseEvent::Opened(opening));
        let due = due.iter().map(|at| Due { group: 1, at: at.parse().unwrap() }).collect();
        story.case(case(number), CaseEvent::StageStarted { stage: 1, asked: [APPROVER].into(), due });
    }
    database.project(&story.events, 10).await;
    assert_eq!(waiting(&database, APPROVER).await, [case(4), case(2), case(1), case(3)]);

    let mut read = database.member(APPROVER, BUYER).await;
    let first = inbox(&mut read, &InboxFilter::default(), &PageRequest::first(3)).await.unwrap();
    let last = PageRequest::after(3, first.rows[2].inbox_cursor());
    let last = inbox(&mut read, &InboxFilter::default(), &last).await.unwrap();
    assert_eq!(last.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [case(3)]);
    let due_before = Some("2026-04-02T00:00:00Z".parse().unwrap());
    let overdue = InboxFilter { due_before, ..InboxFilter::default() };
    assert_eq!(inbox_count(&mut read, &overdue).await.unwrap(), 1);
}
