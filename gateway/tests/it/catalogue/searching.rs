//! Finding goods among many: words, mistakes, articles, barcodes, properties, prices, stock.

use std::collections::BTreeMap;

use domain::catalogue::{category_id, price_type_id, property_id};
use domain::vocabulary::PropertyId;
use projections::catalogue::{Facets, Pricing, ProductFilter, ProductPlace, ProductSort, facets, products};
use rust_decimal::Decimal;
use sqlx::PgPool;

use super::database::{count, migrated, staff};
use super::files::{form, take};

const FIRST: &str = "Насос скважинный НС-100";
const SECOND: &str = "Насос скважинный НС-200";
const THIRD: &str = "Насос скважинный НС-300";
const SHIRT: &str = "Футболка рабочая";

async fn filled() -> PgPool {
    let pool = migrated().await;
    let names = [
        "2.04_characteristics_utf-16",
        "2.05_label_lies",
        "2.08_later_portion",
        "2.10_prices_by_quantity",
        "2.03_whole_windows-1251",
    ];
    take(&pool, &names.map(form), 2).await.unwrap();
    pool
}

fn pricing(price_type: &str) -> Pricing {
    let at = "2026-12-02T08:00:00Z".parse().unwrap();
    Pricing { price_type: Some(price_type_id(price_type)), organization: None, at }
}

/// The names that a filter finds, and the words that were searched instead.
async fn found(pool: &PgPool, filter: &ProductFilter, price_type: &str) -> (Vec<String>, Option<String>) {
    let found = products(&mut staff(pool).await, filter, pricing(price_type), None, 50).await.unwrap();
    (found.slice.rows.into_iter().map(|row| row.name).collect(), found.corrected)
}

async fn named(pool: &PgPool, filter: ProductFilter) -> Vec<String> {
    found(pool, &filter, "wholesale-205").await.0
}

fn text(text: &str) -> ProductFilter {
    ProductFilter { text: Some(text.to_owned()), ..ProductFilter::default() }
}

fn with(values: &[(&str, &[&str])]) -> ProductFilter {
    let value = |(property, values): &(&str, &[&str])| -> (PropertyId, Vec<String>) {
        (property_id(property), values.iter().map(|&value| value.to_owned()).collect())
    };
    ProductFilter {
        properties: values.iter().map(value).collect::<BTreeMap<_, _>>(),
        ..ProductFilter::default()
    }
}

async fn counted(pool: &PgPool, filter: &ProductFilter) -> Facets {
    facets(&mut staff(pool).await, filter, pricing("wholesale-205")).await.unwrap()
}

fn values<'a>(facets: &'a Facets, property: &str) -> Vec<(&'a str, i64)> {
    let found = facets.properties.iter().find(|facet| facet.property == property_id(property));
    found.into_iter().flat_map(|facet| &facet.values).map(|(value, count)| (value.as_str(), *count)).collect()
}

#[tokio::test]
async fn a_mistyped_word_is_taken_for_the_nearest_one_and_the_answer_says_so() {
    let pool = filled().await;
    let (names, corrected) = found(&pool, &text("скважиный носос нс"), "wholesale-205").await;
    assert_eq!(names, [FIRST, SECOND, THIRD]);
    assert_eq!(
        corrected.as_deref(),
        Some("скважиный насос нс"),
        "only the word that nothing has is replaced"
    );
    let (names, corrected) = found(&pool, &text("насосы"), "wholesale-205").await;
    assert_eq!((names.len(), corrected), (3, None), "another form is no mistake");
    let (names, corrected) = found(&pool, &text("экскаватор"), "wholesale-205").await;
    assert_eq!((names.len(), corrected), (0, None), "nothing is near to it");
}

#[tokio::test]
async fn a_word_typed_with_the_keyboard_in_the_other_language_is_understood() {
    let pool = filled().await;
    let (names, corrected) = found(&pool, &text("aen,jkrf"), "wholesale-205").await;
    assert_eq!((names.as_slice(), corrected.as_deref()), (&[SHIRT.to_owned()][..], Some("футболка")));
}

#[tokio::test]
async fn articles_are_found_by_their_beginning_whatever_stands_between_their_signs() {
    let pool = filled().await;
    for typed in ["НС-1", "нс 100", "нс100", "НС/100"] {
        assert_eq!(named(&pool, text(typed)).await, [FIRST], "{typed}");
    }
}

