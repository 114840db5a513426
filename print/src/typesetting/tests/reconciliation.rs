//! The statement of mutual settlements on paper.

use rust_decimal::Decimal;

use super::{solid, statement};
use crate::Printer;
use crate::forms::Source;
use crate::samples;

#[test]
fn a_statement_names_its_parties_and_says_who_owes() {
    let pages = statement(&samples::statement(3));
    assert_eq!(pages.len(), 1);
    let page = &pages[0];
    for said in [
        "Акт сверки взаимных расчётов № РС-17",
        "за период с 01.01.2026 по 31.12.2026",
        "ООО «Снабжение плюс», ИНН 7707083893, КПП 770701001",
        "Договор поставки № 17 от 01.02.2025",
        "Сальдо на 01.01.2026 1 250 000,50",
        "Обороты за период 1 517,19 2 734,38",
        "Сальдо на 31.12.2026 1 248 783,31",
        "составляет 1 248 783,31 руб. (Один миллион двести сорок восемь тысяч семьсот восемьдесят три рубля 31",
        "Страница 1 из 1",
        "Петрова А. С.",
    ] {
        assert!(page.contains(said), "{said:?} is not in {page}");
    }
    assert!(solid(&pages).contains("впользуООО«Снабжениеплюс»составляет"));
    assert!(!page.contains("Перенесено") && !page.contains("К переносу"));
}

#[test]
fn our_own_statement_is_marked_as_preliminary_on_every_page_and_that_of_1c_is_not() {
    let form = samples::statement(120);
    let pages = statement(&form);
    assert!(pages.len() > 1 && pages.iter().all(|page| page.contains("ПРЕДВАРИТЕЛЬНЫЙ")));
    assert!(pages[0].contains("на 11.01.2027 14:05"));
    assert!(pages[0].contains("последний обмен с 1С 11.01.2027 13:50"));

    let theirs = crate::forms::ReconciliationForm { source: Source::Erp, ..form };
    assert!(!statement(&theirs).concat().contains("ПРЕДВАРИТЕЛЬНЫЙ"));
}

#[test]
fn an_exchange_that_never_was_is_said() {
    let mut form = samples::statement(1);
    let Source::Preliminary { as_of, .. } = form.source else { unreachable!("the sample is preliminary") };
    form.source = Source::Preliminary { as_of, last_exchange: None };
    assert!(statement(&form)[0].contains("обмена с 1С ещё не было"));
}

#[test]
fn pages_carry_their_sums_over() {
    let form = samples::statement(300);
    let pages = statement(&form);
    assert!(pages.len() >= 5, "{} pages", pages.len());
    let last = pages.len() - 1;
    let mut rows = 0;
    for (place, page) in pages.iter().enumerate() {
        assert!(page.contains("Дата Документ Дебет Кредит"), "the head is repeated on page {}", place + 1);
        assert_eq!(page.contains("Перенесено"), place > 0);
        assert_eq!(page.contains("К переносу"), place < last);
        assert_eq!(page.contains("Обороты за период"), place == last);
        if place > 0 {
            assert!(page.contains(&format!("Перенесено {}", turnovers(&form, rows))), "{page}");
        }
        rows += page.matches("Реализация товаров").count() + page.matches("Платёжное поручение").count();
        if place < last {
            assert!(page.contains(&format!("К переносу {}", turnovers(&form, rows))), "{page}");
        }
    }
    assert_eq!(rows, 300);
    assert!(pages[last].contains(&format!("Обороты за период {}", turnovers(&form, 300))));
}

/// The turnovers of the first rows, added here once more.
fn turnovers(form: &crate::forms::ReconciliationForm, rows: usize) -> String {
    let written = |sum: Decimal| crate::forms::amount(sum).replace('\u{a0}', " ");
    let debit = form.rows[..rows].iter().map(|row| row.debit).sum();
    let credit = form.rows[..rows].iter().map(|row| row.credit).sum();
    format!("{} {}", written(debit), written(credit))
}

#[test]
fn a_balance_in_favour_of_the_counterparty_stands_on_the_right() {
    let mut form = samples::statement(0);
    form.opening = Decimal::new(-1_500_000, 2);
    let page = statement(&form).concat();
    assert!(page.contains("Сальдо на 31.12.2026 15 000,00"));
    assert!(
        page.contains(
            "в пользу АО «Завод точных приборов» составляет 15 000,00 руб. (Пятнадцать тысяч рублей"
        )
    );
}

#[test]
fn the_right_half_says_the_same_from_the_other_side_once_the_counterparty_agreed() {
    let form = samples::statement(3);
    let empty = statement(&form).concat();
    assert_eq!(empty.matches("Сальдо на 01.01.2026").count(), 1, "{empty}");

    let agreed = statement(&crate::forms::ReconciliationForm { agreed: true, ..form }).concat();
    assert_eq!(agreed.matches("Сальдо на 01.01.2026").count(), 2, "{agreed}");
    assert!(
        agreed.contains("Обороты за период 1 517,19 2 734,38 Обороты за период 2 734,38 1 517,19"),
        "{agreed}"
    );
    assert_eq!(agreed.matches("1 248 783,31").count(), empty.matches("1 248 783,31").count() + 1);
}

#[test]
fn an_agreed_statement_of_many_pages_carries_both_halves_over() {
    let form = crate::forms::ReconciliationForm { agreed: true, ..samples::statement(300) };
    let pages = statement(&form);
    let middle = &pages[1];
    assert_eq!(middle.matches("Перенесено").count(), 2, "{middle}");
    assert_eq!(middle.matches("К переносу").count(), 2, "{middle}");
}

#[test]
fn a_balance_of_nothing_owes_nobody() {
    let mut form = samples::statement(0);
    form.opening = Decimal::ZERO;
    let page = statement(&form).concat();
    assert!(page.contains("На 31.12.2026 задолженность отсутствует."));
    assert!(page.contains("Обороты за период 0,00 0,00"));
}

#[test]
fn long_names_and_words_stay_whole() {
    let mut form = samples::statement(2);
    form.counterparty.name = samples::LONG_NAME.to_owned();
    form.rows[0].document = "Ы".repeat(180);
    let text = solid(&statement(&form)).replace('-', "");
    let name: String = samples::LONG_NAME.split_whitespace().collect::<String>().replace('-', "");
    assert!(text.contains(&name), "{text}");
    assert!(text.contains(&"Ы".repeat(180)));
}

#[test]
fn a_statement_is_a_pdf() {
    let pdf = Printer::new(None).reconciliation(&samples::statement(60)).unwrap();
    assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(pdf.pages, 2);
    let again = Printer::new(None).reconciliation(&samples::statement(60)).unwrap();
    assert!(again == pdf, "the same form is the same file");
}
