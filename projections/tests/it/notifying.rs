//! Who is told what, and who is not.

use std::collections::BTreeSet;

use chrono::Duration;
use domain::approvals::{CaseEvent, Decision, DelegationEvent};
use domain::journal::{Actor, Fact};
use domain::notifications::NotificationKind as Kind;
use domain::ordering::OrderEvent;
use domain::ordering::order::Hold;
use domain::organizations::MemberRole;
use domain::vocabulary::{DelegationId, PersonId};
use projections::notifications::{
    NotificationFilter, NotificationRow, Notifications, notification_count, notifications,
};
use projections::{Cursor, PageRequest, Reads};
use uuid::Uuid;

use super::database::Database;
use super::story::{
    APPROVER, BUYER, COLLEAGUE, DIRECTOR, PURCHASER, STRANGER, Story, beginning, case, decided, drafted,
    line, opened, order, revision, roles, submitted, text, three_orders,
};
use super::told::credit_agreed;

const ALL: NotificationFilter = NotificationFilter { organization: None, unread_only: false };
const UNREAD: NotificationFilter = NotificationFilter { organization: None, unread_only: true };
const DEPUTY: PersonId = PersonId(Uuid::from_u128(0x201));

async fn empty() -> Database {
    let database = Database::new().await;
    for (person, organization, role) in roles() {
        database.grant(person, &organization, &[role]).await;
    }
    database.grant(DEPUTY, &BUYER.to_string(), &[MemberRole::Approver.into()]).await;
    database
}

async fn after(story: &Story) -> Database {
    let database = empty().await;
    database.project_into(&Notifications, &story.events, 100).await;
    database
}

async fn rows(database: &Database, person: PersonId, filter: NotificationFilter) -> Vec<NotificationRow> {
    let mut read = Reads::new(database.reader.clone()).person(person).await.unwrap();
    let page = notifications(&mut read, filter, &PageRequest::first(100)).await.unwrap();
    let count = notification_count(&mut read, filter).await.unwrap();
    assert_eq!(count, i64::try_from(page.rows.len()).unwrap(), "the count is that of the list");
    page.rows
}

/// What somebody was told, the earliest first.
async fn told(database: &Database, person: PersonId) -> Vec<Kind> {
    rows(database, person, ALL).await.into_iter().rev().map(|row| row.kind).collect()
}

/// An order of the purchaser with a case that asks the approver, then the director.
fn asked() -> Story {
    let mut story = Story::default();
    let lines = vec![line(1, "2", "100")];
    story.order(order(1), drafted(BUYER, PURCHASER, lines.clone()));
    story.order(order(1), submitted("KB-00000001", 1, lines, Some(case(1))));
    story.case(case(1), opened(case(1), order(1), 1));
    story.case(case(1), started(1, &[APPROVER]));
    story
}

fn started(stage: u16, asked: &[PersonId]) -> CaseEvent {
    CaseEvent::StageStarted { stage, asked: asked.iter().copied().collect(), due: Vec::new() }
}

/// Whoever the story is told by does the last thing that happened in it.
fn by(story: &mut Story, person: PersonId) {
    story.events.last_mut().unwrap().actor = Actor::Person(person);
}

fn delegated(story: &mut Story, number: u128, from: PersonId, to: PersonId) {
    let id = Uuid::from_u128(0xDE00 + number);
    let granted = DelegationEvent::Granted {
        delegation: DelegationId(id),
        organization: BUYER,
        from,
        to,
        starts: beginning(),
        until: beginning() + Duration::days(30),
        reason: None,
        by: None,
    };
    let hour = i64::try_from(story.events.len()).unwrap();
    story.at(hour, BUYER, "approval_delegation", &id, Fact::ApprovalDelegation(granted));
    by(story, from);
}

#[tokio::test]
async fn whoever_is_asked_is_told_and_whoever_asks_is_not() {
    let database = after(&asked()).await;
    assert_eq!(told(&database, APPROVER).await, [Kind::ApprovalAsked]);
    assert_eq!(told(&database, PURCHASER).await, []);
    assert_eq!(told(&database, DIRECTOR).await, [], "the turn of the second stage comes later");
    let row = rows(&database, APPROVER, ALL).await.remove(0);
    assert_eq!((row.order, row.case, row.delegation), (Some(order(1)), Some(case(1)), None));
    assert_eq!((row.actor, row.in_place_of, row.read_at), (Actor::Person(PURCHASER), None, None));
}

