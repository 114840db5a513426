//! Comparing files with what is there: what has to be written, and what is wrong.

use std::collections::BTreeSet;

use commands::approvals::PublishApprovalPolicy;
use commands::organizations::{
    ChangeMemberRoles, JoinMember, KeepContract, KeepLegalEntity, RegisterOrganization,
};
use commands::ports::Ids;
use domain::journal::{Actor, Tenant};
use domain::organizations::contract::{contract_id, legal_entity_id};
use domain::organizations::{Contract, LegalEntity, LegalSubject};

use super::known::{Known, Standing};
use super::seats::Seat;
use super::step::{Step, listed};
use super::words::Words;
use crate::organizations::file::{self, worded};

/// What has to be written, and what deserves a look.
#[derive(Default)]
pub struct Plan {
    /// What has to be written, in this order.
    pub steps: Vec<Step>,
    /// What differs from the files and stays as it is, or looks wrong.
    pub notes: Vec<String>,
}

impl Plan {
    /// Whether people join an organization in it.
    pub(super) fn lets_in(&self, tenant: Tenant) -> bool {
        let joins = |step: &Step| matches!(step, Step::Organization { .. } | Step::Member { .. });
        self.steps.iter().any(|step| joins(step) && step.tenant() == tenant)
    }
}

/// Makes a plan.
pub struct Planner<'a> {
    pub(super) known: Known,
    pub(super) ids: &'a dyn Ids,
    pub(super) plan: Plan,
    problems: Vec<String>,
    seen: BTreeSet<String>,
}

impl<'a> Planner<'a> {
    /// A planner who knows what is there.
    pub fn new(known: Known, ids: &'a dyn Ids) -> Self {
        Self { known, ids, plan: Plan::default(), problems: Vec::new(), seen: BTreeSet::new() }
    }

    /// The plan, and everything that is wrong with the files.
    pub fn planned(self) -> (Plan, Vec<String>) {
        (self.plan, self.problems)
    }

    /// Notes something wrong about an organization.
    pub(super) fn problem(&mut self, of: &file::Organization, text: &str) {
        self.problems.push(format!("{}: {text}", of.legal.name));
    }

    /// Notes something wrong about nobody's organization.
    pub(super) fn wrong(&mut self, text: String) {
        self.problems.push(text);
    }

    /// Whether the files name something for the first time.
    pub(super) fn is_first(&mut self, name: String) -> bool {
        self.seen.insert(name)
    }

    /// Notes what stays otherwise than a file has it.
    pub(super) fn note(&mut self, of: &file::Organization, text: &str) {
        self.plan.notes.push(format!("{}: {text}", of.legal.name));
    }

    /// Plans a legal entity of the supplier.
    pub fn legal_entity(&mut self, asked: &file::LegalEntity) {
        if !self.seen.insert(format!("seller {}", asked.inn)) {
            self.problems.push(format!("the legal entity with the INN {} is there twice", asked.inn));
        }
        if !asked.bank.warnings().is_empty() {
            let text = "an account's check digit disagrees with the bank's BIC: look for a typing error";
            self.plan.notes.push(format!("{}: {text}", asked.name));
        }
        let kept = self.known.legal_entities.iter_mut().find(|kept| kept.inn == asked.inn);
        let (entity, is_new) = match kept {
            Some(kept) => {
                let entity: LegalEntity = asked.with_id(kept.id);
                if *kept == entity {
                    return;
                }
                kept.clone_from(&entity);
                (entity, false)
            }
            None => (asked.with_id(legal_entity_id(&asked.inn)), true),
        };
        if is_new {
            self.known.legal_entities.push(entity.clone());
        }
        self.plan.steps.push(Step::LegalEntity { keep: KeepLegalEntity(entity), is_new });
    }

    /// Plans a customer.
    pub fn organization(&mut self, asked: &file::Organization, standing: &Standing) {
        let file::Organization { legal, .. } = asked;
        if !self.seen.insert(format!("buyer {} {}", legal.inn, legal.kpp)) {
            let text = format!("INN {} with KPP {} is there twice", legal.inn, legal.kpp);
            self.problem(asked, &text);
        }
        let seats = self.seats(asked);
        if standing.organization.is_registered() {
            self.compare(asked, standing);
        } else if let Some(administrator) = seats.first() {
            self.register(asked, standing, administrator);
        }
        for seat in &seats {
            self.seat(asked, standing, seat);
        }
        for contract in &asked.contracts {
            self.contract(asked, standing, contract);
        }
        self.directory(asked, standing, &seats);
        self.policy(asked, standing, &seats);
    }

