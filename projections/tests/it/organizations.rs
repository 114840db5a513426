//! Organizations, members, contracts and names, as different people see them.

use domain::organizations::{BlockReason, LegalKind, LegalSubject, MemberRole, OrganizationEvent, StaffRole};
use domain::vocabulary::{ContractId, PaymentTerms, PersonId, TimeZone};
use projections::identity::people;
use projections::organizations::{
    MemberRow, contracts, contracts_by_ids, member, members, memberships, organization, organization_count,
    organizations, staff_roles,
};
use projections::{Cursor, PageRequest, ReadError, Reads, Slice};
use sqlx::Executor;
use uuid::Uuid;

use super::database::Database;
use super::story::{
    APPROVER, BUYER, COLLEAGUE, DIRECTOR, NEIGHBOUR, PURCHASER, STRANGER, SUPPORT, Story, company, legal,
    roles, three_orders,
};

async fn filled() -> Database {
    let database = Database::new().await;
    for (person, organization, role) in roles() {
        database.grant(person, &organization, &[role]).await;
    }
    let mut story = three_orders();
    story.organization(BUYER, OrganizationEvent::LegalDataChanged { legal: legal("АО «Покупатель»") });
    let payment_terms = PaymentTerms::Deferred { days: 14.try_into().unwrap() };
    story.organization(BUYER, OrganizationEvent::PaymentTermsAgreed { payment_terms });
    let roles = [MemberRole::Approver, MemberRole::Accountant].into();
    story.organization(BUYER, OrganizationEvent::MemberRolesChanged { person: APPROVER, roles });
    story.organization(BUYER, OrganizationEvent::MemberBlocked { person: PURCHASER });
    story.organization(BUYER, OrganizationEvent::MemberLeft { person: COLLEAGUE });
    story.organization(
        NEIGHBOUR,
        OrganizationEvent::Registered {
            organization: NEIGHBOUR,
            legal: LegalSubject::SoleTrader,
            payment_terms: PaymentTerms::OnDelivery,
            time_zone: TimeZone::moscow(),
        },
    );
    story.organization(NEIGHBOUR, OrganizationEvent::Blocked { reason: BlockReason::OverdueDebt });
    database.project(&story.events, 6).await;
    let statement = format!(
        "INSERT INTO organizations.personal_legal_data VALUES ('{NEIGHBOUR}', 'ИП Сосед', '500100732259', 'Тула');
         INSERT INTO organizations.legal_entities (id, name, inn, kpp, legal_address, bank, bic, account)
         VALUES ('{SELLER}', 'ООО «Поставщик»', '7707083893', '773601001', 'Москва', 'Банк', '044525225', '40702');
         INSERT INTO organizations.contracts
                (id, organization, number, signed_on, currency, payment_terms, price_type, legal_entity)
         VALUES ('{CONTRACT}', '{BUYER}', 'Д-17', '2025-12-01', 'RUB', '{{\"kind\":\"prepayment\"}}', '{SELLER}',
                 '{SELLER}');
         INSERT INTO identity.directory (person, full_name, email, phone)
         VALUES ('{DIRECTOR}', 'Директор Примерная', 'director@buyer.example', '+7 000'),
                ('{PURCHASER}', 'Закупщик Примерный', 'purchaser@buyer.example', NULL);"
    );
    database.writer.execute(statement.as_str()).await.unwrap();
    database
}

const SELLER: Uuid = Uuid::from_u128(0x5E11);
const CONTRACT: ContractId = ContractId(Uuid::from_u128(0xC1));

#[tokio::test]
async fn a_card_shows_the_legal_data_as_it_is_now() {
    let database = filled().await;
    let mut read = database.member(PURCHASER, BUYER).await;
    let card = organization(&mut read, BUYER).await.unwrap().unwrap();
    assert_eq!(card.name.as_deref(), Some("АО «Покупатель»"));
    assert_eq!(card.kind, LegalKind::LegalEntity);
    assert_eq!(card.inn.as_deref(), Some("7707083893"));
    assert_eq!(card.payment_terms, PaymentTerms::Deferred { days: 14.try_into().unwrap() });
    assert_eq!(card.blocked, None);
    assert_eq!(organization(&mut read, NEIGHBOUR).await.unwrap(), None, "like one that is not there");
}

