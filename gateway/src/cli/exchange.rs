//! `kabinet exchange`: the bases of 1C that send documents, and what they sent.

use std::io::Write;

use anyhow::{Context, bail};
use chrono::Duration;
use clap::Subcommand;
use commands::exchange::forgetting::KEPT_FOR;
use commands::exchange::inspected::{self, Arrived, InspectedBatch};
use commands::exchange::tie::tie_counterparty;
use commands::exchange::try_again::{Which, try_again};
use commands::exchange::{Credentials, Secret};
use commands::organizations::look_up::look_up;
use commands::{Commands, Request, Requester};
use domain::exchange::{BaseName, NotABaseName};
use domain::journal::Tenant;
use domain::vocabulary::BatchId;

use crate::adapters::system_ports;
use crate::database::Databases;
use crate::exchange::contract::ContractReader;

/// Let bases of 1C in, and look at what they sent
#[derive(Debug, Subcommand)]
pub enum Exchange {
    /// Let a base in; its secret is printed once
    #[command(after_help = "Examples:\n  kabinet exchange add ut-moscow\n  \
        kabinet exchange rotate ut-moscow --old-ends-in 24\n  kabinet exchange replay ut-moscow --batch 2026-03-02-0001")]
    Add {
        /// The base: lower-case Latin letters, digits and hyphens
        #[arg(value_parser = base_name)]
        base: BaseName,
    },
    /// Give a base a new secret, printed once; the old one is valid for a while
    Rotate {
        /// The base
        #[arg(value_parser = base_name)]
        base: BaseName,
        /// The hours for which the old secret is valid
        #[arg(long, value_name = "HOURS", default_value_t = 168, value_parser = clap::value_parser!(u16).range(0..=2160))]
        old_ends_in: u16,
    },
    /// Take all secrets of a base back, from this moment on
    Revoke {
        /// The base
        #[arg(value_parser = base_name)]
        base: BaseName,
    },
    /// List the secrets of all bases, without the secrets
    List,
    /// List the latest batches
    Batches {
        /// Only of this base
        #[arg(value_parser = base_name)]
        base: Option<BaseName>,
        /// How many
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
        most: u16,
    },
    /// Show a batch with what of it was refused
    Show {
        /// The id that 1C gave to it, or ours
        batch: String,
        /// Print all its documents as they arrived instead, one a line
        #[arg(long)]
        arrived: bool,
    },
    /// Take documents in again that were refused
    Replay {
        /// The base
        #[arg(value_parser = base_name)]
        base: BaseName,
        /// Only those of a batch: the id that 1C gave to it, or ours
        #[arg(long)]
        batch: Option<String>,
    },
    /// Say which organization a counterparty is, where INN and KPP do not say it
    Tie {
        /// The base
        #[arg(value_parser = base_name)]
        base: BaseName,
        /// The counterparty's id in 1C
        counterparty: String,
        /// The organization's id or INN
        organization: String,
    },
}

impl Exchange {
    /// Does it.
    pub async fn run(self, pools: &Databases) -> anyhow::Result<()> {
        let commands = Commands::new(pools.writer.clone(), system_ports());
        let credentials = Credentials::new(pools.writer.clone(), commands.ports().clone());
        let console = Requester::console(Tenant::Supplier);
        match self {
            Self::Add { base } => {
                let secret = credentials.add(&console, &base).await?;
                given(&format!("{base}: may send documents"), &secret)
            }
            Self::Rotate { base, old_ends_in } => {
                let lasting = Duration::hours(i64::from(old_ends_in));
                let secret = credentials.rotate(&console, &base, lasting).await?;
                given(&format!("{base}: the old secret ends in {old_ends_in} hours"), &secret)
            }
            Self::Revoke { base } => {
                credentials.revoke(&console, &base).await?;
                say(&format!("{base}: no secret is valid any more"))
            }
            Self::List => list(&credentials).await,
            Self::Batches { base, most } => {
                let batches = inspected::batches(commands.pool(), base.as_ref(), i64::from(most)).await?;
                batches.iter().try_for_each(|batch| say(&line(batch)))
            }
            Self::Show { batch, arrived } => show(&commands, &one(&commands, &batch).await?, arrived).await,
            Self::Replay { base, batch } => replay(&commands, &console, &base, batch).await,
            Self::Tie { base, counterparty, organization } => {
                let found = look_up(commands.pool(), &organization).await?;
                let [found] = found.as_slice() else {
                    bail!("{} organizations have the id or the INN {organization}", found.len());
                };
                tie_counterparty(commands.pool(), &console, &base, &counterparty, found.id).await?;
                say(&format!(
                    "{counterparty}: is {}; `kabinet exchange replay {base}` takes in what waited",
                    found.id
                ))
            }
        }
    }
}

