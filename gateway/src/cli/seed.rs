//! `kabinet seed`: fills the database from files.

mod catalogue;
mod organizations;

use std::io::Write;

use clap::Subcommand;

use crate::adapters::{Argon2Hasher, system_ports};
use crate::database::Databases;
use crate::demo;

/// Fill the database
#[derive(Debug, Subcommand)]
pub enum Seed {
    /// Load a catalogue that 1C exported
    ///
    /// Reads CommerceML 2.03 to 3.1 (told apart by content, in any encoding that 1C writes), in any
    /// order, also out of zip archives and folders. What is there already is updated, so loading
    /// again changes nothing. A broken file is refused and changes nothing; an object that makes no
    /// sense is put aside with the reason. Ends with a summary of what was taken and skipped.
    #[command(
        after_help = "Examples:\n  kabinet seed catalogue webdata/\n  kabinet seed catalogue v8_1C41_03.zip\n  kabinet seed catalogue - <import.xml\n  kabinet seed catalogue --complete webdata/"
    )]
    Catalogue(catalogue::Catalogue),
    /// Register customers with their people, contracts and approval policies
    ///
    /// Reads TOML files, as in the example below. Types of price and categories come from the
    /// catalogue, so load it first. Everything is checked before the first write: a file that
    /// names what is not there is refused. A company is found by INN and KPP, a legal entity by
    /// its INN, a contract by its number; what is there already stays or is updated, so the same
    /// file again changes nothing. Members, roles and a policy that the customer changed since are
    /// never changed back. Passwords of new people are made up and printed once.
    #[command(after_long_help = organizations::EXAMPLE)]
    Organizations(organizations::Organizations),
    /// Play the demonstration into an empty database
    ///
    /// The same as `kabinet serve --demo` does. A database that has events already is refused.
    Demo,
}

impl Seed {
    /// Fills.
    pub async fn run(self, pools: &Databases) -> anyhow::Result<()> {
        match self {
            Self::Catalogue(catalogue) => catalogue.run(pools).await,
            Self::Organizations(organizations) => organizations.run(pools).await,
            Self::Demo => demonstration(pools).await,
        }
    }
}

/// Plays the demonstration into an empty database and prints its accounts; a database that
/// has it already stays as it is.
pub async fn demonstration(pools: &Databases) -> anyhow::Result<()> {
    let played = demo::play(&pools.writer, &Argon2Hasher::new(system_ports().entropy)).await?;
    write!(std::io::stdout().lock(), "{played}")?;
    Ok(())
}
