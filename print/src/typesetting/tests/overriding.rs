//! A supplier's own templates.

use std::fs;
use std::path::Path;

use domain::refusal::Refusal;
use tempfile::TempDir;

use super::pages;
use crate::forms::{InvoiceForm, InvoiceView};
use crate::{PrintError, Printer, samples};

fn folder(template: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("invoice.typ"), template).unwrap();
    folder
}

fn printed(folder: &Path, form: &InvoiceForm) -> Result<String, PrintError> {
    let printer = Printer::new(Some(folder.to_owned()));
    pages(&printer, "invoice.typ", &InvoiceView::of(form).unwrap()).map(|pages| pages.concat())
}

fn printed_by(template: &str) -> Result<String, PrintError> {
    printed(folder(template).path(), &samples::invoice(1))
}

fn said(result: Result<String, PrintError>) -> (String, Option<usize>, String) {
    match result {
        Err(PrintError::Template { file, line, message }) => (file, line, message),
        other => panic!("not a broken template: {other:?}"),
    }
}

#[test]
fn a_template_of_the_supplier_replaces_the_built_in_one_and_may_use_its_parts() {
    let folder = folder("#import \"parts.typ\": form\nНаш счёт #form.number на #form.total");
    let text = printed(folder.path(), &samples::invoice(1)).unwrap();
    assert_eq!(text, "Наш счёт 1042 на 244,00");

    fs::write(folder.path().join("parts.typ"), "#let form = (number: \"7\", total: \"8\")").unwrap();
    assert_eq!(printed(folder.path(), &samples::invoice(1)).unwrap(), "Наш счёт 7 на 8");

    fs::remove_file(folder.path().join("invoice.typ")).unwrap();
    fs::remove_file(folder.path().join("parts.typ")).unwrap();
    assert!(printed(folder.path(), &samples::invoice(1)).unwrap().contains("Счёт на оплату № 1042"));
}

#[test]
fn a_folder_that_does_not_exist_is_an_empty_one() {
    let gone = TempDir::new().unwrap().path().join("gone");
    assert!(printed(&gone, &samples::invoice(1)).unwrap().contains("Счёт на оплату № 1042"));
}

#[test]
fn a_template_says_why_there_is_no_payment_code() {
    let folder = folder("#let form = json(\"form.json\")\n#form.no-payment-code");
    let mut form = samples::invoice(1);
    form.bank.correspondent_account = None;
    let text = printed(folder.path(), &form).unwrap();
    assert_eq!(text, "в банковских реквизитах нет корреспондентского счёта");
}

#[test]
fn a_broken_template_is_refused_with_its_file_and_line() {
    let broken = printed_by("#let a = 1\n\n#let b = (a +").unwrap_err();
    assert_eq!(broken.code(), "PRINT_TEMPLATE_BROKEN");
    assert!(broken.to_string().starts_with("the template 'invoice.typ', line 3 is broken: "), "{broken}");
    assert!(broken.in_russian().starts_with("Ошибка в шаблоне печатной формы «invoice.typ», строка 3: "));

    let (file, line, message) = said(printed_by("Счёт\n#unknown"));
    assert_eq!((file.as_str(), line), ("invoice.typ", Some(2)));
    assert_eq!(message, "unknown variable: unknown");
}

#[test]
fn a_fault_in_an_imported_file_is_told_of_that_file() {
    let folder = folder("#import \"own.typ\": a\n#a");
    fs::write(folder.path().join("own.typ"), "#let a = 1 / 0").unwrap();
    let (file, line, _) = said(printed(folder.path(), &samples::invoice(1)));
    assert_eq!((file.as_str(), line), ("own.typ", Some(1)));
}

#[test]
fn a_template_that_is_no_text_is_refused() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("invoice.typ"), [0xff, 0xfe, 0x00]).unwrap();
    let (file, line, _) = said(printed(folder.path(), &samples::invoice(1)));
    assert_eq!((file.as_str(), line), ("invoice.typ", None));
}

#[test]
fn a_template_that_never_ends_is_refused() {
    said(printed_by("#let f(x) = f(x + 1)\n#f(0)"));
    said(printed_by("#while true {}"));
    said(printed_by("#let f(x) = block(inset: 1pt, context f(x + 1))\n#f(0)"));
}

#[test]
fn a_template_sees_nothing_outside_of_its_folder() {
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("secret.txt"), "secret").unwrap();
    let secret = outside.path().join("secret.txt").display().to_string();
    for asked in [secret.as_str(), "/etc/passwd", "../secret.txt", "../../../../../../etc/passwd"] {
        said(printed_by(&format!("#read(\"{asked}\")")));
    }
    said(printed_by("#import \"@preview/cetz:0.3.0\""));
    said(printed_by("#datetime.today().display()"));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_leads_nowhere() {
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("secret.txt"), "secret").unwrap();
    let folder = folder("#read(\"link/secret.txt\")");
    std::os::unix::fs::symlink(outside.path(), folder.path().join("link")).unwrap();
    let (.., message) = said(printed(folder.path(), &samples::invoice(1)));
    assert!(message.contains("denied"), "{message}");
}

#[test]
fn a_picture_of_the_supplier_may_stand_in_the_folder() {
    let folder = folder("#image(\"logo.svg\", width: 1cm) с картинкой");
    let logo = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>"#;
    fs::write(folder.path().join("logo.svg"), logo).unwrap();
    assert_eq!(printed(folder.path(), &samples::invoice(1)).unwrap(), "с картинкой");
}
