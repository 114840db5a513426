//! What a budget answers to a request.

use super::command::{BudgetCommand, Reservation, Standing};
use super::error::BudgetError;
use super::event::{BudgetEvent, Restoration, Stage};
use super::place::BudgetPlace;
use super::state::{Budget, Taken};
use super::terms::BudgetTerms;
use super::touch::Touch;
use crate::vocabulary::{Money, OrderId};

type Answer = Result<Vec<BudgetEvent>, BudgetError>;

/// The events that follow from a command, none when it is already so, or the refusal.
pub(super) fn decide(budget: &Budget, command: BudgetCommand) -> Answer {
    match command {
        BudgetCommand::Set { place, terms, earlier } => set(budget, place, terms, earlier),
        BudgetCommand::Clear { place } => Ok(cleared(budget, place)),
        BudgetCommand::Reserve(reservation) => reserve(budget, *reservation),
        BudgetCommand::Follow { order, standing } => {
            let taken = budget.taken(order);
            Ok(taken.map(|taken| follow(Some(taken), order, standing)).unwrap_or_default())
        }
    }
}

fn set(budget: &Budget, place: BudgetPlace, terms: BudgetTerms, earlier: Vec<(OrderId, Standing)>) -> Answer {
    terms.check()?;
    let mut events = Vec::new();
    if budget.terms() != Some(&terms) {
        events.push(BudgetEvent::Set { place, terms });
    }
    for (order, standing) in earlier {
        events.extend(follow(budget.taken(order), order, standing));
    }
    Ok(events)
}

/// Also where nothing was set for the period itself: what an earlier one carries on ends so.
fn cleared(budget: &Budget, place: BudgetPlace) -> Vec<BudgetEvent> {
    let is_so = budget.place().is_some() && budget.terms().is_none();
    if is_so { Vec::new() } else { vec![BudgetEvent::Cleared { place }] }
}

fn reserve(budget: &Budget, reservation: Reservation) -> Answer {
    let Reservation { place, terms, set_in, order, share, cost_centre } = reservation;
    let terms = budget.terms().copied().unwrap_or(terms);
    let touch = budget.touched(place, terms, Some(order), share.total());
    if touch.is_blocked() {
        return Err(touch.exceeded(cost_centre));
    }
    let mut events = Vec::new();
    if budget.terms().is_none() {
        events.push(BudgetEvent::CarriedOn { place, terms, from: set_in });
    }
    events.extend(follow(budget.taken(order), order, Standing::Waits(share)));
    Ok(events)
}

/// What follows for what an order takes from where it stands now. One that takes nothing yet is
/// entered with the first reservation, be it of nothing.
fn follow(taken: Option<&Taken>, order: OrderId, standing: Standing) -> Vec<BudgetEvent> {
    let (was, was_accepted) = taken.map(|taken| (taken.share.clone(), taken.accepted)).unwrap_or_default();
    let out_of = if was_accepted { Stage::Consumed } else { Stage::Reserved };
    let restored = |share, why| BudgetEvent::Restored { order, share, out_of, why };
    let (share, accepted) = match standing {
        Standing::Over(why) => return taken.map(|_| restored(was, why)).into_iter().collect(),
        Standing::Waits(share) => (share, was_accepted),
        Standing::Accepted(share) => (share, true),
    };
    let (less, more) = (was.above(&share), share.above(&was));
    let mut events = Vec::new();
    if !less.is_nothing() {
        events.push(restored(less, Restoration::Changed));
    }
    if taken.is_none() || !more.is_nothing() {
        events.push(BudgetEvent::Reserved { order, share: more.clone() });
    }
    let spent = if was_accepted { more } else { share };
    if accepted && (!was_accepted || !spent.is_nothing()) {
        events.push(BudgetEvent::Consumed { order, share: spent });
    }
    events
}

impl Touch {
    /// The refusal of an order that goes beyond the budget.
    pub fn exceeded(&self, cost_centre: String) -> BudgetError {
        let money = |amount| Money::new(amount, self.place.currency);
        BudgetError::Exceeded {
            cost_centre,
            first_day: self.place.first_day,
            last_day: self.place.last_day(),
            takes: money(self.takes),
            left: money(self.before().unwrap_or_default()),
        }
    }
}
