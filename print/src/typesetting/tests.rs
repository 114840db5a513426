//! What is on the pages, read from what Typst laid out.

mod documented;
mod hostile;
mod invoice;
mod overriding;
mod reconciliation;

use serde::Serialize;
use typst::layout::{Frame, FrameItem};

use super::Printer;
use crate::PrintError;
use crate::forms::{InvoiceForm, InvoiceView, ReconciliationForm, ReconciliationView};

/// The texts of a form, page by page. Spaces are those of the form; no-break spaces read
/// as spaces, and soft breaks as nothing.
type Pages = Vec<String>;

fn statement(form: &ReconciliationForm) -> Pages {
    pages(&Printer::new(None), "reconciliation.typ", &ReconciliationView::of(form).unwrap()).unwrap()
}

fn invoice(form: &InvoiceForm) -> Pages {
    pages(&Printer::new(None), "invoice.typ", &InvoiceView::of(form).unwrap()).unwrap()
}

fn pages(printer: &Printer, template: &str, view: &impl Serialize) -> Result<Pages, PrintError> {
    printer.typeset(template, view, |document| {
        Ok(document.pages().iter().map(|page| text(&page.frame)).collect())
    })
}

fn text(frame: &Frame) -> String {
    let mut runs = Vec::new();
    collect(frame, &mut runs);
    let text = runs.join(" ").replace('\u{a0}', " ").replace(['\u{200b}', '\u{ad}'], "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect(frame: &Frame, runs: &mut Vec<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, runs),
            FrameItem::Text(run) => runs.push(run.text.to_string()),
            _ => {}
        }
    }
}

/// The text without any space: what is broken over lines or cells of a long word is whole.
fn solid(pages: &[String]) -> String {
    pages.concat().split_whitespace().collect()
}
