//! The service from outside: as a process, over real HTTP, against a real database.

mod catalogue;
mod config;
mod cross_site;
mod data_folder;
mod embedded;
mod errors;
mod graphql_over_http;
mod limits;
mod own_server;
mod pages;
mod passwords;
mod server;
mod service;
mod sessions;
mod sign_in;
