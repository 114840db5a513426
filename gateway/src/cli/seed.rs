//! `kabinet seed`: fills the database from files.

mod organizations;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use commands::catalogue::{Table, TakeFiles};
use commands::{Request, Requester};
use domain::journal::Tenant;
use domain::vocabulary::VatRate;

use crate::adapters::{Argon2Hasher, system_ports};
use crate::database::Databases;
use crate::demo;
use crate::exchange::seed_catalogue;

/// Fill the database
#[derive(Debug, Subcommand)]
pub enum Seed {
    /// Load a catalogue that 1C exported
    ///
    /// Reads CommerceML 2 files (import, offers, prices, rests; told apart by their content), in
    /// any order. What is there already is updated, so loading again changes nothing. A broken
    /// file is refused and changes nothing. Ends with a summary of what was taken and skipped.
    #[command(after_help = "Example:\n  kabinet seed catalogue webdata/*.xml")]
    Catalogue(Catalogue),
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

/// Load a catalogue that 1C exported
#[derive(Debug, Args)]
pub struct Catalogue {
    /// The files, as 1C wrote them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Tell what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Print counts for programs: sha256, kind of file, kind of object, taken, skipped
    #[arg(long)]
    table: bool,
    /// The rate of VAT of goods whose file says none: a percent, or none
    #[arg(long, value_name = "RATE", default_value = "22")]
    vat: VatRate,
}

impl Catalogue {
    /// Loads the files.
    pub async fn run(self, pools: &Databases) -> anyhow::Result<()> {
        let ports = system_ports();
        let request = Request::new(ports.ids.next());
        let console = Requester::console(Tenant::Supplier);
        let how = TakeFiles { vat_when_unsaid: self.vat, trial: self.dry_run };
        let taken = seed_catalogue(&pools.writer, &ports, &console, &request, &self.files, how).await?;
        let mut out = std::io::stdout().lock();
        if self.table {
            write!(out, "{}", Table(&taken.summary))?;
        } else {
            write!(out, "{}", taken.summary)?;
        }
        if self.dry_run && !self.table {
            writeln!(out, "This was a trial: nothing was written.")?;
        }
        Ok(())
    }
}

/// Plays the demonstration into an empty database and prints its accounts; a database that
/// has it already stays as it is.
pub async fn demonstration(pools: &Databases) -> anyhow::Result<()> {
    let played = demo::play(&pools.writer, &Argon2Hasher::new(system_ports().entropy)).await?;
    write!(std::io::stdout().lock(), "{played}")?;
    Ok(())
}
