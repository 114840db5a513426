//! Commands take turns on a stream, decide again when others were first, and give up.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};

use commands::journal::{NewEvent, StreamAppend};
use commands::ordering::{EditOrderLines, LineChange, SubmitOrder};
use commands::organizations::{ChangeMemberRoles, RemoveMember};
use commands::{Command, CommandError, Work};
use cqrs_es::DomainEvent;
use domain::journal::StreamKey;
use domain::ordering::order::{Hold, LineEdit, LineQuantity, OrderCommand};
use domain::ordering::{Order, OrderEvent};
use domain::organizations::{Action, MemberRole};
use domain::vocabulary::{OrderId, PersonId, ProductId};
use futures_util::future::join_all;
use serde::Serialize;

use crate::shop::{Shop, units};
use crate::writing::{append, event, new_id};

/// What happens between load and append.
enum Meanwhile {
    Nothing,
    /// Another node appends to the stream, every time.
    Rival,
    /// The purchaser's row changes, the first time only.
    RowTouched,
    /// The purchaser is blocked.
    Blocked,
}

/// Sets the quantity of the first line.
#[derive(Serialize)]
struct SetQuantity {
    order: OrderId,
    product: ProductId,
    quantity: u32,
    #[serde(skip)]
    person: PersonId,
    #[serde(skip)]
    runs: AtomicU32,
    #[serde(skip)]
    meanwhile: Meanwhile,
}

impl SetQuantity {
    fn of(shop: &Shop, order: OrderId, quantity: u32, meanwhile: Meanwhile) -> Self {
        let (product, person) = (shop.products[0], shop.purchaser);
        Self { order, product, quantity, person, runs: AtomicU32::new(0), meanwhile }
    }

    fn runs(&self) -> u32 {
        self.runs.load(Ordering::SeqCst)
    }

    async fn meanwhile(&self, work: &Work<'_>, sequence: i64) {
        let row = match self.meanwhile {
            Meanwhile::Rival => return rival(work, self.order, sequence).await,
            Meanwhile::RowTouched if self.runs() == 1 => "epoch = epoch + 1",
            Meanwhile::Blocked => "epoch = epoch + 1, member_blocked = true",
            Meanwhile::Nothing | Meanwhile::RowTouched => return,
        };
        sqlx::query(&format!("UPDATE organizations.access SET {row} WHERE person = $1"))
            .bind(self.person.uuid())
            .execute(work.pool())
            .await
            .expect("the row changes");
    }
}

async fn rival(work: &Work<'_>, order: OrderId, sequence: i64) {
    let happened = OrderEvent::PutOnHold { hold: Hold::Credit, reason: None };
    let new = NewEvent {
        event_type: happened.event_type(),
        payload: serde_json::to_string(&happened).expect("JSON"),
        ..event()
    };
    let stream = StreamAppend { key: StreamKey::of::<Order>(order), first: sequence + 1, events: vec![new] };
    append(work.requester().tenant(), vec![stream]).write(work.pool()).await.expect("the rival is first");
}

