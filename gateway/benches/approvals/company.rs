//! An organization of five thousand members.

use std::collections::BTreeSet;

use commands::command::Command;
use commands::error::CommandError;
use commands::organizations::access::AccessChanged;
use commands::work::Work;
use domain::journal::StreamKey;
use domain::organizations::access::access_changes;
use domain::organizations::{Action, MemberRole, Organization, OrganizationCommand};
use domain::vocabulary::{OrganizationId, PersonId};
use serde::Serialize;

use crate::world::World;

const ADMINISTRATORS: usize = 9;
const APPROVERS: usize = 240;
const PURCHASERS: usize = 4_749;

pub struct Company {
    /// How many members there are, and how many of them decide on orders.
    pub members: usize,
    pub deciders: usize,
    /// The approver who decides in the first stage.
    pub head: PersonId,
    /// The approver who decides in the second.
    pub director: PersonId,
}

impl Company {
    pub async fn grow(world: &World) -> Self {
        let fresh = || PersonId(world.commands.ports().ids.next());
        let (head, director) = (fresh(), fresh());
        let mut people = vec![(head, MemberRole::Approver), (director, MemberRole::Approver)];
        people.extend((2..APPROVERS).map(|_| (fresh(), MemberRole::Approver)));
        people.extend((0..ADMINISTRATORS).map(|_| (fresh(), MemberRole::Administrator)));
        people.extend((0..PURCHASERS).map(|_| (fresh(), MemberRole::Purchaser)));
        // The administrator and the purchaser of the world are members already.
        let company =
            Self { members: people.len() + 2, deciders: APPROVERS + ADMINISTRATORS + 1, head, director };
        world.ask(JoinMembers { organization: world.organization, people }).await;
        company
    }
}

/// Lets many people in at once: the same decisions as one by one, without reading the
/// organization anew for each.
#[derive(Serialize)]
struct JoinMembers {
    organization: OrganizationId,
    people: Vec<(PersonId, MemberRole)>,
}

impl Command for JoinMembers {
    const NAME: &'static str = "join_members";
    const ACTION: Action = Action::ManageMembers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut organization = work.load::<Organization>(self.organization).await?;
        let tenant = work.requester().tenant();
        for (person, role) in &self.people {
            let join = OrganizationCommand::Join { person: *person, roles: BTreeSet::from([*role]) };
            for event in work.decide(&mut organization, join).await? {
                if let Some(change) = access_changes(&event) {
                    work.effect(AccessChanged { tenant, change });
                }
            }
        }
        Ok(())
    }
}
