//! What a form says: plain values in, and what its template is given.

mod invoice;
mod party;
mod reconciliation;
#[cfg(test)]
mod tests;
mod written;

#[cfg(test)]
pub(crate) use written::amount;

pub use invoice::{InvoiceForm, InvoiceLine};
pub use party::{Party, Signatory};
pub use reconciliation::{ReconciliationForm, ReconciliationRow, Source};

pub(crate) use invoice::InvoiceView;
pub(crate) use reconciliation::ReconciliationView;