impl Command for SetQuantity {
    const NAME: &'static str = "set_quantity";
    const ACTION: Action = Action::EditOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        let mut order = work.load::<Order>(self.order).await?;
        self.meanwhile(work, order.sequence).await;
        let line = LineQuantity { product: self.product, quantity: units(self.quantity) };
        let edits = vec![LineEdit::SetQuantity(line)];
        work.decide(&mut order, OrderCommand::EditLines { edits }).await?;
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn commands_on_one_stream_take_turns_and_decide_once_each() {
    let shop = Shop::open().await;
    let order = shop.draft().await;
    let who = shop.member(shop.purchaser).await;
    let commands: Vec<_> =
        (0..20).map(|n| SetQuantity::of(&shop, order, 100 + n, Meanwhile::Nothing)).collect();
    for end in join_all(commands.iter().map(|command| shop.ask(&who, command))).await {
        end.expect("everybody had a turn");
    }
    assert!(commands.iter().all(|command| command.runs() == 1));
    assert_eq!(shop.order(order).await.sequence, 21);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_nodes_racing_on_one_stream_end_in_success_or_a_typed_answer() {
    let shop = Shop::open().await;
    let order = shop.draft().await;
    let who = shop.member(shop.purchaser).await;
    let nodes = [shop.node.clone(), shop.another_node()];
    let request = commands::Request::new(new_id());
    let changes: Vec<_> = (0..30)
        .map(|n| EditOrderLines {
            order,
            changes: vec![LineChange::SetQuantity(shop.products[0], units(100 + n))],
        })
        .collect();
    let race = changes.iter().enumerate().map(|(n, change)| nodes[n % 2].execute(&who, &request, change));
    let ended = join_all(race).await;
    assert!(ended.iter().all(|end| matches!(end, Ok(_) | Err(CommandError::Conflict))), "{ended:?}");
    let succeeded = ended.iter().filter(|end| end.is_ok()).count();
    assert!(succeeded >= 15, "only {succeeded} of 30 got through");
    let order = shop.order(order).await;
    assert_eq!(usize::try_from(order.sequence), Ok(1 + succeeded));
}

#[tokio::test]
async fn who_is_never_first_decides_again_for_a_while_and_then_gives_up() {
    let shop = Shop::open().await;
    let order = shop.draft().await;
    let who = shop.member(shop.purchaser).await;
    let command = SetQuantity::of(&shop, order, 7, Meanwhile::Rival);
    assert!(matches!(shop.ask(&who, &command).await, Err(CommandError::Conflict)));
    assert!(command.runs() > 2);
    assert_eq!(shop.order(order).await.sequence, 1 + i64::from(command.runs()));
}

#[tokio::test]
async fn access_that_changed_and_still_suffices_lets_the_command_pass() {
    let shop = Shop::open().await;
    let order = shop.draft().await;
    let who = shop.member(shop.purchaser).await;
    let command = SetQuantity::of(&shop, order, 7, Meanwhile::RowTouched);
    shop.ask(&who, &command).await.expect("still a purchaser");
    assert_eq!(command.runs(), 2);
    assert_eq!(shop.order(order).await.sequence, 2);
}

#[tokio::test]
async fn whoever_is_blocked_while_a_command_runs_is_stopped() {
    let shop = Shop::open().await;
    let order = shop.draft().await;
    let who = shop.member(shop.purchaser).await;
    let command = SetQuantity::of(&shop, order, 7, Meanwhile::Blocked);
    assert!(matches!(shop.ask(&who, &command).await, Err(CommandError::Forbidden)));
    assert_eq!((command.runs(), shop.order(order).await.sequence), (1, 1));
}

#[tokio::test]
async fn a_stream_of_another_tenant_is_not_found() {
    let shop = Shop::open().await;
    let order = shop.draft().await;
    let stranger = shop.stranger().await;
    for order in [order, OrderId(new_id())] {
        let submitted = shop.ask(&stranger, &SubmitOrder { order, accepted_total: None }).await;
        assert!(matches!(submitted, Err(CommandError::NotFound)));
        let edited = shop.ask(&stranger, &SetQuantity::of(&shop, order, 1, Meanwhile::Nothing)).await;
        assert!(matches!(edited, Err(CommandError::NotFound)));
    }
}

#[tokio::test]
async fn whoever_gives_up_the_own_role_is_not_stopped_by_it() {
    let shop = Shop::open().await;
    let successor = PersonId(new_id());
    shop.join(successor, MemberRole::Administrator).await;
    let who = shop.member(shop.administrator).await;
    let (organization, person) = (shop.organization, shop.administrator);
    let roles = BTreeSet::from([MemberRole::Administrator, MemberRole::Purchaser]);
    shop.ask(&who, &ChangeMemberRoles { organization, person, roles }).await.expect("one more role");
    shop.ask(&who, &RemoveMember { organization, person }).await.expect("left");
    let gone = shop.node.access().member(person, organization).await;
    assert!(matches!(gone, Err(CommandError::NotFound)));
}
