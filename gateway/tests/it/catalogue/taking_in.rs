//! Taking in for the first time, and refusing.

use commands::catalogue::{Assumption, FileKind, Reason, RecordKind, Table};
use domain::exchange::run::{ExchangeRunEvent, Tally};
use domain::journal::Fact;

use super::database::{count, migrated};
use super::files::{examples, hostile, on, run, take, try_out};

fn tally(added: u64, changed: u64, unchanged: u64, skipped: u64) -> Tally {
    Tally { added, changed, unchanged, skipped }
}

#[tokio::test]
async fn the_example_files_are_taken_in_whole() {
    let pool = migrated().await;
    let taken = take(&pool, &examples(), 2).await.unwrap();
    let counts = taken.summary.counts();
    assert_eq!(counts.categories, tally(4, 0, 0, 0));
    assert_eq!(counts.price_types, tally(2, 0, 0, 0));
    assert_eq!(counts.warehouses, tally(2, 0, 0, 0));
    assert_eq!(counts.products, tally(7, 0, 0, 2));
    assert_eq!(counts.offers, tally(1, 1, 5, 1), "one product without a card, one withdrawn");
    assert_eq!(counts.prices, tally(9, 0, 0, 6));
    assert_eq!(counts.stock, tally(6, 0, 0, 3));
    assert_eq!(count(&pool, "select count(*) from catalogue.products").await, 8);
    assert_eq!(count(&pool, "select count(*) from catalogue.prices").await, 9);
    assert_eq!(count(&pool, "select count(*) from catalogue.stock").await, 6);
    assert_eq!(count(&pool, "select count(*) from catalogue.categories where parent is null").await, 1);
}

#[tokio::test]
async fn the_run_leaves_one_event_with_its_files_and_counts() {
    let pool = migrated().await;
    let taken = take(&pool, &examples(), 2).await.unwrap();
    let (aggregate_id, organization, actor, event_type, version, payload): (
        String,
        String,
        String,
        String,
        String,
        String,
    ) = sqlx::query_as(
        "select aggregate_id, organization, actor, event_type, event_version, payload::text from journal.events",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(aggregate_id, run(2).to_string());
    assert_eq!((organization.as_str(), actor.as_str()), ("supplier", "console"));
    let fact = Fact::decode("exchange_run", &event_type, &version, &payload).unwrap();
    let Fact::ExchangeRun(ExchangeRunEvent::CatalogueTaken { run: recorded, files, counts, at }) = fact
    else {
        panic!("{fact:?}");
    };
    assert_eq!((recorded, at), (run(2), on(2)));
    let kinds: Vec<_> = files.iter().map(|file| file.kind.as_str()).collect();
    assert_eq!(kinds, ["catalogue", "offers", "prices", "rests"]);
    assert!(files.iter().all(|file| file.sha256.len() == 64));
    assert_eq!(counts, taken.summary.counts());
}

#[tokio::test]
async fn a_trial_tells_everything_and_changes_nothing() {
    let pool = migrated().await;
    let tried = try_out(&pool, &examples(), 2).await.unwrap();
    assert_eq!(tried.position, None);
    assert_eq!(count(&pool, "select count(*) from catalogue.products").await, 0);
    assert_eq!(count(&pool, "select count(*) from journal.events").await, 0);
    let taken = take(&pool, &examples(), 2).await.unwrap();
    assert_eq!(tried.summary, taken.summary);
    assert!(Table(&taken.summary).to_string().lines().any(|line| line.ends_with("\tprices\tprices\t9\t6")));
}

#[tokio::test]
async fn the_summary_says_what_was_left_out_and_what_was_assumed() {
    let pool = migrated().await;
    let summary = take(&pool, &examples(), 2).await.unwrap().summary;
    assert_eq!(summary.files[0].file.kind(), FileKind::Catalogue);
    let prices = &summary.files[2].kinds[&RecordKind::Price];
    assert_eq!(prices.skipped[&Reason::UnknownProduct].examples, [super::files::id(109)]);
    assert_eq!(prices.skipped[&Reason::UnknownPriceType].examples, [super::files::id(899)]);
    assert_eq!(summary.files[3].kinds[&RecordKind::Stock].skipped[&Reason::UnknownWarehouse].count, 1);
    let products = &summary.files[0].kinds[&RecordKind::Product];
    assert_eq!(products.assumed[&Assumption::Vat].count, 3);
    assert_eq!(products.assumed[&Assumption::UnknownCategory].examples, ["Пособие маляра"]);
    assert_eq!(
        summary.files[1].kinds[&RecordKind::Offer].assumed[&Assumption::ByOffer].examples,
        ["Рулетка 5 м"]
    );
    let text = summary.to_string();
    assert!(text.contains("skipped 1 of an unknown type of price"), "{text}");
}

#[tokio::test]
async fn the_order_of_the_files_does_not_matter() {
    let one = migrated().await;
    let other = migrated().await;
    let there = take(&one, &examples(), 2).await.unwrap();
    let mut backwards = examples();
    backwards.reverse();
    let back = take(&other, &backwards, 2).await.unwrap();
    assert_eq!(there.summary.counts(), back.summary.counts());
    for table in ["categories", "products", "price_types", "prices", "warehouses", "stock", "units"] {
        let rows = format!(
            "select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from catalogue.{table} t"
        );
        let of_one: String = sqlx::query_scalar(&rows).fetch_one(&one).await.unwrap();
        let of_other: String = sqlx::query_scalar(&rows).fetch_one(&other).await.unwrap();
        assert_eq!(of_one, of_other, "{table}");
    }
}

#[tokio::test]
async fn a_broken_file_changes_nothing() {
    let pool = migrated().await;
    for name in [
        "attributes",
        "control_character",
        "doctype_xxe",
        "empty",
        "entity_bomb",
        "mismatched",
        "nesting",
        "not_xml",
        "truncated",
        "truncated_in_tag",
        "two_roots",
        "unknown_entity",
        "koi8_r",
        "utf_16_broken",
        "utf_8_broken",
        "wrong_root",
    ] {
        let mut files = examples();
        files.push(hostile(name));
        let refused = take(&pool, &files, 2).await.unwrap_err().to_string();
        assert!(refused.starts_with(&format!("{name}.xml: byte ")), "{refused}");
    }
    for table in ["catalogue.categories", "catalogue.products", "catalogue.taken_files", "journal.events"] {
        let rows: i64 =
            sqlx::query_scalar(&format!("select count(*) from {table}")).fetch_one(&pool).await.unwrap();
        assert_eq!(rows, 0, "{table}");
    }
}

#[tokio::test]
async fn no_files_and_missing_files_are_refused() {
    let pool = migrated().await;
    assert!(take(&pool, &[], 2).await.unwrap_err().to_string().starts_with("no file was given"));
    let missing = take(&pool, &["/nowhere/import.xml".into()], 2).await.unwrap_err().to_string();
    assert!(missing.starts_with("import.xml: "), "{missing}");
}
