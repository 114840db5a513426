//! Who may be a customer, and where the data of people goes.

use std::collections::BTreeSet;

use commands::organizations::look_up::look_up;
use commands::organizations::{AppointStaff, PersonalLegalData, RegisterOrganization};
use commands::{CommandError, Requester};
use domain::organizations::{LegalData, LegalSubject, StaffRole};
use domain::vocabulary::{OrganizationId, PaymentTerms, PersonId, TimeZone};

use crate::shop::{Shop, refusal_of, trader};
use crate::writing::new_id;

/// A made-up INN of a person whose check digits are right.
const INN: &str = "500100732259";

fn registration(legal: LegalSubject, personal: Option<PersonalLegalData>) -> RegisterOrganization {
    RegisterOrganization {
        organization: OrganizationId(new_id()),
        legal,
        personal,
        payment_terms: PaymentTerms::Prepayment,
        time_zone: TimeZone::moscow(),
        administrator: PersonId(new_id()),
    }
}

fn company() -> LegalSubject {
    LegalSubject::LegalEntity(LegalData {
        name: "ООО «Покупатель»".to_owned(),
        inn: "7707083893".parse().expect("an INN"),
        kpp: "773601001".parse().expect("a KPP"),
        legal_address: "Москва".to_owned(),
    })
}

async fn register(shop: &Shop, it: &RegisterOrganization) -> Result<(), CommandError> {
    shop.ask(&Requester::console(it.organization.into()), it).await
}

#[tokio::test]
async fn a_sole_trader_is_named_beside_the_journal_and_not_in_it() {
    let shop = Shop::open().await;
    let named = registration(LegalSubject::SoleTrader, Some(trader(Some(INN))));
    register(&shop, &named).await.expect("registered");
    let kept = format!(
        "SELECT count(*) FROM organizations.personal_legal_data
          WHERE organization = '{}' AND name = 'ИП Покупатель' AND inn = '{INN}'",
        named.organization
    );
    assert_eq!(shop.database.number(&kept).await, 1);
    let told = format!(
        "SELECT (SELECT count(*) FROM journal.events WHERE payload::text ~ '{INN}|Покупатель')
              + (SELECT count(*) FROM journal.claims WHERE value ~ '{INN}')"
    );
    assert_eq!(shop.database.number(&told).await, 0);
    let found = look_up(&shop.database.pool, INN).await.expect("looked up");
    assert_eq!(found.iter().map(|found| found.id).collect::<Vec<_>>(), [named.organization]);
}

#[tokio::test]
async fn the_inn_of_a_sole_trader_is_taken_once() {
    let shop = Shop::open().await;
    let sole = || registration(LegalSubject::SoleTrader, Some(trader(Some(INN))));
    register(&shop, &sole()).await.expect("registered");
    let again = register(&shop, &sole()).await.expect_err("twice");
    assert_eq!(refusal_of(&again), "PERSONAL_INN_TAKEN");
    let private = registration(LegalSubject::Individual, Some(trader(Some(INN))));
    register(&shop, &private).await.expect("the same person for themselves");
}

#[tokio::test]
async fn a_contract_does_not_go_over_to_another_organization() {
    let shop = Shop::open().await;
    let refused = shop.keep(OrganizationId(new_id()), shop.contract).await.expect_err("somebody else's");
    assert_eq!(refusal_of(&refused), "CONTRACT_OF_ANOTHER_ORGANIZATION");
}

#[tokio::test]
async fn staff_are_appointed_at_the_supplier_only() {
    let shop = Shop::open().await;
    let appoint = AppointStaff { person: PersonId(new_id()), roles: BTreeSet::from([StaffRole::Operator]) };
    let elsewhere = Requester::console(shop.organization.into());
    assert!(matches!(shop.ask(&elsewhere, &appoint).await, Err(CommandError::Forbidden)));
}

#[tokio::test]
async fn people_have_personal_data_and_companies_have_none() {
    let shop = Shop::open().await;
    let nameless = PersonalLegalData { name: " ".to_owned(), ..trader(None) };
    let of_company = trader(Some("7707083893"));
    let cases = [
        (LegalSubject::SoleTrader, None, "PERSONAL_LEGAL_DATA_MISSING"),
        (LegalSubject::Individual, None, "PERSONAL_LEGAL_DATA_MISSING"),
        (LegalSubject::Individual, Some(nameless), "PERSONAL_LEGAL_DATA_UNUSABLE"),
        (LegalSubject::SoleTrader, Some(of_company), "INN_OF_COMPANY"),
        (company(), Some(trader(None)), "PERSONAL_LEGAL_DATA_OF_COMPANY"),
    ];
    let before = shop.history().await.len();
    for (legal, personal, code) in cases {
        let refused = register(&shop, &registration(legal, personal)).await.expect_err(code);
        assert_eq!(refusal_of(&refused), code);
    }
    assert_eq!(shop.history().await.len(), before);
    register(&shop, &registration(company(), None)).await.expect("a company");
}
