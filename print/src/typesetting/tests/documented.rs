//! `docs/print-forms.md` is true.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use super::pages;
use crate::forms::{InvoiceView, ReconciliationView};
use crate::{Printer, samples};

const PAGE: &str = include_str!("../../../../docs/print-forms.md");

#[test]
fn the_example_prints() {
    let (_, rest) = PAGE.split_once("```typ\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("invoice.typ"), example).unwrap();
    let logo = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>"#;
    fs::write(folder.path().join("logo.svg"), logo).unwrap();
    let printer = Printer::new(Some(folder.path().to_owned()));
    let text =
        pages(&printer, "invoice.typ", &InvoiceView::of(&samples::invoice(2)).unwrap()).unwrap().concat();
    assert!(text.contains("Счёт № 1042 от 24 ноября 2026 г."), "{text}");
    assert!(text.contains("К оплате: 732,00 (Семьсот тридцать два рубля 00 копеек)"), "{text}");
}

#[test]
fn every_value_is_named() {
    let (statement, invoice) = (samples::statement(1), samples::invoice(1));
    let statement = serde_json::to_value(ReconciliationView::of(&statement).unwrap()).unwrap();
    let invoice = serde_json::to_value(InvoiceView::of(&invoice).unwrap()).unwrap();
    let mut names = Vec::new();
    collect(&statement, &mut names);
    collect(&invoice, &mut names);
    assert!(names.len() > 50);
    let missing: Vec<_> = names.iter().filter(|name| !PAGE.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "the page does not name {missing:?}");
}

fn collect(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                names.push(name.clone());
                collect(value, names);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, names)),
        _ => {}
    }
}
