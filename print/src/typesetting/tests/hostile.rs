//! Values are data: whatever they say, they say it on the paper.

use super::{invoice, solid, statement};
use crate::samples;

const HOSTILE: &str =
    r#"#read("/etc/passwd") *bold* _it_ $x^2$ \u{41} [b] ] // c /* d */ `raw` <a> @b = h - i ~ -- ' " #{"#;

fn solid_of(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn hostile_names_stand_literally_in_a_statement() {
    let mut form = samples::statement(1);
    form.number = Some(HOSTILE.to_owned());
    form.counterparty.name = HOSTILE.to_owned();
    form.contract = Some(HOSTILE.to_owned());
    form.rows[0].document = HOSTILE.to_owned();
    form.supplier_signatory = Some(samples::signatory(HOSTILE, HOSTILE));
    let text = solid(&statement(&form));
    assert!(text.matches(&solid_of(HOSTILE)).count() >= 6, "{text}");
    assert!(!text.contains("root:"));
}

#[test]
fn hostile_names_stand_literally_in_an_invoice() {
    let mut form = samples::invoice(1);
    form.number = HOSTILE.to_owned();
    form.seller = HOSTILE.to_owned();
    form.bank.bank = HOSTILE.to_owned();
    form.buyer.name = HOSTILE.to_owned();
    form.basis = Some(HOSTILE.to_owned());
    form.purpose = HOSTILE.to_owned();
    form.lines[0].name = HOSTILE.to_owned();
    form.lines[0].unit = HOSTILE.to_owned();
    let text = solid(&invoice(&form));
    assert!(text.matches(&solid_of(HOSTILE)).count() >= 7, "{text}");
}
