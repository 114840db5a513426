//! What is looked up of an organization is as its last event left it.

use std::collections::BTreeSet;

use commands::organizations::directory::{
    Address, OpenCostCentre as Open, address_of, calendar_of, cost_centre_owners, open_cost_centres,
};
use commands::organizations::{
    AddDeliveryAddress, ChangeCostCentre, ChangeLegalData, ChangeTimeZone, CloseCostCentre, JoinMember,
    OpenCostCentre, RegisterOrganization, RemoveMember, RetireDeliveryAddress, SetApprovalLimit, SetManager,
    SetWorkingCalendar,
};
use commands::{Command, CommandError, Requester};
use domain::journal::Tenant;
use domain::organizations::working_calendar::{DayOfWeek, Written};
use domain::organizations::{Action, LegalData, LegalSubject, MemberRole, WorkingCalendar, members_who_may};
use domain::vocabulary::{CostCentreId, Currency, Money, OrganizationId, PaymentTerms, PersonId, TimeZone};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::shop::{Shop, refusal_of};
use crate::writing::new_id;

type Row = (Option<Uuid>, Option<Decimal>, Option<String>, i64);

async fn console<C: Command>(shop: &Shop, command: &C) -> C::Outcome {
    let requester = Requester::console(shop.organization.into());
    shop.ask(&requester, command).await.unwrap_or_else(|error| panic!("{}: {error}", C::NAME))
}

async fn row(shop: &Shop, person: PersonId) -> Row {
    sqlx::query_as(
        "SELECT manager, approval_limit, approval_limit_currency, epoch FROM organizations.access
          WHERE person = $1",
    )
    .bind(person.uuid())
    .fetch_one(&shop.database.pool)
    .await
    .expect("a row")
}

fn opening(shop: &Shop, code: &str, owner: PersonId) -> OpenCostCentre {
    OpenCostCentre {
        organization: shop.organization, code: code.to_owned(), name: "Склад".to_owned(), owner
    }
}

#[tokio::test]
async fn managers_and_limits_are_looked_up_and_leave_the_epoch_alone() {
    let shop = Shop::open().await;
    let (organization, person) = (shop.organization, shop.purchaser);
    let before = row(&shop, person).await;
    console(&shop, &SetManager { organization, person, manager: Some(shop.approver) }).await;
    let limit = Some(Money::new(500.into(), Currency::RUB));
    console(&shop, &SetApprovalLimit { organization, person, limit }).await;
    let expected = (Some(shop.approver.uuid()), Some(500.into()), Some("RUB".to_owned()), before.3);
    assert_eq!(row(&shop, person).await, expected);
    console(&shop, &RemoveMember { organization, person }).await;
    assert_eq!(row(&shop, person).await, (None, None, None, before.3 + 1));
    let roles = BTreeSet::from([MemberRole::Purchaser]);
    console(&shop, &JoinMember { organization, person, roles }).await;
    assert_eq!(row(&shop, person).await, (None, None, None, before.3 + 2));
}

#[tokio::test]
async fn a_cost_centre_is_offered_until_it_is_closed_and_keeps_its_owner() {
    let shop = Shop::open().await;
    let (pool, organization, tenant) =
        (&shop.database.pool, shop.organization, Tenant::from(shop.organization));
    let cost_centre = console(&shop, &opening(&shop, "ИТ-1", shop.approver)).await;
    let (code, name, owner) = ("ИТ-2".to_owned(), "Офис".to_owned(), shop.purchaser);
    let asked = [cost_centre, CostCentreId(new_id())];
    console(&shop, &ChangeCostCentre { organization, cost_centre, code, name, owner }).await;
    let found = open_cost_centres(pool, tenant, &asked).await.expect("looked up");
    let (code, name) = ("ИТ-2".to_owned(), "Офис".to_owned());
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [(cost_centre, Open { code, name, owner })]);
    console(&shop, &CloseCostCentre { organization, cost_centre }).await;
    assert!(open_cost_centres(pool, tenant, &asked).await.expect("looked up").is_empty());
    let owners = cost_centre_owners(pool, tenant, &asked).await.expect("looked up");
    assert_eq!(owners, BTreeSet::from([owner]));
    let strange = OrganizationId(new_id()).into();
    assert!(cost_centre_owners(pool, strange, &asked).await.expect("looked up").is_empty());
}

