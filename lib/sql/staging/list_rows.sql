-- one row per source row of every list (customers, costs, feedback): typed, not yet judged
create table list_rows (
    import_id integer,
    row_number bigint,
    platform varchar,
    kind varchar,
    customer_ref varchar,
    email varchar,
    phone varchar,
    username varchar,
    customer_name varchar,
    order_key varchar,
    happened_at timestamp,
    amount decimal(18, 4),
    said varchar,
    channel varchar,
    cost_kind varchar,
    currency varchar,
    attributes struct(attribute varchar, value varchar)[],
    problem_rule varchar,
    problem_column varchar,
    problem_value varchar
)
