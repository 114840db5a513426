//! Orders and budgets as tables.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone as _, Utc};
use domain::organizations::{Action, Extent};
use domain::refusal::Language;
use domain::vocabulary::{OrganizationId, PersonId, TimeZone};
use projections::ScopedRead;
use projections::accounts::{BudgetRow, budgets_on};
use projections::identity::people;
use projections::ordering::{OrderFilter, OrderRow, OrderSorting, Period, orders};
use projections::organizations::organizations_by_ids;
use projections::page::PageRequest;

use super::asking::{Asker, View};
use super::http::Asked;
use super::lists::{PAGE, words};
use super::refusal::{MOST_ROWS, NoDocument};
use super::sheet::{Cell, Sheet};
use crate::graphql::errors::ErrorCode;
use crate::http::failure::Failure;

/// The orders of an organization that whoever asks may see, the latest first.
pub async fn of_organization(by: &Asker, view: &mut View, asked: &Asked) -> Result<Sheet, Failure> {
    let zone = view.card.time_zone.clone();
    let filter = OrderFilter {
        organization: Some(view.card.id),
        created: begun(asked, &zone).map_err(|refusal| by.refused(&refusal))?,
        ..OrderFilter::default()
    };
    list(by, &mut view.read, &filter, &zone).await
}

/// The orders of all organizations, for the supplier's staff that sees them.
pub async fn of_everybody(by: &Asker, asked: &Asked) -> Result<Sheet, Failure> {
    let mut read = by.staff().await?;
    if read.scope().extent(Action::ReadAllOrders) != Extent::All {
        return Err(by.failed(ErrorCode::Forbidden));
    }
    let zone = TimeZone::moscow();
    let created = begun(asked, &zone).map_err(|refusal| by.refused(&refusal))?;
    list(by, &mut read, &OrderFilter { created, ..OrderFilter::default() }, &zone).await
}

/// What cost centres may spend on a day, and what is left of it.
pub async fn budgets(by: &Asker, view: &mut View, asked: &Asked) -> Result<Sheet, Failure> {
    if view.read.scope().extent(Action::ReadBudgets) == Extent::None {
        return Err(by.failed(ErrorCode::Forbidden));
    }
    let on = asked.to.unwrap_or(view.today);
    let found = budgets_on(&mut view.read, on).await.map_err(|error| by.unread(error))?;
    let head = words(
        by.language,
        ["Центр затрат", "С", "По", "Бюджет", "Зарезервировано", "Израсходовано", "Осталось", "Валюта"],
        ["Cost centre", "From", "To", "Budget", "Reserved", "Consumed", "Remaining", "Currency"],
    );
    let amount = |amount: Option<_>| amount.map_or(Cell::Empty, Cell::Amount);
    let row = |row: &BudgetRow| {
        vec![
            row.cost_centre.as_str().into(),
            Cell::Date(row.place.first_day),
            Cell::Date(row.place.last_day()),
            amount(row.terms.amount),
            Cell::Amount(row.reserved),
            Cell::Amount(row.consumed),
            amount(row.remaining()),
            row.place.currency.code().into(),
        ]
    };
    let [name] = words(by.language, ["Бюджеты"], ["Budgets"]);
    Ok(Sheet { name: name.to_owned(), head: head.into(), rows: found.iter().map(row).collect() })
}

async fn list(
    by: &Asker,
    read: &mut ScopedRead,
    filter: &OrderFilter,
    zone: &TimeZone,
) -> Result<Sheet, Failure> {
    let mut rows = Vec::new();
    let mut page = PageRequest { first: PAGE, ..PageRequest::default() };
    let sorting = OrderSorting::default();
    loop {
        let found = orders(read, filter, sorting, &page).await;
        let slice = found.map_err(|error| by.unread(error))?;
        let named = Named::of(read, &slice.rows).await.map_err(|error| by.unread(error))?;
        rows.extend(slice.rows.iter().map(|row| order(row, &named, zone, by.language)));
        page.after = slice.rows.last().map(|row| sorting.cursor(row));
        if rows.len() > MOST_ROWS {
            return Err(by.refused(&NoDocument::TooManyRows));
        }
        if !slice.has_more {
            break;
        }
    }
    let head = words(
        by.language,
        [
            "Номер",
            "Создан",
            "Организация",
            "Автор",
            "Статус",
            "Договор",
            "Без НДС",
            "НДС",
            "Сумма",
            "Оплачено",
            "Оплата",
            "Валюта",
        ],
        [
            "Number",
            "Begun",
            "Organization",
            "Author",
            "Status",
            "Contract",
            "Net",
            "VAT",
            "Total",
            "Paid",
            "Payment",
            "Currency",
        ],
    );
    let [name] = words(by.language, ["Заказы"], ["Orders"]);
    Ok(Sheet { name: name.to_owned(), head: head.into(), rows })
}

/// What people and organizations of a page are called.
struct Named {
    organizations: BTreeMap<OrganizationId, String>,
    people: BTreeMap<PersonId, String>,
}

impl Named {
    async fn of(read: &mut ScopedRead, rows: &[OrderRow]) -> Result<Self, projections::ReadError> {
        let ids: Vec<_> = rows.iter().map(|row| row.organization).collect();
        let cards = organizations_by_ids(read, &ids).await?;
        let ids: Vec<_> = rows.iter().map(|row| row.author).collect();
        let people = people(read, &ids).await?;
        Ok(Self {
            organizations: cards.into_iter().filter_map(|card| Some((card.id, card.name?))).collect(),
            people: people.into_iter().map(|(id, person)| (id, person.full_name)).collect(),
        })
    }
}

fn order(row: &OrderRow, named: &Named, zone: &TimeZone, language: Language) -> Vec<Cell> {
    let text = |text: Option<&str>| text.map_or(Cell::Empty, Cell::from);
    let [status] = words(language, [row.status.in_russian()], [row.status.in_english()]);
    let payment = row.payment.map(|payment| {
        let [payment] = words(language, [payment.in_russian()], [payment.in_english()]);
        payment
    });
    vec![
        text(row.number.as_ref().map(domain::ordering::order::OrderNumber::as_str)),
        Cell::Date(row.created_at.with_timezone(&zone.tz()).date_naive()),
        text(named.organizations.get(&row.organization).map(String::as_str)),
        text(named.people.get(&row.author).map(String::as_str)),
        status.into(),
        row.contract_number.as_str().into(),
        Cell::Amount(row.amounts.net),
        Cell::Amount(row.amounts.vat),
        Cell::Amount(row.amounts.gross),
        Cell::Amount(row.paid),
        text(payment),
        row.amounts.currency.code().into(),
    ]
}

/// The span of time between the first moment of a day and the last one of another.
fn begun(asked: &Asked, zone: &TimeZone) -> Result<Period, NoDocument> {
    if let (Some(from), Some(to)) = (asked.from, asked.to)
        && from > to
    {
        return Err(NoDocument::PeriodUnusable);
    }
    let midnight = |day: NaiveDate| -> Option<DateTime<Utc>> {
        let midnight = zone.tz().from_local_datetime(&day.and_time(NaiveTime::MIN));
        midnight.earliest().map(|moment| moment.with_timezone(&Utc))
    };
    let until = asked.to.and_then(|day| day.succ_opt());
    Ok(Period { from: asked.from.and_then(midnight), until: until.and_then(midnight) })
}
