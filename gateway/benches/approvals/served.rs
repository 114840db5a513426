//! The service as it runs, in this process and on a port of its own.

use std::net::SocketAddr;

use commands::identity::{Entry, Identity, RegisterPerson};
use commands::{Commands, Request, Requester};
use domain::journal::Tenant;
use domain::vocabulary::PersonId;
use gateway::config::Config;
use gateway::database::Databases;
use gateway::http;
use gateway::service::Service;
use gateway::workers::Workers;
use tokio::net::TcpListener;

use super::browser::Browser;

const PASSWORD: &str = "верная лошадь 42";

pub struct Served {
    url: String,
    commands: Commands,
    identity: Identity,
    workers: Workers,
}

impl Served {
    pub async fn start(config: &Config, pools: &Databases) -> Self {
        let listener = TcpListener::bind(config.listen).await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = Service::assemble(config, address, pools);
        let workers = service.start_workers(pools);
        let Service { gateway, commands, .. } = service;
        let identity = gateway.identity.clone();
        let router = http::router(gateway).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url: format!("http://{address}"), commands, identity, workers }
    }

    /// Accounts for people who are members already.
    pub async fn open_accounts(&self, people: &[(&str, PersonId)]) {
        for (name, person) in people {
            let entry = Entry {
                full_name: "Иванова Мария".to_owned(),
                email: email(name).parse().unwrap(),
                phone: None,
            };
            let password = self.identity.prepare_password(PASSWORD.to_owned().into(), &entry).await.unwrap();
            let register = RegisterPerson { person: *person, entry, password };
            let request = Request::new(self.commands.ports().ids.next());
            let console = Requester::console(Tenant::Supplier);
            self.commands.execute(&console, &request, &register).await.unwrap();
        }
    }

    pub async fn signed_in(&self, name: &str) -> Browser {
        let browser = Browser::at(&self.url);
        browser.sign_in(&email(name), PASSWORD).await;
        browser
    }

    pub async fn stop(self) {
        self.workers.stop().await;
    }
}

fn email(name: &str) -> String {
    format!("{name}@example.org")
}
