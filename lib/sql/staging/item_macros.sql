-- macros, no rows: one cell that lists the products of an order -> a list of them; stands on macros
-- Whatever cannot be split without a guess is null: the order is kept, its products are not known.

-- A lambda over a list of one value names that value, so that it is worked out once.
create or replace macro cell_amount(s) as list_transform(
    [s], lambda cell: coalesce(read_amount(cell, '.'), read_amount(cell, ','))
)[1];

create or replace macro item_of(item_key, sku, product_name, quantity, amount) as {
    -- a product without code and name still has the number that the shop system gave it
    'sku': coalesce(sku, case when product_name is null then item_key end),
    'product_name': product_name,
    'quantity': try_cast(cell_amount(quantity) as decimal(18, 3)),
    'line_value': amount
};

-- BigCommerce: Product ID: 7, Product Qty: 2, Product SKU: A-1, Product Name: Mug, ...|Product ID: ...
create or replace macro named_value(item, name) as nullif(trim(regexp_extract(
    item,
    '(?:^|, ?)Product ' || name || ': ?(.*?) ?(?:, ?Product (?:ID|Qty|SKU|Name|Weight'
    || '|Variation Details|Unit Price|Total Price):|[| ]*$)',
    1,
    's'
)), '');

create or replace macro named_items(cell) as list_transform(
    string_split(regexp_replace(cell, ' ?\| ?(Product ID:)', chr(31) || '\1', 'g'), chr(31)),
    lambda item: item_of(
        named_value(item, 'ID'),
        named_value(item, 'SKU'),
        named_value(item, 'Name'),
        named_value(item, 'Qty'),
        coalesce(
            cell_amount(named_value(item, 'Total Price')),
            times(
                cell_amount(named_value(item, 'Unit Price')),
                cell_amount(named_value(item, 'Qty'))
            )
        )
    )
);

-- WooCommerce, by SkyVerge: name:Mug|product_id:7|sku:A-1|quantity:2|total:20.00|...;name:...
create or replace macro keyed_value(item, name) as nullif(trim(regexp_extract(
    item, '(?:^|\|)' || name || ':(.*?)(?:\|[a-z_]+:|[;| ]*$)', 1, 's'
)), '');

create or replace macro keyed_items(cell) as list_transform(
    string_split(
        regexp_replace(
            cell, '; ?((?:id|item_id|product_id|name|sku|quantity):)', chr(31) || '\1', 'g'
        ),
        chr(31)
    ),
    lambda item: item_of(
        keyed_value(item, 'product_id'),
        keyed_value(item, 'sku'),
        keyed_value(item, 'name'),
        keyed_value(item, 'quantity'),
        cell_amount(keyed_value(item, 'total'))
    )
);

-- WooCommerce analytics: 2× Mug, blue, 1× Tea. A name may hold a comma, so counts are where it is cut.
create or replace macro counted_items(cell) as list_transform(
    string_split(regexp_replace(cell, ', ?(\d+ ?×)', chr(31) || '\1', 'g'), chr(31)),
    lambda item: item_of(
        null,
        null,
        nullif(trim(regexp_replace(item, '^\d+ ?×', '')), ''),
        regexp_extract(item, '^(\d+) ?×', 1),
        null::decimal(18, 4)
    )
);

create or replace macro listed_names(cell) as list_transform(
    string_split(cell, ', '),
    lambda item: item_of(null, null, nullif(trim(item), ''), null, null::decimal(18, 4))
);

-- Null unless every part of the cell names a product.
create or replace macro packed_items(cell, are_names) as list_transform(
    [
        case
            when regexp_matches(cell, '^Product [A-Za-z ]+: ?') then named_items(cell)
            when regexp_matches(cell, '^[a-z_]+:.*') then keyed_items(cell)
            when regexp_matches(cell, '^\d+ ?×') then counted_items(cell)
            when are_names then listed_names(cell)
        end
    ],
    lambda items: case
        when len(list_filter(
            items, lambda item: coalesce(item.sku, item.product_name) is null
        )) = 0
            then items
    end
)[1];
