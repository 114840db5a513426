//! A supplier with two products and an organization that may order them.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use commands::journal::{Loaded, load};
use commands::ordering::{CreateDraft, DecideOrder, DecisionAsked, SubmitOrder};
use commands::organizations::{
    AppointStaff, BlockMember, JoinMember, KeepContract, KeepLegalEntity, PersonalLegalData,
    RegisterOrganization,
};
use commands::{Command, CommandError, Commands, Done, Request, Requester};
use domain::journal::{Recorded, Stream, Tenant};
use domain::ordering::{Order, OrderStatus};
use domain::organizations::{BankDetails, Contract, LegalEntity, LegalSubject, MemberRole, StaffRole};
use domain::vocabulary::{
    ContractId, Currency, LegalEntityId, OrderId, OrganizationId, PaymentTerms, PersonId, PriceTypeId,
    ProductId, Quantity, Revision, TimeZone,
};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::clock::{noon, ports};
use crate::database::Database;
use crate::writing::new_id;

/// The supplier with its catalogue, one organization with its people, and one node.
pub struct Shop {
    /// Where all of it is.
    pub database: Database,
    /// A node of the service.
    pub node: Commands,
    /// The organization.
    pub organization: OrganizationId,
    /// Its contract.
    pub contract: ContractId,
    /// Bolts at 100 and nuts at 250, VAT on top.
    pub products: [ProductId; 2],
    /// Of the organization.
    pub administrator: PersonId,
    /// Of the organization.
    pub purchaser: PersonId,
    /// Of the organization.
    pub approver: PersonId,
    /// Of the supplier's staff.
    pub manager: PersonId,
    price_type: Uuid,
    legal_entity: Uuid,
}

static SEEDS: AtomicU64 = AtomicU64::new(1);

/// A sole trader.
pub fn trader(inn: Option<&str>) -> PersonalLegalData {
    let inn = inn.map(|inn| inn.parse().expect("an INN"));
    PersonalLegalData { name: "ИП Покупатель".to_owned(), inn, legal_address: None }
}

/// So many units.
pub fn units(number: u32) -> Quantity {
    Quantity::new(Decimal::from(number)).expect("a quantity")
}

/// The code of a refusal; anything else fails the test.
pub fn refusal_of(error: &CommandError) -> &'static str {
    match error {
        CommandError::Refused(refusal) => refusal.code(),
        other => panic!("not a refusal: {other}"),
    }
}

impl Shop {
    /// Sets everything up.
    pub async fn open() -> Self {
        let database = Database::fresh().await;
        let node = Commands::new(database.pool.clone(), ports(SEEDS.fetch_add(1, Ordering::Relaxed)));
        let shop = Self {
            node,
            organization: OrganizationId(new_id()),
            contract: ContractId(new_id()),
            products: [ProductId(new_id()), ProductId(new_id())],
            administrator: PersonId(new_id()),
            purchaser: PersonId(new_id()),
            approver: PersonId(new_id()),
            manager: PersonId(new_id()),
            price_type: new_id(),
            legal_entity: new_id(),
            database,
        };
        shop.stock_up().await;
        shop.sign(shop.organization, shop.contract).await;
        shop.register(shop.organization, shop.administrator).await;
        shop.join(shop.purchaser, MemberRole::Purchaser).await;
        shop.join(shop.approver, MemberRole::Approver).await;
        let appoint = AppointStaff { person: shop.manager, roles: BTreeSet::from([StaffRole::Manager]) };
        shop.ask(&Requester::console(Tenant::Supplier), &appoint).await.expect("a manager");
        shop
    }

    async fn stock_up(&self) {
        let price_type = format!(
            "INSERT INTO catalogue.price_types (id, external_id, name, currency, vat_included)
             VALUES ('{}', 'wholesale', 'Оптовая', 'RUB', false)",
            self.price_type
        );
        sqlx::raw_sql(&price_type).execute(&self.database.pool).await.expect("a price type");
        let seller = LegalEntity {
            id: LegalEntityId(self.legal_entity),
            name: "ООО «Поставщик»".to_owned(),
            inn: "7707083893".parse().expect("an INN"),
            kpp: None,
            legal_address: "Москва".to_owned(),
            bank: BankDetails {
                bank: "Банк".to_owned(),
                bic: "044525225".parse().expect("a BIC"),
                account: "40702810938000000001".parse().expect("an account"),
                correspondent_account: None,
            },
        };
        let console = Requester::console(Tenant::Supplier);
        self.ask(&console, &KeepLegalEntity(seller)).await.expect("a legal entity");
        for (product, name, price) in [(self.products[0], "Болт", 100), (self.products[1], "Гайка", 250)]
        {
            let product = format!(
                "INSERT INTO catalogue.products (id, external_id, article, name, unit_name, vat_rate, vat_assumed)
                 VALUES ('{product}', '{product}', '{name}-1', '{name}', 'шт', 20, false);
                 INSERT INTO catalogue.prices (price_type, product, amount, currency, valid_from)
                 VALUES ('{}', '{product}', {price}, 'RUB', '2026-01-01');",
                self.price_type
            );
            sqlx::raw_sql(&product).execute(&self.database.pool).await.expect("a product");
        }
    }

    /// A contract of an organization.
    pub async fn sign(&self, organization: OrganizationId, contract: ContractId) {
        self.keep(organization, contract).await.expect("a contract");
    }

