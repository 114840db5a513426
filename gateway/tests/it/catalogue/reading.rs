//! What buyers see of a catalogue, and what orders are quoted.

use commands::catalogue::{Customer, NoPrice, quote};
use domain::catalogue::{category_id, price_type_id, product_id};
use domain::journal::Tenant;
use domain::vocabulary::{Currency, Money, ProductId, Quantity, VatRate};
use projections::catalogue::{
    Pricing, ProductFilter, ProductPlace, ProductSort, categories, product, products, products_by_ids,
};
use rust_decimal::Decimal;
use sqlx::PgPool;

use super::database::{migrated, reader, staff};
use super::files::{changed, examples, id, on, take};

async fn filled() -> PgPool {
    let pool = migrated().await;
    take(&pool, &examples(), 2).await.unwrap();
    pool
}

fn wholesale(day: u32) -> Pricing {
    Pricing { price_type: Some(price_type_id(&id(800))), organization: None, at: on(day) }
}

async fn names(pool: &PgPool, category: Option<u32>, text: Option<&str>) -> Vec<String> {
    let filter = ProductFilter {
        category: category.map(|number| category_id(&id(number))),
        text: text.map(ToOwned::to_owned),
        sort: Some(ProductSort::Name),
        ..ProductFilter::default()
    };
    let mut read = staff(pool).await;
    let page = products(&mut read, &filter, wholesale(3), None, 50).await.unwrap();
    page.slice.rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn the_tree_of_categories_comes_in_the_order_of_1c() {
    let pool = filled().await;
    let tree = categories(&mut staff(&pool).await).await.unwrap();
    let shape: Vec<_> = tree.iter().map(|row| (row.depth, row.name.as_str(), row.products)).collect();
    assert_eq!(
        shape,
        [(0, "Товары для ремонта", 0), (1, "Ручной инструмент", 1), (1, "Краски & лаки", 1), (2, "Кисти", 1)]
    );
}

#[tokio::test]
async fn a_category_shows_the_goods_of_the_categories_below() {
    let pool = filled().await;
    assert_eq!(names(&pool, Some(3), None).await, ["Краска фасадная «Юг», 10 л", "Щётка плоская 50 мм"]);
    assert_eq!(names(&pool, Some(1), None).await.len(), 3);
    assert_eq!(names(&pool, Some(77), None).await, Vec::<String>::new());
    assert_eq!(
        names(&pool, None, None).await.len(),
        5,
        "withdrawn goods are not offered, and a variant stands with its product"
    );
}

#[tokio::test]
async fn goods_are_found_by_words_in_any_form_and_by_the_beginning_of_the_article() {
    let pool = filled().await;
    assert_eq!(names(&pool, None, Some("слесарные молоток")).await, ["Молоток слесарный 500 г"]);
    assert_eq!(names(&pool, None, Some("щетка плоск")).await, ["Щётка плоская 50 мм"]);
    assert_eq!(names(&pool, None, Some("hammers")).await, ["Молоток слесарный 500 г"]);
    assert_eq!(names(&pool, None, Some("ясень")).await, ["Молоток слесарный 500 г"], "in the description");
    assert_eq!(names(&pool, None, Some("кр-1")).await, ["Краска фасадная «Юг», 10 л"]);
    assert_eq!(names(&pool, Some(2), Some("краска")).await, Vec::<String>::new());
    assert_eq!(names(&pool, None, Some("' & | ! : * \\")).await, Vec::<String>::new());
}

#[tokio::test]
async fn pages_follow_each_other_without_gaps_and_repetitions() {
    let pool = filled().await;
    let mut read = staff(&pool).await;
    let all = names(&pool, None, None).await;
    let mut seen = Vec::new();
    let mut place: Option<ProductPlace> = None;
    loop {
        let page = products(&mut read, &ProductFilter::default(), wholesale(3), place.as_ref(), 2)
            .await
            .unwrap()
            .slice;
        place = page.rows.last().map(|row| row.place().to_string().parse().unwrap());
        seen.extend(page.rows.into_iter().map(|row| row.name));
        if !page.has_more {
            break;
        }
    }
    assert_eq!(seen, all);
}

#[tokio::test]
async fn a_product_shows_its_price_of_the_moment_and_its_stock() {
    let pool = filled().await;
    let folder = tempfile::tempdir().unwrap();
    let file = changed(&examples()[2], folder.path(), "1\u{a0}250,50", "1300");
    take(&pool, &[file], 10).await.unwrap();
    let mut read = staff(&pool).await;
    let hammer = product_id(&id(100));
    for (day, amount) in [
        (1, None),
        (3, Some(Decimal::new(125_050, 2))),
        (9, Some(Decimal::new(125_050, 2))),
        (10, Some(Decimal::from(1300))),
    ] {
        let row = product(&mut read, hammer, wholesale(day)).await.unwrap().unwrap();
        assert_eq!(row.price.map(|price| price.first().unwrap().amount), amount, "on day {day}");
        assert_eq!(row.stock, Some(Decimal::new(155, 1)));
    }
    let without = Pricing { price_type: None, organization: None, at: on(10) };
    assert_eq!(product(&mut read, hammer, without).await.unwrap().unwrap().price, None);
    let gloves = product(&mut read, product_id(&id(104)), wholesale(3)).await.unwrap().unwrap();
    assert!(!gloves.offered, "an order still shows withdrawn goods");
    let some = products_by_ids(&mut read, &[hammer, product_id("nowhere")], wholesale(3)).await.unwrap();
    assert_eq!(some.len(), 1);
}

#[tokio::test]
async fn goods_are_quoted_or_the_reason_is_said() {
    let pool = filled().await;
    let mut connection = reader(&pool).await;
    let ids: Vec<ProductId> = [109, 104, 103, 101, 100, 105].map(|number| product_id(&id(number))).to_vec();
    let goods: Vec<_> = ids.iter().map(|id| (*id, Quantity::try_from(Decimal::ONE).unwrap())).collect();
    let customer =
        |day| Customer { tenant: Tenant::Supplier, price_type: price_type_id(&id(800)), at: on(day) };
    let quotes = quote(&mut connection, &goods, customer(3)).await.unwrap();
    assert_eq!(quotes.iter().map(|quote| quote.product).collect::<Vec<_>>(), ids);
    assert_eq!(quotes[0].price, Err(NoPrice::Unknown));
    assert_eq!(quotes[1].price, Err(NoPrice::Withdrawn));
    assert_eq!(quotes[2].price, Err(NoPrice::Unpriced), "a price of zero is none");
    assert_eq!(quotes[2].goods.as_ref().unwrap().vat, VatRate::WITHOUT);
    let paint = quotes[3].price.unwrap();
    assert_eq!(paint.price, Money::new(Decimal::from(7499), Currency::RUB));
    assert!(!paint.vat_included, "the price says otherwise than its type");
    assert!(quotes[4].price.unwrap().vat_included);
    assert_eq!(quotes[4].goods.as_ref().unwrap().stock, Some(Decimal::new(155, 1)));
    assert_eq!(quotes[5].price, Err(NoPrice::Withdrawn));
    let before = quote(&mut connection, &goods[4..5], customer(1)).await.unwrap();
    assert_eq!(before[0].price, Err(NoPrice::Unpriced));
}
