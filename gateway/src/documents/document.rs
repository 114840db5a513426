//! Documents that 1C uploaded, as the schema shows them.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, Enum, InputObject, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};
use domain::documents::FileKind;
use domain::vocabulary::{FileId, OrderId, OrganizationId};
use projections::Cursor;
use projections::documents::{FileFilter, FileRow, files};

use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::global_id::GlobalId;
use crate::graphql::standpoint::Standpoint;

/// A page of documents.
pub type DocumentConnection = Connection<Keyset<Cursor>, Document, EmptyFields>;

/// What kind of document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "DocumentKind", remote = "FileKind")]
pub enum DocumentKind {
    /// A contract or a supplement to one.
    Contract,
    /// An invoice for payment.
    Invoice,
    /// A packing slip (TORG-12).
    Waybill,
    /// A VAT invoice.
    VatInvoice,
    /// A universal transfer document (UPD).
    TransferDocument,
    /// An act of services.
    Act,
    /// A reconciliation statement.
    Reconciliation,
    /// A certificate or declaration of goods.
    Certificate,
    /// Anything else.
    Other,
}

/// Which documents.
#[derive(Default, InputObject)]
pub struct DocumentFilterInput {
    /// Only of this kind.
    kind: Option<DocumentKind>,
    /// Only about this order.
    order_id: Option<GlobalId<OrderId>>,
    /// Only of this day or later.
    from: Option<NaiveDate>,
    /// Only up to this day.
    to: Option<NaiveDate>,
}

/// A document that 1C uploaded.
pub struct Document {
    row: FileRow,
    organization: OrganizationId,
}

/// A page of the documents of an organization, the latest first.
pub async fn document_connection(
    ctx: &Context<'_>,
    (standpoint, organization): (Standpoint, OrganizationId),
    filter: DocumentFilterInput,
    page: &PageArguments,
) -> Result<DocumentConnection> {
    let page = Page::of(page)?;
    let filter = FileFilter {
        kind: filter.kind.map(Into::into),
        order: filter.order_id.map(|id| id.0),
        from: filter.from,
        to: filter.to,
    };
    let mut read = standpoint.read(ctx).await?;
    let slice = files(&mut read, organization, &filter, &page.request()).await.map_err(unread)?;
    Ok(page.connect_slice(slice, |row| (row.cursor(), Document { row, organization }), EmptyFields))
}

/// A document that 1C uploaded.
#[Object]
impl Document {
    /// The id of the document.
    async fn id(&self) -> GlobalId<FileId> {
        GlobalId(self.row.id)
    }

    /// What kind of document it is.
    async fn kind(&self) -> DocumentKind {
        self.row.kind.into()
    }

    /// The number on the paper; null when it has none.
    async fn number(&self) -> Option<&str> {
        self.row.number.as_deref()
    }

    /// The date on the paper.
    async fn date(&self) -> NaiveDate {
        self.row.date
    }

    /// The id of the order that it is about; null when it is about none.
    async fn order_id(&self) -> Option<GlobalId<OrderId>> {
        self.row.order.map(GlobalId)
    }

    /// The name of the file.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// The media type of the file.
    async fn media_type(&self) -> &str {
        &self.row.media
    }

    /// How many bytes it has.
    async fn size(&self) -> i64 {
        self.row.size
    }

    /// When it came from 1C.
    async fn received_at(&self) -> DateTime<Utc> {
        self.row.received_at
    }

    /// Where it is downloaded from, with the cookie of the session.
    async fn url(&self) -> String {
        let (organization, id) = (GlobalId(self.organization).encode(), GlobalId(self.row.id).encode());
        format!("/files/organizations/{organization}/documents/{id}")
    }
}
