//! Taking in again: the same, and something else.

use domain::exchange::run::Tally;

use super::database::{count, migrated};
use super::files::{changed, examples, take};

#[tokio::test]
async fn the_same_files_again_change_nothing_and_say_so() {
    let pool = migrated().await;
    take(&pool, &examples(), 2).await.unwrap();
    let again = take(&pool, &examples(), 3).await.unwrap();
    assert!(again.summary.is_repetition());
    assert_eq!(again.position, None);
    assert_eq!(count(&pool, "select count(*) from journal.events").await, 1);
    assert!(!again.summary.counts().changes());
    assert!(again.summary.to_string().contains("Nothing changed: the same files were taken in before."));
    assert_eq!(count(&pool, "select count(*) from catalogue.products").await, 8);
    assert_eq!(count(&pool, "select count(*) from catalogue.prices").await, 9);
    assert_eq!(count(&pool, "select count(distinct run) from catalogue.taken_files").await, 1);
}

#[tokio::test]
async fn a_change_of_one_price_leaves_the_old_one_as_history() {
    let pool = migrated().await;
    take(&pool, &examples(), 2).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = changed(&examples()[2], folder.path(), "<ЦенаЗаЕдиницу>99.9<", "<ЦенаЗаЕдиницу>101,5<");
    let taken = take(&pool, std::slice::from_ref(&file), 4).await.unwrap();
    assert_eq!(taken.summary.counts().prices, Tally { added: 0, changed: 1, unchanged: 8, skipped: 6 });
    assert!(taken.position.is_some());
    assert_eq!(count(&pool, "select count(*) from catalogue.prices").await, 10);
    // The old bytes again bring the old price back, as of now.
    let back = take(&pool, &examples()[2..3], 5).await.unwrap();
    assert_eq!(back.summary.counts().prices.changed, 1);
    assert!(back.position.is_some());
    assert_eq!(count(&pool, "select count(*) from catalogue.prices").await, 11);
}

#[tokio::test]
async fn a_changed_card_is_updated_and_the_others_are_not() {
    let pool = migrated().await;
    take(&pool, &examples(), 2).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = changed(&examples()[0], folder.path(), "Молоток слесарный 500 г ", "Молоток слесарный 0,5 кг");
    let counts = take(&pool, &[file], 4).await.unwrap().summary.counts();
    assert_eq!(counts.products, Tally { added: 0, changed: 2, unchanged: 5, skipped: 2 }, "with its variant");
    assert!(!counts.categories.changes() && !counts.price_types.changes() && !counts.warehouses.changes());
    assert_eq!(count(&pool, "select count(*) from catalogue.products where name like '%0,5 кг'").await, 1);
}

#[tokio::test]
async fn a_card_that_comes_later_completes_a_product_known_by_its_offer() {
    let pool = migrated().await;
    let files = examples();
    let first = take(&pool, &files[1..2], 2).await.unwrap();
    assert_eq!(first.summary.counts().offers.added, 7);
    assert_eq!(count(&pool, "select count(*) from catalogue.products where by_offer").await, 7);
    let second = take(&pool, &files, 3).await.unwrap();
    assert_eq!(second.summary.counts().products, Tally { added: 1, changed: 6, unchanged: 0, skipped: 2 });
    assert_eq!(count(&pool, "select count(*) from catalogue.products where by_offer").await, 1);
    assert_eq!(count(&pool, "select count(*) from catalogue.products").await, 8);
}
