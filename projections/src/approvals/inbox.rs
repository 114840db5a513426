//! Which orders wait for my word: as one who is asked, as a deputy, or as an administrator who
//! stands in?
//!
//! Read from the table of cases: a case that waits is a case, and two tables could differ.

use chrono::{DateTime, Utc};
use domain::approvals::case::{ApprovalCase, Electorate};
use domain::organizations::{Action, Extent};
use domain::vocabulary::PersonId;
use sqlx::types::Json;
use uuid::Uuid;

use super::case_card::{CaseRow, Happening, Stored};
use super::deciders::electorate;
use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::scoped_read::ScopedRead;
use crate::stored::joined;

/// Which cases of the inbox.
#[derive(Clone, Debug, Default)]
pub struct InboxFilter {
    /// In which of one's places.
    pub place: InboxPlace,
    /// Only those that should have been decided before this moment.
    pub due_before: Option<DateTime<Utc>>,
    /// Only orders of this person.
    pub requester: Option<PersonId>,
    /// The moment at which delegations have to count.
    pub at: DateTime<Utc>,
}

/// In which place one is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InboxPlace {
    /// In whatever place.
    #[default]
    Any,
    /// In the own place.
    Own,
    /// In the place of anybody who delegated.
    Others,
    /// In the place of this person.
    Of(PersonId),
    /// As an administrator who stands in.
    StandIn,
}

impl CaseRow {
    /// Where the case is in the inbox.
    pub fn inbox_cursor(&self) -> Cursor {
        Cursor::of(&(self.due_at, self.opened_at, self.id.uuid()))
    }
}

/// A page of the cases that wait for whoever reads: what is due first comes first, and then
/// what waits longest.
pub async fn inbox(
    read: &mut ScopedRead,
    filter: &InboxFilter,
    page: &PageRequest,
) -> Result<Slice<CaseRow>, ReadError> {
    let Some(wait) = Waiting::of(read, filter).await? else { return Ok(Slice::empty()) };
    let (after_due, after, after_id) = place(page.after.as_ref())?;
    let (before_due, before, before_id) = place(page.before.as_ref())?;
    let rows = sqlx::query_file_as!(
        Stored,
        "src/approvals/inbox.sql",
        wait.organization,
        wait.person,
        wait.own,
        &wait.givers,
        &wait.chains,
        &wait.stuck,
        filter.due_before,
        filter.requester.map(PersonId::uuid),
        after_due,
        after,
        after_id,
        before_due,
        before,
        before_id,
        page.from_end,
        page.limit()
    )
    .fetch_all(read.connection())
    .await?;
    Ok(Slice::cut(rows, page).try_map(CaseRow::try_from)?)
}

/// How many cases wait for whoever reads.
pub async fn inbox_count(read: &mut ScopedRead, filter: &InboxFilter) -> Result<i64, ReadError> {
    let Some(wait) = Waiting::of(read, filter).await? else { return Ok(0) };
    let count = sqlx::query_file_scalar!(
        "src/approvals/inbox_count.sql",
        wait.organization,
        wait.person,
        wait.own,
        &wait.givers,
        &wait.chains,
        &wait.stuck,
        filter.due_before,
        filter.requester.map(PersonId::uuid)
    )
    .fetch_one(read.connection())
    .await?;
    Ok(count)
}

/// For what an inbox looks through the cases.
struct Waiting {
    organization: String,
    person: Uuid,
    /// Whether cases count in which the person is asked.
    own: bool,
    /// In whose places.
    givers: Vec<Uuid>,
    /// Everybody on the way from each of them to the person, joined: nobody of them may be an
    /// owner of the order.
    chains: Vec<String>,
    /// The cases in which the person stands in.
    stuck: Vec<Uuid>,
}

impl Waiting {
    /// Nothing where there is no inbox for whoever reads.
    async fn of(read: &mut ScopedRead, filter: &InboxFilter) -> Result<Option<Self>, ReadError> {
        let Some(organization) = read.scope().organization() else { return Ok(None) };
        if read.scope().extent(Action::ReadApprovalInbox) == Extent::None {
            return Ok(None);
        }
        let person = read.scope().person();
        let electorate = electorate(read, organization, filter.at).await?;
        if !electorate.deciders.include(person) {
            return Ok(None);
        }
        let (givers, chains) = chains(&electorate, person, filter.place);
        let stands_in = matches!(filter.place, InboxPlace::Any | InboxPlace::StandIn)
            && electorate.deciders.administrators.contains(&person);
        let stuck = if stands_in { stuck(read, person, &electorate).await? } else { Vec::new() };
        let own = matches!(filter.place, InboxPlace::Any | InboxPlace::Own);
        let (organization, person) = (organization.to_string(), person.uuid());
        Ok(Some(Self { organization, person, own, givers, chains, stuck }))
    }
}

fn chains(electorate: &Electorate, person: PersonId, place: InboxPlace) -> (Vec<Uuid>, Vec<String>) {
    let mut chains = electorate.delegations.chains_to(person, electorate.at);
    chains.retain(|chain| match place {
        InboxPlace::Any | InboxPlace::Others => true,
        InboxPlace::Of(giver) => chain.giver == giver,
        InboxPlace::Own | InboxPlace::StandIn => false,
    });
    let people = chains.iter().map(|chain| joined([chain.giver].iter().chain(&chain.through)));
    (chains.iter().map(|chain| chain.giver.uuid()).collect(), people.collect())
}

/// The cases in which an administrator stands in: of those where a group has fewer people who
/// may decide than it needs, those in which too few agreed before.
async fn stuck(
    read: &mut ScopedRead,
    person: PersonId,
    electorate: &Electorate,
) -> Result<Vec<Uuid>, ReadError> {
    let organization = read.scope().organization().map(|id| id.to_string());
    let able: Vec<Uuid> = electorate.deciders.able.iter().map(|person| person.uuid()).collect();
    let rows = sqlx::query!(
        r#"SELECT case_id, state AS "state: Json<ApprovalCase>" FROM approval_cases
            WHERE organization = $1 AND closed_at IS NULL AND EXISTS (
                  SELECT FROM jsonb_to_recordset(groups) AS asked (needed integer, people uuid[])
                   WHERE needed > (SELECT count(*) FROM unnest(people) AS one WHERE one = ANY($2)))"#,
        organization,
        &able
    )
    .fetch_all(read.connection())
    .await?;
    let stands_in = |case: &ApprovalCase| {
        case.standing(person, electorate).is_ok_and(|standing| !standing.stands_in.is_empty())
    };
    Ok(rows.into_iter().filter(|row| stands_in(&row.state.0)).map(|row| row.case_id).collect())
}

type Place = (Option<DateTime<Utc>>, Option<DateTime<Utc>>, Option<Uuid>);

fn place(cursor: Option<&Cursor>) -> Result<Place, ReadError> {
    let key = cursor.map(Cursor::key::<(Option<DateTime<Utc>>, DateTime<Utc>, Uuid)>).transpose()?;
    Ok(key.map_or((None, None, None), |(due, at, id)| (due, Some(at), Some(id))))
}
