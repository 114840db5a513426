//! Templates: whose they are, that nothing is lost between two who change one, and what
//! becomes of each line.

use commands::CommandError;
use commands::ordering::{
    AddTemplateToCart, CancelOrder, ChangeTemplateLines, DeleteOrderTemplate, DraftFromTemplate,
    RenameOrderTemplate, Repeat, RepeatOrder, SaveOrderTemplate, SetCartLine, ShareOrderTemplate,
    TemplateSource,
};
use domain::ordering::template::Fate;
use domain::organizations::MemberRole;
use domain::vocabulary::ids::OrderTemplateId;
use domain::vocabulary::{OrderId, PersonId, ProductId, Quantity};
use futures_util::future::join_all;

use crate::shop::{Shop, keyed, refusal_of, units};
use crate::writing::new_id;

fn save(name: &str, shared: bool, source: TemplateSource) -> SaveOrderTemplate {
    SaveOrderTemplate { name: name.parse().expect("a name"), source, shared }
}

async fn kept(shop: &Shop, who: PersonId, name: &str, shared: bool) -> OrderTemplateId {
    let lines = shop.products.map(|product| (product, units(3))).to_vec();
    let save = save(name, shared, TemplateSource::Lines(lines));
    shop.ask(&shop.member(who).await, &save).await.expect("kept").template
}

async fn lines(shop: &Shop, template: OrderTemplateId) -> Vec<(ProductId, Quantity)> {
    let rows: Vec<(uuid::Uuid, rust_decimal::Decimal)> = sqlx::query_as(
        "SELECT product, quantity FROM ordering.template_lines WHERE template = $1 ORDER BY ordinal",
    )
    .bind(template.uuid())
    .fetch_all(&shop.database.pool)
    .await
    .expect("lines");
    rows.into_iter()
        .map(|(product, some)| (ProductId(product), Quantity::new(some).expect("a quantity")))
        .collect()
}

async fn cart(shop: &Shop) -> Vec<(ProductId, Quantity)> {
    let rows: Vec<(uuid::Uuid, rust_decimal::Decimal)> =
        sqlx::query_as("SELECT product, quantity FROM ordering.cart_lines ORDER BY added_at, product")
            .fetch_all(&shop.database.pool)
            .await
            .expect("lines");
    rows.into_iter()
        .map(|(product, some)| (ProductId(product), Quantity::new(some).expect("a quantity")))
        .collect()
}

fn code<T: std::fmt::Debug>(outcome: Result<T, CommandError>) -> &'static str {
    refusal_of(&outcome.expect_err("refused"))
}

#[tokio::test]
async fn a_template_is_kept_from_lines_from_an_order_and_from_the_cart() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    let given = kept(&shop, shop.purchaser, "Месяц", false).await;
    assert_eq!(lines(&shop, given).await, shop.products.map(|product| (product, units(3))));

    let order = shop.draft().await;
    let from_order = save("Как в заказе", false, TemplateSource::Order(order));
    let from_order = shop.ask(&who, &from_order).await.expect("kept").template;
    assert_eq!(lines(&shop, from_order).await, [(shop.products[0], units(10))]);

    let empty = save("Корзина", false, TemplateSource::Cart);
    assert_eq!(code(shop.ask(&who, &empty).await), "TEMPLATE_EMPTY");
    let line = SetCartLine { product: shop.products[1], quantity: Some(units(7)), add: false };
    shop.ask(&who, &line).await.expect("a line");
    let from_cart = shop.ask(&who, &empty).await.expect("kept").template;
    assert_eq!(lines(&shop, from_cart).await, [(shop.products[1], units(7))]);
    assert_eq!(cart(&shop).await.len(), 1, "the cart stays as it is");

    let unknown = TemplateSource::Lines(vec![(ProductId(new_id()), units(1))]);
    assert_eq!(code(shop.ask(&who, &save("Чужое", false, unknown)).await), "TEMPLATE_PRODUCT_UNKNOWN");
}

#[tokio::test]
async fn a_name_is_taken_once_by_an_owner_whatever_its_case() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    kept(&shop, shop.purchaser, "Канцелярия", false).await;
    let other = kept(&shop, shop.purchaser, "Крепёж", false).await;
    let lines = || TemplateSource::Lines(vec![(shop.products[0], units(1))]);
    assert_eq!(code(shop.ask(&who, &save("канцелярия", false, lines())).await), "TEMPLATE_NAME_TAKEN");
    let rename =
        RenameOrderTemplate { template: other, version: 1, name: "КАНЦЕЛЯРИЯ".parse().unwrap() };
    assert_eq!(code(shop.ask(&who, &rename).await), "TEMPLATE_NAME_TAKEN");
    kept(&shop, shop.administrator, "Канцелярия", false).await;
}

