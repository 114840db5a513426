//! Documents to download, over HTTP.

use domain::accounts::settlement::{Entry, EntryKind};
use domain::vocabulary::{ContractId, OrganizationId};
use serde_json::json;

use crate::ledger::{day, entry, posted, send, settling};
use crate::server::{Answer, Browser};
use crate::world::{CONTRACT, ORGANIZATION, STRANGE, STRANGE_CONTRACT, World, id};

const HOME: (OrganizationId, ContractId) = (ORGANIZATION, CONTRACT);

/// The world with an invoice, half of which is paid, in the read tables.
async fn indebted() -> World {
    let world = World::make().await;
    let invoice = entry(HOME, EntryKind::Invoice, "=УТ-1", "2026-01-10", 1000);
    let payment = settling(entry(HOME, EntryKind::Payment, "П-1", "2026-02-25", 500), "=УТ-1", 500);
    let documents = [Entry { due: Some(day("2026-01-31")), ..invoice }, payment];
    let at = send(&world.server, documents.into_iter().map(|entry| posted(1, entry)).collect()).await;
    world.as_("administrator").await.data_at(at, "{ viewer { email } }", json!({})).await;
    world
}

fn path(file: &str) -> String {
    format!("/files/organizations/{}/{file}", id(ORGANIZATION))
}

async fn get(browser: &Browser, path: &str) -> Answer {
    browser.get(path, "ru").await
}

#[tokio::test]
async fn complaint_13_statements_are_fetched_as_printed_forms_without_calling_a_manager() {
    let world = indebted().await;
    let accountant = world.as_("accountant").await;

    let answer = get(&accountant, &path("statement.pdf?from=2026-01-01&to=2026-03-01")).await;

    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert!(answer.text.starts_with("%PDF-"));
    let disposition = answer.header("content-disposition");
    let name = "filename*=UTF-8''%D0%90%D0%BA%D1%82%20%D1%81%D0%B2%D0%B5%D1%80%D0%BA%D0%B8%20";
    assert!(disposition.starts_with("attachment; ") && disposition.contains(name), "{disposition}");
}

#[tokio::test]
async fn lists_come_as_tables_that_excel_of_the_language_opens() {
    let world = indebted().await;
    let accountant = world.as_("accountant").await;

    let statement = get(&accountant, &path("statement.csv?from=2026-02-01&to=2026-03-01")).await;
    let documents = accountant.get(&path("documents.csv?open=true"), "en").await;
    let balances = get(&accountant, &path("balances.csv")).await;
    let workbook = get(&accountant, &path("documents.xlsx")).await;

    assert_eq!(
        statement.text.trim_start_matches('\u{feff}'),
        "Дата;Документ;Дебет;Кредит;Валюта\n\
         01.02.2026;Сальдо начальное;1000,00;0,00;RUB\n\
         25.02.2026;Оплата № П-1 от 25.02.2026;;500,00;RUB\n\
         ;Обороты;0,00;500,00;RUB\n\
         01.03.2026;Сальдо конечное;500,00;0,00;RUB\n"
    );
    assert!(documents.text.contains("'=УТ-1,"), "{}", documents.text);
    assert!(documents.text.contains("2026-01-31,1000.00,,500.00,RUB"), "{}", documents.text);
    assert!(balances.text.contains(";RUB;0,00;500,00;0,00;"), "{}", balances.text);
    assert_eq!(workbook.status, 200);
    assert!(workbook.header("content-type").ends_with("spreadsheetml.sheet"));
    assert!(workbook.text.starts_with("PK"));
}

#[tokio::test]
async fn nobody_gets_a_document_who_may_not_see_what_it_says() {
    let world = indebted().await;
    let files = ["statement.pdf", "statement.xlsx", "documents.csv", "balances.csv"];
    for (name, status, code) in [
        ("observer", 403, "FORBIDDEN"),
        ("purchaser", 403, "FORBIDDEN"),
        ("stranger", 404, "NOT_FOUND"),
        ("operator", 403, "FORBIDDEN"),
    ] {
        let browser = world.as_(name).await;
        for file in files {
            let answer = get(&browser, &path(file)).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{name} {file}");
        }
    }
    for file in files {
        let answer = get(&world.server.browser(), &path(file)).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "UNAUTHENTICATED"), "{file}");
    }
    for name in ["accountant", "administrator", "manager", "auditor"] {
        let browser = world.as_(name).await;
        assert_eq!(get(&browser, &path("balances.csv")).await.status, 200, "{name}");
    }
}

#[tokio::test]
async fn debtors_are_for_the_staff_that_sees_receivables() {
    let world = indebted().await;

    let debtors = get(&world.as_("manager").await, "/files/staff/debtors.csv").await;

    let row = debtors.text.lines().nth(1).unwrap();
    assert!(row.ends_with(";500,00;500,00;31.01.2026;500,00;RUB"), "{row}");
    for (name, status) in [("accountant", 404), ("stranger", 404), ("operator", 403)] {
        let browser = world.as_(name).await;
        assert_eq!(get(&browser, "/files/staff/debtors.csv").await.status, status, "{name}");
    }
}

