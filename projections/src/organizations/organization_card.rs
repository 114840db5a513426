//! Who is this organization, and on what terms does it buy?

use chrono::{DateTime, Utc};
use domain::journal::{Fact, Position, Recorded};
use domain::organizations::{
    Action, BlockReason, Extent, LegalData, LegalKind, LegalSubject, OrganizationEvent,
};
use domain::vocabulary::{OrganizationId, PaymentTerms, TimeZone};
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::projection::{Projecting, Projection, ProjectionError, Table};
use crate::scoped_read::{Scope, ScopedRead};
use crate::stored::{organization as id_of, parse, parse_some};

/// An organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationRow {
    /// The organization.
    pub id: OrganizationId,
    /// What it is before the law.
    pub kind: LegalKind,
    /// The name; nothing when it was that of a person and is erased.
    pub name: Option<String>,
    /// The taxpayer's number, if it is known.
    pub inn: Option<String>,
    /// The reason of registration with the tax office; companies have it.
    pub kpp: Option<String>,
    /// The legal address, if it is known.
    pub legal_address: Option<String>,
    /// When it pays, unless a contract says otherwise.
    pub payment_terms: PaymentTerms,
    /// Where its day begins.
    pub time_zone: TimeZone,
    /// Why it is blocked, if it is.
    pub blocked: Option<BlockReason>,
    /// When it was taken in.
    pub registered_at: DateTime<Utc>,
    /// The sequence of the last event about the card.
    pub version: i64,
    /// The position of the last event about the card.
    pub position: Position,
}

impl OrganizationRow {
    /// Where it is in the list of all organizations.
    pub fn cursor(&self) -> Cursor {
        Cursor::of(&(self.name.as_deref().unwrap_or_default().to_lowercase(), self.id.to_string()))
    }
}

/// An organization, if whoever reads may see it.
pub async fn organization(
    read: &mut ScopedRead,
    id: OrganizationId,
) -> Result<Option<OrganizationRow>, ReadError> {
    Ok(organizations_by_ids(read, &[id]).await?.pop())
}

/// Those of a set of organizations that whoever reads may see, in any order.
pub async fn organizations_by_ids(
    read: &mut ScopedRead,
    ids: &[OrganizationId],
) -> Result<Vec<OrganizationRow>, ReadError> {
    let own = read.scope().organization();
    let action = if own.is_some() { Action::ReadOrganization } else { Action::ReadAllOrganizations };
    if read.scope().extent(action) == Extent::None {
        return Ok(Vec::new());
    }
    let seen = ids.iter().filter(|id| own.is_none_or(|own| own == **id));
    let ids: Vec<String> = seen.map(ToString::to_string).collect();
    let rows = sqlx::query_file_as!(Stored, "src/organizations/organizations_by_ids.sql", &ids)
        .fetch_all(read.connection())
        .await?;
    Ok(rows.into_iter().map(OrganizationRow::try_from).collect::<sqlx::Result<_>>()?)
}

/// A page of all organizations by name, for staff: those with a text in name or INN.
pub async fn organizations(
    read: &mut ScopedRead,
    text: Option<&str>,
    page: &PageRequest,
) -> Result<Slice<OrganizationRow>, ReadError> {
    if !lists_all(read.scope()) {
        return Ok(Slice::empty());
    }
    let (after, after_id) = place(page.after.as_ref())?;
    let (before, before_id) = place(page.before.as_ref())?;
    let rows = sqlx::query_file_as!(
        Stored,
        "src/organizations/list_organizations.sql",
        text,
        after,
        after_id,
        before,
        before_id,
        page.from_end,
        page.limit()
    )
    .fetch_all(read.connection())
    .await?;
    Ok(Slice::cut(rows, page).try_map(OrganizationRow::try_from)?)
}

/// How many organizations there are, for staff: those with a text in name or INN.
pub async fn organization_count(read: &mut ScopedRead, text: Option<&str>) -> Result<i64, ReadError> {
    if !lists_all(read.scope()) {
        return Ok(0);
    }
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!"
             FROM organization_card card
             LEFT JOIN organizations.personal_legal_data person ON person.organization = card.organization
            WHERE $1::text IS NULL OR strpos(lower(coalesce(card.name, person.name, '')), lower($1)) > 0
               OR strpos(coalesce(card.inn, person.inn, ''), $1) > 0"#,
        text
    )
    .fetch_one(read.connection())
    .await?;
    Ok(count)
}

fn lists_all(scope: &Scope) -> bool {
    matches!(scope, Scope::Staff { .. }) && scope.extent(Action::ReadAllOrganizations) == Extent::All
}

fn place(cursor: Option<&Cursor>) -> Result<(Option<String>, Option<String>), ReadError> {
    let key = cursor.map(Cursor::key::<(String, String)>).transpose()?;
    Ok(key.map_or((None, None), |(name, id)| (Some(name), Some(id))))
}

struct Stored {
    organization: String,
    kind: String,
    name: Option<String>,
    inn: Option<String>,
    kpp: Option<String>,
    legal_address: Option<String>,
    payment_terms: Json<PaymentTerms>,
    time_zone: String,
    blocked: Option<String>,
    registered_at: DateTime<Utc>,
    version: i64,
    position: i64,
}

impl TryFrom<Stored> for OrganizationRow {
    type Error = sqlx::Error;

