"""Who is one person: orders joined by the keys they share."""

from lib.engines.duck import Database

# An e-mail address or phone beside more names than this is a counter's or a company's.
MOST_NAMES = 5


def resolve_identity(db: Database, *, fold_gmail: bool) -> None:
    """Join what orders say about their buyers into persons: the same key, the same person.

    Each round hands the smallest label on by one key, so it ends after as many rounds as the
    longest chain of keys; real shops need two or three. ``fold_gmail``: dots and +tags in a Gmail
    address make no other person.
    """
    folding = {"fold_gmail": fold_gmail}
    db.run_file("marts/identity_tuples")
    db.run_file("marts/shared_keys", {"most_names": MOST_NAMES} | folding)
    db.run_file("marts/identity_keys", folding)
    db.run(
        """
        create table work.identity_labels as
        select distinct tuple_id, tuple_id as label from work.identity_keys
        """
    )
    before = -1
    while (now := _label_sum(db)) != before:
        before = now
        db.run_file("marts/identity_labels")
    db.run_file("marts/persons")
    for name in ("marts/order_tuples", "marts/buyers", "marts/order_customers"):
        db.run_file(name)


def count_identity(db: Database, *, fold_gmail: bool) -> None:
    """Keep how customers were recognised, and the grid of a shop whose keys are not joined."""
    db.run_file("marts/refused_shared_keys", {"fold_gmail": fold_gmail})
    db.run_file("marts/identity_kinds")
    persons, own_keys = db.rows(
        """
        select count(distinct label), count(distinct own_key) from work.persons
        where is_of_order
        """
    )[0]
    if own_keys > persons:
        db.run_file("marts/purchase_pairs_strict")


def _label_sum(db: Database) -> int:
    return int(db.rows("select coalesce(sum(label), 0)::bigint from work.identity_labels")[0][0])