#[tokio::test]
async fn a_barcode_finds_the_product_also_by_that_of_its_variant() {
    let pool = filled().await;
    assert_eq!(named(&pool, text("4600000000039")).await, [FIRST]);
    assert_eq!(named(&pool, text("4600000000022")).await, [SHIRT]);
    assert_eq!(named(&pool, text("синяя")).await, [SHIRT], "by the name of a variant too");
}

#[tokio::test]
async fn goods_are_narrowed_by_values_of_properties() {
    let pool = filled().await;
    assert_eq!(named(&pool, with(&[("maker", &["Родник"])])).await, [FIRST, THIRD]);
    assert_eq!(named(&pool, with(&[("maker", &["Родник", "Ключ"])])).await, [FIRST, SECOND, THIRD]);
    assert_eq!(named(&pool, with(&[("maker", &["Родник"]), ("power", &["750"])])).await, [FIRST]);
    assert_eq!(named(&pool, with(&[("maker", &["Эхо"])])).await, Vec::<String>::new());
}

#[tokio::test]
async fn facets_count_what_each_choice_leaves() {
    let pool = filled().await;
    let pumps = ProductFilter { category: Some(category_id("pumps")), ..ProductFilter::default() };
    let all = counted(&pool, &pumps).await;
    assert_eq!((all.total, all.in_stock), (3, 0));
    assert_eq!(all.categories, [(category_id("deep"), 3)]);
    assert_eq!(values(&all, "maker"), [("Родник", 2), ("Ключ", 1)]);
    assert_eq!(all.prices, Some((Decimal::from(12_000), Decimal::from(12_000))));
    let narrowed = ProductFilter { category: pumps.category, ..with(&[("maker", &["Ключ"])]) };
    let narrowed = counted(&pool, &narrowed).await;
    assert_eq!(narrowed.total, 1);
    assert_eq!(
        values(&narrowed, "maker"),
        [("Родник", 2), ("Ключ", 1)],
        "the other makers can still be chosen"
    );
    assert_eq!(values(&narrowed, "power"), [], "no pump of this maker says its power");
    assert_eq!(counted(&pool, &text("футболла")).await.corrected.as_deref(), Some("футболка"));
}

#[tokio::test]
async fn what_is_in_stock_and_costs_so_much_is_found_by_the_cheapest_variant() {
    let pool = filled().await;
    let in_stock = ProductFilter { in_stock: true, ..ProductFilter::default() };
    assert_eq!(named(&pool, in_stock).await, ["Бумага офисная «Ель», 500 л", SHIRT]);
    let between = |from: i64, to: i64| ProductFilter {
        price_from: Some(from.into()),
        price_to: Some(to.into()),
        ..ProductFilter::default()
    };
    assert_eq!(found(&pool, &between(440, 460), "wholesale-204").await.0, [SHIRT]);
    assert_eq!(found(&pool, &between(460, 480), "wholesale-204").await.0, Vec::<String>::new());
}

#[tokio::test]
async fn goods_are_sorted_by_price_and_pages_follow_each_other() {
    let pool = filled().await;
    for (sort, expected) in [
        (ProductSort::PriceAscending, [SHIRT, "Бумага офисная «Ель», 500 л", FIRST, SECOND, THIRD]),
        (ProductSort::PriceDescending, [SHIRT, "Бумага офисная «Ель», 500 л", FIRST, SECOND, THIRD]),
        (ProductSort::Name, ["Бумага офисная «Ель», 500 л", FIRST, SECOND, THIRD, SHIRT]),
    ] {
        let filter = ProductFilter { sort: Some(sort), ..ProductFilter::default() };
        let mut seen = Vec::new();
        let mut place: Option<ProductPlace> = None;
        loop {
            let mut read = staff(&pool).await;
            let slice = products(&mut read, &filter, pricing("wholesale-204"), place.as_ref(), 1)
                .await
                .unwrap()
                .slice;
            place = slice.rows.last().map(|row| row.place().to_string().parse().unwrap());
            seen.extend(slice.rows.into_iter().map(|row| row.name));
            if !slice.has_more {
                break;
            }
        }
        assert_eq!(seen, expected, "{sort:?}");
    }
}

#[tokio::test]
async fn a_run_that_changes_something_makes_counts_stale_and_a_repetition_does_not() {
    let pool = filled().await;
    let generation = "select number from catalogue.generation";
    assert_eq!(count(&pool, generation).await, 1);
    take(&pool, &[form("2.05_label_lies")], 3).await.unwrap();
    assert_eq!(count(&pool, generation).await, 1);
    take(&pool, &[form("2.07_changes")], 4).await.unwrap();
    assert_eq!(count(&pool, generation).await, 2);
}
