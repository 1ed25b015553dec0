"""What the signs and codes beside an amount say about its currency (ISO 4217)."""

# Upper case, as the macro currency_pattern finds them. "$", "¥", "KR", "RS" and "£" of other
# countries: a sign that several currencies share names none; the pound is taken as sterling.
_SIGNS = {
    "฿": "THB",
    "บาท": "THB",
    "₫": "VND",
    "Đ": "VND",
    "ĐỒNG": "VND",
    "VNĐ": "VND",
    "£": "GBP",
    "€": "EUR",
    "₩": "KRW",
    "₹": "INR",
    "₱": "PHP",
    "৳": "BDT",
    "₺": "TRY",
    "₴": "UAH",
    "₪": "ILS",
    "₦": "NGN",
    "₽": "RUB",
    "₭": "LAK",
    "៛": "KHR",
    "ZŁ": "PLN",
    "KČ": "CZK",
    "RP": "IDR",
    "RM": "MYR",
    "RMB": "CNY",
    "US$": "USD",
    "CA$": "CAD",
    "C$": "CAD",
    "AU$": "AUD",
    "A$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "NT$": "TWD",
    "S$": "SGD",
    "R$": "BRL",
}

_CODES = (
    "AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK"
    " JOD JPY KES KHR KRW KWD LAK LKR MAD MMK MOP MXN MYR NGN NOK NPR NZD OMR PEN PHP PKR PLN PYG"
    " QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU VND ZAR"
).split()

CURRENCY_OF_MARK: dict[str, str] = _SIGNS | {code: code for code in _CODES}

# Shops write these without decimals, so three digits behind a dot are thousands.
WITHOUT_DECIMALS = frozenset("VND JPY KRW IDR LAK KHR MMK CLP COP PYG ISK".split())
WITH_THREE_DECIMALS = frozenset("BHD JOD KWD OMR TND".split())
