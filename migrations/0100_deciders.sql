-- Who may decide on orders is asked by every preview, submission and decision; an organization
-- has thousands of members and a few who decide. The roles are those of the permission table.
CREATE FUNCTION organizations.decides(roles text[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN roles && ARRAY['administrator', 'approver'];
CREATE INDEX access_deciders ON organizations.access (organization, person)
    WHERE organizations.decides(roles);
