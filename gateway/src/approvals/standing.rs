//! In which places whoever looks at an approval may decide.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use domain::approvals::Chain;
use domain::approvals::case::{Electorate, Standing};
use domain::vocabulary::DelegationId;
use projections::approvals::{CaseRow, standing};

use crate::graphql::global_id::GlobalId;
use crate::graphql::related::{ElectorateOf, related, scope};
use crate::graphql::standpoint::Standpoint;
use crate::identity::Person;

/// Who may decide on orders in the organization of a case now.
pub async fn electorate(
    ctx: &Context<'_>,
    standpoint: Standpoint,
    case: &CaseRow,
) -> Result<Arc<Electorate>> {
    Ok(related(ctx, ElectorateOf(standpoint, case.organization)).await?.unwrap_or_default())
}

/// In which places whoever asks may decide in a case now; in none, if they may not.
pub async fn standing_of(ctx: &Context<'_>, standpoint: Standpoint, case: &CaseRow) -> Result<Standing> {
    let electorate = electorate(ctx, standpoint, case).await?;
    Ok(standing(&scope(ctx, standpoint).await?, case, &electorate).unwrap_or_default())
}

/// Somebody in whose place another decides, seen from somewhere.
pub struct ActingFor {
    /// By which delegations.
    pub chain: Chain,
    /// From where.
    pub standpoint: Standpoint,
}

/// Somebody in whose place another decides.
#[Object]
impl ActingFor {
    /// In whose place.
    async fn person(&self) -> Person {
        Person { id: self.chain.giver, standpoint: self.standpoint }
    }

    /// Those to whom that person delegated and who delegated further, in their order; empty
    /// when the person delegated straight to whoever decides.
    async fn through(&self) -> Vec<Person> {
        let person = |id: &_| Person { id: *id, standpoint: self.standpoint };
        self.chain.through.iter().map(person).collect()
    }

    /// The ids of the delegations, from the person's own on.
    async fn delegation_ids(&self) -> Vec<GlobalId<DelegationId>> {
        self.chain.delegations.iter().copied().map(GlobalId).collect()
    }
}
