//! The service from outside: real HTTP against a real database, and the process itself.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod accounts;
mod available_actions;
mod before_confirmation;
mod budgets;
mod cart_to_confirmed;
mod catalogue;
mod comparison;
mod complaints;
mod config;
mod console;
mod crashes;
mod credit;
mod cross_site;
mod data_folder;
mod deciding;
mod demonstration;
mod documents;
mod embedded;
mod errors;
mod exchange;
mod founding;
mod graphql_over_http;
mod house_rules;
mod ledger;
mod limits;
mod notifications;
mod order_list;
mod ordering_facts;
mod organization_walls;
mod own_server;
mod pages;
mod passwords;
mod permissions;
mod readme;
mod schema_text;
mod server;
mod service;
mod sessions;
mod sign_in;
mod statements;
mod stored_queries;
mod templates;
mod workers;
mod world;
