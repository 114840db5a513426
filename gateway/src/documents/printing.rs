//! Printing beside the threads that serve requests, a few forms at a time.

use std::path::PathBuf;
use std::sync::Arc;

use print::forms::{InvoiceForm, ReconciliationForm};
use print::{Pdf, PrintError, Printer};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// How many forms are printed at the same time: a form takes a processor for milliseconds, and
/// the requests need processors as well.
const PRESSES: usize = 2;

/// Where forms are printed. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PrintShop {
    printer: Arc<Printer>,
    presses: Arc<Semaphore>,
}

impl PrintShop {
    /// A print shop that prefers the templates of a folder over those that are built in.
    pub fn new(templates: PathBuf) -> Self {
        let printer = Arc::new(Printer::new(Some(templates)));
        Self { printer, presses: Arc::new(Semaphore::new(PRESSES)) }
    }

    /// Prints a statement of mutual settlements.
    pub async fn statement(&self, form: ReconciliationForm) -> Result<Pdf, PrintError> {
        self.print(move |printer| printer.reconciliation(&form)).await
    }

    /// Prints an invoice for payment.
    pub async fn invoice(&self, form: InvoiceForm) -> Result<Pdf, PrintError> {
        self.print(move |printer| printer.invoice(&form)).await
    }

    async fn print<F>(&self, make: F) -> Result<Pdf, PrintError>
    where
        F: FnOnce(&Printer) -> Result<Pdf, PrintError> + Send + 'static,
    {
        let press = Arc::clone(&self.presses).acquire_owned().await.expect("the presses are never closed");
        let printer = Arc::clone(&self.printer);
        let pdf = spawn_blocking(move || {
            let pdf = make(&printer);
            drop(press);
            pdf
        });
        pdf.await.expect("the printer keeps its panics to itself")
    }
}
