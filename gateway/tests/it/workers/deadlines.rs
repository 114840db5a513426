//! Deadlines of approvals pass by themselves: a reminder, more people, a return.

use std::collections::BTreeSet;
use std::num::NonZeroU16;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use commands::approvals::PublishApprovalPolicy;
use commands::organizations::{BlockOrganization, UnblockOrganization};
use commands::ports::{Clock, Ports};
use commands::{Command, Commands, Request, Requester};
use domain::approvals::default_policy;
use domain::approvals::policy::{Deadline, Effect, Mode, Rule, Selector, Stage, Timeout, WordedRule};
use domain::organizations::{BlockReason, MemberRole};
use gateway::adapters::system_ports;
use gateway::workers::deadlines::{self, Deadlines};
use serde_json::{Value, json};
use sqlx::PgPool;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::world::{ORGANIZATION, World};

/// A clock that stands somewhere.
struct At(DateTime<Utc>);

impl Clock for At {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

/// The start of the world: a Monday at noon in Moscow.
fn noon() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

/// The world with a rule that lets an approver decide for an hour.
async fn with_an_hour(then: Timeout) -> World {
    let world = World::make().await;
    let deadline = Some(Deadline { hours: NonZeroU16::MIN, then });
    let approvers = vec![Selector::Role { role: MemberRole::Approver }];
    let stages = vec![Stage { mode: Mode::AnyOf, approvers, deadline }];
    let rule = Rule { effect: Effect::Require { stages }, ..default_policy().rules.remove(1) };
    let rule = WordedRule { rule, name: "Час".to_owned(), message: None };
    let publish =
        PublishApprovalPolicy { organization: ORGANIZATION, based_on: 0, rules: vec![rule], note: None };
    ask(&world, publish).await;
    world
}

async fn ask<C: Command>(world: &World, command: C) {
    let (requester, request) = (Requester::console(ORGANIZATION.into()), Request::new(uuid::Uuid::nil()));
    world.server.commands.execute(&requester, &request, &command).await.unwrap();
}

/// A submitted order of the purchaser.
async fn submitted(world: &World) -> Value {
    let purchaser = world.as_("purchaser").await;
    let order = world.draft(&purchaser, 2).await;
    world.done(&purchaser, "submitOrder", &order, json!({})).await
}

/// A worker at a moment, until it is told to stop.
fn worker(world: &World, at: DateTime<Utc>) -> (watch::Sender<bool>, JoinHandle<()>) {
    let (stop, stopping) = watch::channel(false);
    (stop, tokio::spawn(deadlines::run(at_moment(world, at), stopping)))
}

/// What a worker does when it looks at a moment.
async fn pass(world: &World, at: DateTime<Utc>) {
    let (_stop, stopping) = watch::channel(false);
    Deadlines::over(at_moment(world, at)).pass_all(&stopping).await.unwrap();
}

fn at_moment(world: &World, at: DateTime<Utc>) -> Commands {
    let ports = Ports { clock: Arc::new(At(at)), ..system_ports() };
    Commands::new(world.server.commands.pool().clone(), ports)
}

async fn until_nothing_is_due(database: &PgPool, at: DateTime<Utc>) {
    let due = "SELECT count(*) FROM approvals.open_cases WHERE next_due <= $1";
    while sqlx::query_scalar::<_, i64>(due).bind(at).fetch_one(database).await.unwrap() > 0 {
        tokio::task::yield_now().await;
    }
}

async fn happened(world: &World, event: &str) -> i64 {
    let count =
        "SELECT count(*) FROM journal.events WHERE aggregate_type = 'approval_case' AND event_type = $1";
    sqlx::query_scalar(count).bind(event).fetch_one(&world.server.database).await.unwrap()
}

fn after(hours: i64) -> DateTime<Utc> {
    noon() + Duration::hours(hours)
}

#[tokio::test]
async fn approvers_are_reminded_hour_by_hour_and_silence_approves_nothing() {
    let world = with_an_hour(Timeout::Remind).await;
    let order = submitted(&world).await;
    pass(&world, after(0)).await;
    assert_eq!(happened(&world, "Reminded").await, 0, "nothing before the time");
    pass(&world, after(1)).await;
    assert_eq!(happened(&world, "Reminded").await, 1);
    pass(&world, after(1)).await;
    assert_eq!(happened(&world, "Reminded").await, 1, "the same deadline passes once");
    pass(&world, after(2)).await;
    assert_eq!(happened(&world, "Reminded").await, 2);
    let seen = world.order(&world.as_("purchaser").await, &order).await;
    assert_eq!(seen["status"], "PENDING_APPROVAL");
}

#[tokio::test]
async fn others_come_in_once_and_are_reminded_then() {
    let to = vec![Selector::Role { role: MemberRole::Administrator }];
    let world = with_an_hour(Timeout::Escalate { to }).await;
    let order = submitted(&world).await;
    pass(&world, after(1)).await;
    assert_eq!((happened(&world, "Escalated").await, happened(&world, "Reminded").await), (1, 0));
    pass(&world, after(2)).await;
    assert_eq!((happened(&world, "Escalated").await, happened(&world, "Reminded").await), (1, 1));
    let administrator = world.as_("administrator").await;
    let revision = json!({ "revision": order["revision"] });
    let order = world.done(&administrator, "approveOrder", &order, revision).await;
    assert!(["APPROVED", "CONFIRMED"].contains(&order["status"].as_str().unwrap()), "{order}");
}

#[tokio::test]
async fn an_order_whose_time_is_over_goes_back_where_the_rule_says_so() {
    let world = with_an_hour(Timeout::Return).await;
    let order = submitted(&world).await;
    pass(&world, after(1)).await;
    assert_eq!(happened(&world, "DeadlinePassed").await, 1);
    let purchaser = world.as_("purchaser").await;
    let order = world.until(&purchaser, &order, |order| order["status"] == "RETURNED").await;
    world.done(&purchaser, "submitOrder", &order, json!({})).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_services_pass_a_deadline_once() {
    let world = with_an_hour(Timeout::Remind).await;
    for _ in 0..4 {
        submitted(&world).await;
    }
    let workers: Vec<_> = (0..3).map(|_| worker(&world, after(1))).collect();
    until_nothing_is_due(&world.server.database, after(1)).await;
    for (stop, running) in workers {
        stop.send_replace(true);
        running.await.unwrap();
    }
    assert_eq!(happened(&world, "Reminded").await, 4, "each of four cases once");
    assert_eq!(happened(&world, "DeadlineMoved").await, 4);
}

#[tokio::test]
async fn what_passed_while_no_service_ran_is_caught_up() {
    let world = with_an_hour(Timeout::Return).await;
    let mut orders = BTreeSet::new();
    for _ in 0..3 {
        orders.insert(submitted(&world).await["id"].to_string());
    }
    pass(&world, after(24 * 30)).await;
    assert_eq!(happened(&world, "DeadlinePassed").await, i64::try_from(orders.len()).unwrap());
}

#[tokio::test]
async fn no_time_passes_for_a_blocked_organization() {
    let world = with_an_hour(Timeout::Remind).await;
    submitted(&world).await;
    ask(&world, BlockOrganization { organization: ORGANIZATION, reason: BlockReason::OverdueDebt }).await;
    until(&world, "SELECT bool_and(suspended) FROM approvals.open_cases").await;
    pass(&world, after(5)).await;
    assert_eq!(happened(&world, "Reminded").await, 0);
    ask(&world, UnblockOrganization { organization: ORGANIZATION }).await;
    until(&world, "SELECT NOT bool_or(suspended) FROM approvals.open_cases").await;
    pass(&world, after(0)).await;
    assert_eq!(happened(&world, "Reminded").await, 0, "the time begins anew");
    pass(&world, after(1)).await;
    assert_eq!(happened(&world, "Reminded").await, 1);
}

async fn until(world: &World, query: &str) {
    super::until(&world.server.database, query).await;
}
