//! The three roles of the service, made when they are missing.
//!
//! `kabinet_owner` migrates and rebuilds, `kabinet_writer` appends, `kabinet_reader` reads
//! under row-level security. What each may do in a schema is granted by the migrations.

use std::time::Duration;

use sqlx::{Executor, PgConnection, Row};
use tokio::time::sleep;

use super::DatabaseError;
use super::error::{is_race, sqlstate};
use super::pools::Entry;

/// Owns everything: migrations, rebuilds, swaps.
pub const OWNER: &str = "kabinet_owner";
/// Appends to the journal and writes tables.
pub const WRITER: &str = "kabinet_writer";
/// Reads, under row-level security.
pub const READER: &str = "kabinet_reader";
/// All of them.
pub const ROLES: [&str; 3] = [OWNER, WRITER, READER];
/// The oldest major version of a server.
pub const OLDEST_VERSION: i32 = 15;

/// How often a step is tried again that others do at the same moment.
const TRIES: u32 = 20;
const INSUFFICIENT_PRIVILEGE: &str = "42501";

/// Makes the roles and what they need to be used by the connection's user.
/// Does nothing when all is there; safe when several do it at once.
pub async fn make(admin: &mut PgConnection, entry: Entry) -> Result<(), DatabaseError> {
    let user = User::of(admin).await?;
    if user.server_version / 10_000 < OLDEST_VERSION {
        return Err(DatabaseError::TooOld(user.server_version / 10_000));
    }
    for statement in missing_roles(admin, entry).await? {
        run(admin, &user, &statement).await?;
    }
    if entry == Entry::SetRole {
        for statement in missing_memberships(admin, &user).await? {
            run(admin, &user, &statement).await?;
        }
        for statement in missing_rights(admin, &user).await? {
            run(admin, &user, &statement).await?;
        }
    }
    Ok(())
}

/// Makes a database that belongs to the owner role, if it is missing.
pub async fn make_database(admin: &mut PgConnection, name: &str) -> Result<(), DatabaseError> {
    let exists = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)";
    if sqlx::query_scalar::<_, bool>(exists).bind(name).fetch_one(&mut *admin).await? {
        return Ok(());
    }
    let statement = format!("CREATE DATABASE {} OWNER {OWNER}", quoted(name));
    let user = User::of(admin).await?;
    run(admin, &user, &statement).await
}

struct User {
    name: String,
    database: String,
    server_version: i32,
}

impl User {
    async fn of(admin: &mut PgConnection) -> Result<Self, DatabaseError> {
        let row = admin
            .fetch_one("SELECT current_user::text, current_database()::text, current_setting('server_version_num')::int")
            .await?;
        Ok(Self { name: row.try_get(0)?, database: row.try_get(1)?, server_version: row.try_get(2)? })
    }

    fn not_allowed(&self, reason: &sqlx::Error) -> DatabaseError {
        let (user, database) = (quoted(&self.name), quoted(&self.database));
        let recipe = format!(
            "  CREATE ROLE {OWNER}; CREATE ROLE {WRITER}; CREATE ROLE {READER};\n  \
             GRANT {OWNER}, {WRITER}, {READER} TO {user};\n  \
             GRANT CREATE ON DATABASE {database} TO {OWNER};"
        );
        DatabaseError::NotAllowed {
            user: self.name.clone(),
            database: self.database.clone(),
            reason: reason.to_string(),
            recipe,
        }
    }
}

async fn missing_roles(admin: &mut PgConnection, entry: Entry) -> Result<Vec<String>, DatabaseError> {
    let rows = sqlx::query_as::<_, (String, bool)>(
        "SELECT rolname::text, rolcanlogin FROM pg_roles WHERE rolname = ANY($1)",
    )
    .bind(ROLES.as_slice())
    .fetch_all(admin)
    .await?;
    let statement = |role: &&str| match rows.iter().find(|(name, _)| name == role) {
        Some((_, logs_in)) if entry == Entry::LogIn && !logs_in => Some(format!("ALTER ROLE {role} LOGIN")),
        Some(_) => None,
        None if entry == Entry::LogIn => Some(format!("CREATE ROLE {role} LOGIN")),
        None => Some(format!("CREATE ROLE {role}")),
    };
    Ok(ROLES.iter().filter_map(statement).collect())
}

/// From PostgreSQL 16 on, being a member and being able to become the role are two things.
async fn missing_memberships(admin: &mut PgConnection, user: &User) -> Result<Vec<String>, DatabaseError> {
    let privilege = if user.server_version >= 160_000 { "SET" } else { "MEMBER" };
    let missing = sqlx::query_scalar::<_, String>(
        "SELECT role FROM unnest($1::text[]) role WHERE NOT pg_has_role(current_user, role::name, $2)",
    )
    .bind(ROLES.as_slice())
    .bind(privilege)
    .fetch_all(admin)
    .await?;
    Ok(missing.into_iter().map(|role| format!("GRANT {role} TO {}", quoted(&user.name))).collect())
}

async fn missing_rights(admin: &mut PgConnection, user: &User) -> Result<Vec<String>, DatabaseError> {
    let held = "SELECT has_database_privilege($1::name, current_database(), 'CREATE')";
    let held: bool = sqlx::query_scalar(held).bind(OWNER).fetch_one(admin).await?;
    let grant = format!("GRANT CREATE ON DATABASE {} TO {OWNER}", quoted(&user.database));
    Ok(if held { Vec::new() } else { vec![grant] })
}

/// Runs a statement that others may be running at the same moment. What exists by then is
/// as good as made by us.
async fn run(admin: &mut PgConnection, user: &User, statement: &str) -> Result<(), DatabaseError> {
    for attempt in 1.. {
        match admin.execute(statement).await {
            Ok(_) => break,
            Err(error) if is_race(&error) && sqlstate(&error).as_deref() != Some("XX000") => break,
            Err(error) if is_race(&error) && attempt < TRIES => sleep(Duration::from_millis(20)).await,
            Err(error) if sqlstate(&error).as_deref() == Some(INSUFFICIENT_PRIVILEGE) => {
                return Err(user.not_allowed(&error));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
