"""Cells of identity columns that may stand for nobody: hidden by stars, or placeholders."""

from lib.engines.duck import Database
from lib.ingest.source_lines import key_sql
from lib.ingest.understanding import STAGED, Understanding

# The name of a field -> the kind of key it becomes, as identity_keys writes it.
KEY_KINDS = {
    "customer_id": "id",
    "email": "email",
    "phone": "phone",
    "username": "user",
    "customer_name": "name",
}
SHOWN_EXAMPLES = 3


def record_refused_keys(db: Database, understanding: Understanding, import_id: int) -> None:
    """Count what the staged file says about buyers that is no key, with the commonest cells.

    Only fields that find_plain_keys found to have such texts are looked at.
    """
    for name in _fields_in_use(understanding):
        if name not in understanding.refused_keys:
            continue
        text = understanding.text(name)
        db.run(
            f"""
            insert into refused_keys
            select
                $import_id, $key_kind,
                case when contains(said, '*') then 'masked' else 'placeholder' end as reason,
                sum(row_count)::bigint, count(*),
                list(said order by row_count desc, said)[1:{SHOWN_EXAMPLES}]
            from (
                select {text} as said, count(*) as row_count from {STAGED}
                where is_filled({text}) and {key_sql(understanding, name)} is null
                group by said
            )
            group by reason
            """,
            understanding.parameters | {"import_id": import_id, "key_kind": KEY_KINDS[name]},
        )


def _fields_in_use(understanding: Understanding) -> list[str]:
    """A name is a key only in a file that says nothing better about its buyers."""
    better = [name for name in KEY_KINDS if name != "customer_name"]
    found = [name for name in better if understanding.mapping.has(name)]
    return found or ["customer_name"]
