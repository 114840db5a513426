//! `kabinet seed catalogue`: loads what 1C exported.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use commands::catalogue::{Progress, Table, TakeFiles};
use commands::{Request, Requester};
use domain::journal::Tenant;
use domain::vocabulary::VatRate;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::adapters::system_ports;
use crate::database::Databases;
use crate::exchange::seed_catalogue;

/// Load a catalogue that 1C exported
#[derive(Debug, Args)]
pub struct Catalogue {
    /// Files, zip archives or folders as 1C wrote them; - reads one file or archive from standard
    /// input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Tell what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// These files hold everything: withdraw the goods that they do not name
    #[arg(long)]
    complete: bool,
    /// Refuse complete files that would withdraw more than so many percent of all goods on offer
    #[arg(long, value_name = "PERCENT", default_value = "20", requires = "complete",
          value_parser = clap::value_parser!(u8).range(0..=100))]
    withdraw_at_most: u8,
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
        let complete = self.complete.then_some(self.withdraw_at_most);
        let how = TakeFiles { vat_when_unsaid: self.vat, complete, trial: self.dry_run };
        let bar = Bar::new();
        let taken = seed_catalogue(&pools.writer, &ports, &console, &request, &self.files, (how, &bar)).await;
        bar.0.finish_and_clear();
        let taken = taken?;
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

/// A bar on the terminal; nothing when standard error is none.
struct Bar(ProgressBar);

impl Bar {
    fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.set_message("reading the files");
        Self(bar)
    }
}

impl Progress for Bar {
    fn expect(&self, objects: u64) {
        let style = ProgressStyle::with_template(
            "{bar:40} {human_pos} of {human_len} objects, {per_sec}, {eta} left",
        );
        self.0.set_length(objects);
        if let Ok(style) = style {
            self.0.set_style(style);
        }
    }

    fn advance(&self, objects: u64) {
        self.0.inc(objects);
    }
}
