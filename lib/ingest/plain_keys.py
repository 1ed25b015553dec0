"""Identity fields whose texts are keys as they are written: found once, so that no row is asked."""

from lib.engines.duck import Database
from lib.ingest.source_lines import key_of
from lib.ingest.understanding import STAGED, Understanding
from lib.schema import IDENTITY_FIELDS


def find_plain_keys(db: Database, understanding: Understanding) -> None:
    """Note the identity fields whose texts are all keys as they stand, and those with refused ones.

    Asked once for each different text, of which there are fewer than rows.
    """
    u = understanding
    for name in IDENTITY_FIELDS:
        if not u.mapping.has(name):
            continue
        text, key = u.text(name), key_of(u, name, "said")
        changed, refused = db.rows(
            f"""
            select
                count(*) filter ({key} is distinct from said),
                count(*) filter (is_filled(said) and {key} is null)
            from (select distinct {text} as said from {STAGED})
            where said is not null
            """,
            u.parameters,
        )[0]
        if not changed:
            u.plain_keys.add(name)
        if refused:
            u.refused_keys.add(name)
