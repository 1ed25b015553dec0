"""Which column of a file is which field of ours, and every other choice made about the file."""

import tomllib
from collections.abc import Mapping as Dictionary
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import tomli_w

from lib.errors import MappingNeeded
from lib.i18n import _
from lib.schema import FIELD_BY_NAME, IDENTITY_FIELDS
from lib.schema.lists import LIST_FIELDS, ORDERS

LINE_FIELDS = ("sku", "product_name", "quantity", "unit_price")
MONEY_FIELDS = ("line_total", "unit_price", "order_subtotal", "order_total")


@dataclass(frozen=True)
class Mapping:
    """The understanding of one file layout; guessed, shown, changeable, remembered."""

    layout: str
    """Name of the TOML file in lib/platforms, "generic", or "" = not yet known."""
    platform: str
    columns: dict[str, tuple[str, ...]]
    """Field -> source headers. Of several the first that is filled counts; names are joined."""
    fixed: dict[str, str] = field(default_factory=dict)
    """Fields that have one value for the whole file."""
    has_help_text_row: bool = False
    date_order: str = ""
    """"day_first" or "month_first" when someone decided; "" = decided from the values."""
    amount_basis: str = ""
    """"order": the total belongs to the order however many rows repeat it; "line": rows add up."""
    accept_id_per_order: bool = False
    """Someone said that a customer number of its own on every order is right."""
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 0
    kind: str = ORDERS
    """What the file holds (lib.schema.lists): orders, customers, costs or feedback."""

    def has(self, *names: str) -> bool:
        """True when at least one of the fields is mapped."""
        return any(self.columns.get(name) for name in names)

    @property
    def is_line_file(self) -> bool:
        """Rows are parts of orders that add up, not orders."""
        return self.has(*LINE_FIELDS[:3]) or self.amount_basis == "line"

    @property
    def has_money(self) -> bool:
        return self.has(*MONEY_FIELDS)

    def with_column(self, name: str, headers: tuple[str, ...]) -> "Mapping":
        """The same mapping with one field pointed elsewhere; no headers = not in the file."""
        columns = {key: value for key, value in self.columns.items() if key != name}
        if headers:
            columns[name] = headers
        return replace(self, columns=columns)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for TOML and JSON."""
        fields = asdict(self)
        fields["columns"] = {name: list(headers) for name, headers in self.columns.items()}
        return fields

    def to_toml(self) -> str:
        return tomli_w.dumps(self.as_dict())

    @classmethod
    def from_dict(cls, fields: Dictionary[str, Any]) -> "Mapping":
        """A mapping read back; MappingNeeded names a key that is not ours."""
        known = set(cls.__dataclass_fields__)
        columns = {
            name: (headers,) if isinstance(headers, str) else tuple(headers)
            for name, headers in dict(fields.get("columns", {})).items()
        }
        kind = fields.get("kind", ORDERS)
        ours = [field.name for field in LIST_FIELDS.get(kind, ())] or list(FIELD_BY_NAME)
        unknown = sorted(set(fields) - known) + sorted(set(columns) - set(ours))
        if unknown:
            raise MappingNeeded(
                _("The mapping names something that does not exist."),
                _("Not known: {names}.").format(names=", ".join(unknown)),
                _("Fields are: {names}.").format(names=", ".join(ours)),
                code="mapping_unknown_field",
            )
        plain = {name: fields[name] for name in known & set(fields)}
        plain |= {"columns": columns, "fixed": dict(fields.get("fixed", {}))}
        return cls(**({"layout": "generic" if columns else "", "platform": "generic"} | plain))

    @classmethod
    def from_toml(cls, text: str, file_name: str) -> "Mapping":
        try:
            return cls.from_dict(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise MappingNeeded(
                _("The mapping file cannot be read."),
                _("{file} is not TOML: {reason}.").format(file=file_name, reason=error),
                _("Compare it with the example in the README."),
                code="mapping_unreadable",
            ) from error


def check_complete(mapping: Mapping, headers: tuple[str, ...], file_name: str) -> None:
    """Raise MappingNeeded unless the file says who bought when, with columns that exist."""
    missing_headers = [
        header for used in mapping.columns.values() for header in used if header not in headers
    ]
    if missing_headers:
        raise MappingNeeded(
            _("{file} does not have a column that the mapping names.").format(file=file_name),
            _("Missing: {missing}. The file has: {found}.").format(
                missing=", ".join(missing_headers), found=listed_headers(headers)
            ),
            _("Choose the columns again for this file."),
            code="mapping_missing_column",
        )
    if not mapping.has("ordered_at"):
        raise _lacking(
            "missing_date",
            _("{file} has no column with the order date.").format(file=file_name),
            _("Retention needs to know when each order was placed."),
            headers,
        )
    if not mapping.has(*IDENTITY_FIELDS):
        raise _lacking(
            "missing_customer",
            _("{file} has no column that says who the customer is.").format(file=file_name),
            _("Retention needs a customer number, an e-mail address, a phone or a user name."),
            headers,
        )


def _lacking(code: str, title: str, need: str, headers: tuple[str, ...]) -> MappingNeeded:
    return MappingNeeded(
        title,
        need
        + " "
        + _("The columns of the file are: {found}.").format(found=listed_headers(headers)),
        _(
            "Point to the right column on the Data page, or export the orders (not the products"
            " or the visits) from your shop."
        ),
        code=code,
    )


def listed_headers(headers: tuple[str, ...]) -> str:
    """The columns of a file in one line, long ones cut."""
    shown = ", ".join(header[:40] for header in headers[:30])
    return shown + (", …" if len(headers) > 30 else "")
