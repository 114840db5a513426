//! A server on a port of its own with a database of its own.

use std::net::SocketAddr;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Duration, Utc};
use commands::Commands;
use commands::command::Request;
use commands::identity::register_person::RegisterPerson;
use commands::identity::{Entry, Identity, IdentitySettings};
use commands::ports::{Clock, Ports};
use commands::requester::Requester;

use domain::journal::{Position, Tenant};
use domain::vocabulary::PersonId;
use gateway::adapters::{Argon2Hasher, OperatingSystemEntropy, ReadAccountFacts, ReadFacts, TimeOrderedIds};
use gateway::database;
use gateway::documents::PrintShop;
use gateway::exchange::http::ExchangeDesk;
use gateway::graphql::position::PositionScalar;
use gateway::graphql::{SchemaSettings, Services, build};
use gateway::http::health::{Checks, Readiness};
use gateway::http::session_cookie::SessionCookie;
use gateway::http::{Gateway, HttpSettings, router};
use gateway::workers::{Freshness, Tools, Workers};
use projections::Reads;
use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection as _, Executor as _, PgConnection, PgPool};
use tokio::net::TcpListener;
use uuid::Uuid;

/// The password of everybody in the tests.
pub const PASSWORD: &str = "верная лошадь 42";

/// A clock that stands still until it is moved.
pub struct ManualClock(Mutex<DateTime<Utc>>);

impl ManualClock {
    pub fn advance(&self, by: Duration) {
        *self.0.lock().expect("nobody panicked holding it") += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("nobody panicked holding it")
    }
}

struct AlwaysReady;

impl Readiness for AlwaysReady {
    fn check(&self) -> Pin<Box<dyn Future<Output = Checks> + Send + '_>> {
        Box::pin(async { Checks::from([("migrated", Ok(()))]) })
    }
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub async fn to(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, text: response.text().await.expect("a text") }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("JSON, not {:?}", self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The code of the first error.
    pub fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"].as_str().unwrap_or("no code").to_owned()
    }
}

pub struct Server {
    pub url: String,
    pub clock: Arc<ManualClock>,
    pub identity: Identity,
    pub commands: Commands,
    /// What only read models know.
    pub facts: Arc<ReadFacts>,
    pub gateway: Gateway,
    /// The database as its superuser.
    pub database: PgPool,
    _workers: Workers,
}

impl Server {
    pub async fn start() -> Self {
        Self::start_with(|_| ()).await
    }

    pub async fn start_with(change: impl FnOnce(&mut HttpSettings)) -> Self {
        let options = new_database().await;
        let clock = Arc::new(ManualClock(Mutex::new("2026-03-02T09:00:00Z".parse().expect("a time"))));
        let entropy = Arc::new(OperatingSystemEntropy);
        let ports =
            Ports { clock: Arc::clone(&clock) as _, ids: Arc::new(TimeOrderedIds), entropy: entropy.clone() };
        let pools = database::connect(options.clone()).await.expect("the new database");
        database::bring_up_to_date(&pools).await.expect("the tables");
        let database = PgPoolOptions::new().max_connections(5).connect_with(options).await.expect("a pool");
        let hasher = Arc::new(Argon2Hasher::new(entropy));
        let identity_settings = IdentitySettings::default();
        let (freshness, reads) = (Freshness::new(pools.writer.clone()), Reads::new(pools.reader.clone()));
        let facts = Arc::new(ReadFacts::new(reads.clone(), freshness.clone()));
        let accounts = Arc::new(ReadAccountFacts::new(reads.clone(), freshness.clone()));
        let commands = Commands::new(pools.writer.clone(), ports.clone())
            .knowing(facts.clone())
            .knowing_accounts(accounts);
        let identity = Identity::new(commands.clone(), hasher, identity_settings);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let mut settings = HttpSettings { is_development: true, ..HttpSettings::at(url.clone()) };
        change(&mut settings);
        let cookie = SessionCookie::new(&settings, identity_settings.absolute_timeout);
        let schema_settings = SchemaSettings { is_introspectable: settings.is_development };
        let workers = Workers::start(&Tools {
            pool: pools.writer.clone(),
            commands: commands.clone(),
            identity: identity.clone(),
            freshness: freshness.clone(),
        });
        let services =
            Services { commands: commands.clone(), reads, freshness, identity: identity.clone(), cookie };
        let gateway = Gateway {
            schema: build(services, schema_settings),
            identity: identity.clone(),
            exchange: ExchangeDesk::new(commands.clone()),
            print_shop: PrintShop::new(std::env::temp_dir().join("kabinet-has-no-templates")),
            ports,
            readiness: Arc::new(AlwaysReady),
            settings: Arc::new(settings),
        };
        let service = router(gateway.clone()).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { url, clock, identity, commands, facts, gateway, database, _workers: workers }
    }