#[tokio::test]
async fn the_author_is_told_of_every_decision_and_of_the_end() {
    let mut story = asked();
    story.case(case(1), decided(1, APPROVER, Decision::Approve));
    by(&mut story, APPROVER);
    story.case(case(1), CaseEvent::StageCompleted { stage: 1 });
    story.case(case(1), started(2, &[DIRECTOR, COLLEAGUE]));
    by(&mut story, APPROVER);
    story.case(case(1), decided(2, DIRECTOR, Decision::Return));
    by(&mut story, DIRECTOR);
    story.case(case(1), CaseEvent::Returned {});
    by(&mut story, DIRECTOR);
    let database = after(&story).await;
    assert_eq!(told(&database, PURCHASER).await, [Kind::ApprovalDecided, Kind::ApprovalReturned]);
    assert_eq!(told(&database, DIRECTOR).await, [Kind::ApprovalAsked]);
    let why = rows(&database, PURCHASER, ALL).await[0].text;
    assert_eq!(why, Some(text(2).id), "with the reason");
}

#[tokio::test]
async fn deputies_are_told_as_well_in_whose_place() {
    let mut story = Story::default();
    delegated(&mut story, 1, APPROVER, DEPUTY);
    delegated(&mut story, 2, DEPUTY, DIRECTOR);
    story.events.extend(later(&asked(), story.events.len()));
    let database = after(&story).await;
    assert_eq!(told(&database, DEPUTY).await, [Kind::DelegationGranted, Kind::ApprovalAsked]);
    let asked: Vec<_> = rows(&database, DEPUTY, ALL).await.into_iter().map(|row| row.in_place_of).collect();
    assert_eq!(asked, [Some(APPROVER), None]);
    assert_eq!(
        told(&database, DIRECTOR).await,
        [Kind::DelegationGranted, Kind::ApprovalAsked],
        "over two links"
    );
}

/// The events of a story behind those of another.
fn later(story: &Story, by: usize) -> Vec<domain::journal::Recorded> {
    let mut events = story.events.clone();
    for (number, event) in events.iter_mut().enumerate() {
        event.position.0 = i64::try_from(by + number + 1).unwrap() * 10;
        event.event_id = Uuid::from_u128(0x00E1_0000 + number as u128);
    }
    events
}

#[tokio::test]
async fn the_owner_of_an_order_is_nobodys_deputy_in_it() {
    let mut story = Story::default();
    delegated(&mut story, 1, APPROVER, PURCHASER);
    delegated(&mut story, 2, PURCHASER, DEPUTY);
    story.events.extend(later(&asked(), story.events.len()));
    // Somebody else submitted it, so that being the author alone keeps the purchaser out.
    let last = story.events.len() - 1;
    story.events[last].actor = Actor::Person(COLLEAGUE);
    let database = after(&story).await;
    assert_eq!(told(&database, PURCHASER).await, [Kind::DelegationGranted]);
    assert_eq!(told(&database, DEPUTY).await, [Kind::DelegationGranted], "and no link leads through them");
}

#[tokio::test]
async fn a_delegation_that_was_ended_tells_nobody_anything() {
    let mut story = Story::default();
    delegated(&mut story, 1, APPROVER, DEPUTY);
    let id = Uuid::from_u128(0xDE01);
    let revoked = Fact::ApprovalDelegation(DelegationEvent::Revoked { by: APPROVER });
    story.at(1, BUYER, "approval_delegation", &id, revoked);
    by(&mut story, APPROVER);
    story.events.extend(later(&asked(), story.events.len()));
    let database = after(&story).await;
    assert_eq!(told(&database, DEPUTY).await, [Kind::DelegationGranted, Kind::DelegationRevoked]);
}

