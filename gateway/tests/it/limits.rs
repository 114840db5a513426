//! Operations that ask too much are refused before they cost anything.

use std::fmt::Write as _;

use crate::server::Server;

async fn assert_too_complex(server: &Server, document: &str) {
    let answer = server.browser().ask(document).await;
    assert_eq!(answer.code(), "OPERATION_TOO_COMPLEX", "{}", answer.text);
    assert!(answer.json().get("data").is_none());
}

#[tokio::test]
async fn a_flood_of_aliases_is_refused_even_of_introspection() {
    let server = Server::start().await;
    let aliases = |field: &str| (0..31).fold(String::new(), |text, n| format!("{text} a{n}: {field}"));
    assert_too_complex(&server, &format!("{{ {} }}", aliases("__typename"))).await;
    assert_too_complex(&server, &format!("{{ viewer {{ {} }} }}", aliases("name"))).await;
    assert_too_complex(&server, &format!("{{ __schema {{ {} }} }}", aliases("__typename"))).await;
}

#[tokio::test]
async fn fragments_that_double_are_refused() {
    let server = Server::start().await;
    for length in [17, 25, 200] {
        let bomb = (0..length).fold(String::new(), |mut text, n| {
            let _ = write!(text, "fragment f{n} on Query {{ ...f{0} ...f{0} }} ", n + 1);
            text
        });
        let end = format!("fragment f{length} on Query {{ __typename }}");
        assert_too_complex(&server, &format!("{{ ...f0 }} {bomb} {end}")).await;
        assert_too_complex(&server, &format!("{{ __typename }} {bomb} {end}")).await;
    }
}

#[tokio::test]
async fn deep_and_long_documents_are_refused() {
    let server = Server::start().await;
    let chain = format!(
        "{{ __schema {{ types {{ fields {{ type {}name{} }} }} }} }}",
        "{ ofType ".repeat(12) + "{ ",
        " }".repeat(13)
    );
    assert_too_complex(&server, &chain).await;
    assert_too_complex(&server, &"{a".repeat(15_000)).await;
    assert_too_complex(&server, &format!("{{ a(b: {}", "[".repeat(30_000))).await;
    assert_too_complex(&server, &format!("{{ __typename }} #{}", "x".repeat(33_000))).await;
}

#[tokio::test]
async fn many_directives_are_refused() {
    let server = Server::start().await;
    assert_too_complex(&server, &format!("{{ __typename {} }}", "@include(if: true) ".repeat(11))).await;
}

#[tokio::test]
async fn many_attempts_to_sign_in_cannot_hide_in_one_operation() {
    let server = Server::start().await;
    let attempts = (0..20).fold(String::new(), |text, n| {
        format!(
            "{text} a{n}: signIn(input: {{ email: \"a@b.c\", password: \"{n}\" }}) {{ errors {{ code }} }}"
        )
    });
    assert_too_complex(&server, &format!("mutation {{ {attempts} }}")).await;
    let tried: i64 = sqlx::query_scalar("SELECT count(*) FROM identity.attempts")
        .fetch_one(&server.database)
        .await
        .expect("a count");
    assert_eq!(tried, 0, "nothing was tried");
}

#[tokio::test]
async fn the_introspection_of_common_tools_fits() {
    let server = Server::start().await;
    let deep = "kind name ofType { ".repeat(9) + "kind name" + &" }".repeat(9);
    let query = format!(
        "query IntrospectionQuery {{ __schema {{ queryType {{ name kind }} mutationType {{ name kind }}
           types {{ ...FullType }} directives {{ name description locations args {{ ...InputValue }} }} }} }}
         fragment FullType on __Type {{ kind name description
           fields(includeDeprecated: true) {{ name description args {{ ...InputValue }} type {{ ...TypeRef }}
             isDeprecated deprecationReason }}
           inputFields {{ ...InputValue }} interfaces {{ ...TypeRef }}
           enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }}
           possibleTypes {{ ...TypeRef }} }}
         fragment InputValue on __InputValue {{ name description type {{ ...TypeRef }} defaultValue }}
         fragment TypeRef on __Type {{ {deep} }}"
    );
    let answer = server.browser().ask(&query).await;
    assert!(answer.json().get("errors").is_none(), "{}", answer.text);
}
