"""Small invented exports of Etsy and eBay, under their real header lines, and their answers."""

from tests.ingest import platform_headers as headers
from tests.ingest.platform_export import Export, table

EBAY_DE = headers.columns(
    "Verkaufsprotokollnummer|Bestellnummer|Nutzername des Käufers|Name des Käufers|Artikelnummer"
    "|Angebotstitel|Bestandseinheit|Anzahl|Verkauft für|Verpackung und Versand|Gesamtbetrag"
    "|Verkauft am|Zahlungsdatum"
)
EBAY_DE_TOTALS = headers.columns(
    "Verkaufsprotokollnummer|Bestellnummer|Gesamtbetrag|Verkauft am|Zahlungsdatum"
    "|Nutzername des Käufers|Name des Käufers"
)

MARKETPLACES = {
    "etsy sold orders": Export(
        "etsy_sold_orders",
        headers.ETSY_ORDERS,
        table(
            "Sale Date | Order ID | Buyer User ID | Full Name | Number of Items | Currency"
            " | Order Value | Discount Amount | Shipping | Sales Tax | Order Total"
            " | Adjusted Order Total | Buyer",
            "01/02/26 | 11 | annlee | Ann Lee | 2 | USD | 50.00 | 5.00 | 6.00 | 4.00 | 55.00 | 0.00"
            " | Ann Lee",
            "01/03/26 | 12 | bofox | Bo Fox | 1 | USD | 20.00 | 0.00 | 0.00 | 0.00 | 20.00 | 12.50"
            " | Bo Fox",
            "02/04/26 | 13 | annlee | Ann Lee | 1 | USD | $1,030.00 | 0.00 | 0.00 | 0.00"
            " | $1,030.00 | 0.00 | Ann Lee",
            "02/05/26 | 14 |  |  | 1 | USD | 10.00 | 0.00 | 0.00 | 0.00 | 10.00 | 0.00 | ",
        ),
        (4, 4, 3, 2, "1097.50"),
        {},
        "2026-01-02",
    ),
    "etsy sold order items": Export(
        "etsy_sold_order_items",
        headers.ETSY_ITEMS,
        table(
            "Sale Date | Item Name | Buyer | Quantity | Price | Discount Amount | Order Shipping"
            " | Item Total | Currency | Transaction ID | Listing ID | Order ID",
            "03/02/24 | Print A5, encadré | acheteur | 2 | 12,00 | 4,00 | 4,50 | 24,00 | EUR"
            " | 1 | 9 | 31",
            "03/02/24 | Card | acheteur | 1 | 5,50 | 0,00 | 4,50 | 5,50 | EUR | 2 | 8 | 31",
            "03/05/24 | Card | coolbuyer42 | 1 | 5,50 | 0,00 | 4,50 | 5,50 | EUR | 3 | 8 | 32",
            "04/06/24 | Card | acheteur | 3 | 5,50 | 0,00 | 4,50 | 16,50 | EUR | 4 | 8 | 33",
        ),
        (3, 3, 3, 2, "47.50"),
        {},
        "2024-03-02",
    ),
    "ebay": Export(
        "ebay_orders",
        headers.EBAY,
        table(
            "Sales Record Number | Order Number | Buyer Username | Item Number | Item Title"
            " | Quantity | Sold For | Shipping And Handling | Total Price | Sale Date",
            "112 | 24-1 | kim |  |  | 3 | $940.00 | $5.97 | $945.97 | Jul-25-26",
            "113 | 24-1 |  | 9001 | Card | 1 | $900.00 |  |  | Jul-25-26",
            "114 | 24-1 |  | 9002 | Sleeve | 2 | $20.00 |  |  | Jul-25-26",
            "115 | 24-2 | lee | 9002 | Sleeve | 1 | $20.00 | $5.97 | $25.97 | Jul-26-26",
            "116 | 24-3 | kim | 9002 | Sleeve | 2 | $20.00 | $5.97 | $45.97 | Aug-02-26",
        ),
        (3, 3, 3, 2, "1000.00"),
        {},
        "2026-07-25",
        before="sep=,\r\n\r\n",
        after="\r\n5 record(s) downloaded\r\nSeller ID : inventedseller\r\n",
    ),
    "ebay de": Export(
        "ebay_orders_de",
        EBAY_DE,
        table(
            "Verkaufsprotokollnummer | Bestellnummer | Nutzername des Käufers | Name des Käufers"
            " | Artikelnummer | Angebotstitel | Anzahl | Verkauft für | Verpackung und Versand"
            " | Gesamtbetrag | Verkauft am",
            "1 | 23-1 | kim | -- | 9 | Lüfter | 2 | 55,50 € | 5,99 € | 116,99 € | 10-Dez-25",
            "2 | 23-2 | lee | -- | 9 | Lüfter | 1 | 55,50 € | 5,99 € | 61,49 € | 11-Dez-25",
            "3 | 23-3 | kim | -- | 9 | Lüfter | 1 | 1.055,50 € | 5,99 € | 1.061,49 € | 01-Mrz-26",
        ),
        (3, 3, 3, 2, "1222.00"),
        {},
        "2025-12-10",
        delimiter=";",
        after="\r\n3 Datensätze heruntergeladen\r\n",
    ),
    "ebay de without items": Export(
        "ebay_orders_de_totals",
        EBAY_DE_TOTALS,
        table(
            "Verkaufsprotokollnummer | Bestellnummer | Gesamtbetrag | Verkauft am | Zahlungsdatum"
            " | Nutzername des Käufers | Name des Käufers",
            "1 | 23-12345-12345 | 116,99 € | 10-Dez-25 | 10-Dez-25 | kim | --",
            "2 | 23-12345-12346 | 16,00 € | 11-Dez-25 | 11-Dez-25 | lee | --",
            "3 | 23-12345-12347 | 20,50 € | 12-Mai-26 | 12-Mai-26 | kim | --",
        ),
        (3, 3, 3, 2, "153.49"),
        {},
        "2025-12-10",
        delimiter=";",
    ),
}
