//! The journal, the execution of commands and the use cases, on a real PostgreSQL.

mod clock;
mod database;
mod open_cases;
mod oracle;
mod shop;
mod writing;

mod access;
mod append;
mod delegating;
mod evidence;
mod plan;
mod texts;
mod turns;

mod execution;
mod failures;
mod feed;
mod idempotency;
mod reactions;
mod readable;

mod approvals;
mod budgets;
mod carts;
mod credit;
mod credit_desk;
mod deciding;
mod orders;
mod organization_directory;
mod passwords;
mod registering;
mod settling;
mod templates;
