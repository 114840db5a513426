-- Whoever belongs to several organizations chooses among them by their names, also
-- where the name is that of a person.
CREATE POLICY reads_own_memberships ON organizations.personal_legal_data FOR SELECT TO kabinet_reader
    USING (organization IN (SELECT access.organization FROM organizations.access
                             WHERE access.person::text = (SELECT current_setting('kabinet.person', true))
                               AND cardinality(access.roles) > 0));
