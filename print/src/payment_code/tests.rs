//! Payment codes are read back from their picture, by a reader of another author.

use domain::vocabulary::{Currency, Money};

use super::{NoPaymentCode, PaymentCode, QrCode};
use crate::forms::InvoiceForm;
use crate::samples;

/// What a reader sees in the picture.
fn seen(code: &PaymentCode) -> String {
    const SCALE: usize = 4;
    let side = (code.width + 8) * SCALE;
    let dark = |x: usize, y: usize| {
        let (x, y) = ((x / SCALE).wrapping_sub(4), (y / SCALE).wrapping_sub(4));
        x < code.width && y < code.width && code.dark[y * code.width + x]
    };
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if dark(x, y) { 0 } else { 255 });
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1, "one code is seen");
    grids[0].decode().unwrap().1
}

#[test]
fn a_payment_code_says_what_the_standard_asks_for() {
    let code = samples::invoice(3).payment_code().unwrap();
    let expected = "ST00012|Name=ООО «Снабжение плюс»|PersonalAcc=40702810438000000019\
        |BankName=ПАО СБЕРБАНК г. Москва|BIC=044525225|CorrespAcc=30101810400000000225|Sum=146400\
        |Purpose=Оплата по счёту № 1042 от 24.11.2026, в том числе НДС 22 %\
        |PayeeINN=7707083893|PayerINN=500100732259|KPP=770701001";
    assert_eq!(code.text(), expected);
    assert_eq!(seen(&code), expected);
}

#[test]
fn a_separator_inside_of_a_value_makes_way_for_another() {
    let mut form = samples::invoice(1);
    form.seller = "ООО «А|Б»".to_owned();
    form.purpose = "счёт ~ 7".to_owned();
    let code = form.payment_code().unwrap();
    assert!(code.text().starts_with("ST00012^Name=ООО «А|Б»^PersonalAcc="));
    assert_eq!(seen(&code), code.text());
}

#[test]
fn values_are_put_on_one_line_and_cut_at_the_standards_lengths() {
    let mut form = samples::invoice(1);
    form.seller = format!("ООО\n«{}»", "Я".repeat(300));
    form.bank.bank = "Б".repeat(46);
    form.purpose = "п".repeat(500);
    let code = form.payment_code().unwrap();
    let field = |name: &str| {
        let start = format!("{name}=");
        code.text().split('|').find_map(|it| it.strip_prefix(&start)).unwrap().to_owned()
    };
    assert!(field("Name").starts_with("ООО «Я"));
    assert_eq!(field("Name").chars().count(), 160);
    assert_eq!(field("BankName").chars().count(), 45);
    assert_eq!(field("Purpose").chars().count(), 210);
    assert_eq!(seen(&code), code.text());
}

#[test]
fn a_code_that_could_be_wrong_is_not_made() {
    let refused = |change: fn(&mut InvoiceForm)| {
        let mut form = samples::invoice(1);
        change(&mut form);
        form.payment_code().unwrap_err()
    };
    let account = |text: &str| text.parse().unwrap();
    assert_eq!(refused(|it| it.bank.bic = "044525226".parse().unwrap()), NoPaymentCode::AccountDisagrees);
    assert_eq!(
        refused(|it| it.bank.correspondent_account = Some("30101810500000000225".parse().unwrap())),
        NoPaymentCode::CorrespondentAccountDisagrees
    );
    assert_eq!(refused(|it| it.bank.correspondent_account = None), NoPaymentCode::NoCorrespondentAccount);
    assert_eq!(refused(|it| it.currency = "EUR".parse().unwrap()), NoPaymentCode::NotRubles);
    assert_eq!(refused(|it| it.lines.clear()), NoPaymentCode::NothingToPay);
    assert_eq!(refused(|it| it.seller = " \n".to_owned()), NoPaymentCode::NameMissing);
    assert_eq!(refused(|it| it.purpose = "|~^#;!$%&*@?`_".to_owned()), NoPaymentCode::NoSeparator);
    assert!(
        domain::organizations::BankDetails { account: account("40702810438000000019"), ..samples::bank() }
            .warnings()
            .is_empty()
    );
}

#[test]
fn a_sum_has_at_most_eighteen_digits() {
    let kopecks = |text: &str| super::kopecks(Money::new(text.parse().unwrap(), Currency::RUB));
    assert_eq!(kopecks("0.01"), Ok(1));
    let mut form = samples::invoice(1);
    form.lines[0].total = "9999999999999999.99".parse().unwrap();
    assert!(form.payment_code().is_ok());
    form.lines[0].total = "10000000000000000".parse().unwrap();
    assert_eq!(form.payment_code(), Err(NoPaymentCode::TooLong));
}

#[test]
fn the_picture_has_every_dark_module_and_a_quiet_zone() {
    let code = samples::invoice(1).payment_code().unwrap();
    let svg = code.svg();
    let drawn: usize = svg
        .split('h')
        .skip(1)
        .filter_map(|it| it.split_once("v1").and_then(|(length, _)| length.parse::<usize>().ok()))
        .sum();
    assert_eq!(drawn, code.dark.iter().filter(|dark| **dark).count());
    assert!(svg.contains(&format!(r#"viewBox="0 0 {0} {0}""#, code.width + 8)));
    assert!(svg.contains(r#"<path d="M4 4h7v1h-7z"#), "the corner of the finder pattern");
    assert_eq!(QrCode::new(code.text()).unwrap().width() % 4, 1);
}
