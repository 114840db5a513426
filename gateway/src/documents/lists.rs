//! What lists say, as tables.

use std::collections::BTreeMap;

use domain::accounts::settlement::Side;
use domain::organizations::{Action, Extent};
use domain::refusal::Language;
use domain::vocabulary::{ContractId, Currency};
use projections::accounts::{AsOf, Debtor, EntryRow, Movement, balances, debtors, entries};
use projections::organizations::organizations_by_ids;
use projections::page::PageRequest;
use rust_decimal::Decimal;

use super::asking::{Asker, View};
use super::http::Asked;
use super::refusal::{MOST_ROWS, NoDocument};
use super::sheet::{Cell, Sheet};
use super::statement;
use crate::graphql::errors::ErrorCode;
use crate::http::failure::Failure;

/// How many rows are read at a time.
pub const PAGE: i64 = 100;

/// The words of a language.
pub const fn words<const N: usize>(
    language: Language,
    russian: [&'static str; N],
    english: [&'static str; N],
) -> [&'static str; N] {
    match language {
        Language::Russian => russian,
        Language::English => english,
    }
}

/// The reconciliation statement: the balance before, what moved it, and the balance after.
pub async fn statement(by: &Asker, view: &mut View, asked: &Asked) -> Result<Sheet, Failure> {
    let statement::Statement { stretch, turnover } = statement::read(by, view, asked).await?;
    let language = by.language;
    let head = words(
        language,
        ["Дата", "Документ", "Дебет", "Кредит", "Валюта"],
        ["Date", "Document", "Debit", "Credit", "Currency"],
    );
    let [before, moved, after] = words(
        language,
        ["Сальдо начальное", "Обороты", "Сальдо конечное"],
        ["Opening balance", "Turnover", "Closing balance"],
    );
    let code = || Cell::from(stretch.currency.code());
    let balance = |day, words: &str, balance: Decimal| {
        let (debit, credit) = (balance.max(Decimal::ZERO), (-balance).max(Decimal::ZERO));
        vec![Cell::Date(day), words.into(), Cell::Amount(debit), Cell::Amount(credit), code()]
    };
    let row = |movement: &Movement| {
        let amount = |side| if movement.side == side { Cell::Amount(movement.amount) } else { Cell::Empty };
        let document = Cell::Text(statement::document(movement));
        vec![Cell::Date(movement.effective), document, amount(Side::Debit), amount(Side::Credit), code()]
    };
    let mut rows = vec![balance(stretch.from, before, turnover.opening)];
    rows.extend(turnover.movements.iter().map(row));
    let (debit, credit) = (turnover.sum(Side::Debit), turnover.sum(Side::Credit));
    rows.push(vec![Cell::Empty, moved.into(), Cell::Amount(debit), Cell::Amount(credit), code()]);
    rows.push(balance(stretch.to, after, turnover.closing()));
    let [name] = words(language, ["Акт сверки (предварительный)"], ["Statement (preliminary)"]);
    Ok(Sheet { name: name.to_owned(), head: head.into(), rows })
}

/// The documents of the ledger, the latest first.
pub async fn documents(by: &Asker, view: &mut View, asked: &Asked) -> Result<Sheet, Failure> {
    let language = by.language;
    let filter = asked.filter().map_err(|refusal| by.refused(&refusal))?;
    let contracts = numbers(by, view).await?;
    let mut rows = Vec::new();
    let mut page = PageRequest { first: PAGE, ..PageRequest::default() };
    loop {
        let found = entries(&mut view.read, view.card.id, &filter, &page).await;
        let slice = found.map_err(|error| by.unread(error))?;
        rows.extend(slice.rows.iter().map(|row| entry(row, &contracts, language)));
        page.after = slice.rows.last().map(EntryRow::cursor);
        if rows.len() > MOST_ROWS {
            return Err(by.refused(&NoDocument::TooManyRows));
        }
        if !slice.has_more {
            break;
        }
    }
    let head = words(
        language,
        ["Дата", "Вид", "Номер", "Договор", "Оплатить до", "Дебет", "Кредит", "Не погашено", "Валюта"],
        ["Date", "Kind", "Number", "Contract", "Due", "Debit", "Credit", "Open", "Currency"],
    );
    let [name] = words(language, ["Документы расчётов"], ["Settlement documents"]);
    Ok(Sheet { name: name.to_owned(), head: head.into(), rows })
}

fn entry(row: &EntryRow, contracts: &BTreeMap<ContractId, String>, language: Language) -> Vec<Cell> {
    let amount = |side| if row.side == side { Cell::Amount(row.amount) } else { Cell::Empty };
    let [kind] = words(language, [row.kind.in_russian()], [row.kind.in_english()]);
    vec![
        Cell::Date(row.effective),
        kind.into(),
        row.number.as_str().into(),
        contracts.get(&row.contract).map_or(Cell::Empty, |number| number.as_str().into()),
        row.due.into(),
        amount(Side::Debit),
        amount(Side::Credit),
        Cell::Amount(row.open),
        row.currency.code().into(),
    ]
}

async fn numbers(by: &Asker, view: &mut View) -> Result<BTreeMap<ContractId, String>, Failure> {
    Ok(view.contracts(by).await?.into_iter().map(|row| (row.id, row.number)).collect())
}

/// What is owed under each contract, by age.
pub async fn owed(by: &Asker, view: &mut View, asked: &Asked) -> Result<Sheet, Failure> {
    let contracts = numbers(by, view).await?;
    let at = AsOf { day: asked.to, known: None };
    let found = balances(&mut view.read, view.card.id, at, view.today).await;
    let found = found.map_err(|error| by.unread(error))?;
    let rows = found.iter().map(|row| {
        let aging = &row.receivable;
        let contract = contracts.get(&row.contract).map_or(Cell::Empty, |number| number.as_str().into());
        let amounts = [
            aging.not_due,
            aging.days_1_to_30,
            aging.days_31_to_60,
            aging.days_61_to_90,
            aging.over_90,
            row.advance,
            row.payable.total(),
            row.total(),
        ];
        let amounts = amounts.into_iter().map(Cell::Amount);
        [contract, row.currency.code().into()].into_iter().chain(amounts).collect()
    });
    let head = words(
        by.language,
        [
            "Договор",
            "Валюта",
            "Срок не наступил",
            "1–30 дней",
            "31–60 дней",
            "61–90 дней",
            "Свыше 90 дней",
            "Авансы",
            "Мы должны",
            "Сальдо",
        ],
        [
            "Contract",
            "Currency",
            "Not due",
            "1–30 days",
            "31–60 days",
            "61–90 days",
            "Over 90 days",
            "Advances",
            "Owed to them",
            "Balance",
        ],
    );
    let [name] = words(by.language, ["Задолженность"], ["Receivables"]);
    Ok(Sheet { name: name.to_owned(), head: head.into(), rows: rows.collect() })
}

/// Who owes something to the supplier, the largest first.
pub async fn all_debtors(by: &Asker, asked: &Asked) -> Result<Sheet, Failure> {
    let mut read = by.staff().await?;
    if read.scope().extent(Action::ReadReceivables) != Extent::All {
        return Err(by.failed(ErrorCode::Forbidden));
    }
    let currency = asked.currency.as_deref().map_or(Ok(Currency::RUB), str::parse);
    let currency = currency.map_err(|_| by.refused(&NoDocument::AskedUnreadable))?;
    let mut rows = Vec::new();
    let mut page = PageRequest { first: PAGE, ..PageRequest::default() };
    loop {
        let found = debtors(&mut read, currency, by.now.date_naive(), &page).await;
        let slice = found.map_err(|error| by.unread(error))?;
        let ids: Vec<_> = slice.rows.iter().map(|debtor| debtor.organization).collect();
        let cards = organizations_by_ids(&mut read, &ids).await.map_err(|error| by.unread(error))?;
        let cards: BTreeMap<_, _> = cards.iter().map(|card| (card.id, card)).collect();
        let text = |text: Option<&String>| text.map_or(Cell::Empty, |text| text.as_str().into());
        rows.extend(slice.rows.iter().map(|debtor| {
            let card = cards.get(&debtor.organization);
            vec![
                text(card.and_then(|card| card.name.as_ref())),
                text(card.and_then(|card| card.inn.as_ref())),
                Cell::Amount(debtor.receivable),
                Cell::Amount(debtor.overdue),
                debtor.due_since.into(),
                Cell::Amount(debtor.balance),
                currency.code().into(),
            ]
        }));
        page.after = slice.rows.last().map(Debtor::cursor);
        if rows.len() > MOST_ROWS {
            return Err(by.refused(&NoDocument::TooManyRows));
        }
        if !slice.has_more {
            break;
        }
    }
    let head = words(
        by.language,
        ["Организация", "ИНН", "Задолженность", "Просрочено", "Просрочено с", "Сальдо", "Валюта"],
        ["Organization", "INN", "Receivable", "Overdue", "Overdue since", "Balance", "Currency"],
    );
    let [name] = words(by.language, ["Должники"], ["Debtors"]);
    Ok(Sheet { name: name.to_owned(), head: head.into(), rows })
}