#[tokio::test]
async fn the_data_of_a_person_is_joined_until_it_is_erased() {
    let database = filled().await;
    let mut read = database.staff(SUPPORT).await;
    let card = organization(&mut read, NEIGHBOUR).await.unwrap().unwrap();
    assert_eq!((card.name.as_deref(), card.kind), (Some("ИП Сосед"), LegalKind::SoleTrader));
    assert_eq!(card.blocked, Some(BlockReason::OverdueDebt));
    database.writer.execute("DELETE FROM organizations.personal_legal_data").await.unwrap();
    let card = organization(&mut database.staff(SUPPORT).await, NEIGHBOUR).await.unwrap().unwrap();
    assert_eq!((card.name, card.inn, card.legal_address), (None, None, None));
}

#[tokio::test]
async fn staff_page_through_all_organizations_by_name() {
    let database = filled().await;
    let mut read = database.staff(SUPPORT).await;
    let first = organizations(&mut read, None, &PageRequest::first(1)).await.unwrap();
    assert_eq!(first.rows[0].id, BUYER);
    assert!(first.has_more);
    let cursor = first.rows[0].cursor();
    let second = organizations(&mut read, None, &PageRequest::after(5, cursor)).await.unwrap();
    assert_eq!(second.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [NEIGHBOUR]);
    assert!(!second.has_more);
    let last = PageRequest { first: 1, from_end: true, ..PageRequest::default() };
    assert_eq!(organizations(&mut read, None, &last).await.unwrap().rows[0].id, NEIGHBOUR);
    let found = organizations(&mut read, Some("сосед"), &PageRequest::first(5)).await.unwrap();
    assert_eq!(found.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [NEIGHBOUR]);
    assert_eq!(organization_count(&mut read, Some("7707")).await.unwrap(), 1);
    let mut member = database.member(DIRECTOR, BUYER).await;
    assert!(organizations(&mut member, None, &PageRequest::first(5)).await.unwrap().rows.is_empty());
    assert_eq!(organization_count(&mut member, None).await.unwrap(), 0);
}

#[tokio::test]
async fn members_are_listed_to_those_who_may_read_them() {
    let database = filled().await;
    let mut read = database.member(DIRECTOR, BUYER).await;
    let all = PageRequest::first(100);
    let listed = members(&mut read, BUYER, &all).await.unwrap().rows;
    let shown: Vec<_> = listed.iter().map(|row| (row.person, row.roles.len(), row.blocked)).collect();
    assert_eq!(shown, [(DIRECTOR, 1, false), (PURCHASER, 1, true), (APPROVER, 2, false)]);
    assert_eq!(members(&mut database.staff(SUPPORT).await, BUYER, &all).await.unwrap().rows, listed);
    assert_eq!(member(&mut read, BUYER, PURCHASER).await.unwrap().as_ref(), Some(&listed[1]));
    assert_eq!(member(&mut read, BUYER, STRANGER).await.unwrap(), None);
    for (person, organization) in [(PURCHASER, BUYER), (STRANGER, NEIGHBOUR)] {
        let mut other = database.member(person, organization).await;
        assert_eq!(members(&mut other, BUYER, &all).await.unwrap().rows, []);
        assert_eq!(member(&mut other, BUYER, PURCHASER).await.unwrap(), None);
    }
}

#[tokio::test]
async fn members_are_paged_forward_and_backward() {
    let database = filled().await;
    let mut read = database.member(DIRECTOR, BUYER).await;
    let people = |page: &Slice<MemberRow>| page.rows.iter().map(|row| row.person).collect::<Vec<_>>();
    let first = members(&mut read, BUYER, &PageRequest::first(2)).await.unwrap();
    assert_eq!((people(&first), first.has_more), (vec![DIRECTOR, PURCHASER], true));
    let next = PageRequest::after(2, first.rows[1].cursor());
    let second = members(&mut read, BUYER, &next).await.unwrap();
    assert_eq!((people(&second), second.has_more), (vec![APPROVER], false));
    let back = PageRequest { first: 1, from_end: true, ..PageRequest::default() };
    let back = PageRequest { before: Some(second.rows[0].cursor()), ..back };
    let page = members(&mut read, BUYER, &back).await.unwrap();
    assert_eq!((people(&page), page.has_more), (vec![PURCHASER], true));
    let foreign = PageRequest::after(2, Cursor("[]".to_owned()));
    assert!(matches!(members(&mut read, BUYER, &foreign).await, Err(ReadError::ForeignCursor)));
}

