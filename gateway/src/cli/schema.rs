//! `kabinet schema`: the GraphQL schema, as clients need it.

use std::io::Write;

use clap::Args;

use crate::graphql::schema;

/// Print the GraphQL schema
///
/// In the schema definition language, with the description of every field. Needs no database.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  kabinet schema > schema.graphql")]
pub struct Schema {}

impl Schema {
    /// Prints it.
    pub fn run(self) -> anyhow::Result<()> {
        write!(std::io::stdout().lock(), "{}", schema::sdl())?;
        Ok(())
    }
}
