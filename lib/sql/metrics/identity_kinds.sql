-- One row per kind of key, those that most customers are known by first; "all" stands for all kinds.
select
    key_kind,
    known_customers,
    holding_customers,
    customers_of_several,
    joined_customers
from identity_kinds
order by known_customers desc, holding_customers desc, key_kind;
