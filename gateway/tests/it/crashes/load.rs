//! People who order while the service dies under them. Whoever gets no answer asks again
//! under the same idempotency key, as a good client does.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::vocabulary::{ContractId, OrganizationId, ProductId};
use gateway::graphql::global_id::{GlobalId, decode};
use reqwest::Client;
use serde_json::{Value, json};
use sqlx::PgConnection;
use tokio::task::JoinSet;
use uuid::Uuid;

const PEOPLE: usize = 4;
/// A purchaser of the demonstration whose orders need approval.
const EMAIL: &str = "irina.lapteva@kvartal.example";
const PASSWORD: &str = "kabinet-demo";

const CREATE: &str = "mutation ($input: CreateDraftInput!) {
    createDraft(input: $input) { order { id } errors { code } } }";
const SUBMIT: &str = "mutation ($input: SubmitOrderInput!) {
    submitOrder(input: $input) { order { id } errors { code } } }";
const WITHDRAW: &str = "mutation ($input: WithdrawOrderInput!) {
    withdrawOrder(input: $input) { order { id } errors { code } } }";

/// A draft that was acknowledged.
#[derive(Debug)]
pub struct Draft {
    /// The bare id of the order.
    pub order: String,
}

/// What the service said was done.
#[derive(Default)]
pub struct Acknowledged {
    pub keys: BTreeSet<String>,
    pub drafts: Vec<Draft>,
}

pub struct Load {
    shared: Arc<Shared>,
    people: JoinSet<()>,
}

struct Shared {
    address: Mutex<String>,
    organization: String,
    contract: String,
    product: String,
    acknowledged: Mutex<Acknowledged>,
    count: AtomicUsize,
    ending: AtomicBool,
}

impl Load {
    pub async fn begin(address: String, session: &mut PgConnection) -> Self {
        let (organization, contract, product) = what_to_order(session).await;
        let shared = Arc::new(Shared {
            address: Mutex::new(address),
            organization: GlobalId(OrganizationId(organization)).encode(),
            contract: GlobalId(ContractId(contract)).encode(),
            product: GlobalId(ProductId(product)).encode(),
            acknowledged: Mutex::default(),
            count: AtomicUsize::new(0),
            ending: AtomicBool::new(false),
        });
        let mut people = JoinSet::new();
        for person in 0..PEOPLE {
            people.spawn(order_on_and_on(Arc::clone(&shared), person));
        }
        Self { shared, people }
    }

    /// Waits until so many more commands were acknowledged.
    pub async fn wait_for(&self, commands: usize) {
        let goal = self.shared.count.load(Ordering::SeqCst) + commands;
        while self.shared.count.load(Ordering::SeqCst) < goal {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// The service runs again, at another port.
    pub fn goes_on_at(&self, address: String) {
        *self.shared.address.lock().expect("nobody panicked") = address;
    }

    /// Lets everybody finish what they are asking, and tells what was acknowledged.
    pub async fn end(mut self) -> Acknowledged {
        self.shared.ending.store(true, Ordering::SeqCst);
        while let Some(ended) = self.people.join_next().await {
            ended.expect("nobody panicked");
        }
        std::mem::take(&mut *self.shared.acknowledged.lock().expect("nobody panicked"))
    }
}

async fn what_to_order(session: &mut PgConnection) -> (Uuid, Uuid, Uuid) {
    let row: (String, Uuid, Uuid) = sqlx::query_as(
        "SELECT contract.organization, contract.id, price.product
           FROM identity.directory person
           JOIN organizations.access access ON access.person = person.person
           JOIN organizations.contracts contract ON contract.organization = access.organization
           JOIN catalogue.prices price ON price.price_type = contract.price_type
          WHERE person.email = $1
          ORDER BY contract.id, price.product LIMIT 1",
    )
    .bind(EMAIL)
    .fetch_one(session)
    .await
    .expect("something to order");
    (row.0.parse().expect("an id"), row.1, row.2)
}

/// Drafts, submits and withdraws, again and again.
async fn order_on_and_on(shared: Arc<Shared>, person: usize) {
    let client =
        Client::builder().cookie_store(true).timeout(Duration::from_secs(5)).build().expect("a client");
    for round in 0.. {
        if shared.ending.load(Ordering::SeqCst) {
            return;
        }
        let key = |step: &str| format!("load-{person}-{round}-{step}");
        let lines = json!([{ "productId": shared.product, "quantity": "1" }]);
        let draft = json!({ "contractId": shared.contract, "lines": lines });
        let order = shared.insist(&client, CREATE, "createDraft", draft, key("draft")).await;
        let chosen = json!({ "orderId": order });
        shared.insist(&client, SUBMIT, "submitOrder", chosen.clone(), key("submit")).await;
        if round % 2 == 0 {
            shared.insist(&client, WITHDRAW, "withdrawOrder", chosen, key("withdraw")).await;
        }
    }
}

impl Shared {
    /// Asks until there is an answer, under one key.
    async fn insist(
        &self,
        client: &Client,
        query: &str,
        name: &str,
        mut input: Value,
        key: String,
    ) -> String {
        input["organizationId"] = json!(self.organization);
        input["idempotencyKey"] = json!(key);
        let body = json!({ "query": query, "variables": { "input": input } });
        loop {
            let answer = self.ask(client, &body).await;
            if let Some(payload) = answer.as_ref().and_then(|answer| answer["data"].get(name)) {
                assert_eq!(payload["errors"], json!([]), "{name} is refused");
                let order = payload["order"]["id"].as_str().expect("the order").to_owned();
                self.acknowledge(key, name, &order);
                return order;
            }
            let unknown =
                answer.is_some_and(|answer| answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED");
            if unknown {
                self.sign_in(client).await;
            } else {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }

    fn acknowledge(&self, key: String, name: &str, order: &str) {
        let mut acknowledged = self.acknowledged.lock().expect("nobody panicked");
        acknowledged.keys.insert(key);
        if name == "createDraft" {
            let (_, order) = decode(order).expect("an id of an order");
            acknowledged.drafts.push(Draft { order: order.to_string() });
        }
        self.count.fetch_add(1, Ordering::SeqCst);
    }

    async fn sign_in(&self, client: &Client) {
        let query = "mutation ($input: SignInInput!) { signIn(input: $input) { errors { code } } }";
        let input = json!({ "email": EMAIL, "password": PASSWORD });
        self.ask(client, &json!({ "query": query, "variables": { "input": input } })).await;
    }

    /// An answer, or none if the service died.
    async fn ask(&self, client: &Client, body: &Value) -> Option<Value> {
        let address = self.address.lock().expect("nobody panicked").clone();
        let request = client.post(format!("http://{address}/graphql")).json(body);
        request.send().await.ok()?.json().await.ok()
    }
}
