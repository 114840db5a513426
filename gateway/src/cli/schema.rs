//! `kabinet schema`: the GraphQL schema, as clients need it.

use clap::Args;

use super::NotBuiltIn;

/// Print the GraphQL schema
///
/// In the schema definition language, with the description of every field. Needs no database.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  kabinet schema > schema.graphql")]
pub struct Schema {}

impl Schema {
    /// Prints it.
    pub fn run(self) -> anyhow::Result<()> {
        Err(NotBuiltIn("schema").into())
    }
}
