//! An operator's machine: a database with the example catalogue, and files to seed from.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use commands::{Command as Asked, Commands, Request, Requester};
use domain::vocabulary::{OrganizationId, PersonId};
use gateway::adapters::system_ports;
use gateway::database::Databases;
use tempfile::TempDir;
use uuid::Uuid;

use crate::catalogue::files::examples;
use crate::own_server::connected;
use crate::service::{kabinet, output, said};

/// The example that the help shows.
pub fn example() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/examples/organizations.toml");
    std::fs::read_to_string(path).unwrap()
}

/// What a command printed, which was carried out.
pub fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The command that takes in the example catalogue.
pub fn catalogue() -> Command {
    let mut command = kabinet(&["seed", "catalogue"]);
    command.args(examples());
    command
}

/// A database of its own, and a folder for files.
pub struct Place {
    pub database: Databases,
    folder: TempDir,
}

impl Place {
    /// With the example catalogue.
    pub async fn stocked() -> Self {
        let place = Self { database: connected().await, folder: tempfile::tempdir().unwrap() };
        printed(&output(catalogue().env("KABINET_DATABASE_URL", place.url())));
        place
    }

    /// A file with a text.
    pub fn file(&self, text: &str) -> PathBuf {
        let path = self.folder.path().join("customers.toml");
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Seeds from a text.
    pub fn seed(&self, text: &str, options: &[&str]) -> Output {
        let mut command = kabinet(&["seed", "organizations"]);
        output(command.args(options).arg(self.file(text)).env("KABINET_DATABASE_URL", self.url()))
    }

    /// Everything that a seed may change, as one text.
    pub async fn all(&self) -> String {
        let query = "SELECT concat_ws(E'\n',
            (SELECT count(*) FROM journal.events), (SELECT count(*) FROM journal.texts),
            (SELECT string_agg(concat(person, full_name, email), ' ' ORDER BY person) FROM identity.directory),
            (SELECT string_agg(concat(person, organization, roles, epoch), ' ' ORDER BY person, organization)
               FROM organizations.access),
            (SELECT string_agg(entity::text, ' ' ORDER BY id) FROM organizations.legal_entities entity),
            (SELECT string_agg(way::text, ' ' ORDER BY id) FROM ordering.delivery_ways way),
            (SELECT string_agg(contract::text, ' ' ORDER BY id) FROM organizations.contracts contract))";
        sqlx::query_scalar(query).fetch_one(&self.database.owner).await.unwrap()
    }

    /// A person and the organization that the person belongs to.
    pub async fn member(&self, email: &str) -> (PersonId, OrganizationId) {
        let query = "SELECT person, organization::uuid FROM organizations.access
                     JOIN identity.directory USING (person) WHERE email = $1";
        let found: (Uuid, Uuid) =
            sqlx::query_as(query).bind(email).fetch_one(&self.database.owner).await.unwrap();
        (PersonId(found.0), OrganizationId(found.1))
    }

    /// What may be asked here.
    pub fn commands(&self) -> Commands {
        Commands::new(self.database.writer.clone(), system_ports())
    }

    /// Asks for something that is not refused.
    pub async fn ask<C: Asked>(&self, requester: &Requester, command: &C) {
        self.commands().execute(requester, &Request::new(Uuid::nil()), command).await.unwrap();
    }

    fn url(&self) -> String {
        let options = self.database.owner.connect_options();
        let (user, host) = (options.get_username(), options.get_host());
        format!("postgres://{user}@{host}:{}/{}", options.get_port(), options.get_database().unwrap())
    }
}

/// The example with another text in one place.
pub fn changed(from: &str, to: &str) -> String {
    let example = example();
    assert!(example.contains(from), "the example does not hold {from}");
    example.replacen(from, to, 1)
}
