//! Print forms: plain structs in, PDF bytes out.
//!
//! Templates are files of the Typst language that a supplier may replace; values reach
//! them as data and never as markup. The crate knows no database, no HTTP and no clock.

// The samples are shared with the benchmark, which names the crate from outside.
#[cfg(test)]
extern crate self as print;

pub mod forms;
mod payment_code;
mod print_error;
#[cfg(test)]
#[path = "../benches/print/samples.rs"]
mod samples;
mod typesetting;
mod words;

pub use payment_code::{NoPaymentCode, PaymentCode};
pub use print_error::PrintError;
pub use typesetting::{Pdf, Printer};
pub use words::amount_in_words;
