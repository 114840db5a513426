//! The small world with more people and with orders in it: own ones, those of a
//! colleague and those of a foreign organization.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicI64;

use chrono::{NaiveDate, TimeDelta};
use commands::accounts::SetBudget;
use commands::journal::load::load;
use commands::ordering::{DecideOrder, DecisionAsked};
use commands::organizations::{
    AddDeliveryAddress, BlockOrganization, ChangeMemberRoles, JoinMember, OpenCostCentre, PersonalLegalData,
    RegisterOrganization, SetApprovalLimit, SetManager, SetWorkingCalendar,
};
use commands::{Command, CommandError, Request, Requester};
use domain::accounts::budget::Enforcement;
use domain::journal::Tenant;
use domain::ordering::Order;
use domain::organizations::working_calendar::Written;
use domain::organizations::{BlockReason, LegalSubject, MemberRole, WorkingCalendar};
use domain::vocabulary::ReconciliationId;
use domain::vocabulary::ids::OrderTemplateId;
use domain::vocabulary::{
    AddressId, BatchId, CartId, CaseId, CategoryId, ContractId, CostCentreId, Currency, DelegationId,
    DeliveryWayId, Money, OrderId, OrganizationId, PaymentTerms, Period, PersonId, Revision, ShipmentId,
    TimeZone,
};
use uuid::Uuid;

use super::asking::Person;
use super::furnishing;
use super::ids::Ids;
use super::orders::State;
use super::policy::COLUMNS;
use super::rules;
use crate::world::{CONTRACT, ORGANIZATION, PRODUCTS, STAFF, STRANGE, World, id};

/// An organization that the staff may block.
pub const SPARE: OrganizationId = OrganizationId(Uuid::from_u128(0xA3));
/// An organization that is blocked.
const CLOSED: OrganizationId = OrganizationId(Uuid::from_u128(0xA4));
pub const STRANGE_CONTRACT: ContractId = ContractId(Uuid::from_u128(0xB2));
/// A way of delivery that the supplier offers.
pub const BY_CAR: DeliveryWayId = DeliveryWayId(Uuid::from_u128(0xF2));
pub const CATEGORY: CategoryId = CategoryId(Uuid::from_u128(0xE2));
const EVERY_ROLE: [MemberRole; 5] = [
    MemberRole::Administrator,
    MemberRole::Purchaser,
    MemberRole::Approver,
    MemberRole::Accountant,
    MemberRole::Observer,
];
/// What a colleague reads about their order, and nobody else who orders.
const COLLEAGUES_SECRET: &str = "для коллеги";
/// What the foreign organization reads about its order.
const STRANGE_SECRET: &str = "для чужих";

/// The world of the permissions.
pub struct Trade {
    pub world: World,
    pub spare: PersonId,
    /// Of the purchaser: returned, submitted again, approved under a hold.
    pub own: OrderId,
    /// Of the colleague, waiting for approval.
    pub another: OrderId,
    /// Of the foreign organization, waiting for approval.
    pub strange: OrderId,
    carts: [(Uuid, i64); 2],
    /// A cost centre and a delivery address at home, and abroad.
    pub belongings: [(CostCentreId, AddressId); 2],
    templates: [OrderTemplateId; 2],
    delegations: [DelegationId; 2],
    /// How many delegations there are: each has a time of its own.
    pub delegated: AtomicI64,
    /// The version of the draft of the approval policy.
    draft: i64,
    /// A batch that 1C sent.
    batch: BatchId,
    reconciliations: [ReconciliationId; 2],
}

/// An order and who has to do with it.
#[derive(Clone, Copy)]
pub struct Place {
    pub organization: OrganizationId,
    pub contract: ContractId,
    pub author: &'static str,
    pub approver: &'static str,
}

pub const HOME: Place =
    Place { organization: ORGANIZATION, contract: CONTRACT, author: "purchaser", approver: "approver" };
pub const COLLEAGUES: Place = Place { author: "colleague", ..HOME };
pub const ABROAD: Place =
    Place { organization: STRANGE, contract: STRANGE_CONTRACT, author: "assistant", approver: "stranger" };

