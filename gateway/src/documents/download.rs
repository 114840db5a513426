//! A document that 1C uploaded, on its way to those who may see it.

use axum::extract::Path;
use axum::response::Response;
use domain::vocabulary::{FileId, OrganizationId};
use projections::documents::file;

use super::asking::Asker;
use super::delivery::handed_on;
use crate::graphql::errors::ErrorCode;
use crate::graphql::global_id::GlobalId;
use crate::http::failure::Failure;

/// Hands a document on as it came.
pub async fn show(
    by: Asker,
    Path((organization, document)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let ids = (GlobalId::<OrganizationId>::parse(&organization), GlobalId::<FileId>::parse(&document));
    let (Some(organization), Some(id)) = ids else { return Err(by.failed(ErrorCode::NotFound)) };
    let mut view = by.view(organization.0).await?;
    let found = file(&mut view.read, organization.0, id.0).await.map_err(|error| by.unread(error))?;
    let (row, body) = found.ok_or_else(|| by.failed(ErrorCode::NotFound))?;
    Ok(handed_on(&row.name, &row.media, body))
}
