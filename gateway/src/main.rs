//! The binary `kabinet`.

use std::process::ExitCode;

use clap::Parser;
use gateway::cli::{self, Cli};

#[tokio::main]
async fn main() -> ExitCode {
    cli::run(Cli::parse()).await
}
