//! Money, as it can be seen.

pub mod settlement_entries;

pub use settlement_entries::SettlementEntries;