#[tokio::test]
async fn what_cannot_be_made_is_refused_in_words() {
    let world = indebted().await;
    let accountant = world.as_("accountant").await;
    let strange = id(STRANGE_CONTRACT);
    for (file, status, code) in [
        ("statement.pdf?from=yesterday".to_owned(), 422, "DOCUMENT_ASKED_UNREADABLE"),
        ("statement.csv?currency=rubles".to_owned(), 422, "DOCUMENT_ASKED_UNREADABLE"),
        ("statement.pdf?from=2026-02-01&to=2026-01-01".to_owned(), 422, "DOCUMENT_PERIOD_UNUSABLE"),
        ("statement.pdf?from=1900-01-01".to_owned(), 422, "DOCUMENT_PERIOD_UNUSABLE"),
        (format!("statement.pdf?contract={strange}"), 422, "DOCUMENT_NO_CONTRACT"),
        ("statement.docx".to_owned(), 404, "NOT_FOUND"),
        ("balances.pdf".to_owned(), 404, "NOT_FOUND"),
        ("secrets.csv".to_owned(), 404, "NOT_FOUND"),
    ] {
        let answer = get(&accountant, &path(&file)).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{file}");
    }
    let said = get(&accountant, &path("statement.pdf?from=x")).await.json();
    assert_eq!(said["errors"][0]["message"], "Дни пишутся как 2026-01-31, валюта — как RUB.");
    let nowhere = get(&accountant, "/files/organizations/nobody/statement.pdf").await;
    assert_eq!((nowhere.status.as_u16(), nowhere.code().as_str()), (404, "NOT_FOUND"));
}

#[tokio::test]
async fn an_order_that_was_approved_has_an_invoice_for_those_who_see_the_order() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    let order = world.draft(&purchaser, 3).await;
    let invoice = |organization, order: &serde_json::Value| {
        let order = order["id"].as_str().unwrap().to_owned();
        format!("/files/organizations/{}/orders/{order}/invoice.pdf", id::<OrganizationId>(organization))
    };

    let early = get(&purchaser, &invoice(ORGANIZATION, &order)).await;
    let submitted = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let waiting = get(&purchaser, &invoice(ORGANIZATION, &order)).await;
    let approver = world.as_("approver").await;
    world.done(&approver, "approveOrder", &order, json!({ "revision": submitted["revision"] })).await;
    let printed = get(&purchaser, &invoice(ORGANIZATION, &order)).await;

    assert_eq!((early.status.as_u16(), early.code().as_str()), (422, "DOCUMENT_NOTHING_TO_PAY"));
    assert_eq!((waiting.status.as_u16(), waiting.code().as_str()), (422, "DOCUMENT_NOTHING_TO_PAY"));
    assert_eq!(printed.status, 200, "{}", printed.text);
    assert!(printed.text.starts_with("%PDF-"));
    let colleague = world.as_("colleague").await;
    assert_eq!(get(&colleague, &invoice(ORGANIZATION, &order)).await.status, 404);
    let stranger = world.as_("stranger").await;
    assert_eq!(get(&stranger, &invoice(ORGANIZATION, &order)).await.status, 404);
    assert_eq!(get(&stranger, &invoice(STRANGE, &order)).await.status, 404);
}

#[tokio::test]
async fn orders_come_as_tables_of_what_whoever_asks_sees() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    let order = world.draft(&purchaser, 3).await;
    let order = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let number = order["number"].as_str().unwrap();
    world.as_("administrator").await.data("{ viewer { email } }", json!({})).await;

    let own = get(&purchaser, &path("orders.csv")).await.text;
    let row = own.lines().find(|line| line.contains(number)).unwrap_or_else(|| panic!("{own}"));
    assert!(row.contains(";02.03.2026;") && row.contains(";360,00;0,00;"), "{row}");
    let colleague = get(&world.as_("colleague").await, &path("orders.csv")).await;
    assert_eq!((colleague.status.as_u16(), colleague.text.lines().count()), (200, 1), "only the head");
    let earlier = get(&purchaser, &path("orders.csv?to=2026-03-01")).await.text;
    assert_eq!(earlier.lines().count(), 1, "{earlier}");
    let wrong = get(&purchaser, &path("orders.csv?from=2026-03-02&to=2026-03-01")).await;
    assert_eq!(wrong.code(), "DOCUMENT_PERIOD_UNUSABLE");
    assert!(get(&world.as_("observer").await, &path("orders.xlsx")).await.text.starts_with("PK"));
    let all = get(&world.as_("manager").await, "/files/staff/orders.csv").await.text;
    assert!(all.contains(number), "{all}");
    for (name, status) in [("purchaser", 404), ("stranger", 404), ("operator", 403)] {
        let refused = get(&world.as_(name).await, "/files/staff/orders.csv").await;
        assert_eq!(refused.status, status, "{name}");
    }
    assert_eq!(get(&world.as_("stranger").await, &path("orders.csv")).await.status, 404);
}

#[tokio::test]
async fn budgets_come_as_tables_for_those_who_see_them() {
    let world = World::make().await;
    for (name, status) in [("accountant", 200), ("purchaser", 200), ("observer", 403), ("manager", 403)] {
        let answer = get(&world.as_(name).await, &path("budgets.csv")).await;
        assert_eq!(answer.status, status, "{name}: {}", answer.text);
    }
    let head = get(&world.as_("accountant").await, &path("budgets.csv")).await.text;
    assert!(head.contains("Центр затрат;С;По;Бюджет;"), "{head}");
}
