-- one row per thing the owner must know about the whole shop
select warning from shop_warnings