#[tokio::test]
async fn an_address_is_kept_beside_the_journal() {
    let shop = Shop::open().await;
    let organization = shop.organization;
    let purchaser = shop.node.access().member(shop.purchaser, organization).await.expect("a member");
    let add = |text: &str| AddDeliveryAddress { organization, text: text.to_owned() };
    let address = shop.ask(&purchaser, &add("  Склад у ворот ")).await.expect("added");
    let found = address_of(&shop.database.pool, organization.into(), address).await.expect("looked up");
    let Some(Address { text, retired: false }) = found else { panic!("{found:?}") };
    let kept = format!("SELECT count(*) FROM journal.texts WHERE id = '{text}' AND body = 'Склад у ворот'");
    assert_eq!(shop.database.number(&kept).await, 1);
    let told = "SELECT count(*) FROM journal.events WHERE payload::text ~ 'Склад'";
    assert_eq!(shop.database.number(told).await, 0);
    let refused = shop.ask(&purchaser, &RetireDeliveryAddress { organization, address }).await;
    assert!(matches!(refused, Err(CommandError::Forbidden)));
    console(&shop, &RetireDeliveryAddress { organization, address }).await;
    let found = address_of(&shop.database.pool, organization.into(), address).await.expect("looked up");
    assert!(found.is_some_and(|found| found.retired));
    let empty = shop.ask(&purchaser, &add(" ")).await.expect_err("empty");
    assert_eq!(refusal_of(&empty), "DELIVERY_ADDRESS_UNUSABLE");
}

#[tokio::test]
async fn the_calendar_is_the_usual_one_until_another_is_set() {
    let shop = Shop::open().await;
    let (pool, organization) = (&shop.database.pool, shop.organization);
    let (calendar, zone) = calendar_of(pool, organization.into()).await.expect("looked up");
    assert_eq!((calendar.clone(), zone), (WorkingCalendar::default(), TimeZone::moscow()));
    let days = BTreeSet::from([DayOfWeek::Sunday]);
    let calendar = WorkingCalendar::new(Written { days, ..calendar.into() }).expect("a calendar");
    let time_zone: TimeZone = "Asia/Omsk".parse().expect("a zone");
    console(&shop, &SetWorkingCalendar { organization, calendar: calendar.clone() }).await;
    console(&shop, &ChangeTimeZone { organization, time_zone: time_zone.clone() }).await;
    assert_eq!(calendar_of(pool, organization.into()).await.expect("looked up"), (calendar, time_zone));
    let unknown = calendar_of(pool, OrganizationId(new_id()).into()).await;
    assert!(matches!(unknown, Err(CommandError::NotFound)));
}

#[tokio::test]
async fn a_company_that_changes_its_inn_gives_the_old_one_back() {
    let shop = Shop::open().await;
    let legal = |inn: &str| LegalData {
        name: "ООО «Покупатель»".to_owned(),
        inn: inn.parse().expect("an INN"),
        kpp: "773601001".parse().expect("a KPP"),
        legal_address: "Москва".to_owned(),
    };
    let register = |inn| RegisterOrganization {
        organization: OrganizationId(new_id()),
        legal: LegalSubject::LegalEntity(legal(inn)),
        personal: None,
        payment_terms: PaymentTerms::Prepayment,
        time_zone: TimeZone::moscow(),
        administrator: PersonId(new_id()),
    };
    let (first, second) = (register("7707083893"), register("7799612030"));
    let by = |it: &RegisterOrganization| Requester::console(it.organization.into());
    shop.ask(&by(&first), &first).await.expect("registered");
    let taken = shop.ask(&by(&second), &register_as(&second, legal("7707083893"))).await;
    assert_eq!(refusal_of(&taken.expect_err("taken")), "ORGANIZATION_INN_TAKEN");
    let change = ChangeLegalData { organization: first.organization, legal: legal("5099477180") };
    shop.ask(&by(&first), &change).await.expect("changed");
    shop.ask(&by(&second), &register_as(&second, legal("7707083893"))).await.expect("free again");
    let back = ChangeLegalData { organization: first.organization, legal: legal("7707083893") };
    let refused = shop.ask(&by(&first), &back).await.expect_err("taken");
    assert_eq!(refusal_of(&refused), "ORGANIZATION_INN_TAKEN");
}

fn register_as(it: &RegisterOrganization, legal: LegalData) -> RegisterOrganization {
    RegisterOrganization { legal: LegalSubject::LegalEntity(legal), ..it.clone() }
}

#[tokio::test]
async fn the_index_of_those_who_decide_knows_the_roles_of_the_permission_table() {
    use MemberRole::{Accountant, Administrator, Approver, Observer, Purchaser};
    let shop = Shop::open().await;
    for role in [Accountant, Administrator, Approver, Observer, Purchaser] {
        let decides: bool = sqlx::query_scalar("SELECT organizations.decides(ARRAY[$1])")
            .bind(role.to_string())
            .fetch_one(&shop.database.pool)
            .await
            .expect("an answer");
        let expected = members_who_may(Action::DecideOrder).any(|it| it == role);
        assert_eq!(decides, expected, "{role}");
    }
}
