//! Who asks for a document, and what of an organization they may see.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use domain::organizations::{Action, Extent};
use domain::refusal::{Language, Refusal};
use domain::vocabulary::{OrganizationId, PersonId};
use projections::organizations::{ContractRow, OrganizationRow, contracts, organization};
use projections::page::ReadError;
use projections::{NoAccess, Reads, ScopedRead};

use crate::graphql::errors::ErrorCode;
use crate::graphql::services::Services;
use crate::graphql::standpoint::Standpoint;
use crate::http::Gateway;
use crate::http::failure::Failure;
use crate::http::visiting::visitor;
use crate::locale::{Word, say};

/// Somebody who is signed in and asks for a document.
pub struct Asker {
    reads: Reads,
    person: PersonId,
    /// The language of the answers.
    pub language: Language,
    /// The moment.
    pub now: DateTime<Utc>,
}

impl FromRequestParts<Gateway> for Asker {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, gateway: &Gateway) -> Result<Self, Failure> {
        let visitor = visitor(gateway, parts).await?;
        let language = visitor.language;
        let services = gateway.schema.data::<Services>();
        let (Some(person), Some(services)) = (visitor.person(), services) else {
            return Err(failed(ErrorCode::Unauthenticated, language));
        };
        Ok(Self { reads: services.reads.clone(), person, language, now: gateway.ports.clock.now() })
    }
}

impl Asker {
    /// What the person may see of an organization: as a member, or as one of the staff.
    pub async fn view(&self, id: OrganizationId) -> Result<View, Failure> {
        let member = Standpoint::Member(id).open(&self.reads, self.person).await;
        let mut read = match member {
            Err(NoAccess::NotFound) => self.staff().await?,
            member => member.map_err(|error| self.no_access(error))?,
        };
        let card = organization(&mut read, id).await.map_err(|error| self.unread(error))?;
        let card = card.ok_or_else(|| self.failed(ErrorCode::NotFound))?;
        let moment = self.now.with_timezone(&card.time_zone.tz());
        Ok(View { read, today: moment.date_naive(), moment: moment.fixed_offset(), card })
    }

    /// What the person sees of all organizations. To everybody else there is nothing.
    pub async fn staff(&self) -> Result<ScopedRead, Failure> {
        let staff = Standpoint::Staff.open(&self.reads, self.person).await;
        staff.map_err(|error| match error {
            NoAccess::NotFound | NoAccess::Forbidden => self.failed(ErrorCode::NotFound),
            NoAccess::Database(_) => self.no_access(error),
        })
    }

    fn no_access(&self, error: NoAccess) -> Failure {
        match error {
            NoAccess::NotFound => self.failed(ErrorCode::NotFound),
            NoAccess::Forbidden => self.failed(ErrorCode::Forbidden),
            NoAccess::Database(error) => self.broke(&error),
        }
    }

    /// The answer when something could not be read.
    pub fn unread(&self, error: ReadError) -> Failure {
        match error {
            ReadError::Database(error) => self.broke(&error),
            ReadError::Unstorable | ReadError::ForeignCursor => self.failed(ErrorCode::BadUserInput),
        }
    }

    /// The answer when something broke; what, only the log says.
    pub fn broke(&self, error: &dyn std::error::Error) -> Failure {
        tracing::error!(%error, "a document could not be made");
        self.failed(ErrorCode::InternalServerError)
    }

    /// The answer of a code with its usual words.
    pub fn failed(&self, code: ErrorCode) -> Failure {
        failed(code, self.language)
    }

    /// The answer when a document is refused.
    pub fn refused(&self, refusal: &impl Refusal) -> Failure {
        Failure::refused(StatusCode::UNPROCESSABLE_ENTITY, refusal, self.language)
    }
}

fn failed(code: ErrorCode, language: Language) -> Failure {
    let (status, word) = match code {
        ErrorCode::Unauthenticated => (StatusCode::UNAUTHORIZED, Word::SignInFirst),
        ErrorCode::Forbidden => (StatusCode::FORBIDDEN, Word::Forbidden),
        ErrorCode::NotFound => (StatusCode::NOT_FOUND, Word::NotFound),
        ErrorCode::InternalServerError => (StatusCode::INTERNAL_SERVER_ERROR, Word::Surprise),
        _ => (StatusCode::BAD_REQUEST, Word::BadInput),
    };
    Failure::new(status, code, say(language, word))
}

/// What somebody may see of an organization.
pub struct View {
    /// The way to its rows.
    pub read: ScopedRead,
    /// Who it is.
    pub card: OrganizationRow,
    /// The day where it is.
    pub today: NaiveDate,
    /// The moment, by its clocks.
    pub moment: DateTime<FixedOffset>,
}

impl View {
    /// Refuses those who may not see what is owed.
    pub fn must_show_money(&self, by: &Asker) -> Result<(), Failure> {
        let scope = self.read.scope();
        let action =
            if scope.organization().is_some() { Action::ReadAccount } else { Action::ReadReceivables };
        if scope.extent(action) == Extent::All { Ok(()) } else { Err(by.failed(ErrorCode::Forbidden)) }
    }

    /// The contracts of the organization.
    pub async fn contracts(&mut self, by: &Asker) -> Result<Vec<ContractRow>, Failure> {
        contracts(&mut self.read, self.card.id).await.map_err(|error| by.unread(error))
    }
}
