//! The service from outside: real HTTP against a real database.

mod cross_site;
mod errors;
mod graphql_over_http;
mod limits;
mod pages;
mod passwords;
mod server;
mod sessions;
mod sign_in;
