//! `kabinet seed`: fills the database from files.

use std::path::PathBuf;

use clap::Subcommand;

use super::NotBuiltIn;
use crate::database::Databases;

/// Fill the database
#[derive(Debug, Subcommand)]
pub enum Seed {
    /// Load a catalogue that 1C exported
    ///
    /// Reads CommerceML 2 files (import, offers, prices, rests; told apart by their content), in
    /// any order. What is there already is updated, so loading again changes nothing. A broken
    /// file is refused and changes nothing. Ends with a summary of what was taken and skipped.
    #[command(after_help = "Example:\n  kabinet seed catalogue webdata/*.xml")]
    Catalogue {
        /// The files, as 1C wrote them
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Play the demonstration into an empty database
    ///
    /// The same as `kabinet serve --demo` does. A database that has events already is refused.
    Demo,
}

impl Seed {
    /// Fills.
    pub async fn run(self, pools: &Databases) -> anyhow::Result<()> {
        match self {
            Self::Catalogue { files } => catalogue(&files, pools).await,
            Self::Demo => demonstration(pools).await,
        }
    }
}

/// Loads the files of a catalogue.
#[expect(clippy::unused_async, reason = "the body that waits is not built in yet")]
pub async fn catalogue(_files: &[PathBuf], _pools: &Databases) -> anyhow::Result<()> {
    Err(NotBuiltIn("seed catalogue").into())
}

/// Plays the demonstration into an empty database and prints its accounts; a database that
/// has it already stays as it is.
#[expect(clippy::unused_async, reason = "the body that waits is not built in yet")]
pub async fn demonstration(_pools: &Databases) -> anyhow::Result<()> {
    Err(NotBuiltIn("seed demo").into())
}
