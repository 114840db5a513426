//! Submissions of one member are decided one after another, in a fleet as well.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use commands::command::Command;
use commands::ordering::{SubmitOrder, Turn};
use commands::{CommandError, Request, Work};
use domain::journal::{Position, StreamKey};
use domain::organizations::Action;
use domain::vocabulary::PersonId;
use futures_util::future::join_all;
use serde::Serialize;
use tokio::sync::Barrier;

use crate::shop::Shop;
use crate::writing::new_id;

/// Looks at its turn, waits until another has looked as well, and takes it.
#[derive(Serialize)]
struct Rush<'a> {
    member: PersonId,
    #[serde(skip)]
    both: &'a Barrier,
    #[serde(skip)]
    looks: AtomicU32,
    #[serde(skip)]
    seen: &'a Mutex<Vec<Turn>>,
}

impl Command for Rush<'_> {
    const NAME: &'static str = "rush";
    const ACTION: Action = Action::SubmitOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let turn = Turn::of(work, self.member).await?;
        if self.looks.fetch_add(1, Ordering::Relaxed) == 0 {
            self.both.wait().await;
        }
        self.seen.lock().expect("nobody panicked holding it").push(turn);
        work.effect(turn);
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_submissions_at_once_the_second_is_decided_again_after_the_first() {
    let shop = Shop::open().await;
    let (both, seen) = (Barrier::new(2), Mutex::new(Vec::new()));
    let who = shop.member(shop.purchaser).await;
    let nodes = [shop.another_node(), shop.another_node()];
    let rush = || Rush { member: shop.purchaser, both: &both, looks: AtomicU32::new(0), seen: &seen };
    let commands = [rush(), rush()];
    let asked = nodes
        .iter()
        .zip(&commands)
        .map(async |(node, command)| node.execute(&who, &Request::new(new_id()), command).await.map(drop));
    for outcome in join_all(asked).await {
        outcome.expect("both are done");
    }
    let seen = seen.into_inner().unwrap();
    assert_eq!(seen.len(), 3, "one of the two looked again: {seen:?}");
    assert_eq!(seen[0], seen[1]);
    assert_ne!(seen[2], seen[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_of_one_member_that_are_submitted_at_once_are_all_submitted() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    let mut orders = Vec::new();
    for _ in 0..6 {
        orders.push(shop.draft().await);
    }
    let nodes = [shop.another_node(), shop.another_node()];
    let submitted = orders.iter().enumerate().map(async |(number, order)| {
        let submit = SubmitOrder { order: *order, accepted_total: None };
        nodes[number % 2].execute(&who, &Request::new(new_id()), &submit).await.map(|done| done.position)
    });
    let positions: Result<Vec<Position>, _> = join_all(submitted).await.into_iter().collect();
    let last = positions.expect("all are submitted").into_iter().max().unwrap();
    let taken: i64 = sqlx::query_scalar("SELECT taken FROM ordering.turns WHERE member = $1")
        .bind(shop.purchaser.uuid())
        .fetch_one(&shop.database.pool)
        .await
        .unwrap();
    assert_eq!(taken, 6);
    assert!(last > Position(0));
}
