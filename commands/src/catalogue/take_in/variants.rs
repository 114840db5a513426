//! Variants follow the card of their product.

use sqlx::PgConnection;

/// Links variants whose product came later, and gives all of them what its card says.
pub async fn follow_cards(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update catalogue.products v set variant_of = b.id
         from catalogue.products b
         where v.variant_of is null and strpos(v.external_id, '#') > 0
           and b.external_id = split_part(v.external_id, '#', 1)"
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "update catalogue.products v set category = b.category, vat_rate = b.vat_rate,
           vat_assumed = b.vat_assumed, deleted = b.deleted
         from catalogue.products b
         where b.id = v.variant_of and v.by_offer
           and (v.category, v.vat_rate, v.vat_assumed, v.deleted)
               is distinct from (b.category, b.vat_rate, b.vat_assumed, b.deleted)"
    )
    .execute(connection)
    .await?;
    Ok(())
}
