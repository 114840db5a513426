//! The printer.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use serde::Serialize;
use typst::diag::{SourceDiagnostic, SourceResult};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::templates::Templates;
use super::world::{Sight, id_of};
use crate::PrintError;
use crate::forms::{InvoiceForm, InvoiceView, ReconciliationForm, ReconciliationView};

/// For how many printings Typst remembers what it has laid out. It pays for the parts that
/// every page of a form has; what is not asked for again is forgotten.
const REMEMBERED: usize = 3;

/// A printed form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Prints forms. Printing is work of the processor for milliseconds: call it from a thread
/// that may be blocked.
#[derive(Clone, Debug)]
pub struct Printer {
    templates: Templates,
}

impl Printer {
    /// A printer that prefers the templates of a folder (`reconciliation.typ`,
    /// `invoice.typ`, `parts.typ`) over those that are built in. They are read anew for
    /// every form, so that a change shows at once.
    pub const fn new(folder: Option<PathBuf>) -> Self {
        Self { templates: Templates::new(folder) }
    }

    /// Prints a statement of mutual settlements.
    pub fn reconciliation(&self, form: &ReconciliationForm) -> Result<Pdf, PrintError> {
        self.print("reconciliation.typ", &ReconciliationView::of(form)?)
    }

    /// Prints an invoice for payment.
    pub fn invoice(&self, form: &InvoiceForm) -> Result<Pdf, PrintError> {
        self.print("invoice.typ", &InvoiceView::of(form)?)
    }

    fn print(&self, template: &str, view: &impl Serialize) -> Result<Pdf, PrintError> {
        self.typeset(template, view, |document| {
            // The tags of a table of 300 rows are ten times as large as the table.
            let options = PdfOptions { tagged: false, ..PdfOptions::default() };
            let bytes = typst_pdf::pdf(document, &options)?;
            Ok(Pdf { bytes, pages: document.pages().len() })
        })
    }

    /// Lays a form out and makes something of it.
    pub(super) fn typeset<T>(
        &self,
        template: &str,
        view: &impl Serialize,
        make: impl FnOnce(&PagedDocument) -> SourceResult<T>,
    ) -> Result<T, PrintError> {
        let values = serde_json::to_vec(view).expect("views are structs of texts and numbers");
        let sight = Sight::new(&self.templates, id_of(template), values);
        // A defect of Typst must not take the service along.
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            typst::compile::<PagedDocument>(&sight).output.and_then(|document| make(&document))
        }));
        typst::comemo::evict(REMEMBERED);
        match outcome {
            Ok(result) => result.map_err(|errors| broken(&sight, template, errors.first())),
            Err(_) => Err(PrintError::TypesetterFell { file: template.to_owned() }),
        }
    }
}

/// The first thing that is wrong with a template, and where.
fn broken(sight: &Sight<'_>, template: &str, error: Option<&SourceDiagnostic>) -> PrintError {
    let at = error.and_then(|error| error.span.id());
    let file = at.map_or_else(|| template.to_owned(), |id| id.get().vpath().get_without_slash().to_owned());
    let line = error.zip(at).and_then(|(error, id)| {
        let start = sight.range(error.span)?.start;
        Some(sight.source(id).ok()?.lines().byte_to_line(start)? + 1)
    });
    let message = error.map_or_else(String::new, |error| error.message.to_string());
    PrintError::Template { file, line, message }
}
