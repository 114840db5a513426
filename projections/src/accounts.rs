//! Money, as it can be seen.

pub mod as_of;
pub mod balances;
pub mod budget_list;
pub mod budgets;
pub mod credit;
pub mod debtors;
pub mod entry_list;
pub mod last_exchange;
mod ledger_at;
pub mod mismatches;
pub mod order_payments;
mod reach;
pub mod receivables;
pub mod reconciliation_list;
pub mod reconciliations;
pub mod settlement_entries;
pub mod turnover;
pub mod waiting;

pub use as_of::AsOf;
pub use balances::{Balance, balances};
pub use budget_list::{BudgetRow, OrderBudgetRow, budgets_of_orders, budgets_on};
pub use credit::{Agreed, By, Credit, CreditRow, credit, credits, waits_for_credit};
pub use debtors::{Debtor, DebtorTotals, debtor_totals, debtors};
pub use entry_list::{EntryFilter, EntryRow, entries, entries_by_ids, last_change, parts};
pub use last_exchange::{dated, last_exchange};
pub use mismatches::{Mismatch, mismatches};
pub use order_payments::{OrderPayment, payments_to_note};
pub use reach::sees as sees_account;
pub use receivables::{Receivables, receivables};
pub use reconciliation_list::{
    AgreedRow, ErpAnswer, ReconciliationRow, answered_lines, as_lines, named_as_ours, reconciliation,
    reconciliations,
};
pub use settlement_entries::SettlementEntries;
pub use turnover::{Movement, Stretch, Turnover, balance_after, balance_by_day, turnover};
pub use waiting::accounts_that_wait;