#[tokio::test]
async fn what_is_not_shared_does_not_exist_for_others_and_what_is_shared_only_its_owner_and_an_administrator_change()
 {
    let shop = Shop::open().await;
    let colleague = PersonId(new_id());
    shop.join(colleague, MemberRole::Purchaser).await;
    let (purchaser, colleague) = (shop.member(shop.purchaser).await, shop.member(colleague).await);
    let administrator = shop.member(shop.administrator).await;
    let template = kept(&shop, shop.purchaser, "Месяц", false).await;
    let take = AddTemplateToCart { template, contract: shop.contract };
    for other in [&colleague, &administrator] {
        assert!(matches!(shop.ask(other, &take).await, Err(CommandError::NotFound)));
        let delete = DeleteOrderTemplate { template, version: 1 };
        assert!(matches!(shop.ask(other, &delete).await, Err(CommandError::NotFound)));
    }
    let share = ShareOrderTemplate { template, version: 1, shared: true };
    shop.ask(&purchaser, &share).await.expect("shared");
    shop.ask(&colleague, &take).await.expect("taken");
    let rename = |version, name: &str| RenameOrderTemplate { template, version, name: name.parse().unwrap() };
    assert!(matches!(shop.ask(&colleague, &rename(2, "Моё")).await, Err(CommandError::NotFound)));
    shop.ask(&administrator, &rename(2, "Общее")).await.expect("renamed");
    let approver = shop.member(shop.approver).await;
    assert!(matches!(shop.ask(&approver, &take).await, Err(CommandError::Forbidden)));
    let delete = DeleteOrderTemplate { template, version: 3 };
    shop.ask(&purchaser, &delete).await.expect("deleted");
    assert_eq!(shop.database.number("SELECT count(*) FROM ordering.template_lines").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_change_the_same_version_one_is_told_that_it_has_changed() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    let template = kept(&shop, shop.purchaser, "Месяц", true).await;
    let nodes = [shop.node.clone(), shop.another_node()];
    let change = |number: u32| ChangeTemplateLines {
        template,
        version: 1,
        lines: vec![(shop.products[0], units(number + 1))],
    };
    let changes = [change(1), change(2)];
    let asked = nodes.iter().zip(&changes).map(async |(node, change)| {
        node.execute(&who, &commands::Request::new(new_id()), change).await.map(drop)
    });
    let outcomes = join_all(asked).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let refused = outcomes.into_iter().find_map(Result::err).expect("one is refused");
    assert_eq!(refusal_of(&refused), "TEMPLATE_CHANGED");
    assert_eq!(lines(&shop, template).await.len(), 1);
}

#[tokio::test]
async fn whatever_can_be_ordered_goes_into_the_cart_and_every_line_is_told_of() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    let template = kept(&shop, shop.purchaser, "Месяц", false).await;
    let line = SetCartLine { product: shop.products[1], quantity: Some(units(4)), add: false };
    shop.ask(&who, &line).await.expect("a line");
    let take = AddTemplateToCart { template, contract: shop.contract };
    let taken = shop.ask_once(&who, "click", &take).await.expect("taken").outcome;
    let fates: Vec<_> = taken.lines.iter().map(|line| line.fate).collect();
    assert_eq!(fates, [Fate::Added { now: units(3) }, Fate::Raised { was: units(4), now: units(7) }]);
    assert_eq!(taken.lines[0].cost.unwrap().gross, 360.into());
    let again = shop.node.execute(&who, &keyed("click"), &take).await.expect("the same").outcome;
    assert_eq!(again, taken, "a double click takes it once");
    assert_eq!(cart(&shop).await, [(shop.products[1], units(7)), (shop.products[0], units(3))]);

    shop.execute(&format!("UPDATE catalogue.products SET active = false WHERE id = '{}'", shop.products[0]))
        .await;
    let taken = shop.ask(&who, &take).await.expect("taken");
    assert_eq!(taken.lines[0].fate, Fate::Withdrawn);
    assert_eq!(taken.lines[1].fate, Fate::Raised { was: units(7), now: units(10) });
}

#[tokio::test]
async fn a_draft_takes_what_can_be_ordered_and_is_not_begun_with_nothing() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    let template = kept(&shop, shop.purchaser, "Месяц", false).await;
    let withdraw =
        |product: ProductId| format!("UPDATE catalogue.products SET active = false WHERE id = '{product}'");
    shop.execute(&withdraw(shop.products[0])).await;
    let draft = DraftFromTemplate { template, contract: shop.contract };
    let taken = shop.ask(&who, &draft).await.expect("begun");
    let fates: Vec<_> = taken.lines.iter().map(|line| line.fate).collect();
    assert_eq!(fates, [Fate::Withdrawn, Fate::Added { now: units(3) }]);
    assert_eq!(shop.order(taken.order.expect("an order")).await.lines().len(), 1);
    shop.execute(&withdraw(shop.products[1])).await;
    assert_eq!(code(shop.ask(&who, &draft).await), "TEMPLATE_NOTHING_TO_ORDER");
}

#[tokio::test]
async fn an_order_is_ordered_once_more_at_the_prices_of_now() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    let order = shop.draft().await;
    shop.ask(&who, &CancelOrder { order, reason: "передумали".to_owned() }).await.expect("cancelled");
    shop.reprice(shop.products[0], 150).await;
    let repeat = |into| RepeatOrder { order, contract: shop.contract, into };
    let taken = shop.ask(&who, &repeat(Repeat::Draft)).await.expect("begun");
    assert_eq!(taken.lines[0].cost.unwrap().net, 1_500.into());
    assert_ne!(taken.order, Some(order));
    shop.ask(&who, &repeat(Repeat::Cart)).await.expect("in the cart");
    assert_eq!(cart(&shop).await, [(shop.products[0], units(10))]);
    let unknown = RepeatOrder { order: OrderId(new_id()), ..repeat(Repeat::Cart) };
    assert!(matches!(shop.ask(&who, &unknown).await, Err(CommandError::NotFound)));
}
