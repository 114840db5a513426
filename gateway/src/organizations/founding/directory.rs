//! Planning what an organization says of itself. What it has set itself is left as it is.

use std::collections::{BTreeMap, BTreeSet};

use commands::organizations::{
    AddDeliveryAddress, OpenCostCentre, SetApprovalLimit, SetManager, SetWorkingCalendar,
};
use domain::vocabulary::PersonId;

use super::known::Standing;
use super::plan::Planner;
use super::seats::Seat;
use super::setting::Setting;
use super::step::Step;
use crate::organizations::file::{self, Member};

/// E-mails and the people of an organization who have them, or will.
type People = BTreeMap<String, PersonId>;

impl Planner<'_> {
    /// Plans managers, limits, cost centres, delivery addresses and the calendar.
    pub(super) fn directory(&mut self, asked: &file::Organization, standing: &Standing, seats: &[Seat]) {
        let there = standing.organization.members();
        let known = self.known.people.iter().filter(|(_, person)| there.contains_key(person));
        let known = known.map(|(email, person)| (email.clone(), *person));
        let people: People = known.chain(seats.iter().map(|seat| (seat.who.clone(), seat.person))).collect();
        if leads_back(asked) {
            self.problem(asked, "a chain of managers leads back to its beginning");
        }
        for member in [&asked.administrator].into_iter().chain(&asked.members) {
            self.member_setting(asked, standing, member, &people);
        }
        for cost_centre in &asked.cost_centres {
            self.cost_centre(asked, standing, cost_centre, &people);
        }
        let mut seen = standing.addresses.clone();
        for text in asked.delivery_addresses.iter().map(|text| text.trim()) {
            if seen.insert(text.to_owned()) {
                let (organization, text) = (standing.id, text.to_owned());
                self.set(asked, Setting::Address(AddDeliveryAddress { organization, text }));
            }
        }
        self.calendar(asked, standing);
    }

    fn set(&mut self, of: &file::Organization, setting: Setting) {
        self.plan.steps.push(Step::Set { setting, of: of.legal.name.clone() });
    }

    /// Manager and limit are set when the member is let in.
    fn member_setting(
        &mut self,
        asked: &file::Organization,
        standing: &Standing,
        member: &Member,
        people: &People,
    ) {
        let who = member.email.as_str().to_owned();
        let manager = match member.manager.as_ref().map(|email| (email, people.get(email.as_str()))) {
            Some((email, None)) => {
                return self.problem(asked, &format!("{who}: no member has the e-mail {}", email.as_str()));
            }
            Some((email, Some(person))) => Some((email.as_str().to_owned(), *person)),
            None => None,
        };
        let Some(person) = people.get(&who).copied() else { return };
        if let Some(there) = standing.organization.members().get(&person) {
            let same_manager = manager.as_ref().is_none_or(|(_, manager)| there.manager == Some(*manager));
            let same_limit = member.approval_limit.is_none_or(|limit| there.approval_limit == Some(limit));
            if !same_manager || !same_limit {
                self.note(asked, &format!("{who}: another manager or limit there, which stays so"));
            }
            return;
        }
        if standing.left.contains(&person) {
            return;
        }
        let organization = standing.id;
        if let Some((manager, id)) = manager {
            let set = SetManager { organization, person, manager: Some(id) };
            self.set(asked, Setting::Manager { set, who: who.clone(), manager });
        }
        if let Some(limit) = member.approval_limit {
            let set = SetApprovalLimit { organization, person, limit: Some(limit) };
            self.set(asked, Setting::Limit { set, who });
        }
    }

    fn cost_centre(
        &mut self,
        asked: &file::Organization,
        standing: &Standing,
        cost_centre: &file::CostCentre,
        people: &People,
    ) {
        let file::CostCentre { code, name, owner } = cost_centre;
        let Some(owner) = people.get(owner.as_str()).copied() else {
            let text = format!("cost centre {code}: no member has the e-mail {}", owner.as_str());
            return self.problem(asked, &text);
        };
        let (code, name) = (code.trim().to_owned(), name.trim().to_owned());
        let mut there = standing.organization.cost_centres().values();
        match there.find(|there| there.code.to_lowercase() == code.to_lowercase()) {
            Some(there) if !there.closed && there.name == name && there.owner == owner => {}
            Some(_) => self.note(asked, &format!("cost centre {code}: not as in the file, and stays so")),
            None => {
                let open = OpenCostCentre { organization: standing.id, code, name, owner };
                self.set(asked, Setting::CostCentre(open));
            }
        }
    }

    fn calendar(&mut self, asked: &file::Organization, standing: &Standing) {
        let Some(calendar) = &asked.calendar else { return };
        if standing.organization.calendar() == calendar {
            return;
        }
        if standing.organization.is_registered() {
            return self.note(asked, "the working calendar: not as in the file, and left as it is there");
        }
        let (organization, calendar) = (standing.id, calendar.clone());
        self.set(asked, Setting::Calendar(SetWorkingCalendar { organization, calendar }));
    }
}

/// Whether somebody of a file manages themselves, through whomever.
fn leads_back(asked: &file::Organization) -> bool {
    let all = || [&asked.administrator].into_iter().chain(&asked.members);
    let managers: BTreeMap<_, _> =
        all().filter_map(|one| Some((one.email.as_str(), one.manager.as_ref()?.as_str()))).collect();
    let emails: BTreeSet<_> = all().map(|one| one.email.as_str()).collect();
    // Somebody who is there twice is told as such.
    emails.len() == all().count()
        && all().any(|one| {
            let mut seen = BTreeSet::new();
            let mut above = Some(one.email.as_str());
            while let Some(person) = above {
                if !seen.insert(person) {
                    return true;
                }
                above = managers.get(person).copied();
            }
            false
        })
}
