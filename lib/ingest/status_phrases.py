"""Status texts nobody has met before, understood by the known word inside them."""

import re

from lib.engines.duck import Database
from lib.ingest.recognise import GENERIC, event_words, status_words
from lib.schema import STATUSES

MOST_TEXTS = 500
# "Cancel requested", "not paid", "waiting for refund": the word is there, the thing did not happen.
NOT_SO = re.compile(
    r"\b(?:not|no|never|request|requested|await\w*|wait\w*|without|nicht|pas|non|chưa|không)\b"
    "|ขอ|ไม่|ยังไม่|รอ"
)


def phrases(texts: list[str], layout_key: str = GENERIC) -> dict[str, str]:
    """Unknown text -> what it means, by the known words in it; others are left out.

    A word inside a longer one does not speak; of several meanings the one further on is meant:
    "refund completed" is refunded.
    """
    words = status_words(layout_key)
    meanings = {}
    for text in texts:
        held = [word for word in words if _holds(text, word)]
        spoken = [word for word in held if not any(word in other != word for other in held)]
        if not spoken:
            continue
        meant = max(spoken, key=lambda word: (STATUSES[words[word]][0], len(word)))
        if not NOT_SO.search(text.replace(meant, " ")):
            meanings[text] = words[meant]
    return meanings


def _holds(text: str, word: str) -> bool:
    if not word.isascii() and re.search("[\u0e00-\u0e7f]", word):
        return word in text  # Thai has no blanks between words
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def status_texts(db: Database, table: str, text_sql: str, parameters: dict[str, str]) -> list[str]:
    """The different texts of a status column, most frequent first."""
    rows = db.rows(
        f"""
        select status_word(text) as said from ({counted_texts(table, text_sql)})
        group by said order by sum(row_count) desc, said limit {MOST_TEXTS}
        """,
        parameters,
    )
    return [said for (said,) in rows]


def counted_texts(table: str, text_sql: str) -> str:
    """Each text of a column once: few fill many rows, and each need be understood once only."""
    return f"""
        select {text_sql} as text, count(*) as row_count from {table}
        where {text_sql} is not null group by text
        """


def share_of_known_words(db: Database, table: str, column: str) -> float:
    """The share of filled cells that are statuses we know, or hold such a word."""
    text = f"clean_text({column})"
    known = event_words() | status_words()
    texts = status_texts(db, table, text, {})
    meant = {said for said in texts if said in known} | set(phrases(texts))
    counted = db.rows(
        f"""
        select
            coalesce(sum(row_count), 0)::bigint,
            coalesce(sum(row_count) filter (list_contains($meant, status_word(text))), 0)::bigint
        from ({counted_texts(table, text)})
        """,
        {"meant": sorted(meant)},
    )[0]
    return int(counted[1]) / max(int(counted[0]), 1)
