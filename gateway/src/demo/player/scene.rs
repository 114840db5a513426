//! What happens when: everything of the demonstration in the order of time.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::goods::Delivery;
use super::settling::{Sending, sendings};
use crate::demo::fixture::{AgreedCredit, Fixture, Leave, Moment, Organization, Policy, moscow};

/// Something that happens at a moment.
pub struct Scene<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub act: Act<'a>,
}

/// What happens.
pub enum Act<'a> {
    /// The supplier begins: staff, legal entities, catalogue.
    Beginning,
    /// An organization is registered with its members and contracts.
    Registration(&'a Organization),
    /// An organization publishes its approval policy.
    Publication(&'a Organization, &'a Policy),
    /// Somebody goes away and says who decides meanwhile.
    Leave(&'a Organization, &'a Leave),
    /// The supplier agrees a credit limit.
    Credit(&'a Organization, &'a AgreedCredit),
    /// 1C sends what was settled.
    Settling(Sending<'a>),
    /// Prices change.
    Repricing(Delivery),
    /// Something happens to an order.
    Ordering(Moment<'a>),
}

/// All scenes. Those of one moment keep the order of the fixture.
pub fn scenes(fixture: &Fixture) -> Vec<Scene<'_>> {
    let mut scenes = vec![Scene { at: fixture.supplier.started, act: Act::Beginning }];
    for organization in &fixture.organizations {
        scenes.push(Scene { at: organization.registered, act: Act::Registration(organization) });
        let leaves = organization.leaves.iter();
        scenes.extend(leaves.map(|leave| Scene { at: leave.granted, act: Act::Leave(organization, leave) }));
        if let Some(credit) = &organization.credit {
            scenes.push(Scene { at: credit.agreed, act: Act::Credit(organization, credit) });
        }
        if let Some(policy) = &organization.policy {
            scenes.push(Scene { at: policy.published, act: Act::Publication(organization, policy) });
        }
    }
    let days: BTreeSet<_> = fixture.price_changes.iter().map(|change| change.valid_from).collect();
    for day in days {
        let delivery = Delivery::of_prices(&fixture.price_changes, day);
        scenes.push(Scene { at: moscow::midnight(day), act: Act::Repricing(delivery) });
    }
    let orders = fixture.timeline().into_iter();
    scenes.extend(orders.map(|moment| Scene { at: moment.at, act: Act::Ordering(moment) }));
    let last = scenes.iter().map(|scene| scene.at).max().unwrap_or_default();
    let settled = sendings(fixture, last).into_iter();
    scenes.extend(settled.map(|(at, sending)| Scene { at, act: Act::Settling(sending) }));
    scenes.sort_by_key(|scene| scene.at);
    scenes
}
