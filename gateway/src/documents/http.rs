//! `/files/…`: documents of an organization and of all of them, by the cookie of the session.

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use chrono::NaiveDate;
use domain::vocabulary::{ContractId, OrderId, OrganizationId, ReconciliationId};
use print::{Pdf, PrintError};
use projections::accounts::EntryFilter;
use serde::Deserialize;

use super::asking::Asker;
use super::delivery::{Format, delivered};
use super::reconciliation::Answered;
use super::refusal::NoDocument;
use super::sheet::Sheet;
use super::{download, invoice, lists, orders, statement};
use crate::graphql::errors::ErrorCode;
use crate::graphql::global_id::GlobalId;
use crate::http::Gateway;
use crate::http::failure::Failure;

/// Of what a document is asked.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
    /// The currency, by its code of ISO 4217; rubles, if nothing is said.
    pub currency: Option<String>,
    /// Only under this contract, by its global id.
    contract: Option<String>,
    /// Only what is not settled.
    #[serde(default)]
    open: bool,
}

type Questions = Result<Query<Asked>, QueryRejection>;

impl Asked {
    fn of(by: &Asker, query: Questions) -> Result<Self, Failure> {
        query.map(|Query(asked)| asked).map_err(|_| by.refused(&NoDocument::AskedUnreadable))
    }

    /// The contract that is asked for.
    pub fn contract(&self) -> Result<Option<ContractId>, NoDocument> {
        let parse = |id: &str| GlobalId::<ContractId>::parse(id).map(|id| id.0).ok_or(NoDocument::NoContract);
        self.contract.as_deref().map(parse).transpose()
    }

    /// The documents that are asked for.
    pub fn filter(&self) -> Result<EntryFilter, NoDocument> {
        let currency = self.currency.as_deref().map(str::parse).transpose();
        Ok(EntryFilter {
            contract: self.contract()?,
            currency: currency.map_err(|_| NoDocument::AskedUnreadable)?,
            open_only: self.open,
            from: self.from,
            to: self.to,
            ..EntryFilter::default()
        })
    }
}

/// The routes of documents.
pub fn routes() -> Router<Gateway> {
    Router::new()
        .route("/files/organizations/{organization}/{file}", get(of_organization))
        .route("/files/organizations/{organization}/orders/{order}/invoice.pdf", get(of_order))
        .route("/files/organizations/{organization}/reconciliations/{file}", get(of_reconciliation))
        .route("/files/organizations/{organization}/documents/{document}", get(download::show))
        .route("/files/staff/{file}", get(of_staff))
}

async fn of_organization(
    State(gateway): State<Gateway>,
    by: Asker,
    Path((organization, file)): Path<(String, String)>,
    query: Questions,
) -> Result<Response, Failure> {
    let nothing = || by.failed(ErrorCode::NotFound);
    let id = GlobalId::<OrganizationId>::parse(&organization).ok_or_else(nothing)?.0;
    let (name, format) = Format::of(&file).ok_or_else(nothing)?;
    let mut view = by.view(id).await?;
    // Orders and budgets have permissions of their own.
    if !matches!(name, "orders" | "budgets") {
        view.must_show_money(&by)?;
    }
    let asked = Asked::of(&by, query)?;
    let sheet = match (name, format) {
        ("orders", Format::Xlsx | Format::Csv) => orders::of_organization(&by, &mut view, &asked).await?,
        ("budgets", Format::Xlsx | Format::Csv) => orders::budgets(&by, &mut view, &asked).await?,
        ("statement", Format::Pdf) => {
            let form = statement::form(&by, &mut view, &asked).await?;
            let name = format!("Акт сверки {} — {}", form.from, form.to);
            drop(view);
            return printed(&by, &name, gateway.print_shop.statement(form).await);
        }
        ("statement", _) => lists::statement(&by, &mut view, &asked).await?,
        ("documents", Format::Xlsx | Format::Csv) => lists::documents(&by, &mut view, &asked).await?,
        ("balances", Format::Xlsx | Format::Csv) => lists::owed(&by, &mut view, &asked).await?,
        _ => return Err(nothing()),
    };
    drop(view);
    written(&by, sheet, format).await
}

async fn of_reconciliation(
    State(gateway): State<Gateway>,
    by: Asker,
    Path((organization, file)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let nothing = || by.failed(ErrorCode::NotFound);
    let organization = GlobalId::<OrganizationId>::parse(&organization).ok_or_else(nothing)?.0;
    let (name, format) = Format::of(&file).ok_or_else(nothing)?;
    let id = GlobalId::<ReconciliationId>::parse(name).ok_or_else(nothing)?.0;
    let mut view = by.view(organization).await?;
    view.must_show_money(&by)?;
    let answered = Answered::read(&by, &mut view, id).await?;
    if format == Format::Pdf {
        let form = answered.form(&by, &mut view).await?;
        let name = format!("Акт сверки {} — {}", form.from, form.to);
        drop(view);
        return printed(&by, &name, gateway.print_shop.statement(form).await);
    }
    drop(view);
    written(&by, answered.sheet(by.language), format).await
}

async fn of_order(
    State(gateway): State<Gateway>,
    by: Asker,
    Path((organization, order)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let ids = (GlobalId::<OrganizationId>::parse(&organization), GlobalId::<OrderId>::parse(&order));
    let (Some(organization), Some(order)) = ids else { return Err(by.failed(ErrorCode::NotFound)) };
    let mut view = by.view(organization.0).await?;
    let form = invoice::form(&by, &mut view, order.0).await?;
    let name = format!("Счёт на оплату {} от {}", form.number, form.date);
    drop(view);
    printed(&by, &name, gateway.print_shop.invoice(form).await)
}

async fn of_staff(by: Asker, Path(file): Path<String>, query: Questions) -> Result<Response, Failure> {
    let Some((name @ ("debtors" | "orders"), format @ (Format::Xlsx | Format::Csv))) = Format::of(&file)
    else {
        return Err(by.failed(ErrorCode::NotFound));
    };
    let asked = Asked::of(&by, query)?;
    let sheet = if name == "orders" {
        orders::of_everybody(&by, &asked).await?
    } else {
        lists::all_debtors(&by, &asked).await?
    };
    written(&by, sheet, format).await
}

fn printed(by: &Asker, name: &str, pdf: Result<Pdf, PrintError>) -> Result<Response, Failure> {
    let pdf = pdf.map_err(|error| {
        tracing::error!(%error, "a form could not be printed");
        Failure::refused(StatusCode::INTERNAL_SERVER_ERROR, &error, by.language)
    })?;
    Ok(delivered(name, Format::Pdf, pdf.bytes))
}

/// A hundred thousand rows take a second of a processor: other requests must not wait for it.
async fn written(by: &Asker, sheet: Sheet, format: Format) -> Result<Response, Failure> {
    let (language, name) = (by.language, sheet.name.clone());
    let write = move || -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        Ok(if format == Format::Csv { sheet.csv(language)? } else { sheet.xlsx()? })
    };
    let bytes = tokio::task::spawn_blocking(write).await.map_err(|error| by.broke(&error))?;
    let bytes = bytes.map_err(|error| by.broke(error.as_ref()))?;
    Ok(delivered(&name, format, bytes))
}