#[tokio::test]
async fn a_person_sees_the_own_memberships_with_their_names() {
    let database = filled().await;
    database.grant(DIRECTOR, &NEIGHBOUR.to_string(), &[MemberRole::Observer.into()]).await;
    database.grant(DIRECTOR, "supplier", &[StaffRole::Auditor.into()]).await;
    let mut read = Reads::new(database.reader.clone()).person(DIRECTOR).await.unwrap();
    let own = memberships(&mut read).await.unwrap();
    let names: Vec<_> = own.iter().map(|row| row.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["АО «Покупатель»", "ИП Сосед"]);
    assert_eq!(own[1].roles, [MemberRole::Observer].into());
    assert_eq!(staff_roles(&mut read).await.unwrap(), [StaffRole::Auditor].into());
    let mut nobody =
        Reads::new(database.reader.clone()).person(PersonId(Uuid::from_u128(999))).await.unwrap();
    assert_eq!(memberships(&mut nobody).await.unwrap(), []);
    assert_eq!(staff_roles(&mut nobody).await.unwrap(), [].into());
}

#[tokio::test]
async fn contracts_are_shown_with_the_seller_to_their_organization() {
    let database = filled().await;
    let mut read = database.member(PURCHASER, BUYER).await;
    let own = contracts(&mut read, BUYER).await.unwrap();
    assert_eq!(own[0].id, CONTRACT);
    assert_eq!(own[0].seller.name, "ООО «Поставщик»");
    assert_eq!(own[0].payment_terms, PaymentTerms::Prepayment);
    assert_eq!(own[0].price_type_name, None, "the catalogue does not know this type of price");
    assert_eq!(contracts_by_ids(&mut read, &[CONTRACT]).await.unwrap(), own);
    let mut stranger = database.member(STRANGER, NEIGHBOUR).await;
    assert_eq!(contracts(&mut stranger, BUYER).await.unwrap(), []);
    assert_eq!(contracts_by_ids(&mut stranger, &[CONTRACT]).await.unwrap(), []);
    assert_eq!(contracts(&mut database.staff(SUPPORT).await, BUYER).await.unwrap(), own);
}

#[tokio::test]
async fn names_are_joined_and_addresses_only_shown_to_those_who_may_see_them() {
    let database = filled().await;
    let asked = [DIRECTOR, PURCHASER, APPROVER];
    let seen = people(&mut database.member(DIRECTOR, BUYER).await, &asked).await.unwrap();
    assert_eq!(seen[&PURCHASER].full_name, "Закупщик Примерный");
    assert_eq!(seen[&PURCHASER].email.as_deref(), Some("purchaser@buyer.example"));
    assert!(!seen.contains_key(&APPROVER), "erased");
    let seen = people(&mut database.member(PURCHASER, BUYER).await, &asked).await.unwrap();
    assert_eq!((&seen[&DIRECTOR].email, &seen[&DIRECTOR].phone), (&None, &None));
    assert!(seen[&PURCHASER].email.is_some(), "one's own");
}

#[tokio::test]
async fn an_event_of_an_organization_that_was_never_registered_is_refused() {
    let database = Database::new().await;
    let mut story = Story::default();
    story.organization(BUYER, OrganizationEvent::Unblocked {});
    let card = projections::registry::by_name("organization_card").unwrap();
    let mut transaction = database.writer.begin().await.unwrap();
    let refused = projections::projector::project(&mut transaction, card.as_ref(), &story.events).await;
    assert!(refused.unwrap_err().to_string().contains("never registered"));
    drop(transaction);
    story.events.clear();
    story.organization(BUYER, company(BUYER, "ООО «Покупатель»"));
    database.project_into(card.as_ref(), &story.events, 1).await;
}
