//! Complete runs withdraw what they do not name, and what could not be taken in is put aside.

use sqlx::PgPool;

use super::database::{count, migrated};
use super::files::{changed, examples, form, take, take_all};

async fn offered(pool: &PgPool) -> i64 {
    count(pool, "select count(*) from catalogue.products where active and not deleted").await
}

#[tokio::test]
async fn a_complete_run_withdraws_what_it_does_not_name() {
    let pool = migrated().await;
    take(&pool, &[form("2.05_label_lies"), form("2.08_later_portion")], 2).await.unwrap();
    assert_eq!(offered(&pool).await, 3);
    let taken = take_all(&pool, &[form("2.05_label_lies")], 3, 40).await.unwrap();
    assert_eq!(taken.summary.withdrawn, 1);
    assert!(taken.summary.to_string().contains("1 goods withdrawn: the files do not name them"));
    assert_eq!(offered(&pool).await, 2);
    take(&pool, &[form("2.08_later_portion")], 4).await.unwrap();
    assert_eq!(offered(&pool).await, 3, "what is named again is offered again");
}

#[tokio::test]
async fn a_complete_run_that_would_withdraw_too_much_changes_nothing() {
    let pool = migrated().await;
    take(&pool, &[form("2.05_label_lies"), form("2.08_later_portion")], 2).await.unwrap();
    let refused = take_all(&pool, &[form("2.08_later_portion")], 3, 20).await.unwrap_err().to_string();
    assert_eq!(
        refused,
        "the files do not name 2 of 3 goods on offer, more than 20 percent: nothing was changed"
    );
    assert_eq!(offered(&pool).await, 3);
}

#[tokio::test]
async fn a_run_that_is_not_complete_withdraws_nothing() {
    let pool = migrated().await;
    take(&pool, &[form("2.05_label_lies"), form("2.08_later_portion")], 2).await.unwrap();
    take(&pool, &[form("2.08_later_portion")], 3).await.unwrap();
    assert_eq!(offered(&pool).await, 3);
}

#[tokio::test]
async fn an_object_that_makes_no_sense_is_put_aside_until_it_does() {
    let pool = migrated().await;
    take(&pool, &examples(), 2).await.unwrap();
    let aside = "select count(*) from catalogue.quarantine where kind = 'prices' and reason = 'below zero'";
    assert_eq!(count(&pool, aside).await, 1);
    let before = count(&pool, "select count(*) from catalogue.quarantine").await;
    assert_eq!(
        count(&pool, "select count(*) from catalogue.quarantine where reason like 'repeated%'").await,
        0,
        "a repetition is nobody's work"
    );
    take(&pool, &examples(), 3).await.unwrap();
    assert_eq!(
        count(&pool, "select count(*) from catalogue.quarantine").await,
        before,
        "met again, kept once"
    );
    let folder = tempfile::tempdir().unwrap();
    let mut files = examples();
    files[2] = changed(&files[2], folder.path(), ">-5<", ">5<");
    take_all(&pool, &files, 4, 100).await.unwrap();
    assert_eq!(count(&pool, aside).await, 0, "mended in 1C");
}