#[tokio::test]
async fn a_question_goes_to_the_author_and_the_answer_to_whoever_asked() {
    let mut story = asked();
    story.case(case(1), CaseEvent::QuestionAsked { question: 1, by: APPROVER, text: text(5) });
    by(&mut story, APPROVER);
    story.case(case(1), CaseEvent::QuestionAnswered { question: 1, by: PURCHASER, text: text(6) });
    let database = after(&story).await;
    assert_eq!(told(&database, PURCHASER).await, [Kind::QuestionAsked]);
    assert_eq!(told(&database, APPROVER).await, [Kind::ApprovalAsked, Kind::QuestionAnswered]);
    assert_eq!(rows(&database, APPROVER, ALL).await[0].text, Some(text(6).id));
}

#[tokio::test]
async fn what_happens_by_itself_is_told_everybody_whom_it_concerns() {
    let mut story = asked();
    let groups = BTreeSet::from([1]);
    let at = beginning();
    let events = [
        CaseEvent::Reminded { stage: 1, groups: groups.clone(), by: None, at },
        CaseEvent::Escalated { stage: 1, groups: groups.clone(), to: [DIRECTOR].into(), by: None },
        CaseEvent::Rerouted { stage: 1, group: 1, lost: [APPROVER].into(), added: [DEPUTY].into() },
        CaseEvent::DeadlinePassed { stage: 1, groups },
        CaseEvent::Returned {},
    ];
    for event in events {
        story.case(case(1), event);
        story.events.last_mut().unwrap().actor = Actor::Process("pass_deadlines".to_owned());
    }
    let database = after(&story).await;
    let of_author = [Kind::ApprovalEscalated, Kind::ApprovalRerouted, Kind::ApprovalReturned];
    assert_eq!(told(&database, PURCHASER).await, of_author);
    assert_eq!(told(&database, DIRECTOR).await, [Kind::ApprovalEscalated, Kind::ApprovalReturned]);
    let of_approver = told(&database, APPROVER).await;
    assert_eq!(of_approver[..2], [Kind::ApprovalAsked, Kind::ApprovalReminded]);
}

#[tokio::test]
async fn the_author_is_told_what_the_supplier_does() {
    let mut story = asked();
    let events = [
        OrderEvent::Confirmed { revision: revision() },
        OrderEvent::PutOnHold { hold: Hold::Credit, reason: Some(text(7)) },
        OrderEvent::HoldReleased { hold: Hold::Credit, note: None },
        OrderEvent::Delivered {},
    ];
    for event in events {
        story.order(order(1), event);
        by(&mut story, STRANGER);
    }
    let database = after(&story).await;
    let kinds = [Kind::OrderConfirmed, Kind::OrderHeld, Kind::OrderReleased, Kind::OrderDelivered];
    assert_eq!(told(&database, PURCHASER).await, kinds);
    assert_eq!(told(&database, STRANGER).await, []);
}

#[tokio::test]
async fn the_answer_to_a_cancellation_goes_to_whoever_asked_for_it() {
    let mut story = asked();
    story.order(order(1), OrderEvent::CancellationRequested { reason: text(8), lines: Vec::new() });
    by(&mut story, DIRECTOR);
    story.order(order(1), OrderEvent::CancellationDeclined { answer: text(9) });
    by(&mut story, STRANGER);
    let database = after(&story).await;
    let kinds = [Kind::CancellationRequested, Kind::CancellationAnswered];
    assert_eq!(told(&database, PURCHASER).await, kinds);
    assert_eq!(told(&database, DIRECTOR).await, [Kind::CancellationAnswered]);
}

#[tokio::test]
async fn the_pages_of_a_story_do_not_change_what_is_told() {
    let story = three_orders();
    let whole = after(&story).await;
    for size in [1, 2, 7] {
        let paged = empty().await;
        paged.project_into(&Notifications, &story.events, size).await;
        assert_eq!(paged.rows().await, whole.rows().await, "in pages of {size}");
    }
}

