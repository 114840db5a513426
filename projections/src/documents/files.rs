//! Which documents did 1C upload for an organization?

use chrono::{DateTime, NaiveDate, Utc};
use domain::documents::FileKind;
use domain::vocabulary::{FileId, OrderId, OrganizationId};
use uuid::Uuid;

use crate::accounts::sees_account;
use crate::ordering::order_reach::Reach;
use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::scoped_read::ScopedRead;
use crate::stored::parse;

/// A document that 1C uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// Its id.
    pub id: FileId,
    /// The order that it is about.
    pub order: Option<OrderId>,
    /// What kind of document it is.
    pub kind: FileKind,
    /// The number on the paper.
    pub number: Option<String>,
    /// The date on the paper.
    pub date: NaiveDate,
    /// The name of the file.
    pub name: String,
    /// The media type.
    pub media: String,
    /// How many bytes.
    pub size: i64,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

impl FileRow {
    /// Where it is in the list.
    pub fn cursor(&self) -> Cursor {
        Cursor::of(&(self.date, self.id))
    }
}

/// Which documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileFilter {
    /// Only of this kind.
    pub kind: Option<FileKind>,
    /// Only about this order.
    pub order: Option<OrderId>,
    /// Only of this day or later.
    pub from: Option<NaiveDate>,
    /// Only up to this day.
    pub to: Option<NaiveDate>,
}

/// A page of the documents of an organization, the latest first: all of them for those who see the
/// account, and for others those of the orders that they see.
pub async fn files(
    read: &mut ScopedRead,
    organization: OrganizationId,
    filter: &FileFilter,
    page: &PageRequest,
) -> Result<Slice<FileRow>, ReadError> {
    let place = |cursor: Option<&Cursor>| cursor.map(Cursor::key::<(NaiveDate, Uuid)>).transpose();
    let (after, before) = (place(page.after.as_ref())?.unzip(), place(page.before.as_ref())?.unzip());
    let Some(sight) = Sight::of(read, organization) else { return Ok(Slice::empty()) };
    let rows = sqlx::query_file_as!(
        Stored,
        "src/documents/list_files.sql",
        organization.to_string(),
        None::<Uuid>,
        sight.everything,
        sight.author,
        filter.kind.map(|kind| kind.to_string()),
        filter.order.map(OrderId::uuid),
        filter.from,
        filter.to,
        after.0,
        after.1,
        before.0,
        before.1,
        page.from_end,
        page.limit()
    )
    .fetch_all(read.connection())
    .await?;
    Ok(Slice::cut(rows, page).try_map(FileRow::try_from)?)
}

/// A document with what is in it; nothing when there is none, or not for whoever reads.
pub async fn file(
    read: &mut ScopedRead,
    organization: OrganizationId,
    id: FileId,
) -> Result<Option<(FileRow, Vec<u8>)>, ReadError> {
    let Some(sight) = Sight::of(read, organization) else { return Ok(None) };
    let row = sqlx::query_file_as!(
        Stored,
        "src/documents/list_files.sql",
        organization.to_string(),
        id.uuid(),
        sight.everything,
        sight.author,
        None::<String>,
        None::<Uuid>,
        None::<NaiveDate>,
        None::<NaiveDate>,
        None::<NaiveDate>,
        None::<Uuid>,
        None::<NaiveDate>,
        None::<Uuid>,
        false,
        1_i64
    )
    .fetch_optional(read.connection())
    .await?;
    let Some(row) = row.map(FileRow::try_from).transpose()? else { return Ok(None) };
    let body = sqlx::query_scalar!(
        "SELECT body FROM documents.contents JOIN documents.files USING (sha256) WHERE files.id = $1",
        id.uuid()
    );
    let body = body.fetch_one(read.connection()).await?;
    Ok(Some((row, body)))
}

/// What of the documents whoever reads sees.
struct Sight {
    everything: bool,
    author: Option<Uuid>,
}

impl Sight {
    fn of(read: &ScopedRead, organization: OrganizationId) -> Option<Self> {
        if sees_account(read.scope(), organization) {
            return Some(Self { everything: true, author: None });
        }
        let reach = Reach::of(read.scope())?;
        let is_here = reach.organization.as_ref().is_none_or(|own| *own == organization.to_string());
        is_here.then_some(Self { everything: false, author: reach.author })
    }
}

struct Stored {
    id: Uuid,
    order_id: Option<Uuid>,
    kind: String,
    number: Option<String>,
    date: NaiveDate,
    name: String,
    media: String,
    size: i64,
    received_at: DateTime<Utc>,
}

impl TryFrom<Stored> for FileRow {
    type Error = sqlx::Error;

    fn try_from(row: Stored) -> sqlx::Result<Self> {
        Ok(Self {
            id: FileId(row.id),
            order: row.order_id.map(OrderId),
            kind: parse(&row.kind)?,
            number: row.number,
            date: row.date,
            name: row.name,
            media: row.media,
            size: row.size,
            received_at: row.received_at,
        })
    }
}
