//! `kabinet seed catalogue`, as an operator runs it.

use std::process::Output;

use super::database::{count, migrated};
use super::files::{examples, hostile};
use crate::service::{kabinet, output, said};

/// Where a database is.
pub fn url(database: &sqlx::PgPool) -> String {
    let options = database.connect_options();
    format!(
        "postgres://{}@{}:{}/{}",
        options.get_username(),
        options.get_host(),
        options.get_port(),
        options.get_database().unwrap()
    )
}

fn seed(database: &sqlx::PgPool, arguments: &[&str]) -> Output {
    let mut command = kabinet(&["seed", "catalogue"]);
    output(command.args(arguments).args(examples()).env("KABINET_DATABASE_URL", url(database)))
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[tokio::test]
async fn a_catalogue_is_loaded_and_summed_up() {
    let pool = migrated().await;
    let trial = printed(&seed(&pool, &["--dry-run"]));
    assert!(trial.ends_with("This was a trial: nothing was written.\n"), "{trial}");
    assert_eq!(count(&pool, "select count(*) from catalogue.products").await, 0);
    let table = printed(&seed(&pool, &["--dry-run", "--table"]));
    assert!(table.lines().all(|line| line.split('\t').count() == 5), "{table}");
    let summary = printed(&seed(&pool, &["--vat", "none"]));
    assert!(summary.contains("Over all files:"), "{summary}");
    let assumed = "select count(*) from catalogue.products where vat_assumed and vat_rate is null";
    assert_eq!(count(&pool, assumed).await, 4);
    assert!(printed(&seed(&pool, &["--vat", "none"])).contains("Nothing changed"));
    assert_eq!(count(&pool, "select count(*) from journal.events").await, 1);
}

#[tokio::test]
async fn a_broken_file_is_told_by_its_name_and_place() {
    let pool = migrated().await;
    let refused = seed(&pool, &[hostile("doctype_xxe").to_str().unwrap()]);
    assert!(!refused.status.success());
    assert!(said(&refused).contains("doctype_xxe.xml: byte "), "{}", said(&refused));
    assert!(said(&refused).contains("a DOCTYPE is not accepted"), "{}", said(&refused));
    assert_eq!(count(&pool, "select count(*) from catalogue.categories").await, 0);
}
