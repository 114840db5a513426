//! What is measured, in the order in which orders live.

use std::time::Duration;

use domain::vocabulary::ProductId;
use gateway::graphql::global_id::{GlobalId, Identified};
use serde_json::{Value, json};

use super::browser::Browser;
use super::goods::Goods;
use super::questions::{APPROVE, CREATE, DECIDE, INBOX, PREVIEW, SUBMIT, WHO_IS_ASKED};
use super::served::Served;
use crate::figures::{Times, median};
use crate::world::World;

/// Orders that only make everything warm.
const WARMING: usize = 20;
/// Orders that are decided one by one.
const SINGLE: usize = 300;
/// Orders of one request that decides many, and how many such requests there are.
const BULK: usize = 100;
const BULKS: usize = 5;
/// The first product of an order, for each in turn: ten follow it, in ten categories, and of
/// every order the first is in the first category.
const STRIDE: usize = 40;

pub struct Course<'a> {
    purchaser: Browser,
    head: Browser,
    director: Browser,
    world: &'a World,
    goods: &'a Goods,
}

fn id<I: Identified>(id: I) -> String {
    GlobalId(id).encode()
}

impl<'a> Course<'a> {
    pub async fn begin(served: &Served, world: &'a World, goods: &'a Goods) -> Self {
        let purchaser = served.signed_in("purchaser").await;
        let head = served.signed_in("head").await;
        let director = served.signed_in("director").await;
        Self { purchaser, head, director, world, goods }
    }

    pub async fn run(&self) {
        self.one_by_one(WARMING).await;
        println!("| milliseconds | p50 | p95 | p99 | most |");
        println!("|---|---|---|---|---|");
        for (what, times) in self.one_by_one(SINGLE).await {
            println!("{}", Times::new(times).row(what));
        }
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for _ in 0..BULKS {
            let orders = self.submitted(BULK).await;
            first.push(self.decide(&self.head, &orders, "PENDING_APPROVAL").await);
            second.push(self.decide(&self.director, &orders, "").await);
        }
        println!("\n| `decideOrders` of {BULK} orders, seconds | median of {BULKS} | most |");
        println!("|---|---|---|");
        for (what, took) in [("each starts the next stage", first), ("each is the last one needed", second)] {
            let most = took.iter().copied().fold(0.0, f64::max);
            println!("| {what} | {:.2} | {most:.2} |", median(took));
        }
    }

    /// The life of so many orders, request by request, with the times of each kind.
    async fn one_by_one(&self, count: usize) -> [(&'static str, Vec<Duration>); 8] {
        let (drafts, drafting) = self.drafts(count).await;
        let previewing = self.about_each(PREVIEW, &drafts).await;
        let naming = self.about_each(WHO_IS_ASKED, &drafts).await;
        let (orders, submitting) = self.submit(&drafts).await;
        let mut looking = Vec::new();
        for _ in 0..count {
            let variables = json!({ "organization": id(self.world.organization) });
            let (data, took) = self.head.ask(INBOX, &variables).await;
            assert_eq!(data["organization"]["approvals"]["inbox"]["nodes"].as_array().unwrap().len(), 20);
            looking.push(took);
        }
        let starting = self.approve(&self.head, &orders).await;
        let granting = self.approve(&self.director, &orders).await;
        let all: Vec<_> = starting.iter().chain(&granting).copied().collect();
        [
            ("`createDraft`, for comparison", drafting),
            ("`approvalPreview`: all rules with findings, ids of those asked", previewing),
            ("`approvalPreview`: names of those asked", naming),
            ("`submitOrder`", submitting),
            ("a page of the inbox", looking),
            ("`approveOrder`", all),
            ("… that starts the next stage", starting),
            ("… that is the last one needed", granting),
        ]
    }

    async fn submitted(&self, count: usize) -> Vec<Value> {
        self.submit(&self.drafts(count).await.0).await.0
    }

    async fn drafts(&self, count: usize) -> (Vec<Value>, Vec<Duration>) {
        let (mut drafts, mut times) = (Vec::new(), Vec::new());
        for number in 0..count {
            let first = STRIDE * (number % 20);
            let line = |product: &ProductId| json!({ "productId": id(*product), "quantity": "2" });
            let lines: Vec<_> = self.goods.products[first..first + 10].iter().map(line).collect();
            let input = json!({ "organizationId": id(self.world.organization),
                "contractId": id(self.world.contract), "lines": lines });
            let (mut payload, took) = self.purchaser.change(CREATE, "createDraft", input).await;
            drafts.push(payload["order"].take());
            times.push(took);
        }
        (drafts, times)
    }

    async fn about_each(&self, query: &str, drafts: &[Value]) -> Vec<Duration> {
        let mut times = Vec::new();
        for draft in drafts {
            let variables = json!({ "organization": id(self.world.organization), "order": draft["id"] });
            let (data, took) = self.purchaser.ask(query, &variables).await;
            assert_eq!(data["organization"]["approvalPreview"]["outcome"], "APPROVAL_NEEDED");
            times.push(took);
        }
        times
    }

    async fn submit(&self, drafts: &[Value]) -> (Vec<Value>, Vec<Duration>) {
        let (mut orders, mut times) = (Vec::new(), Vec::new());
        for draft in drafts {
            let input = json!({ "organizationId": id(self.world.organization), "orderId": draft["id"] });
            let (mut payload, took) = self.purchaser.change(SUBMIT, "submitOrder", input).await;
            assert_eq!(payload["order"]["status"], "PENDING_APPROVAL");
            orders.push(payload["order"].take());
            times.push(took);
        }
        (orders, times)
    }

    async fn approve(&self, approver: &Browser, orders: &[Value]) -> Vec<Duration> {
        let mut times = Vec::new();
        for order in orders {
            let input = json!({ "organizationId": id(self.world.organization), "orderId": order["id"],
                "revision": order["revision"] });
            times.push(approver.change(APPROVE, "approveOrder", input).await.1);
        }
        times
    }

    /// Approves many at once; each must be done. Gives seconds.
    async fn decide(&self, approver: &Browser, orders: &[Value], status: &str) -> f64 {
        let decision = |order: &Value| json!({ "orderId": order["id"], "decision": "APPROVE", "revision": order["revision"] });
        let decisions: Vec<_> = orders.iter().map(decision).collect();
        let input = json!({ "organizationId": id(self.world.organization), "decisions": decisions });
        let (payload, took) = approver.change(DECIDE, "decideOrders", input).await;
        for result in payload["results"].as_array().unwrap() {
            assert_eq!(result["errors"], json!([]));
            assert!(status.is_empty() || result["order"]["status"] == status);
        }
        took.as_secs_f64()
    }
}