    /// Enters a person with the password of all tests.
    pub async fn person(&self, email: &str) -> PersonId {
        let person = PersonId(Uuid::from_u128(u128::from_be_bytes(digest(email))));
        let entry = Entry {
            full_name: "Анна Петрова".to_owned(),
            email: email.parse().expect("an e-mail"),
            phone: None,
        };
        let password =
            self.identity.prepare_password(PASSWORD.to_owned().into(), &entry).await.expect("a password");
        let register = RegisterPerson { person, entry, password };
        let console = Requester::console(Tenant::Supplier);
        let request = Request::new(Uuid::from_u128(1));
        self.commands.execute(&console, &request, &register).await.expect("a person");
        person
    }

    /// A browser with nothing in it.
    pub fn browser(&self) -> Browser {
        Browser::at(&self.url)
    }

    /// A browser in which the person is signed in.
    pub async fn signed_in(&self, email: &str) -> Browser {
        let browser = self.browser();
        let answer = browser.sign_in(email, PASSWORD).await;
        assert_eq!(answer.json()["data"]["signIn"]["errors"], json!([]), "{}", answer.text);
        browser
    }
}

/// A client that keeps its cookies.
pub struct Browser {
    pub client: Client,
    url: String,
}

impl Browser {
    /// A browser with nothing in it, before the page of a service.
    pub fn at(url: &str) -> Self {
        let client = Client::builder().cookie_store(true).build().expect("a client");
        Self { client, url: format!("{url}/graphql") }
    }

    pub async fn ask(&self, query: &str) -> Answer {
        self.send(&json!({ "query": query })).await
    }

    pub async fn send(&self, body: &Value) -> Answer {
        let accept = "application/graphql-response+json";
        Answer::to(self.client.post(&self.url).header("accept", accept).json(body)).await
    }

    /// Follows a link.
    pub async fn get(&self, path: &str, language: &str) -> Answer {
        let url = format!("{}{path}", self.url.trim_end_matches("/graphql"));
        Answer::to(self.client.get(url).header("accept-language", language)).await
    }

    /// The data of an answer without errors.
    pub async fn data(&self, query: &str, variables: Value) -> Value {
        let answer = self.send(&json!({ "query": query, "variables": variables })).await;
        let json = answer.json();
        assert_eq!(json.get("errors"), None, "{query}");
        json["data"].clone()
    }

    /// The data of an answer that is read when the read tables have come to a position.
    pub async fn data_at(&self, position: Position, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables });
        let request = self.client.post(&self.url).json(&body);
        let answer = Answer::to(request.header("x-min-position", PositionScalar(position).encode())).await;
        let json = answer.json();
        assert_eq!(json.get("errors"), None, "{query}");
        json["data"].clone()
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        let query = "mutation In($input: SignInInput!) {
            signIn(input: $input) { viewer { email } errors { code message field } } }";
        self.send(
            &json!({ "query": query, "variables": { "input": { "email": email, "password": password } } }),
        )
        .await
    }

    /// The e-mail of whoever is signed in.
    pub async fn who(&self) -> Option<String> {
        self.ask("{ viewer { email } }").await.json()["data"]["viewer"]["email"].as_str().map(str::to_owned)
    }
}

fn digest(text: &str) -> [u8; 16] {
    let mut bytes = [0; 16];
    for (index, byte) in text.bytes().enumerate() {
        bytes[index % 16] = u8::wrapping_add(bytes[index % 16], byte).rotate_left(3);
    }
    bytes
}

/// An empty database with a random name. The cluster is thrown away by whoever made it.
async fn new_database() -> PgConnectOptions {
    let url = std::env::var("KABINET_TEST_DATABASE_URL")
        .expect("KABINET_TEST_DATABASE_URL names a superuser of a throw-away cluster; script/test sets it");
    let options = PgConnectOptions::from_str(&url).expect("a URL of PostgreSQL");
    let mut bytes = [0; 8];
    commands::ports::Entropy::fill(&OperatingSystemEntropy, &mut bytes);
    let name = format!("kabinet_test_{:016x}", u64::from_be_bytes(bytes));
    let mut superuser = PgConnection::connect_with(&options).await.expect("the test cluster");
    superuser.execute(format!("CREATE DATABASE {name}").as_str()).await.expect("a database");
    options.database(&name)
}