#[tokio::test]
async fn a_blocked_member_is_shown_nothing_of_that_organization() {
    let database = after(&asked()).await;
    for column in ["member_blocked", "organization_blocked"] {
        let set = |to: bool| format!("UPDATE organizations.access SET {column} = {to} WHERE person = $1");
        sqlx::query(&set(true)).bind(APPROVER.uuid()).execute(&database.writer).await.unwrap();
        assert_eq!(told(&database, APPROVER).await, [], "{column}");
        sqlx::query(&set(false)).bind(APPROVER.uuid()).execute(&database.writer).await.unwrap();
        assert_eq!(told(&database, APPROVER).await, [Kind::ApprovalAsked]);
    }
}

#[tokio::test]
async fn what_was_read_is_read_by_itself_or_with_all_before_it() {
    let mut story = asked();
    story.case(case(1), CaseEvent::Reminded { stage: 1, groups: [1].into(), by: None, at: beginning() });
    story.case(case(1), CaseEvent::QuestionAsked { question: 1, by: DIRECTOR, text: text(5) });
    story.case(case(1), CaseEvent::Reminded { stage: 1, groups: [1].into(), by: None, at: beginning() });
    let database = after(&story).await;
    let [third, second, first] = rows(&database, APPROVER, ALL).await.try_into().unwrap();
    let read = "INSERT INTO notifications.read VALUES ($1, $2, $3, $4)";
    let read = sqlx::query(read).bind(APPROVER.uuid()).bind(BUYER.to_string()).bind(third.id.uuid());
    read.bind(beginning()).execute(&database.writer).await.unwrap();
    let unread = rows(&database, APPROVER, UNREAD).await;
    assert_eq!(unread, [second.clone(), first.clone()]);
    for (position, at) in [(first.position, 1), (second.position, 2)] {
        let mark = "INSERT INTO notifications.read_up_to VALUES ($1, $2, $3, $4)";
        let mark = sqlx::query(mark).bind(APPROVER.uuid()).bind(BUYER.to_string()).bind(position.0);
        mark.bind(beginning() + Duration::hours(at)).execute(&database.writer).await.unwrap();
    }
    assert_eq!(rows(&database, APPROVER, UNREAD).await, []);
    let when: Vec<_> = rows(&database, APPROVER, ALL).await.into_iter().map(|row| row.read_at).collect();
    let hours = |hours| Some(beginning() + Duration::hours(hours));
    assert_eq!(when, [hours(0), hours(2), hours(1)], "each keeps the moment when it was read first");
}

#[tokio::test]
async fn pages_go_from_the_latest_to_the_first_and_back() {
    let mut story = asked();
    for _ in 0..4 {
        story.case(case(1), CaseEvent::Reminded { stage: 1, groups: [1].into(), by: None, at: beginning() });
    }
    let database = after(&story).await;
    let all = rows(&database, APPROVER, ALL).await;
    assert_eq!(all.len(), 5);
    let mut read = Reads::new(database.reader.clone()).person(APPROVER).await.unwrap();
    let cursor: Cursor = all[1].cursor();
    let page = notifications(&mut read, ALL, &PageRequest::after(2, cursor.clone())).await.unwrap();
    assert_eq!((page.rows.as_slice(), page.has_more), (&all[2..4], true));
    let back = PageRequest { first: 5, before: Some(cursor), from_end: true, after: None };
    let page = notifications(&mut read, ALL, &back).await.unwrap();
    assert_eq!((page.rows.as_slice(), page.has_more), (&all[..1], false));
    let foreign = PageRequest::after(2, Cursor("\"nonsense\"".to_owned()));
    assert!(notifications(&mut read, ALL, &foreign).await.is_err());
}

#[tokio::test]
async fn an_order_that_waits_for_credit_is_told_once_however_often_it_is_looked_at() {
    let mut story = asked();
    for event in credit_agreed().into_iter().chain(credit_agreed()) {
        story.at(5, BUYER, "exposure", &"account", Fact::Exposure(event));
        story.events.last_mut().unwrap().actor = Actor::Process("confirmation".to_owned());
    }
    let database = after(&story).await;
    let waits = |told: &[Kind]| told.iter().filter(|kind| **kind == Kind::OrderWaitsForCredit).count();
    assert_eq!(waits(&told(&database, PURCHASER).await), 1);
    assert_eq!(waits(&told(&database, APPROVER).await), 0);
}
