//! From a form's values and a template to a PDF.

mod fonts;
mod printer;
mod templates;
#[cfg(test)]
mod tests;
mod world;

pub use printer::{Pdf, Printer};