/// More than anybody orders there, so that nothing is different with it.
fn budget(cost_centre: CostCentreId) -> SetBudget {
    SetBudget {
        cost_centre,
        period: Period::Month,
        currency: Currency::RUB,
        on: None,
        amount: Some(1_000_000.into()),
        enforcement: Enforcement::Warn,
        carries_on: true,
    }
}

impl Trade {
    pub async fn open() -> Self {
        let world = World::make().await;
        furnishing::enrich(&world).await;
        let none = OrderId(Uuid::nil());
        let spare = world.server.person("spare@example.org").await;
        let mut trade = Self {
            world,
            spare,
            own: none,
            another: none,
            strange: none,
            carts: [(Uuid::nil(), 0); 2],
            belongings: [(CostCentreId(Uuid::nil()), AddressId(Uuid::nil())); 2],
            templates: [OrderTemplateId::default(); 2],
            delegations: [DelegationId::default(); 2],
            delegated: AtomicI64::new(0),
            draft: 0,
            batch: BatchId::default(),
            reconciliations: [ReconciliationId::default(); 2],
        };
        trade.let_in().await;
        rules::publish(&trade, trade.spare).await;
        trade.draft = rules::keep_draft(&trade).await;
        trade.belongings = [trade.furnish(HOME).await, trade.furnish(ABROAD).await];
        trade.agree_credit().await;
        trade.own = trade.told_order(HOME, "переделать").await;
        trade.accepted_order().await;
        trade.placed_order().await;
        trade.forced_order().await;
        trade.cut_order().await;
        let pending = trade.order_in(HOME, State::Pending).await;
        assert_ne!(pending, trade.own);
        trade.approve_under_a_hold(trade.own).await;
        trade.let_pass(trade.own).await;
        trade.another = trade.told_order(COLLEAGUES, COLLEAGUES_SECRET).await;
        trade.strange = trade.told_order(ABROAD, STRANGE_SECRET).await;
        trade.owe(HOME, trade.own).await;
        trade.owe(ABROAD, trade.strange).await;
        trade.reconciliations = [trade.reconcile(HOME).await, trade.reconcile(ABROAD).await];
        trade.carts = [trade.fill_cart(HOME).await, trade.fill_cart(ABROAD).await];
        trade.templates = [trade.keep_template(HOME).await, trade.keep_template(ABROAD).await];
        trade.delegations = [trade.delegate(HOME).await, trade.delegate(ABROAD).await];
        for (place, author) in [(HOME, "administrator"), (HOME, "blocked"), (ABROAD, "stranger")] {
            trade.fill_cart(Place { author, ..place }).await;
        }
        trade.batch = trade.exchanged().await;
        trade.settle().await;
        trade
    }

    async fn let_in(&self) {
        let server = &self.world.server;
        let outsider = server.person("outsider@example.org").await;
        assert_ne!(outsider, self.spare);
        let landlord = server.person("landlord@example.org").await;
        for organization in [SPARE, CLOSED] {
            let register = RegisterOrganization {
                organization,
                legal: LegalSubject::SoleTrader,
                personal: Some(PersonalLegalData {
                    name: "ИП Петрова".to_owned(),
                    inn: None,
                    legal_address: None,
                }),
                payment_terms: PaymentTerms::Prepayment,
                time_zone: TimeZone::moscow(),
                administrator: landlord,
            };
            self.as_console(organization, register).await;
        }
        let reason = BlockReason::OverdueDebt;
        self.as_console(CLOSED, BlockOrganization { organization: CLOSED, reason }).await;
        self.join(ORGANIZATION, self.spare, &[MemberRole::Observer]).await;
        let blocked = server.person("blocked@example.org").await;
        self.join(ORGANIZATION, blocked, &EVERY_ROLE).await;
        let deputy = server.person("deputy@example.org").await;
        self.join(ORGANIZATION, deputy, &[MemberRole::Approver]).await;
        self.join(STRANGE, server.person("locum@example.org").await, &[MemberRole::Approver]).await;
        let assistant = server.person("assistant@example.org").await;
        self.join(STRANGE, assistant, &[MemberRole::Purchaser]).await;
        let person = person_of(&self.world, "stranger").await;
        let roles = BTreeSet::from(EVERY_ROLE);
        self.as_console(STRANGE, ChangeMemberRoles { organization: STRANGE, person, roles }).await;
    }

