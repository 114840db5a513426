//! A cart is consumed by one draft, whatever is clicked twice.

use commands::CommandError;
use commands::ordering::{ClearCart, DraftFromCart, SetCartLine};
use domain::vocabulary::CartId;
use futures_util::future::join_all;
use uuid::Uuid;

use crate::shop::{Shop, keyed, refusal_of, units};

async fn fill(shop: &Shop) -> DraftFromCart {
    let who = shop.member(shop.purchaser).await;
    for product in shop.products {
        let line = SetCartLine { product, quantity: Some(units(2)), add: false };
        shop.ask(&who, &line).await.expect("a line");
    }
    as_shown(shop).await
}

async fn as_shown(shop: &Shop) -> DraftFromCart {
    let (cart, version): (Uuid, i64) = sqlx::query_as("SELECT id, version FROM ordering.carts")
        .fetch_one(&shop.database.pool)
        .await
        .expect("a cart");
    DraftFromCart { contract: shop.contract, cart: CartId(cart), version }
}

async fn orders(shop: &Shop) -> i64 {
    shop.database.number("SELECT count(*) FROM journal.events WHERE event_type = 'Drafted'").await
}

#[tokio::test]
async fn a_draft_takes_the_lines_and_the_cart_is_gone() {
    let shop = Shop::open().await;
    let draft = fill(&shop).await;
    let who = shop.member(shop.purchaser).await;
    let begun = shop.ask(&who, &draft).await.expect("begun");
    assert_eq!(shop.order(begun.order).await.lines().len(), 2);
    assert_eq!(shop.database.number("SELECT count(*) FROM ordering.cart_lines").await, 0);
    assert!(matches!(shop.ask(&who, &draft).await, Err(CommandError::NotFound)));
    assert_eq!(orders(&shop).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_double_click_with_a_key_gives_the_same_order() {
    let shop = Shop::open().await;
    let draft = fill(&shop).await;
    let who = shop.member(shop.purchaser).await;
    let nodes = [shop.node.clone(), shop.another_node()];
    let request = keyed("click");
    let clicks = join_all((0..6).map(|n| nodes[n % 2].execute(&who, &request, &draft))).await;
    let begun: Vec<_> = clicks.into_iter().map(|click| click.expect("the order").outcome).collect();
    assert!(begun.iter().all(|order| *order == begun[0]), "{begun:?}");
    assert_eq!(orders(&shop).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_clicks_without_a_key_one_begins_an_order() {
    let shop = Shop::open().await;
    let draft = fill(&shop).await;
    let who = shop.member(shop.purchaser).await;
    let nodes = [shop.node.clone(), shop.another_node()];
    let request = commands::Request::new(crate::writing::new_id());
    let clicks = join_all((0..6).map(|n| nodes[n % 2].execute(&who, &request, &draft))).await;
    assert_eq!(clicks.iter().filter(|click| click.is_ok()).count(), 1);
    assert!(clicks.iter().all(|click| matches!(click, Ok(_) | Err(CommandError::NotFound))), "{clicks:?}");
    assert_eq!(orders(&shop).await, 1);
}

#[tokio::test]
async fn a_cart_that_changed_since_it_was_shown_is_not_taken() {
    let shop = Shop::open().await;
    let draft = fill(&shop).await;
    let who = shop.member(shop.purchaser).await;
    let more = SetCartLine { product: shop.products[0], quantity: Some(units(9)), add: true };
    shop.ask(&who, &more).await.expect("in another tab");
    let refused = shop.ask(&who, &draft).await.expect_err("changed");
    assert_eq!(refusal_of(&refused), "CART_CHANGED");
    shop.ask(&who, &as_shown(&shop).await).await.expect("as it is now");
    assert_eq!(orders(&shop).await, 1);
}

#[tokio::test]
async fn the_cart_of_a_colleague_is_not_found() {
    let shop = Shop::open().await;
    let draft = fill(&shop).await;
    let colleague = shop.member(shop.administrator).await;
    assert!(matches!(shop.ask(&colleague, &draft).await, Err(CommandError::NotFound)));
    shop.ask(&colleague, &ClearCart {}).await.expect("the own one is empty already");
    assert_eq!(shop.database.number("SELECT count(*) FROM ordering.cart_lines").await, 2);
}

#[tokio::test]
async fn a_blocked_member_cannot_touch_the_cart_either() {
    let shop = Shop::open().await;
    fill(&shop).await;
    let who = shop.member(shop.purchaser).await;
    shop.block(shop.purchaser).await;
    assert!(matches!(shop.ask(&who, &ClearCart {}).await, Err(CommandError::Forbidden)));
    assert_eq!(shop.database.number("SELECT count(*) FROM ordering.cart_lines").await, 2);
}
