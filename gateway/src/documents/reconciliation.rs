//! The reconciliation statement that 1C made: as it is to be signed, and beside our own ledger.

use std::collections::BTreeMap;

use domain::accounts::reconciliation::{Agreement, ComparedLine, StatementLine, compare};
use domain::accounts::settlement::Side;
use domain::refusal::Language;
use domain::vocabulary::ReconciliationId;
use print::forms::{ReconciliationForm, ReconciliationRow as FormRow, Source};
use projections::accounts::{
    ErpAnswer, Movement, ReconciliationRow, Turnover, answered_lines, as_lines, named_as_ours,
    reconciliation, turnover,
};
use rust_decimal::Decimal;

use super::asking::{Asker, View};
use super::lists::words;
use super::refusal::NoDocument;
use super::sheet::{Cell, Sheet};
use super::statement::{called, counterparty, document, supplier};
use crate::graphql::errors::ErrorCode;
use crate::http::failure::Failure;

/// A statement that 1C made, and our own ledger of the same days.
pub struct Answered {
    row: ReconciliationRow,
    answer: ErpAnswer,
    /// Line by line, by date.
    compared: Vec<ComparedLine>,
    ours: Turnover,
}

impl Answered {
    /// Reads both; refused while 1C has not answered.
    pub async fn read(by: &Asker, view: &mut View, id: ReconciliationId) -> Result<Self, Failure> {
        let row = reconciliation(&mut view.read, view.card.id, id).await.map_err(|error| by.unread(error))?;
        let row = row.ok_or_else(|| by.failed(ErrorCode::NotFound))?;
        let answer = row.answer.clone().ok_or_else(|| by.refused(&NoDocument::NotAnswered))?;
        let lines = answered_lines(&mut view.read, &row).await.map_err(|error| by.unread(error))?;
        let ours = turnover(&mut view.read, view.card.id, &row.stretch(None)).await;
        let ours = ours.map_err(|error| by.unread(error))?.unwrap_or_default();
        let compared = compare(&as_lines(&ours.movements), &named_as_ours(&lines, &row));
        Ok(Self { row, answer, compared, ours })
    }

    /// As a form to be signed.
    pub async fn form(&self, by: &Asker, view: &mut View) -> Result<ReconciliationForm, Failure> {
        let scope = self.row.scope;
        let contracts = view.contracts(by).await?;
        let contract = contracts.iter().find(|row| row.id == scope.contract);
        let contract = contract.ok_or_else(|| by.refused(&NoDocument::NoContract))?;
        let known = self.known();
        let agreed = self.row.agreed.as_ref().is_some_and(|agreed| agreed.closing == self.answer.closing);
        Ok(ReconciliationForm {
            number: None,
            from: scope.from,
            to: scope.to,
            supplier: supplier(&contract.seller),
            counterparty: counterparty(view),
            contract: Some(called(contract)),
            currency: scope.currency,
            opening: self.answer.opening,
            rows: self.compared.iter().filter_map(|line| form_row(line, &known)).collect(),
            source: Source::Erp,
            agreed,
            supplier_signatory: None,
            counterparty_signatory: None,
        })
    }

    /// Line by line beside our own ledger.
    pub fn sheet(&self, language: Language) -> Sheet {
        let known = self.known();
        let head = words(
            language,
            [
                "Дата",
                "Документ",
                "1С: дебет",
                "1С: кредит",
                "Кабинет: дебет",
                "Кабинет: кредит",
                "Итог",
                "Валюта",
            ],
            [
                "Date",
                "Document",
                "1C: debit",
                "1C: credit",
                "Kabinet: debit",
                "Kabinet: credit",
                "Result",
                "Currency",
            ],
        );
        let [before, after] =
            words(language, ["Сальдо начальное", "Сальдо конечное"], ["Opening balance", "Closing balance"]);
        let code = self.row.scope.currency.code();
        let balance = |day, words: &str, theirs: Decimal, ours: Decimal| {
            let mut cells = vec![Cell::Date(day), words.into()];
            for balance in [theirs, ours] {
                cells.push(Cell::Amount(balance.max(Decimal::ZERO)));
                cells.push(Cell::Amount((-balance).max(Decimal::ZERO)));
            }
            let agreement = if theirs == ours { Agreement::Matched } else { Agreement::DifferentAmount };
            cells.extend([said(agreement, language).into(), code.into()]);
            cells
        };
        let scope = self.row.scope;
        let mut rows = vec![balance(scope.from, before, self.answer.opening, self.ours.opening)];
        rows.extend(self.compared.iter().map(|line| sheet_row(line, &known, language, code)));
        rows.push(balance(scope.to, after, self.answer.closing, self.ours.closing()));
        let [name] = words(language, ["Сверка с 1С"], ["Reconciliation with 1C"]);
        Sheet { name: name.to_owned(), head: head.into(), rows }
    }

    /// Our documents by the names that lines give them.
    fn known(&self) -> BTreeMap<String, &Movement> {
        self.ours.movements.iter().map(|movement| (movement.document.to_string(), movement)).collect()
    }
}

/// What a line is called: as our ledger knows the document, where it does.
fn name(line: &StatementLine, known: &BTreeMap<String, &Movement>) -> String {
    let movement = line.source.as_ref().and_then(|source| known.get(source));
    let written = || format!("Документ № {} от {}", line.number, line.date.format("%d.%m.%Y"));
    movement.map_or_else(written, |movement| document(movement))
}

fn form_row(compared: &ComparedLine, known: &BTreeMap<String, &Movement>) -> Option<FormRow> {
    let line = compared.theirs.as_ref()?;
    let amount = |side| if line.side == side { line.amount } else { Decimal::ZERO };
    let (debit, credit) = (amount(Side::Debit), amount(Side::Credit));
    // 1C need not name the document: then it is called as the line of ours that it belongs to.
    let document = name(compared.ours.as_ref().unwrap_or(line), known);
    Some(FormRow { date: line.date, document, debit, credit })
}

fn sheet_row(
    line: &ComparedLine,
    known: &BTreeMap<String, &Movement>,
    language: Language,
    code: &str,
) -> Vec<Cell> {
    let Some(shown) = line.ours.as_ref().or(line.theirs.as_ref()) else { return Vec::new() };
    let amounts = |line: Option<&StatementLine>| {
        let amount = |side| match line {
            Some(line) if line.side == side => Cell::Amount(line.amount),
            _ => Cell::Empty,
        };
        [amount(Side::Debit), amount(Side::Credit)]
    };
    let mut cells = vec![Cell::Date(shown.date), Cell::Text(name(shown, known))];
    cells.extend(amounts(line.theirs.as_ref()));
    cells.extend(amounts(line.ours.as_ref()));
    cells.extend([said(line.agreement(), language).into(), code.into()]);
    cells
}

const fn said(agreement: Agreement, language: Language) -> &'static str {
    let [russian, english] = match agreement {
        Agreement::Matched => ["Совпадает", "Matched"],
        Agreement::DifferentAmount => ["Разные суммы", "Different amount"],
        Agreement::MissingWithUs => ["Нет в кабинете", "Missing in Kabinet"],
        Agreement::MissingIn1C => ["Нет в 1С", "Missing in 1C"],
    };
    match language {
        Language::Russian => russian,
        Language::English => english,
    }
}
