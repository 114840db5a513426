//! Measures printing on this machine: the first form of each kind, and the next ones, whose
//! values all differ, so that nothing of them is remembered. Writes a table in Markdown. Into
//! a folder that is named as an argument it writes the PDF files to look at.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on panics, and prints"
)]

#[path = "print/samples.rs"]
mod samples;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use print::forms::{InvoiceForm, ReconciliationForm, Source};
use print::{Pdf, Printer};
use rust_decimal::Decimal;

/// How often each form is printed when it is warm.
const TIMES: u32 = 40;

fn main() {
    let printer = Printer::new(None);
    println!("## Printing\n");
    println!(
        "Every form differs from the one before it; the first one of the process also reads the fonts.\n"
    );
    println!("| form | pages | first, ms | p50, ms | p95, ms | kilobytes |");
    println!("|---|---:|---:|---:|---:|---:|");
    for rows in [40, 60, 300] {
        let name = format!("statement of {rows} rows");
        measure(&name, |time| printer.reconciliation(&statement(rows, time)).unwrap());
    }
    for lines in [5, 60] {
        measure(&format!("invoice of {lines} lines"), |time| printer.invoice(&invoice(lines, time)).unwrap());
    }
    if let Some(folder) = std::env::args().skip(1).find(|it| !it.starts_with('-')).map(PathBuf::from) {
        fs::create_dir_all(&folder).unwrap();
        pages_to_look_at(&printer, &folder);
    }
}

fn measure(name: &str, print: impl Fn(u32) -> Pdf) {
    let timed = |time| {
        let start = Instant::now();
        let pdf = print(time);
        (start.elapsed(), pdf)
    };
    let (first, pdf) = timed(0);
    let mut next: Vec<_> = (1..=TIMES).map(|time| timed(time).0).collect();
    next.sort();
    let ms = |it: Duration| it.as_secs_f64() * 1000.0;
    let (p50, p95) = (ms(next[next.len() / 2]), ms(next[next.len() * 95 / 100]));
    let kilobytes = pdf.bytes.len() / 1024;
    println!("| {name} | {} | {:.1} | {p50:.1} | {p95:.1} | {kilobytes} |", pdf.pages, ms(first));
}

/// A statement that no other one is like.
fn statement(rows: u32, time: u32) -> ReconciliationForm {
    let mut form = samples::statement(rows);
    form.opening += Decimal::from(time);
    for row in &mut form.rows {
        row.document = format!("{} ({time})", row.document);
        row.debit += Decimal::from(time);
    }
    form
}

/// An invoice that no other one is like.
fn invoice(lines: u32, time: u32) -> InvoiceForm {
    let mut form = samples::invoice(lines);
    form.number = time.to_string();
    for line in &mut form.lines {
        line.name = format!("{} ({time})", line.name);
        line.total += Decimal::from(time);
    }
    form
}

fn pages_to_look_at(printer: &Printer, folder: &Path) {
    let write = |name: &str, pdf: Pdf| fs::write(folder.join(name), pdf.bytes).unwrap();
    write("statement.pdf", printer.reconciliation(&samples::statement(300)).unwrap());
    write("invoice.pdf", printer.invoice(&samples::invoice(5)).unwrap());

    let mut long = samples::statement(25);
    samples::LONG_NAME.clone_into(&mut long.supplier.name);
    long.counterparty.name = samples::LONG_NAME.repeat(2);
    long.contract = None;
    long.opening = Decimal::new(-98_765_432_109_876, 2);
    long.rows[3].document = samples::LONG_NAME.repeat(3);
    long.rows[5].document = "Ы".repeat(300);
    long.rows[7].debit = Decimal::new(-123_456_789_012, 2);
    write("statement-long.pdf", printer.reconciliation(&long).unwrap());

    let mut nothing = samples::statement(0);
    nothing.opening = Decimal::ZERO;
    nothing.source = Source::Erp;
    write("statement-nothing.pdf", printer.reconciliation(&nothing).unwrap());

    let mut long = samples::invoice(70);
    samples::LONG_NAME.clone_into(&mut long.seller);
    long.buyer.name = samples::LONG_NAME.repeat(2);
    long.lines[2].name = samples::LONG_NAME.repeat(2);
    long.lines[4].name = "Щ".repeat(300);
    long.lines[5].unit = "упак. ".repeat(3);
    long.lines[6].total = Decimal::new(123_456_789_012, 2);
    long.bank.correspondent_account = None;
    write("invoice-long.pdf", printer.invoice(&long).unwrap());
}
