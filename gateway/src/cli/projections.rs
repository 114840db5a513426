//! `kabinet projections`: the read models and how far they are.

use std::io::Write;

use anyhow::Context;
use clap::Subcommand;
use commands::{Commands, processes};
use projections::{Projection, registry};

use crate::adapters::system_ports;
use crate::database::Databases;
use crate::workers::progress::{MOST, Progress, progress};
use crate::workers::rebuilding::rebuild;
use crate::workers::retrying::{Retried, retry_projection, retry_reaction};

/// List or rebuild the read models
#[derive(Debug, Subcommand)]
pub enum Projections {
    /// List every read model with its position, its lag and what is parked
    ///
    /// Reactions are listed, too: they read the journal in the same way.
    List,
    /// Empty a read model and build it again from the journal
    ///
    /// The journal is not touched. Readers see the old rows until the new ones are complete.
    #[command(
        after_help = "Examples:\n  kabinet projections rebuild order_list\n  kabinet projections rebuild --all"
    )]
    Rebuild {
        /// The names, as `list` shows them
        #[arg(required_unless_present = "all", value_name = "NAME")]
        names: Vec<String>,
        /// All of them
        #[arg(long, conflicts_with = "names")]
        all: bool,
    },
    /// Try again what is parked of a read model or of a reaction
    ///
    /// Stream by stream, each in its order. A stream that fails again stays parked.
    Retry {
        /// The name, as `list` shows it
        name: String,
    },
}

impl Projections {
    /// Does it.
    pub async fn run(self, pools: &Databases) -> anyhow::Result<()> {
        match self {
            Self::List => list(&progress(&pools.writer).await?),
            Self::Rebuild { names, all } => {
                for projection in chosen(&names, all)? {
                    let rebuilt = rebuild(&pools.owner, projection.as_ref()).await?;
                    let (name, events) = (projection.name(), rebuilt.events);
                    writeln!(std::io::stdout(), "{name}: {events} events, at position {}", rebuilt.position)?;
                }
                Ok(())
            }
            Self::Retry { name } => told(&name, &retry(&name, pools).await?),
        }
    }
}

fn chosen(names: &[String], all: bool) -> anyhow::Result<Vec<Box<dyn Projection>>> {
    if all {
        return Ok(registry::all());
    }
    names.iter().map(|name| registry::by_name(name).with_context(|| unknown(name))).collect()
}

fn unknown(name: &str) -> String {
    let known: Vec<_> = registry::all().iter().map(|projection| projection.name()).collect();
    format!("no read model is called {name}; there are {}", known.join(", "))
}

async fn retry(name: &str, pools: &Databases) -> anyhow::Result<Retried> {
    if let Some(projection) = registry::by_name(name) {
        return Ok(retry_projection(&pools.writer, projection.as_ref()).await?);
    }
    let reaction = processes::all().into_iter().find(|reaction| reaction.name() == name);
    let reaction = reaction.with_context(|| unknown(name))?;
    let commands = Commands::new(pools.writer.clone(), system_ports());
    Ok(retry_reaction(&pools.writer, reaction.as_ref(), &commands).await?)
}

fn told(name: &str, Retried { freed, failed }: &Retried) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{name}: {freed} streams are no longer parked")?;
    if failed.is_empty() {
        return Ok(());
    }
    let said: Vec<_> = failed.iter().map(|(stream, error)| format!("{stream}: {error}")).collect();
    anyhow::bail!("{} streams failed again:\n  {}", failed.len(), said.join("\n  "))
}

fn list(all: &[Progress]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let width = all.iter().map(|one| one.name.len()).max().unwrap_or_default();
    writeln!(out, "{:<width$}  {:>8}  {:>10}  {:>8}  {:>7}", "name", "version", "position", "lag", "parked")?;
    for Progress { name, version, position, lag, parked } in all {
        let version = version.map_or_else(|| "reaction".to_owned(), |version| version.to_string());
        let lag = if *lag < MOST { lag.to_string() } else { format!("{lag}+") };
        writeln!(out, "{name:<width$}  {version:>8}  {position:>10}  {lag:>8}  {parked:>7}")?;
    }
    Ok(())
}
