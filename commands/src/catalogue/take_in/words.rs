//! The words that goods on offer are called by, for those who mistype them.

use sqlx::PgConnection;

/// Writes the words as they are now, and counts the change of the catalogue.
pub async fn refresh(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r"with now as (
            select word, ndoc from ts_stat($$
              select to_tsvector('simple', translate(lower(name || ' ' || coalesce(name_en, '')), 'ё', 'е'))
              from catalogue.products where active and not deleted $$)
            where length(word) between 3 and 40 and word ~ '[[:alpha:]]' and word !~ '[0-9]'
          ), gone as (
            delete from catalogue.words w where not exists (select from now where now.word = w.word)
          )
          insert into catalogue.words as w (word, goods) select word, ndoc from now
          on conflict (word) do update set goods = excluded.goods where w.goods <> excluded.goods"
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Counts a change of the catalogue.
pub async fn count_change(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("update catalogue.generation set number = number + 1").execute(connection).await?;
    Ok(())
}
