//! `kabinet projections`: the read models and how far they are.

use clap::Subcommand;

use super::NotBuiltIn;
use crate::database::Databases;

/// List or rebuild the read models
#[derive(Debug, Subcommand)]
pub enum Projections {
    /// List every read model with its position, its lag and what is parked
    List,
    /// Empty a read model and build it again from the journal
    ///
    /// The journal is not touched. Readers see the model grow until it has caught up.
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
}

impl Projections {
    /// Does it.
    #[expect(clippy::unused_async, reason = "the body that waits is not built in yet")]
    pub async fn run(self, _pools: &Databases) -> anyhow::Result<()> {
        Err(NotBuiltIn("projections").into())
    }
}