    fn register(&mut self, asked: &file::Organization, standing: &Standing, administrator: &Seat) {
        let register = RegisterOrganization {
            organization: standing.id,
            legal: LegalSubject::LegalEntity(asked.legal.clone()),
            payment_terms: asked.payment_terms,
            time_zone: asked.time_zone.clone(),
            administrator: administrator.person,
            personal: None,
        };
        self.plan.steps.push(Step::Organization { register, legal: asked.legal.clone() });
        if administrator.roles.len() > 1 {
            let change = ChangeMemberRoles {
                organization: standing.id,
                person: administrator.person,
                roles: administrator.roles.clone(),
            };
            let (who, of) = (administrator.who.clone(), asked.legal.name.clone());
            self.plan.steps.push(Step::Roles { change, who, of });
        }
    }

    /// What belongs to a registered organization is not changed from outside.
    fn compare(&mut self, asked: &file::Organization, standing: &Standing) {
        let there = &standing.organization;
        let same_legal =
            matches!(there.legal(), Some(LegalSubject::LegalEntity(legal)) if *legal == asked.legal);
        for (what, is_same) in [
            ("the legal data", same_legal),
            ("the payment terms", there.payment_terms() == asked.payment_terms),
            ("the time zone", there.time_zone() == Some(&asked.time_zone)),
        ] {
            if !is_same {
                self.note(asked, &format!("{what}: not as in the file, and left as they are there"));
            }
        }
    }

    fn seat(&mut self, asked: &file::Organization, standing: &Standing, seat: &Seat) {
        let Seat { person, who, roles } = seat;
        let is_new = !standing.organization.is_registered();
        match standing.organization.members().get(person) {
            Some(member) if member.roles == *roles => {}
            Some(member) => {
                let text = format!("{who} is {} there, and stays so", listed(&member.roles));
                self.note(asked, &text);
            }
            None if standing.left.contains(person) => {
                self.note(asked, &format!("{who} was a member once, and is not let in again"));
            }
            None if is_new && *who == asked.administrator.email.as_str() => {}
            None => {
                let join = JoinMember { organization: standing.id, person: *person, roles: roles.clone() };
                let of = asked.legal.name.clone();
                self.plan.steps.push(Step::Member { join, who: who.clone(), of });
            }
        }
    }

    fn contract(&mut self, asked: &file::Organization, standing: &Standing, contract: &file::Contract) {
        let number = contract.number.trim();
        let seen = format!("contract {} {} {number}", asked.legal.inn, asked.legal.kpp);
        if number.is_empty() || !self.seen.insert(seen) {
            self.problem(asked, &format!("contract '{number}': there twice, or without a number"));
        }
        let (seller, price_type) =
            (self.known.legal_entity(&contract.legal_entity), self.known.price_type(&contract.price_type));
        for reason in [seller.as_ref().err(), price_type.as_ref().err()].into_iter().flatten() {
            self.problem(asked, &format!("contract {number}: {reason}"));
        }
        let (Ok(seller), Ok(price_type)) = (seller, price_type) else { return };
        let kept = standing.contracts.iter().find(|kept| kept.number == number);
        let id = kept.map_or_else(|| contract_id(standing.id, number), |kept| kept.id);
        let contract: Contract = contract.with_ids((id, standing.id), seller, price_type);
        if kept != Some(&contract) {
            let (is_new, of) = (kept.is_none(), asked.legal.name.clone());
            self.plan.steps.push(Step::Contract { keep: KeepContract(contract), is_new, of });
        }
    }

    fn policy(&mut self, asked: &file::Organization, standing: &Standing, seats: &[Seat]) {
        let Some(policy) = &asked.policy else { return };
        let there = standing.organization.members();
        let people = self.known.people.iter().filter(|(_, person)| there.contains_key(person));
        let people = people.map(|(email, person)| (email.clone(), *person));
        let members = people.chain(seats.iter().map(|seat| (seat.who.clone(), seat.person))).collect();
        let centres = standing.organization.cost_centres().iter();
        let words = Words {
            categories: &self.known.categories,
            price_types: &self.known.price_types,
            members,
            cost_centres: centres.map(|(id, centre)| (centre.code.clone(), *id)).collect(),
        };
        let rules = match worded(&policy.rules, &words) {
            Ok(rules) => rules,
            Err(reason) => return self.problem(asked, &format!("approval policy: {reason}")),
        };
        let in_force = &standing.policy;
        if in_force.version > 0 && in_force.rules == rules {
            return;
        }
        if in_force.by.as_ref().is_some_and(|by| *by != Actor::Console) {
            return self
                .note(asked, "the approval policy is one that the organization published, and stays so");
        }
        let publish = PublishApprovalPolicy {
            organization: standing.id,
            based_on: in_force.version,
            rules,
            note: policy.note.clone(),
        };
        self.plan.steps.push(Step::Policy { publish, of: asked.legal.name.clone() });
    }
}
