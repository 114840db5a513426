//! `kabinet user`: people who sign in.

mod desk;

use std::io::{BufRead, Write};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use commands::identity::{Email, NotAnEmail};
use domain::organizations::{MemberRole, StaffRole};

use crate::database::Databases;
use desk::{Desk, Newcomer, Place};

/// Add, list and block people
#[derive(Debug, Subcommand)]
pub enum User {
    /// Register a person
    ///
    /// The password is read from standard input, so that it stays out of the shell's history and
    /// of the list of processes. Without one a password is made up and printed once.
    #[command(after_help = "Examples:\n  kabinet user add --email olga@example.com --name 'Ольга Петрова' \
        --staff operator\n  kabinet user add --email ivan@example.com --name 'Иван Белов' \
        --organization 7700000000 --role purchaser\n  \
        kabinet user add --email olga@example.com --name 'Ольга Петрова' --password-stdin < file")]
    Add(Add),
    /// List everybody with their roles
    List,
    /// Set a new password and end the person's sessions
    Password {
        /// The e-mail by which the person signs in
        #[arg(value_parser = email)]
        email: Email,
        /// Read the password from the first line of standard input instead of making one up
        #[arg(long)]
        password_stdin: bool,
    },
    /// Keep a person out, from this moment on
    Block {
        /// The e-mail by which the person signs in
        #[arg(value_parser = email)]
        email: Email,
    },
    /// Let a blocked person in again
    Unblock {
        /// The e-mail by which the person signs in
        #[arg(value_parser = email)]
        email: Email,
    },
}

/// Register a person
#[derive(Debug, Args)]
pub struct Add {
    /// The e-mail by which the person signs in
    #[arg(long, value_parser = email)]
    email: Email,
    /// The name as people read it
    #[arg(long)]
    name: String,
    /// Make the person one of the supplier's staff
    #[arg(long, value_name = "ROLE", value_parser = staff_role())]
    staff: Vec<StaffRole>,
    /// Make the person a member of an organization: its id or its INN
    #[arg(long, value_name = "ORGANIZATION", requires = "role")]
    organization: Option<String>,
    /// What the person is in the organization
    #[arg(long, value_name = "ROLE", requires = "organization", value_parser = member_role())]
    role: Vec<MemberRole>,
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
}

impl User {
    /// Does it.
    pub async fn run(self, pools: &Databases) -> anyhow::Result<()> {
        let desk = Desk::at(pools);
        match self {
            Self::Add(add) => add.run(&desk).await,
            Self::List => list(&desk.everybody().await?),
            Self::Password { email, password_stdin } => {
                let given = given_password(password_stdin)?;
                let password = desk.set_password(&email, given).await?;
                say(&format!("{}: the password is set, all sessions have ended", email.as_str()), password)
            }
            Self::Block { email } => {
                let places = desk.block(&email, true).await?;
                say(&format!("{}: blocked as {}", email.as_str(), places.join(", ")), None)
            }
            Self::Unblock { email } => {
                let places = desk.block(&email, false).await?;
                say(&format!("{}: let in again as {}", email.as_str(), places.join(", ")), None)
            }
        }
    }
}

impl Add {
    async fn run(self, desk: &Desk) -> anyhow::Result<()> {
        let given = given_password(self.password_stdin)?;
        let newcomer = Newcomer {
            email: self.email.clone(),
            name: self.name,
            staff: self.staff.into_iter().collect(),
            organization: self.organization,
            roles: self.role.into_iter().collect(),
        };
        let (person, password) = desk.register(newcomer, given).await?;
        say(&format!("{}: registered as {person}", self.email.as_str()), password)
    }
}

/// Tells what was done, and a password that was made up.
fn say(done: &str, made_up: Option<String>) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{done}")?;
    if let Some(password) = made_up {
        writeln!(out, "password, shown this once: {password}")?;
    }
    Ok(())
}

fn list(people: &[desk::Resident]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if people.is_empty() {
        writeln!(out, "nobody is registered")?;
    }
    for resident in people {
        writeln!(out, "{}  {}  {}", resident.person, resident.email, resident.name)?;
        for Place { roles, at, is_blocked } in &resident.places {
            let blocked = if *is_blocked { " (blocked)" } else { "" };
            writeln!(out, "    {} of {at}{blocked}", roles.join(" and "))?;
        }
    }
    Ok(())
}

fn given_password(from_stdin: bool) -> anyhow::Result<Option<String>> {
    if !from_stdin {
        return Ok(None);
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    anyhow::ensure!(!password.is_empty(), "standard input holds no password");
    Ok(Some(password.to_owned()))
}

fn email(text: &str) -> Result<Email, NotAnEmail> {
    text.parse()
}

fn staff_role() -> impl TypedValueParser<Value = StaffRole> {
    PossibleValuesParser::new(["manager", "support", "auditor", "operator"]).try_map(|role| role.parse())
}

fn member_role() -> impl TypedValueParser<Value = MemberRole> {
    let roles = ["administrator", "purchaser", "approver", "accountant", "observer"];
    PossibleValuesParser::new(roles).try_map(|role| role.parse())
}
