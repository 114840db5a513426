//! The example files, and runs over them.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use commands::catalogue::{Run, TakenIn};
use domain::vocabulary::{ExchangeRunId, VatRate};
use gateway::exchange::{SeedError, seed_catalogue};
use sqlx::{Executor, PgPool};

/// The id in 1C that the examples give to an object.
pub fn id(number: u32) -> String {
    format!("a1b2c3d4-0000-4000-8000-{number:012}")
}

/// The four files, in the order in which 1C sends them.
pub fn examples() -> Vec<PathBuf> {
    ["import", "offers", "prices", "rests"]
        .into_iter()
        .zip(1..)
        .map(|(name, number)| folder().join(format!("{name}___{}.xml", id(number))))
        .collect()
}

/// A hostile file.
pub fn hostile(name: &str) -> PathBuf {
    folder().join("hostile").join(format!("{name}.xml"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/commerceml")
}

/// A copy of a file in which a text is replaced by another one.
pub fn changed(file: &Path, folder: &Path, from: &str, to: &str) -> PathBuf {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{} does not hold {from}", file.display());
    let copy = folder.join(file.file_name().unwrap());
    std::fs::write(&copy, text.replace(from, to)).unwrap();
    copy
}

/// A moment of a day in November 2026.
pub fn on(day: u32) -> DateTime<Utc> {
    format!("2026-11-{day:02}T08:00:00Z").parse().unwrap()
}

/// A run on a day.
pub fn run(day: u32) -> Run {
    let id = ExchangeRunId(uuid::Uuid::from_u128(u128::from(day)));
    Run { id, at: on(day), vat_when_unsaid: VatRate::of_percent(22).unwrap() }
}

/// Takes files in as the role that may write and commits, or leaves nothing behind.
pub async fn take(pool: &PgPool, files: &[PathBuf], day: u32) -> Result<TakenIn, SeedError> {
    let mut transaction = pool.begin().await.unwrap();
    transaction.execute("set local role kabinet_writer").await.unwrap();
    let taken = seed_catalogue(&mut transaction, files, run(day)).await?;
    transaction.commit().await.unwrap();
    Ok(taken)
}
