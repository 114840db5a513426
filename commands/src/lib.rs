//! What may be asked: the journal, the execution of commands, permissions and
//! processes. This crate is the only writer of the journal.

pub mod accounts;
pub mod approvals;
pub mod catalogue;
pub mod command;
pub mod documents;
pub mod error;
pub mod exchange;
pub mod execute;
pub mod facts;
pub mod identity;
pub mod journal;
pub mod notifications;
pub mod ordering;
pub mod organizations;
pub mod ports;
pub mod processes;
pub mod requester;
pub mod work;

pub use command::{Command, Done, Request};
pub use error::CommandError;
pub use execute::Commands;
pub use requester::Requester;
pub use work::Work;
