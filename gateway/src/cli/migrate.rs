//! `kabinet migrate`: brings the tables up to date, or says what would be done.

use std::io::Write;

use clap::Args;

use crate::database::{self, Databases, migrations};

/// Bring the tables of the database up to date
///
/// Applies the migrations that this version brings and the database does not have yet, each in
/// a transaction of its own. `serve` does it by itself unless KABINET_MIGRATE_AT_START is false.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  kabinet migrate --list\n  kabinet migrate")]
pub struct Migrate {
    /// Only tell what is pending; change nothing
    #[arg(long)]
    pub list: bool,
}

impl Migrate {
    /// Applies or lists.
    pub async fn run(self, pools: &Databases) -> anyhow::Result<()> {
        let (before, word) = if self.list {
            (migrations::status(pools).await?, "pending")
        } else {
            (database::bring_up_to_date(pools).await?, "applied")
        };
        let mut out = std::io::stdout().lock();
        for (number, name) in &before.pending {
            writeln!(out, "{word}: {number:04} {name}")?;
        }
        if before.pending.is_empty() {
            writeln!(out, "up to date: {} migrations", before.applied)?;
        }
        Ok(())
    }
}
