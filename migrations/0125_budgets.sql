-- Budgets of cost centres: what is in force, and which orders take something of which budget.
-- Written in the append of the budgets' events.

-- A row for every period for which somebody set a budget, or cleared it.
CREATE TABLE accounts.budgets (
    id             uuid PRIMARY KEY,
    organization   text NOT NULL,
    cost_centre    uuid NOT NULL,
    period         text NOT NULL,
    currency       text NOT NULL,
    first_day      date NOT NULL,
    -- No amount: no limit.
    amount         numeric CHECK (amount >= 0),
    enforcement    text NOT NULL,
    -- Good for later periods too, until another row.
    carries_on     boolean NOT NULL,
    -- There is no budget any more.
    cleared        boolean NOT NULL
);
CREATE INDEX budgets_in_force ON accounts.budgets (organization, cost_centre, currency, period, first_day DESC);
GRANT SELECT, INSERT, UPDATE ON accounts.budgets TO kabinet_writer;
GRANT SELECT ON accounts.budgets TO kabinet_reader;
ALTER TABLE accounts.budgets ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.budgets FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON accounts.budgets FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON accounts.budgets TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- The budgets that an order takes something of, so that they follow what becomes of it.
CREATE TABLE accounts.budget_orders (
    order_id       uuid NOT NULL,
    budget         uuid NOT NULL,
    organization   text NOT NULL,
    PRIMARY KEY (order_id, budget)
);
GRANT SELECT, INSERT, DELETE ON accounts.budget_orders TO kabinet_writer;
ALTER TABLE accounts.budget_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.budget_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY writes_all ON accounts.budget_orders TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- How often budgets of an organization were set or cleared: an order that was decided under
-- others is decided again.
CREATE TABLE accounts.budget_changes (
    organization   text PRIMARY KEY,
    changes        bigint NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON accounts.budget_changes TO kabinet_writer;
ALTER TABLE accounts.budget_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.budget_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY writes_all ON accounts.budget_changes TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
