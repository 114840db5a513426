CREATE TABLE budgets (
    budget_id      uuid PRIMARY KEY,
    organization   text NOT NULL,
    cost_centre    uuid NOT NULL,
    period         text NOT NULL,
    first_day      date NOT NULL,
    currency       text NOT NULL,
    -- What was set for it or carried on to it; nothing after it was cleared.
    terms          jsonb,
    -- What orders take that wait, and what those take that the supplier accepted.
    reserved       numeric NOT NULL,
    consumed       numeric NOT NULL,
    version        bigint NOT NULL,
    position       bigint NOT NULL
);
CREATE INDEX budgets_organization ON budgets (organization, cost_centre, first_day);

ALTER TABLE budgets ENABLE ROW LEVEL SECURITY;
ALTER TABLE budgets FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON budgets FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON budgets TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
