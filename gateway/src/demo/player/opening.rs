//! Before the first order: the supplier, the catalogue, the customers with their people.

use std::sync::Arc;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use commands::approvals::PublishApprovalPolicy;
use commands::catalogue::{Source, TakeFiles, take_files};
use commands::identity::{Email, Entry, NotAnEmail, Password, PasswordHash, PasswordHasher, RegisterPerson};
use commands::organizations::{
    AppointStaff, ChangeMemberRoles, JoinMember, KeepContract, KeepLegalEntity, RegisterOrganization,
};
use commands::{Request, Requester};
use domain::catalogue::price_type_id;
use domain::journal::Tenant;
use domain::organizations::{Contract, LegalSubject, MemberRole, StaffRole};
use domain::vocabulary::VatRate;

use super::cast::Cast;
use super::goods::Delivery;
use super::{PlayError, Player};
use crate::demo::fixture::{self, Fixture, Organization, Person, Policy, worded};

/// The first of the operators, with whom everything begins.
pub fn operator(fixture: &Fixture) -> Result<&Person, PlayError> {
    fixture.colleague(StaffRole::Operator).ok_or_else(|| PlayError::Unknown("operator".to_owned()))
}

/// The one password of the demonstration, hashed once for everybody.
pub async fn password(fixture: &Fixture, hasher: &dyn PasswordHasher) -> Result<PasswordHash, PlayError> {
    let password = Password::from(fixture.password.clone());
    for person in &fixture.people {
        password.check(&email(person)?)?;
    }
    Ok(hasher.hash(password).await)
}

fn email(person: &Person) -> Result<Email, PlayError> {
    person.email.parse().map_err(|NotAnEmail| PlayError::Unknown(person.email.clone()))
}

