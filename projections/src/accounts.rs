//! Money, as it can be seen.

pub mod as_of;
pub mod balances;
pub mod debtors;
pub mod entry_list;
mod ledger_at;
mod reach;
pub mod receivables;
pub mod settlement_entries;
pub mod turnover;

pub use as_of::AsOf;
pub use balances::{Balance, balances};
pub use debtors::{Debtor, DebtorTotals, debtor_totals, debtors};
pub use entry_list::{EntryFilter, EntryRow, entries, parts};
pub use receivables::{Receivables, receivables};
pub use settlement_entries::SettlementEntries;
pub use turnover::{Movement, Stretch, Turnover, balance_by_day, turnover};
