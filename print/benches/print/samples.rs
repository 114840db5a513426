//! Forms of invented companies, for the tests and the measurement.

use chrono::{DateTime, Days, NaiveDate};
use domain::organizations::BankDetails;
use domain::vocabulary::{Currency, VatRate};
use print::forms::{
    InvoiceForm, InvoiceLine, Party, ReconciliationForm, ReconciliationRow, Signatory, Source,
};
use rust_decimal::Decimal;

/// A name that wraps, with the quotes that Russian names have.
pub const LONG_NAME: &str = "Общество с ограниченной ответственностью «Научно-производственное объединение \
    „Северо-Западная компания комплексного снабжения строительных материалов и металлоконструкций“»";

pub fn party(name: &str) -> Party {
    Party {
        name: name.to_owned(),
        inn: Some("7707083893".parse().unwrap()),
        kpp: Some("770701001".parse().unwrap()),
        address: Some("101000, г. Москва, ул. Мясницкая, д. 1, стр. 2".to_owned()),
    }
}

pub fn signatory(position: &str, name: &str) -> Signatory {
    Signatory { position: position.to_owned(), name: name.to_owned() }
}

/// A statement of so many rows: invoices and payments in turn.
pub fn statement(rows: u32) -> ReconciliationForm {
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    ReconciliationForm {
        number: Some("РС-17".to_owned()),
        from: first,
        to: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
        supplier: party("ООО «Снабжение плюс»"),
        counterparty: party("АО «Завод точных приборов»"),
        contract: Some("Договор поставки № 17 от 01.02.2025".to_owned()),
        currency: Currency::RUB,
        opening: Decimal::new(125_000_050, 2),
        rows: (0..rows).map(|place| row(place, first + Days::new(u64::from(place)))).collect(),
        source: Source::Preliminary {
            as_of: DateTime::parse_from_rfc3339("2027-01-11T14:05:00+03:00").unwrap(),
            last_exchange: Some(DateTime::parse_from_rfc3339("2027-01-11T13:50:00+03:00").unwrap()),
        },
        agreed: false,
        supplier_signatory: Some(signatory("Главный бухгалтер", "Петрова А. С.")),
        counterparty_signatory: None,
    }
}

fn row(place: u32, date: NaiveDate) -> ReconciliationRow {
    let amount = Decimal::new(i64::from(place) * 131_719 % 98_765_432 + 10_000, 2);
    let shown = date.format("%d.%m.%Y");
    let (document, debit, credit) = if place % 3 == 2 {
        (format!("Платёжное поручение № {place} от {shown}"), Decimal::ZERO, amount)
    } else {
        (format!("Реализация товаров и услуг № {place:05} от {shown}"), amount, Decimal::ZERO)
    };
    ReconciliationRow { date, document, debit, credit }
}

/// Bank details whose check digits agree.
pub fn bank() -> BankDetails {
    BankDetails {
        bank: "ПАО СБЕРБАНК г. Москва".to_owned(),
        bic: "044525225".parse().unwrap(),
        account: "40702810438000000019".parse().unwrap(),
        correspondent_account: Some("30101810400000000225".parse().unwrap()),
    }
}

/// An invoice of so many lines.
pub fn invoice(lines: u32) -> InvoiceForm {
    let seller = party("ООО «Снабжение плюс»");
    InvoiceForm {
        number: "1042".to_owned(),
        date: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
        seller: seller.name,
        seller_inn: seller.inn.unwrap(),
        seller_kpp: seller.kpp,
        seller_address: seller.address.unwrap(),
        bank: bank(),
        buyer: Party {
            inn: Some("500100732259".parse().unwrap()), kpp: None, ..party("ИП Образцов О. О.")
        },
        basis: Some("Договор поставки № 17 от 01.02.2025, заказ № 204".to_owned()),
        currency: Currency::RUB,
        lines: (1..=lines).map(line).collect(),
        purpose: "Оплата по счёту № 1042 от 24.11.2026, в том числе НДС 22 %".to_owned(),
        due: NaiveDate::from_ymd_opt(2026, 12, 4),
        director: Some(signatory("Генеральный директор", "Сидоров П. П.")),
        accountant: None,
    }
}

fn line(place: u32) -> InvoiceLine {
    let price = Decimal::new(i64::from(place) * 12_200, 2);
    let total = price * Decimal::from(2);
    InvoiceLine {
        name: format!("Подшипник шариковый радиальный однорядный 6{place:03}-2RS"),
        quantity: Decimal::from(2),
        unit: "шт".to_owned(),
        price,
        total,
        vat: VatRate::of_percent(22).unwrap(),
        vat_amount: total * Decimal::from(22) / Decimal::from(122),
    }
}
