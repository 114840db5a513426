//! A small world over HTTP: a supplier with its staff and three products, an organization
//! with members of every role, and another organization with a stranger.

use std::collections::BTreeSet;
use std::time::Duration;

use commands::organizations::{
    AppointStaff, JoinMember, KeepContract, KeepLegalEntity, PersonalLegalData, RegisterOrganization,
};
use commands::{Command, Request, Requester};
use domain::journal::Tenant;
use domain::organizations::{
    BankDetails, Contract, LegalData, LegalEntity, LegalSubject, MemberRole, StaffRole,
};
use domain::vocabulary::{
    ContractId, Currency, LegalEntityId, OrganizationId, PaymentTerms, PriceTypeId, ProductId,
};
use gateway::graphql::global_id::{GlobalId, Identified};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::server::{Browser, Server};

/// The organization of the tests.
pub const ORGANIZATION: OrganizationId = OrganizationId(Uuid::from_u128(0xA1));
/// The other one.
pub const STRANGE: OrganizationId = OrganizationId(Uuid::from_u128(0xA2));
/// The contract of the organization.
pub const CONTRACT: ContractId = ContractId(Uuid::from_u128(0xB1));
/// Bolts at 100.00, nuts at 250.50 and washers without a price; VAT of 20 % on top.
pub const PRODUCTS: [ProductId; 3] =
    [ProductId(Uuid::from_u128(1)), ProductId(Uuid::from_u128(2)), ProductId(Uuid::from_u128(3))];

/// The contract of the other one.
pub const STRANGE_CONTRACT: ContractId = ContractId(Uuid::from_u128(0xB2));
const PRICE_TYPE: PriceTypeId = PriceTypeId(Uuid::from_u128(0xC1));
const SELLER: LegalEntityId = LegalEntityId(Uuid::from_u128(0xD1));

/// Everybody, by the name that the tests call them.
pub const MEMBERS: [(&str, MemberRole); 6] = [
    ("administrator", MemberRole::Administrator),
    ("purchaser", MemberRole::Purchaser),
    ("colleague", MemberRole::Purchaser),
    ("approver", MemberRole::Approver),
    ("accountant", MemberRole::Accountant),
    ("observer", MemberRole::Observer),
];

/// The supplier's staff.
pub const STAFF: [(&str, StaffRole); 4] = [
    ("manager", StaffRole::Manager),
    ("support", StaffRole::Support),
    ("auditor", StaffRole::Auditor),
    ("operator", StaffRole::Operator),
];

/// What the tests ask about an order.
pub const ORDER_FIELDS: &str = "fragment O on Order { id number status revision version availableActions
    total { gross { amount currency } } lines { productId quantity cost { gross { amount } } }
    shipments { id } }";

pub struct World {
    pub server: Server,
}

/// An id as clients know it.
pub fn id<I: Identified>(id: I) -> String {
    GlobalId(id).encode()
}

impl World {
    pub async fn make() -> Self {
        let world = Self { server: Server::start().await };
        world.stock_up().await;
        world.register(ORGANIZATION, company(), "administrator").await;
        world.register(STRANGE, LegalSubject::SoleTrader, "stranger").await;
        for (organization, contract) in [(ORGANIZATION, CONTRACT), (STRANGE, STRANGE_CONTRACT)] {
            world.ask(organization.into(), KeepContract(signed(organization, contract))).await;
        }
        for (name, role) in MEMBERS.into_iter().skip(1) {
            let person = world.server.person(&email(name)).await;
            let join = JoinMember { organization: ORGANIZATION, person, roles: BTreeSet::from([role]) };
            world.ask(ORGANIZATION.into(), join).await;
        }
        for (name, role) in STAFF {
            let person = world.server.person(&email(name)).await;
            world.ask(Tenant::Supplier, AppointStaff { person, roles: BTreeSet::from([role]) }).await;
        }
        world
    }

    async fn register(&self, organization: OrganizationId, legal: LegalSubject, administrator: &str) {
        let administrator = self.server.person(&email(administrator)).await;
        let personal = (legal == LegalSubject::SoleTrader).then(|| PersonalLegalData {
            name: "ИП Чужой".to_owned(),
            inn: None,
            legal_address: None,
        });
        let register = RegisterOrganization {
            organization,
            personal,
            legal,
            payment_terms: PaymentTerms::Prepayment,
            time_zone: "Europe/Moscow".parse().unwrap(),
            administrator,
        };
        self.ask(organization.into(), register).await;
    }

    async fn ask<C: Command>(&self, tenant: Tenant, command: C) {
        let request = Request::new(Uuid::from_u128(1));
        self.server.commands.execute(&Requester::console(tenant), &request, &command).await.unwrap();
    }

