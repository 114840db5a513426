//! A supplier with two products and an organization that may order them.

use std::sync::atomic::{AtomicU64, Ordering};

use commands::journal::{Loaded, load};
use commands::ordering::{CreateDraft, DecideOrder, DecisionAsked, SubmitOrder};
use commands::{Command, CommandError, Commands, Done, Request, Requester};
use domain::journal::{Recorded, Stream, Tenant};
use domain::ordering::{Order, OrderStatus};
use domain::vocabulary::{ContractId, OrderId, OrganizationId, PersonId, ProductId, Quantity, Revision};
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
        for (person, role) in [
            (shop.administrator, "administrator"),
            (shop.purchaser, "purchaser"),
            (shop.approver, "approver"),
        ] {
            shop.join(person, shop.organization.into(), role).await;
        }
        shop.join(shop.manager, Tenant::Supplier, "manager").await;
        shop
    }

    async fn stock_up(&self) {
        let supplier = format!(
            "INSERT INTO organizations.legal_entities (id, name, inn, legal_address, bank_name, bic,
                    correspondent_account, settlement_account)
             VALUES ('{}', 'ООО «Поставщик»', '7707083893', 'Москва', 'Банк', '044525225',
                    '30101810400000000225', '40702810938000000001');
             INSERT INTO catalogue.price_types (id, external_id, name, currency, vat_included)
             VALUES ('{}', 'wholesale', 'Оптовая', 'RUB', false);",
            self.legal_entity, self.price_type
        );
        sqlx::raw_sql(&supplier).execute(&self.database.pool).await.expect("a supplier");
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
        sqlx::query(
            "INSERT INTO organizations.contracts
                    (id, organization, number, signed_on, currency, price_type, legal_entity)
             VALUES ($1, $2, '12/26', '2026-01-15', 'RUB', $3, $4)",
        )
        .bind(contract.uuid())
        .bind(organization.to_string())
        .bind(self.price_type)
        .bind(self.legal_entity)
        .execute(&self.database.pool)
        .await
        .expect("a contract");
    }

    /// Lets a person in.
    pub async fn join(&self, person: PersonId, tenant: Tenant, role: &str) {
        sqlx::query(
            "INSERT INTO organizations.access (person, organization, roles) VALUES ($1, $2, ARRAY[$3])",
        )
        .bind(person.uuid())
        .bind(tenant.to_string())
        .bind(role)
        .execute(&self.database.pool)
        .await
        .expect("a row of access");
    }

    /// Blocks a person in the organization, from now on.
    pub async fn block(&self, person: PersonId) {
        sqlx::query(
            "UPDATE organizations.access SET member_blocked = true, epoch = epoch + 1
              WHERE person = $1 AND organization = $2",
        )
        .bind(person.uuid())
        .bind(self.organization.to_string())
        .execute(&self.database.pool)
        .await
        .expect("blocked");
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
        let submitted = self.ask(&who, &SubmitOrder { order, seen_total: None }).await.expect("submitted");
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
        let decision = DecisionAsked::Approve { comment: None };
        DecideOrder { order, decision, revision: self.revision(order).await }
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
