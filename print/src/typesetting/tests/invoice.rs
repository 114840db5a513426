//! The invoice on paper.

use domain::vocabulary::VatRate;
use rust_decimal::Decimal;

use super::{invoice, solid};
use crate::{NoPaymentCode, Printer, samples};

const CODE: &str = "(ГОСТ Р 56042-2014)";

#[test]
fn an_invoice_says_who_is_paid_how_much_and_for_what() {
    let pages = invoice(&samples::invoice(3));
    assert_eq!(pages.len(), 1);
    let page = &pages[0];
    for said in [
        "БИК 044525225",
        "30101810400000000225",
        "40702810438000000019",
        "ИНН 7707083893 КПП 770701001",
        "Счёт на оплату № 1042 от 24 ноября 2026 г.",
        "ИП Образцов О. О., ИНН 500100732259",
        "Оплатить до: 04.12.2026",
        "6001-2 RS 2 шт 122,00 244,00",
        "Итого: 1 464,00",
        "В том числе НДС 22 %: 264,00",
        "Всего к оплате: 1 464,00",
        "Всего наименований 3, на сумму 1 464,00 руб.",
        "Одна тысяча четыреста шестьдесят четыре рубля 00 копеек",
        CODE,
        "Сидоров П. П.",
    ] {
        assert!(page.contains(said), "{said:?} is not in {page}");
    }
}

#[test]
fn vat_is_shown_by_rate() {
    let mut form = samples::invoice(3);
    form.lines[1].vat = VatRate::of_percent(10).unwrap();
    form.lines[1].vat_amount = Decimal::new(44_36, 2);
    form.lines[2].vat = VatRate::WITHOUT;
    let page = invoice(&form).concat();
    assert!(
        page.contains("В том числе НДС 22 %: 44,00 В том числе НДС 10 %: 44,36 Без НДС на сумму: 732,00")
    );
    form.lines.iter_mut().for_each(|line| line.vat = VatRate::WITHOUT);
    let page = invoice(&form).concat();
    assert!(page.contains("Без НДС: —") && !page.contains("В том числе НДС 22 %:"));
}

#[test]
fn contradicting_bank_details_leave_the_code_out() {
    let mut form = samples::invoice(1);
    form.bank.account = "40702810438000000018".parse().unwrap();
    assert_eq!(form.payment_code(), Err(NoPaymentCode::AccountDisagrees));
    assert!(!invoice(&form).concat().contains(CODE));
}

#[test]
fn another_currency_stands_by_its_code() {
    let mut form = samples::invoice(1);
    form.currency = "USD".parse().unwrap();
    let page = invoice(&form).concat();
    assert!(page.contains("Двести сорок четыре 00/100 USD") && !page.contains(CODE));
}

#[test]
fn many_lines_with_long_names_run_over_pages() {
    let mut form = samples::invoice(120);
    form.lines[60].name = samples::LONG_NAME.repeat(3);
    let pages = invoice(&form);
    assert!(pages.len() > 2);
    assert!(pages[1].contains("Товары (работы, услуги)"));
    assert!(solid(&pages).contains("6120-2RS"));
    assert_eq!(Printer::new(None).invoice(&form).unwrap().pages, pages.len());
}
