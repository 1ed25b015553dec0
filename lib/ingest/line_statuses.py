"""What became of a row: one status out of up to four columns, in the words of every platform."""

from collections.abc import Collection, Mapping

from lib import formats
from lib.engines.duck import Database
from lib.i18n import _, ngettext
from lib.ingest.recognise import event_words, status_words
from lib.ingest.rules import describe_rule
from lib.ingest.status_phrases import counted_texts, phrases
from lib.schema import STATUSES

MOST_SAID = 5
STATUS_FIELDS = ("status", "fulfillment_status", "return_status")

CASH_ON_DELIVERY = (
    "(^|[^a-z])cod([^a-z]|$)|cash ?on ?delivery|เก็บเงินปลายทาง|thanh toán khi nhận|nachnahme"
    "|contre remboursement|contra ?reembolso|contra ?entrega|contrassegno|bayar di tempat|pobrani"
    "|thu hộ|ปลายทาง|rembours"
)
# What a delivery column says of goods that are still with the shop, as status_word writes it. Such
# an order is a purchase where it is paid; but being packed does not show that somebody will pay.
NOT_SENT = (
    *("unfulfilled", "awaiting fulfillment", "awaiting shipment", "awaiting pickup"),
    *("awaiting collection", "to ship", "ready to ship", "ready for pickup", "processing"),
    *("processing in progress", "in process", "confirmed", "in bearbeitung", "en préparation"),
    *("en preparación", "en proceso", "procesando", "in lavorazione", "perlu dikirim"),
    *("siap dikirim", "ที่ต้องจัดส่ง", "เตรียมจัดส่ง", "รอจัดส่ง", "đang xử lý", "đã xác nhận"),
    *("chờ lấy hàng", "chờ giao hàng"),
)
# Payments that shops make to themselves while trying out their checkout.
TEST_PAYMENT = "bogus gateway|test gateway|test payment|for testing"


def load_status_words(db: Database, layout_key: str, texts: list[str]) -> list[str]:
    """Fill work.status_words (word, status) with what this layout writes in its status columns.

    Unknown ``texts`` of the file that hold a known word mean what it means; the answer says so.
    """
    known = event_words() | status_words(layout_key)
    meant = phrases([text for text in texts if text not in known], layout_key)
    db.run("create or replace table work.status_words (word varchar, status varchar)")
    db.insert("work.status_words", list((known | meant).items()))
    return [
        _("The status “{status}” was taken as “{meaning}”.").format(
            status=text[:60], meaning=describe_rule(status).title
        )
        for text, status in list(meant.items())[:MOST_SAID]
        if not STATUSES[status][1]
    ]


def visit_warnings(db: Database, staged: str, status: str) -> list[str]:
    """That a file is a log of visits too, of which only the purchases count."""
    seen = sorted(word for word, meaning in event_words().items() if meaning == "browsed")
    rows, example = db.rows(
        f"""
        select coalesce(sum(row_count), 0)::bigint, min(text)
        from ({counted_texts(staged, status)}) where list_contains($seen, status_word(text))
        """,
        {"seen": seen},
    )[0]
    if not rows:
        return []
    sentence = ngettext(
        "{rows} row is a visit (such as “{example}”) and no purchase; it is set aside.",
        "{rows} rows are visits (such as “{example}”) and no purchases; they are set aside.",
        rows,
    )
    return [sentence.format(rows=formats.count(rows), example=example[:40])]


def status_joins(texts: Mapping[str, str], staged: str) -> str:
    """Joins that give each status field of a row its meaning: a table of the name of the field.

    ``texts``: SQL for the text of each status field the file has. Few different texts fill many
    rows, so each is looked up once.
    """
    return " ".join(
        f"""
        left join (
            select
                said, work.status_words.status,
                work.status_words.status in (
                    'cancelled', 'voided', 'failed', 'draft', 'test', 'returned'
                ) as is_over
            from (select distinct {text} as said from {staged})
            inner join work.status_words on status_words.word = status_word(said)
        ) as by_{name} on by_{name}.said = {"status_text" if name == "status" else text}
        """
        for name, text in texts.items()
    )


def status_sql(
    fields: Collection[str],
    cancelled_at: str,
    payment_method: str,
    is_kept_in_part: str,
    is_repaid: str,
) -> str:
    """One status per row; a cancellation date outranks the words.

    ``is_kept_in_part``: only some of the row's pieces came back, ``is_repaid``: all of its money
    did. Needs status_joins of the ``fields``; binds $cash_on_delivery, $test_payment, $not_sent.
    """
    status, fulfillment, returned = (
        f"by_{name}.status" if name in fields else "null::varchar" for name in STATUS_FIELDS
    )
    said = "status_text" if "status" in fields else "null"
    is_over = "by_status.is_over" if "status" in fields else "false"
    delivery = "by_fulfillment_status.said" if "fulfillment_status" in fields else "null::varchar"
    is_waiting = f"list_contains($not_sent, status_word({delivery}))"
    shipped = f"coalesce({fulfillment} = 'paid' and not {is_waiting}, false)"
    payment = f"lower(coalesce({payment_method}, ''))"
    by_cash = f"regexp_matches({payment}, $cash_on_delivery)"
    return f"""
        case
            when {cancelled_at} is not null then 'cancelled'
            when regexp_matches({payment}, $test_payment) then 'test'
            when {is_over} then {status}
            when {fulfillment} in ('cancelled', 'returned') then {fulfillment}
            when {returned} in ('returned', 'refunded') and not {is_kept_in_part}
                then {returned}
            when {is_repaid} then 'refunded'
            when {status} = 'pending' and not ({shipped} or {by_cash}) then 'unpaid'
            when {status} is not null then {status}
            when {said} is not null then 'paid'
        end
    """


def unknown_status_warnings(
    db: Database, staged: str, status: str, parameters: dict[str, str]
) -> list[str]:
    """A sentence for each of the most frequent status words that nobody has met before."""
    unknown = db.rows(
        f"""
        select text, row_count from ({counted_texts(staged, status)})
        where status_word(text) not in (select word from work.status_words)
        order by row_count desc, text limit 5
        """,
        parameters,
    )
    return [
        _(
            "The status “{status}” ({rows} rows) is not known; these rows count as purchases."
        ).format(status=said[:60], rows=count)
        for said, count in unknown
    ]
