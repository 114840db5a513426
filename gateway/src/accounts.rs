//! Money on the wire: what is owed, what settled it, and who owes most.

pub mod account;
mod aging;
mod balance;
pub mod debtors;
pub mod entry;
pub mod entry_connection;
mod statement;
mod words;

pub use account::Account;