    /// What an organization says of itself: a cost centre, an address, hours, a manager, a limit.
    async fn furnish(&self, place: Place) -> (CostCentreId, AddressId) {
        let organization = place.organization;
        let console = Requester::console(organization.into());
        let (author, approver) =
            (person_of(&self.world, place.author).await, person_of(&self.world, place.approver).await);
        let (code, name) = ("ЦЗ-1".to_owned(), "Склад".to_owned());
        let cost_centre =
            self.ask(&console, &OpenCostCentre { organization, code, name, owner: approver }).await;
        self.ask(&console, &budget(cost_centre)).await;
        let text = "Склад у ворот".to_owned();
        let address = self.ask(&console, &AddDeliveryAddress { organization, text }).await;
        self.ask(&console, &SetManager { organization, person: author, manager: Some(approver) }).await;
        let limit = Some(Money::new(500_000.into(), Currency::RUB));
        self.ask(&console, &SetApprovalLimit { organization, person: approver, limit }).await;
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).into_iter().collect();
        let written =
            Written { days_off: day(31), working_days: day(26), ..WorkingCalendar::default().into() };
        let calendar = WorkingCalendar::new(written).unwrap();
        self.ask(&console, &SetWorkingCalendar { organization, calendar }).await;
        (cost_centre, address)
    }

    async fn join(&self, organization: OrganizationId, person: PersonId, roles: &[MemberRole]) {
        let roles = roles.iter().copied().collect();
        self.as_console(organization, JoinMember { organization, person, roles }).await;
    }

    async fn as_console<C: Command>(&self, organization: OrganizationId, command: C) {
        self.ask(&Requester::console(organization.into()), &command).await;
    }

    /// Asks for something that must be done.
    pub async fn ask<C: Command>(&self, requester: &Requester, command: &C) -> C::Outcome {
        let request = Request::new(Uuid::from_u128(1));
        loop {
            match self.world.server.commands.execute(requester, &request, command).await {
                Ok(done) => return done.outcome,
                // Many people of the organization ask at the same time.
                Err(CommandError::Conflict) => {}
                Err(error) => panic!("{}: {error}", C::NAME),
            }
        }
    }

    pub async fn member(&self, name: &str, organization: OrganizationId) -> Requester {
        let person = person_of(&self.world, name).await;
        self.world.server.commands.access().member(person, organization).await.unwrap()
    }

    pub async fn manager(&self, organization: OrganizationId) -> Requester {
        let person = person_of(&self.world, "manager").await;
        let access = self.world.server.commands.access();
        access.staff(person, Tenant::from(organization)).await.unwrap()
    }

    /// The approval of an order.
    async fn approval(&self, order: OrderId) -> CaseId {
        let order = load::<Order>(self.world.server.commands.pool(), order).await.unwrap();
        order.case().unwrap_or_default()
    }

    /// What is to be decided about an order.
    pub async fn revision(&self, order: OrderId) -> Revision {
        let order = load::<Order>(self.world.server.commands.pool(), order).await.unwrap();
        order.revision().unwrap_or_else(|| Revision::of(b"nothing"))
    }

    /// The first shipment of an order, or one that does not exist.
    async fn shipment_of(&self, order: OrderId) -> ShipmentId {
        let order = load::<Order>(self.world.server.commands.pool(), order).await.unwrap();
        order.shipments().first().and_then(|first| first.id).unwrap_or_default()
    }

    pub async fn decide(&self, place: Place, order: OrderId, decision: DecisionAsked) {
        let revision = self.revision(order).await;
        let by = self.member(place.approver, place.organization).await;
        self.ask(&by, &DecideOrder { order, decision, revision, stage: None }).await;
    }

    /// Waits until read tables and reactions have seen everything.
    pub async fn settle(&self) {
        let behind = "SELECT count(*) FROM (SELECT position FROM journal.projections
                        UNION ALL SELECT position FROM journal.reactions) reader
                       WHERE position < (SELECT max(position) FROM journal.events)";
        let waiting = async {
            loop {
                let behind: i64 =
                    sqlx::query_scalar(behind).fetch_one(&self.world.server.database).await.unwrap();
                if behind == 0 {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        let patience = std::time::Duration::from_secs(20);
        tokio::time::timeout(patience, waiting).await.expect("the readers catch up");
    }

    /// Ids at home: of an order of the purchaser, or of the colleague.
    pub async fn ids(&self, order: OrderId) -> Ids {
        Ids {
            organization: id(ORGANIZATION),
            order: id(order),
            contract: id(CONTRACT),
            product: id(PRODUCTS[0]),
            category: id(CATEGORY),
            person: id(self.spare),
            manager: id(person_of(&self.world, "approver").await),
            cost_centre: id(self.belongings[0].0),
            address: id(self.belongings[0].1),
            cart: id(CartId(self.carts[0].0)),
            cart_version: self.carts[0].1,
            draft_version: self.draft,
            shipment: id(self.shipment_of(order).await),
            batch: id(self.batch),
            reconciliation: id(self.reconciliations[0]),
            template: id(self.templates[0]),
            template_version: 1,
            revision: self.revision(order).await.to_string(),
            approval: id(self.approval(order).await),
            delegation: id(self.delegations[0]),
            until: (self.world.server.commands.ports().clock.now() + TimeDelta::days(1)).to_rfc3339(),
            deputy: id(person_of(&self.world, "deputy").await),
        }
    }

    /// Ids of the foreign organization.
    pub async fn strange_ids(&self, order: OrderId) -> Ids {
        Ids {
            organization: id(STRANGE),
            contract: id(STRANGE_CONTRACT),
            person: id(person_of(&self.world, "assistant").await),
            manager: id(person_of(&self.world, "assistant").await),
            cost_centre: id(self.belongings[1].0),
            address: id(self.belongings[1].1),
            cart: id(CartId(self.carts[1].0)),
            cart_version: self.carts[1].1,
            reconciliation: id(self.reconciliations[1]),
            template: id(self.templates[1]),
            delegation: id(self.delegations[1]),
            deputy: id(person_of(&self.world, "locum").await),
            ..self.ids(order).await
        }
    }

    /// Everybody of the columns, signed in, with what they must never read.
    pub async fn everybody(&self) -> Vec<Person> {
        let mut people = Vec::new();
        for name in COLUMNS {
            people.push(self.person(name).await);
        }
        people
    }

    pub async fn person(&self, name: &'static str) -> Person {
        let browser = match name {
            "anonymous" => self.world.server.browser(),
            name => self.world.as_(name).await,
        };
        let mut secrets = Vec::new();
        if !STAFF.iter().any(|(staff, _)| *staff == name) {
            secrets.extend([STRANGE_SECRET.to_owned(), id(STRANGE), id(self.strange)]);
            secrets.extend([STRANGE.to_string(), self.strange.to_string()]);
            secrets.push(id(person_of(&self.world, "assistant").await));
        }
        if ["anonymous", "outsider", "purchaser"].contains(&name) {
            secrets.extend([COLLEAGUES_SECRET.to_owned(), id(self.another), self.another.to_string()]);
        }
        Person::new(name, browser, secrets)
    }
}

/// Somebody of the world, by the name that the tests call them.
pub async fn person_of(world: &World, name: &str) -> PersonId {
    let person = sqlx::query_scalar("SELECT person FROM identity.directory WHERE email = $1");
    let person = person.bind(format!("{name}@example.org")).fetch_one(&world.server.database).await;
    PersonId(person.unwrap())
}
