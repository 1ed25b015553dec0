"""Why a source row was not used, in words. The SQL in lib/sql/marts decides; this explains."""

from dataclasses import dataclass

from lib.i18n import _

# Set aside by the reader, before anything is judged: these ledger rows travel with the import.
READING_RULES = ("too_many_cells", "too_few_cells", "open_quote", "cut_off")


# What the owner may decide about which orders count, and for how much.
SWITCHES = (
    *("count_unpaid", "count_refunded", "count_returned", "count_cancelled", "count_voided"),
    *("count_failed", "count_draft", "count_test", "count_worth_nothing"),
    *("include_shipping", "include_tax", "book_refunds_when_paid"),
    "fold_gmail",
)


@dataclass(frozen=True)
class Rule:
    """One reason: a short name, the sentence behind it, and what the owner can do."""

    title: str
    explanation: str
    remedy: str = ""


def describe_rule(code: str) -> Rule:
    """The words for a rule code of the ledger."""
    return _catalogue().get(code) or Rule(code.replace("_", " "), "")


def _catalogue() -> dict[str, Rule]:
    nothing_to_do = _("Nothing to do: this is as it should be.")
    mend = _("Correct the cell in the file and import it again.")
    return {
        "cancelled": Rule(
            _("Cancelled"), _("The order was cancelled, so nobody bought."), nothing_to_do
        ),
        "voided": Rule(_("Voided"), _("The payment was voided."), nothing_to_do),
        "failed": Rule(_("Payment failed"), _("The payment did not go through."), nothing_to_do),
        "browsed": Rule(
            _("Looked at, not bought"),
            _("An event of a visit, such as a page seen or a cart filled, is no purchase."),
            nothing_to_do,
        ),
        "draft": Rule(_("Draft"), _("The order was never placed."), nothing_to_do),
        "test": Rule(_("Test order"), _("The shop tried out its own checkout."), nothing_to_do),
        "returned": Rule(_("Returned"), _("The parcel was refused or sent back."), nothing_to_do),
        "refunded": Rule(
            _("Fully refunded"),
            _("All the money went back, so the order does not count as a purchase."),
            nothing_to_do,
        ),
        "unpaid": Rule(
            _("Not paid"),
            _("The order is neither paid, nor cash on delivery, nor already sent."),
            _("If it was paid later, import a newer export."),
        ),
        "no_date": Rule(_("No order date"), _("None of the rows of this order has a date."), mend),
        "far_future": Rule(
            _("Far in the future"),
            _("Dated after the import and over a year after every other order: a mistyped year."),
            _(
                "Correct the date and import again; or, if it is right, say on the Data page that"
                " the exports are complete up to that day."
            ),
        ),
        "other_currency": Rule(
            _("Another currency"),
            _("Amounts in different currencies cannot be added up."),
            _("Import the orders of each currency into a shop of their own."),
        ),
        "quantity_not_positive": Rule(
            _("Quantity zero or less"),
            _("A stock correction or an empty line, not a sale."),
            nothing_to_do,
        ),
        "worth_nothing": Rule(
            _("Worth nothing"),
            _("A gift, a replacement or a correction: no money came in."),
            _("To count them as purchases, switch it on in the settings of the shop."),
        ),
        "same_order_again": Rule(
            _("The same order again"),
            _("The order is in the file more than once; it counts once."),
            nothing_to_do,
        ),
        "replaced_by_later_file": Rule(
            _("Replaced by a newer file"),
            _(
                "Another file has this again and is newer: by the time of change it gives, else"
                " the status that is further on or more money repaid, else the export whose last"
                " order is later, else the file imported later."
            ),
            nothing_to_do,
        ),
        "no_order_id": Rule(_("No order number"), _("The row names no order."), mend),
        "no_customer_key": Rule(
            _("Nobody to attach to"),
            _("The row has no customer number, e-mail address or phone that stands for a person."),
            _("Fill in one of them and import the list again."),
        ),
        "same_customer_again": Rule(
            _("The same customer again"),
            _("A later row of the list says all this about the same customer."),
            nothing_to_do,
        ),
        "says_nothing": Rule(
            _("Says nothing"), _("The row has no amount, and no score or text."), nothing_to_do
        ),
        "unreadable_score": Rule(_("Score not readable"), _("The cell is not a number."), mend),
        "unreadable_date": Rule(
            _("Date not readable"), _("The cell is not a date that exists."), mend
        ),
        "unreadable_amount": Rule(
            _("Amount not readable"), _("The cell is not an amount of money."), mend
        ),
        "unreadable_quantity": Rule(
            _("Quantity not readable"), _("The cell is not a number."), mend
        ),
        "too_many_cells": Rule(
            _("Too many cells"),
            _("The row has more cells than the header, so its cells may be shifted."),
            _("A comma inside a text needs quotes around it; export again or correct the row."),
        ),
        "too_few_cells": Rule(_("Too few cells"), _("The row ends before the last columns."), mend),
        "open_quote": Rule(
            _("Open quote"),
            _("A quotation mark opens a text and never closes it."),
            _("Remove the quotation mark in this row and import the file again."),
        ),
        "cut_off": Rule(
            _("Cut off"),
            _("The file ends in the middle of this row: the export or download was cut off."),
            _("Export the file again."),
        ),
        "repaired": Rule(_("Repaired"), _("The row was used after a small repair.")),
    }


def switch_word(name: str) -> str:
    """A switch of the shop as its settings say it."""
    return {
        "count_unpaid": _("Count unpaid orders as purchases"),
        "count_refunded": _("Count fully refunded orders as purchases"),
        "count_returned": _("Count refused and returned parcels as purchases"),
        "count_cancelled": _("Count cancelled orders as purchases"),
        "count_voided": _("Count voided payments as purchases"),
        "count_failed": _("Count failed payments as purchases"),
        "count_draft": _("Count drafts as purchases"),
        "count_test": _("Count test orders as purchases"),
        "count_worth_nothing": _("Count orders worth nothing as purchases"),
        "include_shipping": _("Revenue includes shipping"),
        "include_tax": _("Revenue includes tax"),
        "book_refunds_when_paid": _("Book refunds on the day they are paid, not on the order's"),
        "fold_gmail": _("In Gmail addresses, ignore dots and +tags"),
    }[name]
