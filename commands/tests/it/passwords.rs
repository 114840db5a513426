//! A password that changes while somebody proves to know the old one.

use std::sync::{Arc, Mutex};

use commands::identity::password::Hashing;
use commands::identity::{
    ChangePassword, ChangePasswordError, Device, Entry, Identity, IdentitySettings, Password, PasswordHash,
    PasswordHasher, PasswordRefusal, RegisterPerson, SignIn, SignInError,
};
use commands::{CommandError, Requester};
use domain::journal::Tenant;
use domain::vocabulary::PersonId;
use sqlx::PgPool;

use crate::shop::Shop;
use crate::writing::new_id;

const EMAIL: &str = "anna@example.com";

/// Any password is the right one; while it is verified, another one may be set.
struct Slow {
    pool: PgPool,
    meanwhile: Mutex<bool>,
}

impl PasswordHasher for Slow {
    fn hash(&self, _: Password) -> Hashing<'_, PasswordHash> {
        Box::pin(async { PasswordHash(new_id().to_string()) })
    }

    fn verify(&self, _: Password, hash: Option<PasswordHash>) -> Hashing<'_, bool> {
        Box::pin(async move {
            if *self.meanwhile.lock().expect("the switch") {
                let other = "UPDATE identity.credentials SET password_hash = 'another'";
                sqlx::query(other).execute(&self.pool).await.expect("another password");
            }
            hash.is_some()
        })
    }
}

async fn anna(shop: &Shop) -> (Identity, Arc<Slow>, PersonId) {
    let person = PersonId(new_id());
    let entry =
        Entry { full_name: "Анна".to_owned(), email: EMAIL.parse().expect("an e-mail"), phone: None };
    let register = RegisterPerson { person, entry, password: PasswordHash("first".to_owned()) };
    shop.ask(&Requester::console(Tenant::Supplier), &register).await.expect("registered");
    let hasher = Arc::new(Slow { pool: shop.database.pool.clone(), meanwhile: Mutex::new(false) });
    let identity = Identity::new(shop.node.clone(), hasher.clone(), IdentitySettings::default());
    (identity, hasher, person)
}

fn sign_in() -> SignIn {
    let password = Password::from("какой-то пароль".to_owned());
    SignIn { email: EMAIL.to_owned(), password, device: Device::default(), previous: None }
}

#[tokio::test]
async fn nobody_is_signed_in_with_a_password_that_was_changed_meanwhile() {
    let shop = Shop::open().await;
    let (identity, hasher, _) = anna(&shop).await;
    identity.sign_in(sign_in()).await.expect("signed in");
    *hasher.meanwhile.lock().expect("the switch") = true;
    let refused = identity.sign_in(sign_in()).await.expect_err("the password is another one");
    assert!(matches!(refused, SignInError::Refused(_)), "{refused}");
    assert_eq!(shop.database.number("SELECT count(*) FROM identity.sessions").await, 1);
}

#[tokio::test]
async fn a_password_that_was_changed_meanwhile_is_not_replaced() {
    let shop = Shop::open().await;
    let (identity, hasher, person) = anna(&shop).await;
    let change = |new: &str| ChangePassword {
        person,
        current: Password::from("какой-то пароль".to_owned()),
        new: Password::from(new.to_owned()),
        device: Device::default(),
        correlation_id: new_id(),
    };
    identity.change_password(change("совсем новый пароль")).await.expect("changed");
    *hasher.meanwhile.lock().expect("the switch") = true;
    let refused = identity.change_password(change("ещё один пароль")).await.expect_err("changed meanwhile");
    let wrong = ChangePasswordError::Refused(PasswordRefusal::WrongCurrent);
    assert_eq!(refused.to_string(), wrong.to_string());
    let another = "SELECT count(*) FROM identity.credentials WHERE password_hash = 'another'";
    assert_eq!(shop.database.number(another).await, 1);
}

#[tokio::test]
async fn people_are_registered_at_the_supplier_only() {
    let shop = Shop::open().await;
    let entry =
        Entry { full_name: "Анна".to_owned(), email: EMAIL.parse().expect("an e-mail"), phone: None };
    let register =
        RegisterPerson { person: PersonId(new_id()), entry, password: PasswordHash("first".to_owned()) };
    let elsewhere = Requester::console(shop.organization.into());
    assert!(matches!(shop.ask(&elsewhere, &register).await, Err(CommandError::Forbidden)));
}