    /// What becomes of a contract that 1C says is an organization's.
    pub async fn keep(&self, organization: OrganizationId, contract: ContractId) -> Result<(), CommandError> {
        let contract = Contract {
            id: contract,
            organization,
            seller: LegalEntityId(self.legal_entity),
            number: "12/26".to_owned(),
            date: noon().date_naive(),
            currency: Currency::RUB,
            payment_terms: PaymentTerms::Prepayment,
            price_type: PriceTypeId(self.price_type),
        };
        let console = Requester::console(organization.into());
        self.ask(&console, &KeepContract(contract)).await
    }

    /// An organization with its administrator.
    pub async fn register(&self, organization: OrganizationId, administrator: PersonId) {
        let register = RegisterOrganization {
            organization,
            legal: LegalSubject::SoleTrader,
            personal: Some(trader(None)),
            payment_terms: PaymentTerms::Prepayment,
            time_zone: TimeZone::moscow(),
            administrator,
        };
        self.ask(&Requester::console(organization.into()), &register).await.expect("registered");
    }

    /// Lets a person into the organization.
    pub async fn join(&self, person: PersonId, role: MemberRole) {
        let join = JoinMember { organization: self.organization, person, roles: BTreeSet::from([role]) };
        self.ask(&Requester::console(self.organization.into()), &join).await.expect("joined");
    }

    /// The administrator of another organization.
    pub async fn stranger(&self) -> Requester {
        let (organization, person) = (OrganizationId(new_id()), PersonId(new_id()));
        self.register(organization, person).await;
        self.node.access().member(person, organization).await.expect("a member elsewhere")
    }

    /// Blocks a person in the organization, from now on.
    pub async fn block(&self, person: PersonId) {
        let who = self.member(self.administrator).await;
        let block = BlockMember { organization: self.organization, person };
        self.ask(&who, &block).await.expect("blocked");
    }

    /// Another node of the service over the same database.
    pub fn another_node(&self) -> Commands {
        let pool = self.database.connections("kabinet_writer", 16);
        Commands::new(pool, ports(SEEDS.fetch_add(1, Ordering::Relaxed)))
    }

    /// A member of the organization, as looked up now.
    pub async fn member(&self, person: PersonId) -> Requester {
        self.node.access().member(person, self.organization).await.expect("a member")
    }

    /// The supplier's manager, acting on the organization.
    pub async fn manager(&self) -> Requester {
        self.node.access().staff(self.manager, self.organization.into()).await.expect("a manager")
    }

    /// Asks for something without an idempotency key.
    pub async fn ask<C: Command>(&self, who: &Requester, command: &C) -> Result<C::Outcome, CommandError> {
        self.node.execute(who, &Request::new(new_id()), command).await.map(|done| done.outcome)
    }

    /// Asks for something with an idempotency key.
    pub async fn ask_once<C: Command>(
        &self,
        who: &Requester,
        key: &str,
        command: &C,
    ) -> Result<Done<C::Outcome>, CommandError> {
        self.node.execute(who, &keyed(key), command).await
    }

    /// A draft of the purchaser: ten bolts.
    pub async fn draft(&self) -> OrderId {
        let who = self.member(self.purchaser).await;
        let draft = CreateDraft { contract: self.contract, lines: vec![(self.products[0], units(10))] };
        self.ask(&who, &draft).await.expect("a draft").order
    }

    /// A submitted order of the purchaser.
    pub async fn submitted(&self) -> OrderId {
        let order = self.draft().await;
        let who = self.member(self.purchaser).await;
        let submitted =
            self.ask(&who, &SubmitOrder { order, accepted_total: None }).await.expect("submitted");
        assert!(submitted.case.is_some(), "a purchaser's order needs approval");
        order
    }

    /// An order that the approver let pass.
    pub async fn approved(&self) -> OrderId {
        let order = self.submitted().await;
        let approve = self.approval(order).await;
        self.ask(&self.member(self.approver).await, &approve).await.expect("approved");
        order
    }

    /// The approval of the order as it is now.
    pub async fn approval(&self, order: OrderId) -> DecideOrder {
        let decision = DecisionAsked::Approve { comment: None, cuts: Vec::new() };
        DecideOrder { order, stage: None, decision, revision: self.revision(order).await }
    }

    /// What is to be approved.
    pub async fn revision(&self, order: OrderId) -> Revision {
        self.order(order).await.revision().expect("a submitted order has a revision")
    }

    /// The order as its stream left it.
    pub async fn order(&self, order: OrderId) -> Loaded<Order> {
        self.load(order.uuid()).await
    }

    /// Any aggregate as its stream left it.
    pub async fn load<A: Stream>(&self, id: Uuid) -> Loaded<A> {
        load::load(&self.database.pool, id).await.expect("a stream")
    }

    /// Where the order stands.
    pub async fn status(&self, order: OrderId) -> OrderStatus {
        self.order(order).await.status().expect("an order")
    }

    /// All events, in order.
    pub async fn history(&self) -> Vec<Recorded> {
        crate::oracle::read_all(&self.database.pool).await
    }

    /// Changes tables that belong to 1C.
    pub async fn execute(&self, statements: &str) {
        sqlx::raw_sql(statements).execute(&self.database.pool).await.expect("it is changed");
    }

    /// Sets what a product costs from now on.
    pub async fn reprice(&self, product: ProductId, price: u32) {
        sqlx::query(
            "INSERT INTO catalogue.prices (price_type, product, amount, currency, valid_from)
             VALUES ($1, $2, $3, 'RUB', $4)",
        )
        .bind(self.price_type)
        .bind(product.uuid())
        .bind(Decimal::from(price))
        .bind(noon())
        .execute(&self.database.pool)
        .await
        .expect("a price");
    }
}

/// A request with an idempotency key.
pub fn keyed(key: &str) -> Request {
    Request { idempotency_key: Some(key.to_owned()), ..Request::new(new_id()) }
}
