"""What shops write of an order in many languages, and what it means here."""

import pytest

from lib.ingest.recognise import status_words
from lib.ingest.status_phrases import phrases

SAID = {
    "returned": (
        "พัสดุตีกลับ|ลูกค้าปฏิเสธรับสินค้า|จัดส่งไม่สำเร็จ|ส่งคืนผู้ส่งแล้ว|khách không nhận hàng"
        "|đang chuyển hoàn|giao không thành công|bom hàng|annahme verweigert|zurück an absender"
        "|colis refusé|retour à l'expéditeur|rechazado por el cliente|no entregado"
        "|pengiriman gagal|ditolak pembeli|rto delivered|cod refused by customer|not delivered"
    ),
    "cancelled": "ยกเลิกโดยผู้ซื้อ|đã hủy bởi người mua|storno|commande annulée|pedido cancelado"
    "|pesanan dibatalkan|anulowane",
    "refunded": "คืนเงินสำเร็จ|hoàn tiền|erstattung|refund completed|refund selesai|reembolso",
    "partially_refunded": "คืนเงินบางส่วน|hoàn tiền một phần|teilweise erstattet"
    "|partiellement remboursée|parcialmente reembolsado",
    "pending": "ยังไม่ชำระเงิน|chưa thanh toán|nicht bezahlt|non payée|no pagado|belum dibayar",
    "failed": "การชำระเงินล้มเหลว|thanh toán thất bại|zahlung fehlgeschlagen|pembayaran gagal",
    "paid": "กำลังจัดส่ง|đang vận chuyển|zugestellt|en préparation|en camino|sedang dikirim|lunas",
}


@pytest.mark.parametrize("meaning", SAID)
def test_a_status_in_any_language_means_what_it_says(meaning: str) -> None:
    known = status_words()
    for said in SAID[meaning].split("|"):
        found = known.get(said) or phrases([said]).get(said)
        assert found == meaning, said


def test_what_did_not_happen_is_not_taken_as_done() -> None:
    said = ["cancel requested", "ขอยกเลิก", "chưa hoàn tiền", "no refund", "nicht storniert"]
    assert phrases(said) == {}


def test_no_word_means_two_things() -> None:
    assert all(word == word.lower() for word in status_words())
