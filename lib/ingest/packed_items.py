"""Products of an order that an export packs into one cell of its row."""

from lib.engines.duck import Database
from lib.i18n import _
from lib.ingest.understanding import STAGED, Understanding

LONGEST_EXAMPLE = 60


def items_sql(u: Understanding) -> str:
    """SQL for the products that the cell of a row lists; null where it cannot be split."""
    if not u.mapping.has("packed_items"):
        return "null"
    u.parameters["items_are_names"] = u.layout.items_are_names
    return f"packed_items({u.text('packed_items')}, $items_are_names)"


def unsplit_warnings(db: Database, u: Understanding) -> list[str]:
    """That some cells list products in a way nobody could take apart, with one of them."""
    if not u.mapping.has("packed_items"):
        return []
    text = u.text("packed_items")
    rows, example = db.rows(
        f"""
        select count(*), min_by({text}, row_number)
        from {STAGED} where {text} is not null and {items_sql(u)} is null
        """,
        {"items_are_names": u.layout.items_are_names},
    )[0]
    if not rows:
        return []
    sentence = _(
        "{rows} cells in “{column}” could not be split into products (for example “{example}”)."
        " Their orders count all the same."
    )
    column = u.mapping.columns["packed_items"][0]
    return [sentence.format(rows=rows, column=column, example=example[:LONGEST_EXAMPLE])]
