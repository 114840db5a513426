//! The cart says of each line whether it can be ordered.

use chrono::{DateTime, Utc};
use domain::vocabulary::Currency;
use projections::catalogue::{Pricing, ProductFilter, categories, products};
use projections::ordering::cart;
use projections::organizations::{ContractRow, contracts};
use sqlx::Executor;

use super::database::Database;
use super::story::{APPROVER, BUYER, COLLEAGUE, PURCHASER, beginning, product, roles};

/// Five products in the cart: on stock, short, without a price, withdrawn, unknown.
async fn filled() -> Database {
    let database = Database::new().await;
    for (person, organization, role) in roles() {
        database.grant(person, &organization, &[role]).await;
    }
    let ids = [1, 2, 3, 4, 5].map(|number| product(number).to_string());
    let [enough, short, unpriced, withdrawn, unknown] = &ids;
    let type_id = "00000000-0000-0000-0000-0000000000e0";
    let statement = format!(
        "INSERT INTO catalogue.price_types (id, external_id, name, currency, vat_included)
         VALUES ('{type_id}', 'wholesale', 'Оптовая', 'RUB', false);
         INSERT INTO catalogue.warehouses (id, external_id, name) VALUES ('{type_id}', 'main', 'Главный');
         INSERT INTO catalogue.products (id, external_id, article, name, unit_name, vat_rate, vat_assumed, active)
         VALUES ('{enough}', '1', 'A-1', 'Болт', 'шт', 22, false, true),
                ('{short}', '2', 'A-2', 'Винт', 'шт', 22, false, true),
                ('{unpriced}', '3', NULL, 'Гайка', 'шт', 22, false, true),
                ('{withdrawn}', '4', NULL, 'Дюбель', 'шт', 22, false, false);
         INSERT INTO catalogue.prices (price_type, product, amount, currency, valid_from)
         SELECT '{type_id}', id, 100, 'RUB', '2026-01-01' FROM catalogue.products WHERE id <> '{unpriced}';
         INSERT INTO catalogue.stock (product, warehouse, quantity)
         VALUES ('{enough}', '{type_id}', 50), ('{short}', '{type_id}', 1);
         INSERT INTO organizations.legal_entities (id, name, inn, kpp, legal_address, bank, bic, account)
         VALUES ('{type_id}', 'ООО «Поставщик»', '7707083893', '773601001', 'Москва', 'Банк', '044525225', '40702');
         INSERT INTO organizations.contracts
                (id, organization, number, signed_on, currency, payment_terms, price_type, legal_entity)
         VALUES ('{type_id}', '{BUYER}', 'Д-17', '2025-12-01', 'RUB', '{{\"kind\":\"prepayment\"}}', '{type_id}',
                 '{type_id}');
         INSERT INTO ordering.carts (id, organization, person, version, changed_at)
         VALUES ('{type_id}', '{BUYER}', '{PURCHASER}', 6, '2026-03-01');
         INSERT INTO ordering.cart_lines (cart, product, quantity, added_at)
         SELECT '{type_id}', product, 2, '2026-03-01'::timestamptz + number * interval '1 minute'
           FROM unnest(ARRAY['{enough}', '{short}', '{unpriced}', '{withdrawn}', '{unknown}']::uuid[])
                WITH ORDINALITY AS line (product, number);"
    );
    database.writer.execute(statement.as_str()).await.unwrap();
    database
}

async fn contract(database: &Database) -> ContractRow {
    contracts(&mut database.member(PURCHASER, BUYER).await, BUYER).await.unwrap().remove(0)
}

fn now() -> DateTime<Utc> {
    beginning()
}

#[tokio::test]
async fn each_line_says_whether_it_can_be_ordered() {
    let database = filled().await;
    let contract = contract(&database).await;
    let mut read = database.member(PURCHASER, BUYER).await;
    let card = cart(&mut read, Some(&contract), now()).await.unwrap().unwrap();
    let verdicts: Vec<_> = card.lines.iter().map(|row| row.verdict.code()).collect();
    assert_eq!(verdicts, ["AVAILABLE", "NOT_ENOUGH_STOCK", "UNPRICED", "WITHDRAWN", "UNKNOWN"]);
    assert_eq!(card.version, 6);
    assert!(!card.can_be_ordered());
    let total = card.total.unwrap();
    assert_eq!((total.currency, total.net, total.gross), (Currency::RUB, 400.into(), 488.into()));
    assert_eq!(card.lines[0].line.goods.as_ref().unwrap().name, "Болт");
}

#[tokio::test]
async fn without_a_contract_and_before_the_price_holds_nothing_has_a_price() {
    let database = filled().await;
    let contract = contract(&database).await;
    let mut read = database.member(PURCHASER, BUYER).await;
    let card = cart(&mut read, None, now()).await.unwrap().unwrap();
    assert_eq!(card.lines[0].verdict.code(), "UNPRICED");
    assert_eq!(card.total, None);
    let early = "2025-12-31T00:00:00Z".parse().unwrap();
    let card = cart(&mut read, Some(&contract), early).await.unwrap().unwrap();
    assert_eq!(card.lines[0].verdict.code(), "UNPRICED");
}

#[tokio::test]
async fn a_cart_is_seen_by_its_owner_only() {
    let database = filled().await;
    let contract = contract(&database).await;
    for person in [COLLEAGUE, APPROVER] {
        let mut read = database.member(person, BUYER).await;
        assert_eq!(cart(&mut read, Some(&contract), now()).await.unwrap(), None);
    }
}

#[tokio::test]
async fn the_catalogue_is_shown_under_a_scope_only() {
    let database = filled().await;
    let pricing =
        Pricing { price_type: Some(contract(&database).await.price_type), organization: None, at: now() };
    let mut member = database.member(APPROVER, BUYER).await;
    let page = products(&mut member, &ProductFilter::default(), pricing, None, 2).await.unwrap();
    assert_eq!((page.slice.rows.len(), page.slice.has_more), (2, true));
    let mut person = projections::Reads::new(database.reader.clone()).person(APPROVER).await.unwrap();
    let nothing = products(&mut person, &ProductFilter::default(), pricing, None, 2).await.unwrap();
    assert!(nothing.slice.rows.is_empty());
    assert!(categories(&mut person).await.unwrap().is_empty());
}

#[tokio::test]
async fn goods_whose_stock_is_not_kept_are_available_and_goods_that_ran_out_are_short() {
    let database = filled().await;
    let contract = contract(&database).await;
    let verdict = async |database: &Database| {
        let mut read = database.member(PURCHASER, BUYER).await;
        let card = cart(&mut read, Some(&contract), now()).await.unwrap().unwrap();
        (card.lines[1].verdict.code(), card.lines[1].line.stock)
    };
    database.writer.execute("UPDATE catalogue.stock SET quantity = 0").await.unwrap();
    assert_eq!(verdict(&database).await, ("NOT_ENOUGH_STOCK", Some(0.into())));
    database.writer.execute("DELETE FROM catalogue.stock").await.unwrap();
    assert_eq!(verdict(&database).await, ("AVAILABLE", None));
}
