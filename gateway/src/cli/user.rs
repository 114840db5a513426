//! `kabinet user`: people who sign in.

use clap::Subcommand;

use super::NotBuiltIn;
use crate::database::Databases;

/// Add, list and block people
#[derive(Debug, Subcommand)]
pub enum User {
    /// Register a person
    ///
    /// The password is read from standard input, so that it stays out of the shell's history and
    /// of the list of processes. Without one a password is made up and printed once.
    #[command(after_help = "Examples:\n  kabinet user add --email olga@example.com --name 'Ольга Петрова' \
        --staff operator\n  kabinet user add --email olga@example.com --name 'Ольга Петрова' --password-stdin < file")]
    Add {
        /// The e-mail by which the person signs in
        #[arg(long)]
        email: String,
        /// The name as people read it
        #[arg(long)]
        name: String,
        /// Make the person one of the supplier's staff: manager, support, auditor or operator
        #[arg(long, value_name = "ROLE")]
        staff: Vec<String>,
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List everybody with their roles
    List,
    /// Set a new password and end the person's sessions
    Password {
        /// The e-mail by which the person signs in
        email: String,
        /// Read the password from the first line of standard input instead of making one up
        #[arg(long)]
        password_stdin: bool,
    },
    /// Keep a person out, from this moment on
    Block {
        /// The e-mail by which the person signs in
        email: String,
    },
    /// Let a blocked person in again
    Unblock {
        /// The e-mail by which the person signs in
        email: String,
    },
}

impl User {
    /// Does it.
    #[expect(clippy::unused_async, reason = "the body that waits is not built in yet")]
    pub async fn run(self, _pools: &Databases) -> anyhow::Result<()> {
        Err(NotBuiltIn("user").into())
    }
}