    async fn stock_up(&self) {
        let seller = LegalEntity {
            id: SELLER,
            name: "ООО «Поставщик»".to_owned(),
            inn: "7707083893".parse().unwrap(),
            kpp: Some("773601001".parse().unwrap()),
            legal_address: "Москва".to_owned(),
            bank: BankDetails {
                bank: "Банк".to_owned(),
                bic: "044525225".parse().unwrap(),
                account: "40702810938000000001".parse().unwrap(),
                correspondent_account: None,
            },
        };
        self.ask(Tenant::Supplier, KeepLegalEntity(seller)).await;
        let [bolts, nuts, washers] = PRODUCTS;
        let catalogue = format!(
            "INSERT INTO catalogue.price_types (id, external_id, name, currency, vat_included)
             VALUES ('{PRICE_TYPE}', 'wholesale', 'Оптовая', 'RUB', false);
             INSERT INTO catalogue.products (id, external_id, article, name, unit_name, vat_rate, vat_assumed)
             VALUES ('{bolts}', '1', 'Б-1', 'Болт', 'шт', 20, false),
                    ('{nuts}', '2', 'Г-1', 'Гайка', 'шт', 20, false),
                    ('{washers}', '3', 'Ш-1', 'Шайба', 'шт', 20, false);
             INSERT INTO catalogue.prices (price_type, product, amount, currency, valid_from)
             VALUES ('{PRICE_TYPE}', '{bolts}', 100, 'RUB', '2026-01-01'),
                    ('{PRICE_TYPE}', '{nuts}', 250.5, 'RUB', '2026-01-01')"
        );
        sqlx::raw_sql(&catalogue).execute(&self.server.database).await.unwrap();
    }

    /// A browser in which somebody of the world is signed in.
    pub async fn as_(&self, name: &str) -> Browser {
        self.server.signed_in(&email(name)).await
    }

    /// A draft of whoever is signed in: so many bolts. Gives the order.
    pub async fn draft(&self, browser: &Browser, bolts: u32) -> Value {
        let query = "mutation($input: CreateDraftInput!) { createDraft(input: $input) {
            order { ...O } errors { code } position stale { reason } } }";
        let lines = json!([{ "productId": id(PRODUCTS[0]), "quantity": bolts.to_string() }]);
        let input = json!({ "organizationId": id(ORGANIZATION), "contractId": id(CONTRACT), "lines": lines });
        let data = browser.data(&format!("{query} {ORDER_FIELDS}"), json!({ "input": input })).await;
        let payload = &data["createDraft"];
        assert_eq!(payload["errors"], json!([]));
        assert_eq!(payload["stale"], Value::Null, "what was written is read");
        payload["order"].clone()
    }

    /// Asks for something about an order and gives the payload.
    pub async fn change(&self, browser: &Browser, mutation: &str, order: &Value, more: Value) -> Value {
        let mut input = json!({ "organizationId": id(ORGANIZATION), "orderId": order["id"] });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let query = format!(
            "mutation($input: {kind}!) {{ {mutation}(input: $input) {{
                order {{ ...O }} errors {{ code message field }} position stale {{ reason }} }} }} {ORDER_FIELDS}"
        );
        browser.data(&query, json!({ "input": input })).await[mutation].clone()
    }

    /// Does something with an order that must succeed, and gives the order.
    pub async fn done(&self, browser: &Browser, mutation: &str, order: &Value, more: Value) -> Value {
        let payload = self.change(browser, mutation, order, more).await;
        assert_eq!(payload["errors"], json!([]), "{mutation}");
        payload["order"].clone()
    }

    /// An order as a member sees it.
    pub async fn order(&self, browser: &Browser, order: &Value) -> Value {
        let query = format!(
            "query($organization: ID!, $order: ID!) {{ organization(id: $organization) {{
                order(id: $order) {{ ...O confirmationRefused }} }} }} {ORDER_FIELDS}"
        );
        let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
        browser.data(&query, variables).await["organization"]["order"].clone()
    }

    /// Waits until an order is as it should be: reactions take their time.
    pub async fn until(&self, browser: &Browser, order: &Value, is_so: impl Fn(&Value) -> bool) -> Value {
        let waiting = async {
            loop {
                let seen = self.order(browser, order).await;
                if is_so(&seen) {
                    return seen;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("it becomes so")
    }
}

fn email(name: &str) -> String {
    format!("{name}@example.org")
}

fn company() -> LegalSubject {
    LegalSubject::LegalEntity(LegalData {
        name: "ООО «Покупатель»".to_owned(),
        inn: "7707083893".parse().unwrap(),
        kpp: "773601001".parse().unwrap(),
        legal_address: "Тверь".to_owned(),
    })
}

fn signed(organization: OrganizationId, id: ContractId) -> Contract {
    Contract {
        id,
        organization,
        seller: SELLER,
        number: "12/26".to_owned(),
        date: "2026-01-15".parse().unwrap(),
        currency: Currency::RUB,
        payment_terms: PaymentTerms::Prepayment,
        price_type: PRICE_TYPE,
    }
}