async fn replay(
    commands: &Commands,
    console: &Requester,
    base: &BaseName,
    batch: Option<String>,
) -> anyhow::Result<()> {
    let batch = match batch {
        Some(name) => Some(one(commands, &name).await?.id),
        None => None,
    };
    let request = Request::new(commands.ports().ids.next());
    let which = Which { batch, documents: None };
    let counts = try_again(commands, &ContractReader, console, &request, base, &which).await?;
    say(&format!("{base}: {} documents tried again, {} refused again", counts.documents(), counts.refused))
}

async fn show(commands: &Commands, batch: &InspectedBatch, arrived: bool) -> anyhow::Result<()> {
    if arrived {
        let (mut out, mut number) = (std::io::stdout().lock(), 0);
        while let Some(arrived) = inspected::arrived(commands.pool(), batch.id, number).await? {
            match arrived {
                Arrived::Lines(lines) => out.write_all(&lines)?,
                Arrived::Forgotten => {
                    bail!("its documents are {} days old and not kept", KEPT_FOR.num_days())
                }
            }
            number += 1;
        }
        return Ok(());
    }
    say(&line(batch))?;
    for refused in inspected::refusals(commands.pool(), batch.id).await? {
        let what = refused.kind.as_deref().unwrap_or("?");
        let id = refused.document.as_deref().unwrap_or("?");
        let settled = if refused.settled_at.is_some() { " (taken in later)" } else { "" };
        say(&format!("  {} {what} {id}: {} {}{settled}", refused.number, refused.code, refused.english))?;
    }
    Ok(())
}

async fn one(commands: &Commands, name: &str) -> anyhow::Result<InspectedBatch> {
    let mut found = inspected::batch(commands.pool(), name).await?;
    if found.len() > 1 {
        let ids: Vec<BatchId> = found.iter().map(|batch| batch.id).collect();
        bail!("several bases sent a batch {name}: name one by its id: {ids:?}");
    }
    found.pop().with_context(|| format!("there is no batch {name}"))
}

async fn list(credentials: &Credentials) -> anyhow::Result<()> {
    for listed in credentials.list().await? {
        let ends = listed.ends_at.map_or_else(|| "no end".to_owned(), |at| format!("ends {at}"));
        let used = listed.last_used_at.map_or_else(|| "never used".to_owned(), |at| format!("used {at}"));
        say(&format!("{}  since {}  {ends}  {used}", listed.base, listed.added_at))?;
    }
    Ok(())
}

fn line(batch: &InspectedBatch) -> String {
    let InspectedBatch { id, base, key, began_at, counts, waiting, .. } = batch;
    let state = if batch.is_completed { "completed" } else { "cut off, or still coming" };
    let documents = counts.documents();
    format!(
        "{id}  {base}  {key}  {began_at}  {state}: {documents} documents, {} posted, {} replaced, {} reversed, \
         {} unchanged, {} outdated, {} refused, {waiting} waiting",
        counts.posted, counts.replaced, counts.reversed, counts.unchanged, counts.outdated, counts.refused
    )
}

fn given(done: &str, secret: &Secret) -> anyhow::Result<()> {
    say(done)?;
    say(&format!("secret, shown this once: {}", secret.text()))
}

fn say(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout().lock(), "{line}")?;
    Ok(())
}

fn base_name(text: &str) -> Result<BaseName, NotABaseName> {
    text.parse()
}
