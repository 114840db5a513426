//! `kabinet seed organizations`: customers from files of an operator.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use crate::database::Databases;
use crate::organizations::file::File;
use crate::organizations::founding::{Founding, Plan};

/// The help ends with a whole file: the shortest way to one's own.
pub const EXAMPLE: &str = include_str!("../../../../fixtures/examples/organizations.toml");

/// Register customers with their people, contracts and approval policies
#[derive(Debug, Args)]
pub struct Organizations {
    /// The files, in TOML
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Tell what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
}

impl Organizations {
    /// Registers what the files name.
    pub async fn run(self, pools: &Databases) -> anyhow::Result<()> {
        let files = self.files.iter().map(|path| read(path)).collect::<anyhow::Result<Vec<_>>>()?;
        let founding = Founding::at(&pools.writer);
        let plan = founding.plan(&files).await?;
        let mut out = std::io::stdout();
        for step in &plan.steps {
            if self.dry_run {
                writeln!(out, "{step}")?;
                continue;
            }
            // Told at once: a password that was made up is shown whatever comes after it.
            let done = founding.carry_out(step).await;
            let password = done.with_context(|| {
                format!("stopped at: {step}. What is told above is written; the same files go on from there")
            })?;
            writeln!(out, "{step}")?;
            if let Some(password) = password {
                writeln!(out, "    password, shown this once: {password}")?;
            }
        }
        summed_up(&mut out, &plan, self.dry_run)?;
        Ok(())
    }
}

fn read(path: &Path) -> anyhow::Result<File> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    toml::from_str(&text).map_err(|reason| anyhow::anyhow!("{}: {reason}", path.display()))
}

fn summed_up(out: &mut impl Write, plan: &Plan, is_trial: bool) -> std::io::Result<()> {
    for note in &plan.notes {
        writeln!(out, "note: {note}")?;
    }
    match (plan.steps.len(), is_trial) {
        (0, _) => writeln!(out, "Nothing changed: everything of the files is there already."),
        (_, true) => writeln!(out, "This was a trial: nothing was written."),
        (number, false) => writeln!(out, "Changes written: {number}."),
    }
}
