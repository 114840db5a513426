//! Measures approvals over HTTP on this machine: an organization of 5,000 members and a policy
//! of 200 rules, asked by one client after another request was answered. `script/bench` runs it
//! and keeps the figures.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on panics, and prints"
)]

#[path = "journal/figures.rs"]
mod figures;
#[path = "journal/place.rs"]
mod place;
#[path = "journal/world.rs"]
mod world;
mod approvals {
    pub mod browser;
    pub mod company;
    pub mod course;
    pub mod goods;
    pub mod questions;
    pub mod rules;
    pub mod served;
}

use approvals::company::Company;
use approvals::course::Course;
use approvals::served::Served;
use approvals::{goods, rules};
use place::Place;
use world::World;

#[tokio::main]
async fn main() {
    let (place, config) = Place::open().await;
    let pools = place.database.pools.clone();
    let world = World::make(&pools.writer).await;
    let goods = goods::stock_up(&pools.writer).await;
    let company = Company::grow(&world).await;
    rules::publish(&world, &company, &goods).await;
    for table in ["organizations.access", "catalogue.products", "catalogue.prices", "journal.events"] {
        sqlx::query(&format!("ANALYZE {table}")).execute(&pools.owner).await.unwrap();
    }
    let served = Served::start(&config, &pools).await;
    served
        .open_accounts(&[
            ("purchaser", world.purchaser),
            ("head", company.head),
            ("director", company.director),
        ])
        .await;

    println!("## Approvals over HTTP\n");
    println!(
        "An organization of {} members, {} of whom decide on orders; a policy of {} rules, of which seven\n\
         match; {} products, orders of ten lines. One client on the same machine asks one request after the\n\
         other. A mutation answers when the read tables have seen it: that is part of its time.\n",
        company.members,
        company.deciders,
        rules::COUNT,
        goods.products.len(),
    );
    Course::begin(&served, &world, &goods).await.run().await;
    served.stop().await;
    place.close().await;
}
