//! Files that name what is not there: refused by name, with nothing written.

use super::place::{Place, changed, example};
use crate::service::said;

/// A change of the example, and what must be said about it.
const WRONG: [(&str, &str, &str); 17] = [
    (
        "\"Дилерская без НДС\"",
        "\"Розничная\"",
        "ООО «Весёлый маляр»: contract ТК-2026/007: no type of price has the id in 1C or the name 'Розничная' \
         (there are: Дилерская без НДС, Оптовая)",
    ),
    (
        "a1b2c3d4-0000-4000-8000-000000000800",
        "a1b2c3d4-0000-4000-8000-000000000899",
        "contract ТК-2026/008: no type of price has the id in 1C or the name 'a1b2c3d4-0000-4000-8000-000000000899'",
    ),
    (
        "legal_entity = \"7799612030\"",
        "legal_entity = \"7799001129\"",
        "contract ТК-2026/007: no legal entity of the supplier has the INN '7799001129'",
    ),
    (", name = \"Ольга Рябова\"", "", "nobody is registered with the e-mail olga.ryabova@malyar.example"),
    (", name = \"Глеб Сотников\"", "", "nobody is registered with the e-mail gleb.sotnikov@malyar.example"),
    (
        "person = \"raisa.belkina@malyar.example\"",
        "person = \"raisa@malyar.example\"",
        "approval policy: no member has the e-mail 'raisa@malyar.example'",
    ),
    (
        "[\"Ручной инструмент\"]",
        "[\"Садовый инструмент\"]",
        "approval policy: no category has the id in 1C or the name 'Садовый инструмент'",
    ),
    ("role = \"approver\"", "role = \"accountant\"", "may not decide on orders"),
    ("roles = [\"purchaser\"]", "roles = []", "gleb.sotnikov@malyar.example has no role"),
    ("raisa.belkina", "gleb.sotnikov", "gleb.sotnikov@malyar.example is there twice"),
    ("ТК-2026/008", "ТК-2026/007", "contract 'ТК-2026/007': there twice, or without a number"),
    ("inn = \"5099477180\"", "inn = \"5099477181\"", "the check digits of the INN are wrong"),
    ("roles = [\"purchaser\"]", "roles = [\"director\"]", "customers.toml: TOML parse error at line "),
    ("code = \"van\"", "code = \"pickup\"", "delivery way 'pickup' is there twice"),
    (
        "\"50000.00\", currency = \"RUB\"",
        "\"50000.00\", currency = \"CNY\"",
        "delivery way 'van': `price` and `free_from` are in different currencies",
    ),
    ("\"1830.00\"", "\"-1830.00\"", "delivery way 'van': the price is below zero"),
    ("time_zone =", "timezone =", "unknown field `timezone`"),
];

#[tokio::test]
async fn each_wrong_reference_is_told_by_name_and_nothing_is_written() {
    let place = Place::stocked().await;
    let before = place.all().await;
    for (from, to, expected) in WRONG {
        let refused = place.seed(&changed(from, to), &[]);
        assert_eq!(refused.status.code(), Some(1), "{to}: {}", said(&refused));
        assert!(said(&refused).contains(expected), "{to}: {}", said(&refused));
        assert!(refused.stdout.is_empty(), "{to}");
        assert_eq!(place.all().await, before, "{to}");
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once() {
    let place = Place::stocked().await;
    let wrong = changed("\"Дилерская без НДС\"", "\"Розничная\"").replace(", name = \"Глеб Сотников\"", "");
    let refused = said(&place.seed(&wrong, &[]));
    assert!(refused.contains("nothing was changed:"), "{refused}");
    assert_eq!(refused.lines().filter(|line| line.starts_with("  - ")).count(), 2, "{refused}");
}

#[tokio::test]
async fn a_customer_that_is_there_twice_is_refused() {
    let place = Place::stocked().await;
    let example = example();
    let customer = &example[example.find("[[organizations]]\n").unwrap()..];
    let refused = said(&place.seed(&format!("{example}\n{customer}"), &[]));
    assert!(refused.contains("INN 5099477180 with KPP 509901001 is there twice"), "{refused}");
    assert_eq!(refused.matches(" is there twice").count(), 1, "{refused}");
}
