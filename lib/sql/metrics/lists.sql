-- One row: what the lists beside the orders hold, and how much of it belongs to somebody who ordered.
select
    (select count(distinct customer_id) from customer_attributes) as described_customers,
    (select count(*) from contacts) as contacts,
    (select count(*) from costs) as costs,
    (select coalesce(sum(amount), 0) from costs) as spent,
    (select count(*) from feedback) as answers,
    (select count(*) from feedback where customer_id is not null) as answers_of_customers;
