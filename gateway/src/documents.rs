//! Documents to download: print forms as PDF, and what lists say as tables. They show what the
//! fields of the schema show, to the same people.

mod asking;
mod delivery;
pub mod document;
mod download;
pub mod http;
mod invoice;
mod lists;
mod orders;
mod printing;
mod reconciliation;
mod refusal;
mod sheet;
mod statement;

pub use printing::PrintShop;
