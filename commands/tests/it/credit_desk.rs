//! The shop with a credit, and a ledger that says what it is told to say.

use std::sync::{Arc, Mutex};

use commands::accounts::{Arrival, Arrived, SetCreditLimit, settle};
use commands::journal::{Loaded, load};
use commands::ordering::SubmitOrder;
use commands::ports::{AboutAccount, AboutBalance, AccountFacts, Answering};
use commands::{Command, CommandError, Request, Requester, processes};
use domain::accounts::exposure::{CreditAccount, Exposure, Receivables};
use domain::accounts::settlement::{Entry, EntryKind, Side};
use domain::journal::{Known, Tenant};
use domain::ordering::OrderStatus;
use domain::ordering::order::Hold;
use domain::vocabulary::{Currency, OrderId};
use rust_decimal::Decimal;

use crate::clock::noon;
use crate::shop::Shop;
use crate::writing::new_id;

/// Ten bolts with VAT: what every order of the shop costs.
pub const ORDER: i64 = 1_200;

/// A ledger that says what it is told to say.
#[derive(Default)]
pub struct Ledger(pub Mutex<Option<Receivables>>);

impl AccountFacts for Ledger {
    fn receivables(&self, about: AboutAccount) -> Answering<'_, Receivables> {
        let said = self.0.lock().expect("nobody panics here").clone();
        Box::pin(
            async move { said.map_or(Known::Unknown, |value| Known::Read { value, as_of: about.at_least }) },
        )
    }

    fn balance(&self, _: AboutBalance) -> Answering<'_, Decimal> {
        Box::pin(async { Known::Unknown })
    }
}

/// The shop with a ledger, where goods are paid two weeks after they left.
pub struct Desk {
    pub shop: Shop,
    pub ledger: Arc<Ledger>,
}

impl Desk {
    pub async fn open() -> Self {
        let mut shop = Shop::open().await;
        let ledger = Arc::new(Ledger::default());
        shop.node = shop.node.clone().knowing_accounts(ledger.clone());
        let deferred =
            r#"UPDATE organizations.contracts SET payment_terms = '{"kind":"deferred","days":14}'"#;
        shop.execute(deferred).await;
        let desk = Self { shop, ledger };
        desk.owes(0);
        desk
    }

    pub fn owes(&self, open: i64) {
        self.says(Receivables {
            open: open.into(),
            overdue: vec![],
            advances: Decimal::ZERO,
            invoiced: [].into(),
            as_of: noon(),
            last_exchange: Some(noon()),
        });
    }

    pub fn says(&self, receivables: Receivables) {
        *self.ledger.0.lock().expect("nobody panics here") = Some(receivables);
    }

    pub fn account(&self) -> CreditAccount {
        CreditAccount { organization: self.shop.organization, currency: Currency::RUB }
    }

    /// Something that the manager asks for, and all that follows by itself.
    pub async fn agree<C: Command>(&self, command: C) {
        self.shop.ask(&self.shop.manager().await, &command).await.expect("agreed");
        self.follow().await;
    }

    pub async fn limit(&self, amount: i64) {
        let (account, amount) = (self.account(), amount.into());
        // Every node of the tests has a clock of its own that begins at noon.
        self.agree(SetCreditLimit { account, amount, from: Some(noon()), until: None }).await;
    }

    /// An order that the approver let pass, and all that follows.
    pub async fn approved(&self) -> OrderId {
        let order = self.shop.approved().await;
        self.follow().await;
        order
    }

    /// Everything that follows by itself, until nothing does.
    pub async fn follow(&self) {
        let reactions = processes::all();
        let mut seen = 0;
        loop {
            let history = self.shop.history().await;
            if history.len() == seen {
                return;
            }
            for event in &history[seen..] {
                for reaction in reactions.iter().filter(|reaction| reaction.concerns(event)) {
                    reaction.react(event, &self.shop.node).await.expect("no failure");
                }
            }
            seen = history.len();
        }
    }

    pub async fn exposure(&self) -> Loaded<Exposure> {
        load::load(&self.shop.database.pool, self.account()).await.expect("the exposure")
    }

    pub async fn held(&self, order: OrderId) -> Option<Decimal> {
        self.exposure().await.holds().get(&order).map(|held| held.amount)
    }

    pub async fn frees(&self, order: OrderId) -> Option<Decimal> {
        self.exposure().await.stopped_by(order).and_then(|decision| decision.frees)
    }

    /// Where an order stands, and whether it is held for credit.
    pub async fn stands(&self, order: OrderId) -> (OrderStatus, bool) {
        let order = self.shop.order(order).await;
        (order.status().expect("an order"), order.holds().contains(&Hold::Credit))
    }

    /// 1C posts a document that pays.
    pub async fn payment_arrives(&self, amount: i64) {
        let entry = Entry {
            organization: self.shop.organization,
            contract: self.shop.contract,
            currency: Currency::RUB,
            kind: EntryKind::Payment,
            side: Side::Credit,
            number: "П-1".to_owned(),
            effective: noon().date_naive(),
            amount: amount.into(),
            due: None,
            order: None,
            allocations: vec![],
        };
        self.arrives(entry).await;
    }

    pub async fn arrives(&self, entry: Entry) {
        let (requester, request) = (Requester::console(Tenant::Supplier), Request::new(new_id()));
        let base = "ut".parse().expect("a name");
        let id = new_id().to_string();
        let arrived = vec![Arrived { id, version: 1, what: Arrival::Posted(Box::new(entry)) }];
        let mut transaction = self.shop.database.pool.begin().await.expect("a transaction");
        let ports = self.shop.node.ports();
        settle(&mut transaction, ports, &requester, &request, &base, arrived).await.expect("taken in");
        transaction.commit().await.expect("committed");
        self.follow().await;
    }

    pub async fn submit(&self) -> Result<OrderId, CommandError> {
        let order = self.shop.draft().await;
        let who = self.shop.member(self.shop.purchaser).await;
        self.shop.ask(&who, &SubmitOrder { order, accepted_total: None }).await?;
        Ok(order)
    }
}
