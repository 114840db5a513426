//! A small trade to measure with: one organization, one purchaser, one product.

use std::collections::BTreeSet;

use commands::organizations::{JoinMember, PersonalLegalData, RegisterOrganization};
use commands::{Command, Commands, Request, Requester};
use domain::journal::Tenant;
use domain::organizations::{LegalSubject, MemberRole};
use domain::vocabulary::{ContractId, OrganizationId, PaymentTerms, PersonId, ProductId, TimeZone};
use gateway::adapters::system_ports;
use sqlx::PgPool;
use uuid::Uuid;

pub struct World {
    pub commands: Commands,
    pub organization: OrganizationId,
    pub purchaser: PersonId,
    pub contract: ContractId,
    pub product: ProductId,
}

impl World {
    pub async fn make(writer: &PgPool) -> Self {
        let ports = system_ports();
        let id = || ports.ids.next();
        let world = Self {
            organization: OrganizationId(id()),
            purchaser: PersonId(id()),
            contract: ContractId(id()),
            product: ProductId(id()),
            commands: Commands::new(writer.clone(), ports.clone()),
        };
        world
            .ask(RegisterOrganization {
                organization: world.organization,
                legal: LegalSubject::SoleTrader,
                personal: Some(PersonalLegalData {
                    name: "ИП Покупатель".to_owned(),
                    inn: None,
                    legal_address: None,
                }),
                payment_terms: PaymentTerms::Prepayment,
                time_zone: TimeZone::moscow(),
                administrator: PersonId(id()),
            })
            .await;
        let roles = BTreeSet::from([MemberRole::Purchaser]);
        world.ask(JoinMember { organization: world.organization, person: world.purchaser, roles }).await;
        world.fill_catalogue(writer, id(), id()).await;
        world
    }

    pub async fn ask(&self, command: impl Command) {
        let requester = Requester::console(Tenant::from(self.organization));
        let request = Request::new(self.commands.ports().ids.next());
        self.commands.execute(&requester, &request, &command).await.unwrap();
    }

    async fn fill_catalogue(&self, writer: &PgPool, price_type: Uuid, seller: Uuid) {
        sqlx::query(
            "INSERT INTO catalogue.price_types (id, external_id, name, currency, vat_included)
             VALUES ($1, 'bench', 'Bench', 'RUB', true)",
        )
        .bind(price_type)
        .execute(writer)
        .await
        .unwrap();
        sqlx::query(
            "INSERT INTO catalogue.products (id, external_id, article, name, unit_name, vat_rate, vat_assumed)
             VALUES ($1, 'bench', 'B-1', 'A thing', 'шт', 22, false)",
        )
        .bind(self.product.uuid())
        .execute(writer)
        .await
        .unwrap();
        sqlx::query(
            "INSERT INTO catalogue.prices (price_type, product, amount, currency, valid_from)
             VALUES ($1, $2, 100, 'RUB', '2026-01-01')",
        )
        .bind(price_type)
        .bind(self.product.uuid())
        .execute(writer)
        .await
        .unwrap();
        sqlx::query(
            "INSERT INTO organizations.legal_entities (id, name, inn, legal_address, bank, bic, account)
             VALUES ($1, 'Seller', '7799412070', 'Moscow', 'Bank', '044599763', '40702810600000012845')",
        )
        .bind(seller)
        .execute(writer)
        .await
        .unwrap();
        sqlx::query(
            "INSERT INTO organizations.contracts
                    (id, organization, number, signed_on, currency, payment_terms, price_type, legal_entity)
             VALUES ($1, $2, '1', '2026-01-01', 'RUB', '{\"kind\":\"prepayment\"}', $3, $4)",
        )
        .bind(self.contract.uuid())
        .bind(self.organization.to_string())
        .bind(price_type)
        .bind(seller)
        .execute(writer)
        .await
        .unwrap();
    }
}