    fn try_from(row: Stored) -> sqlx::Result<Self> {
        Ok(Self {
            id: id_of(&row.organization)?,
            kind: parse(&row.kind)?,
            name: row.name,
            inn: row.inn,
            kpp: row.kpp,
            legal_address: row.legal_address,
            payment_terms: row.payment_terms.0,
            time_zone: parse(&row.time_zone)?,
            blocked: parse_some(row.blocked.as_deref())?,
            registered_at: row.registered_at,
            version: row.version,
            position: Position(row.position),
        })
    }
}

/// The projection. Organizations change seldom, so it goes event by event.
pub struct OrganizationCard;

impl Projection for OrganizationCard {
    fn name(&self) -> &'static str {
        "organization_card"
    }

    fn version(&self) -> i32 {
        1
    }

    fn tables(&self) -> &'static [Table] {
        &[Table { name: "organization_card", definition: include_str!("organization_card.sql") }]
    }

    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            for recorded in page {
                if let Ok(Fact::Organization(event)) = &recorded.fact {
                    take(tables, recorded, event).await?;
                }
            }
            Ok(())
        })
    }
}

async fn take(
    tables: &mut PgConnection,
    recorded: &Recorded,
    event: &OrganizationEvent,
) -> Result<(), ProjectionError> {
    use OrganizationEvent as E;
    let mut change = Change::default();
    match event {
        E::Registered { legal, payment_terms, time_zone, .. } => {
            return register(tables, recorded, legal, *payment_terms, time_zone).await;
        }
        E::LegalDataChanged { legal } => change.legal = Some(legal),
        E::PaymentTermsAgreed { payment_terms } => change.payment_terms = Some(*payment_terms),
        E::TimeZoneChanged { time_zone } => change.time_zone = Some(time_zone),
        E::Blocked { reason } => change.block = Block::On(*reason),
        E::Unblocked {} => change.block = Block::Off,
        E::MemberJoined { .. }
        | E::MemberRolesChanged { .. }
        | E::MemberBlocked { .. }
        | E::MemberUnblocked { .. }
        | E::MemberLeft { .. }
        | E::ManagerSet { .. }
        | E::ApprovalLimitSet { .. }
        | E::CostCentreOpened { .. }
        | E::CostCentreChanged { .. }
        | E::CostCentreClosed { .. }
        | E::DeliveryAddressAdded { .. }
        | E::DeliveryAddressRetired { .. }
        | E::WorkingCalendarSet { .. } => return Ok(()),
    }
    change.write(tables, recorded).await
}

async fn register(
    tables: &mut PgConnection,
    recorded: &Recorded,
    legal: &LegalSubject,
    payment_terms: PaymentTerms,
    time_zone: &TimeZone,
) -> Result<(), ProjectionError> {
    let company = match legal {
        LegalSubject::LegalEntity(company) => Some(company),
        LegalSubject::SoleTrader | LegalSubject::Individual => None,
    };
    sqlx::query!(
        "INSERT INTO organization_card (organization, kind, name, inn, kpp, legal_address, payment_terms,
                                        time_zone, registered_at, version, position)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        recorded.aggregate_id,
        legal.kind().to_string(),
        company.map(|company| company.name.clone()),
        company.map(|company| company.inn.to_string()),
        company.map(|company| company.kpp.to_string()),
        company.map(|company| company.legal_address.clone()),
        serde_json::to_value(payment_terms)?,
        time_zone.to_string(),
        recorded.occurred_at,
        recorded.sequence,
        recorded.position.0
    )
    .execute(tables)
    .await?;
    Ok(())
}

/// What an event changes of a card.
#[derive(Default)]
struct Change<'a> {
    legal: Option<&'a LegalData>,
    payment_terms: Option<PaymentTerms>,
    time_zone: Option<&'a TimeZone>,
    block: Block,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Block {
    #[default]
    AsBefore,
    On(BlockReason),
    Off,
}

impl Block {
    fn reason(self) -> Option<String> {
        match self {
            Self::On(reason) => Some(reason.to_string()),
            Self::AsBefore | Self::Off => None,
        }
    }
}

impl Change<'_> {
    async fn write(&self, tables: &mut PgConnection, recorded: &Recorded) -> Result<(), ProjectionError> {
        let changed = sqlx::query!(
            "UPDATE organization_card
                SET name = coalesce($2, name), inn = coalesce($3, inn), kpp = coalesce($4, kpp),
                    legal_address = coalesce($5, legal_address), payment_terms = coalesce($6, payment_terms),
                    blocked = CASE WHEN $7 THEN $8 ELSE blocked END, version = $9, position = $10,
                    time_zone = coalesce($11, time_zone)
              WHERE organization = $1",
            recorded.aggregate_id,
            self.legal.map(|legal| legal.name.clone()),
            self.legal.map(|legal| legal.inn.to_string()),
            self.legal.map(|legal| legal.kpp.to_string()),
            self.legal.map(|legal| legal.legal_address.clone()),
            self.payment_terms.map(serde_json::to_value).transpose()?,
            self.block != Block::AsBefore,
            self.block.reason(),
            recorded.sequence,
            recorded.position.0,
            self.time_zone.map(TimeZone::as_str)
        )
        .execute(tables)
        .await?;
        if changed.rows_affected() == 0 {
            let id = &recorded.aggregate_id;
            return Err(ProjectionError::Impossible(format!("organization {id} was never registered")));
        }
        Ok(())
    }
}