impl Player<'_> {
    /// The operator is the only one whom the console lets in; the operator does the rest.
    pub(super) async fn begin(&mut self, at: DateTime<Utc>) -> Result<(), PlayError> {
        let operator = operator(self.fixture)?;
        let console = Requester::console(Tenant::Supplier);
        self.enter(operator, &console, at).await?;
        self.appoint(operator, &console, at).await?;
        let requester = self.first(StaffRole::Operator, Tenant::Supplier).await?;
        for person in self.fixture.staff().filter(|person| person.code != operator.code) {
            self.enter(person, &requester, at).await?;
            self.appoint(person, &requester, at).await?;
        }
        for entity in &self.fixture.supplier.legal_entities {
            let name = format!("legal_entity/{}", entity.inn);
            let kept = entity.with_id(Cast::legal_entity(entity.inn.as_str()));
            self.ask((at, &name), &requester, &KeepLegalEntity(kept)).await?;
        }
        for way in &self.fixture.supplier.delivery_ways {
            let keep = way.with_id(Cast::delivery_way(&way.code));
            self.ask((at, &format!("delivery_way/{}", way.code)), &requester, &keep).await?;
        }
        self.take_in(&Delivery::of_everything(self.fixture), at).await
    }

    /// Takes in a delivery of 1C, unless it was before an interruption.
    pub(super) async fn take_in(&self, delivery: &Delivery, at: DateTime<Utc>) -> Result<(), PlayError> {
        let known = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM catalogue.taken_files WHERE sha256 = $1) AS "known!""#,
            delivery.sha256()
        );
        if known.fetch_one(self.commands.pool()).await? {
            return Ok(());
        }
        let requester = self.first(StaffRole::Operator, Tenant::Supplier).await?;
        self.stage.set(at, delivery.file().name.clone());
        let ports = self.commands.ports();
        let request = Request::new(ports.ids.next());
        let how = TakeFiles { vat_when_unsaid: VatRate::WITHOUT, complete: None, trial: false };
        let sources: [Arc<dyn Source>; 1] = [Arc::new(delivery.clone())];
        take_files(self.commands.pool(), ports, &requester, &request, &sources, (how, &())).await?;
        Ok(())
    }

    /// The supplier's manager registers a customer; its administrator lets the others in.
    pub(super) async fn register(&mut self, it: &Organization, at: DateTime<Utc>) -> Result<(), PlayError> {
        let operator = self.first(StaffRole::Operator, Tenant::Supplier).await?;
        for person in self.fixture.members(it) {
            self.enter(person, &operator, at).await?;
        }
        let organization = Cast::organization(&it.code);
        let first =
            self.fixture.members(it).find(|person| roles(person, it).contains(&MemberRole::Administrator));
        let first = first.ok_or_else(|| PlayError::Unknown(format!("administrator of {}", it.code)))?;
        let registration = RegisterOrganization {
            organization,
            legal: LegalSubject::LegalEntity(it.legal.clone()),
            personal: None,
            payment_terms: it.payment_terms,
            time_zone: it.time_zone.clone(),
            administrator: Cast::person(&first.code),
        };
        let manager = self.first(StaffRole::Manager, organization.into()).await?;
        self.ask((at, &format!("organization/{}", it.code)), &manager, &registration).await?;
        for person in self.fixture.members(it) {
            let administrator = self.member(&first.code, &it.code).await?;
            let name = format!("member/{}/{}", it.code, person.code);
            let (roles, person) = (roles(person, it), Cast::person(&person.code));
            if person != registration.administrator {
                self.ask((at, &name), &administrator, &JoinMember { organization, person, roles }).await?;
            } else if roles.len() > 1 {
                self.ask((at, &name), &administrator, &ChangeMemberRoles { organization, person, roles })
                    .await?;
            }
        }
        self.furnish((it, first), at).await?;
        self.keep_contracts(it, at).await
    }

    async fn keep_contracts(&self, of: &Organization, at: DateTime<Utc>) -> Result<(), PlayError> {
        let operator = self.first(StaffRole::Operator, Cast::organization(&of.code).into()).await?;
        for contract in &of.contracts {
            let name = format!("contract/{}", contract.number);
            self.ask((at, &name), &operator, &KeepContract(kept(contract, of))).await?;
        }
        Ok(())
    }

    /// An administrator publishes the policy of an organization.
    pub(super) async fn publish(
        &self,
        of: &Organization,
        policy: &Policy,
        at: DateTime<Utc>,
    ) -> Result<(), PlayError> {
        let Ok(rules) = worded(&policy.rules, &Cast);
        let publication = PublishApprovalPolicy {
            organization: Cast::organization(&of.code),
            based_on: 0,
            rules,
            note: Some(policy.note.clone()),
        };
        let by = self.member(&policy.by, &of.code).await?;
        self.ask((at, &format!("policy/{}", of.code)), &by, &publication).await
    }

    /// Opens an account. Whoever belongs to two organizations has one already.
    async fn enter(&self, person: &Person, by: &Requester, at: DateTime<Utc>) -> Result<(), PlayError> {
        let entry = Entry { full_name: person.name.clone(), email: email(person)?, phone: None };
        let register =
            RegisterPerson { person: Cast::person(&person.code), entry, password: self.password.clone() };
        self.ask((at, &format!("person/{}", person.code)), by, &register).await
    }

    async fn appoint(&self, person: &Person, by: &Requester, at: DateTime<Utc>) -> Result<(), PlayError> {
        let roles = person.staff.iter().copied().collect();
        let appointment = AppointStaff { person: Cast::person(&person.code), roles };
        self.ask((at, &format!("staff/{}", person.code)), by, &appointment).await
    }
}

fn roles(person: &Person, of: &Organization) -> BTreeSet<MemberRole> {
    let here = person.memberships.iter().filter(|membership| membership.organization == of.code);
    here.flat_map(|membership| membership.roles.iter().copied()).collect()
}

fn kept(contract: &fixture::Contract, of: &Organization) -> Contract {
    let ids = (Cast::contract(&contract.number), Cast::organization(&of.code));
    contract.with_ids(ids, Cast::legal_entity(&contract.legal_entity), price_type_id(&contract.price_type))
}
