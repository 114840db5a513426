//! The command line: one binary, one subcommand for each thing that an operator does.

#![expect(
    clippy::doc_markdown,
    reason = "the doc comments here are the help text, which shows backticks as they are"
)]

pub mod exchange;
pub mod migrate;
pub mod projections;
pub mod replay;
pub mod schema;
pub mod seed;
pub mod serve;
pub mod user;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, ConfigError};
use crate::database::{self, Database, Databases};
use crate::logging;
use crate::shutdown::Shutdown;

/// The personal account for the customers of a supplier that runs 1C
#[derive(Debug, Parser)]
#[command(name = "kabinet", version, after_help = AFTER_HELP)]
pub struct Cli {
    /// The configuration file, instead of KABINET_CONFIG or kabinet.toml in the working directory
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
Everything is configured in the environment or, with small letters and without KABINET_, in kabinet.toml:
  KABINET_LISTEN            where to listen (127.0.0.1:8080)
  KABINET_DATABASE_URL      postgres://user:password@host:5432/kabinet; without it Kabinet runs
                            the PostgreSQL programs of this machine (15 or newer) by itself
  KABINET_DATA_DIR          the folder of everything kept on disk (./data)
  KABINET_MIGRATE_AT_START  whether `serve` applies pending migrations (true)
  KABINET_PUBLIC_URL        how browsers reach the service, such as https://kabinet.example.com
  KABINET_ALLOWED_ORIGINS   other origins whose pages may send requests, comma-separated
  KABINET_LOG               what to log, such as warn,gateway=debug (info,sqlx=warn)
  KABINET_LOG_FORMAT        text or json (text)

Examples:
  kabinet serve --demo                          try it with demonstration data
  kabinet serve                                 run the service
  kabinet seed catalogue import.xml offers.xml  load a catalogue of 1C, also while the service runs
  kabinet seed organizations customers.toml     register customers with their contracts
  KABINET_LISTEN=0.0.0.0:80 kabinet serve       listen to everybody";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the service
    Serve(serve::Serve),
    /// Bring the tables of the database up to date
    Migrate(migrate::Migrate),
    /// Fill the database: a catalogue of 1C, customers, or the demonstration
    #[command(subcommand)]
    Seed(seed::Seed),
    /// Add, list and block people
    #[command(subcommand)]
    User(user::User),
    /// Let bases of 1C in, and look at what they sent
    #[command(subcommand)]
    Exchange(exchange::Exchange),
    /// List or rebuild the read models
    #[command(subcommand)]
    Projections(projections::Projections),
    /// Show a stream of the journal as it was at a version or a moment
    Replay(replay::Replay),
    /// Print the GraphQL schema
    Schema(schema::Schema),
}

impl Command {
    fn name(&self) -> &'static str {
        match self {
            Self::Serve(_) => "serve",
            Self::Migrate(_) => "migrate",
            Self::Seed(_) => "seed",
            Self::User(_) => "user",
            Self::Exchange(_) => "exchange",
            Self::Projections(_) => "projections",
            Self::Replay(_) => "replay",
            Self::Schema(_) => "schema",
        }
    }
}

/// Carries out a command and tells on standard error why it could not.
/// The exit code is 0 when it was done, 2 when the configuration is wrong, 1 otherwise.
pub async fn run(cli: Cli) -> ExitCode {
    match carry_out(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "kabinet: {}", told(&error));
            ExitCode::from(if error.is::<ConfigError>() { 2 } else { 1 })
        }
    }
}

async fn carry_out(cli: Cli) -> anyhow::Result<()> {
    if let Command::Schema(schema) = cli.command {
        return schema.run();
    }
    let config = Config::load(cli.config.as_deref())?;
    logging::begin(&config);
    let shutdown = Shutdown::on_signals()?;
    match cli.command {
        Command::Serve(serve) => serve.run(&config, &shutdown).await,
        command => beside_the_service(command, &config, &shutdown).await,
    }
}

/// Commands work on the running service's database, or start the embedded one for their time.
async fn beside_the_service(command: Command, config: &Config, shutdown: &Shutdown) -> anyhow::Result<()> {
    let opened = tokio::select! {
        opened = Database::reach(config, command.name()) => opened?,
        () = shutdown.requested() => anyhow::bail!("interrupted"),
    };
    let done = tokio::select! {
        done = on(command, config, &opened.pools) => done,
        () = shutdown.requested() => Err(anyhow::anyhow!("interrupted")),
    };
    opened.close().await;
    done
}

async fn on(command: Command, config: &Config, pools: &Databases) -> anyhow::Result<()> {
    if let Command::Migrate(migrate) = command {
        return migrate.run(pools).await;
    }
    database::prepare(pools, config.migrate_at_start).await?;
    match command {
        Command::Seed(seed) => seed.run(pools).await,
        Command::User(user) => user.run(pools).await,
        Command::Exchange(exchange) => exchange.run(pools).await,
        Command::Projections(projections) => projections.run(pools).await,
        Command::Replay(replay) => replay.run(pools).await,
        Command::Serve(_) | Command::Migrate(_) | Command::Schema(_) => Ok(()),
    }
}

/// An error with its causes, without those that its text has already.
fn told(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}
