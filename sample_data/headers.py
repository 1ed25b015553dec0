"""Header lines of the export layouts the samples use, as the platforms write them."""


def columns(line: str) -> tuple[str, ...]:
    """The column names of a header line; bars stand between them, since some hold commas."""
    return tuple(line.split("|"))


SHOPEE_TH = columns(
    "หมายเลขคำสั่งซื้อ|สถานะการสั่งซื้อ|Hot Listing|เหตุผลในการยกเลิกคำสั่งซื้อ|"
    "สถานะการคืนเงินหรือคืนสินค้า|ชื่อผู้ใช้ (ผู้ซื้อ)|วันที่ทำการสั่งซื้อ|"
    "เวลาการชำระสินค้า|ช่องทางการชำระเงิน|ช่องทางการชำระเงิน (รายละเอียด)|แผนการผ่อนชำระ|"
    "ค่าธรรมเนียม (%)|ตัวเลือกการจัดส่ง|วิธีการจัดส่ง|*หมายเลขติดตามพัสดุ|"
    "วันที่คาดว่าจะทำการจัดส่งสินค้า|เวลาส่งสินค้า|เลขอ้างอิง Parent SKU|ชื่อสินค้า|"
    "เลขอ้างอิง SKU (SKU Reference No.)|ชื่อตัวเลือก|ราคาตั้งต้น|ราคาขาย|จำนวน|"
    "จำนวนที่ส่งคืน|ราคาขายสุทธิ|ส่วนลดจาก Shopee|โค้ดส่วนลดชำระโดยผู้ขาย|"
    "โค้ด Coins Cashback ชำระโดยผู้ขาย|"
    "โค้ดส่วนลดชำระโดย Shopee (เช่น โค้ดจากโปรแกรม ร้านโค้ดคุ้ม, โค้ดส่วนลด Shopee, "
    "โค้ดส่วนลด Shopee Mall)|โค้ดส่วนลด|เข้าร่วมแคมเปญ bundle deal หรือไม่|"
    "ส่วนลด bundle deal ชำระโดยผู้ขาย|ส่วนลด bundle deal ชำระโดย Shopee|"
    "ส่วนลดจากการใช้เหรียญ|โปรโมชั่นช่องทางชำระเงินทั้งหมด|ส่วนลดเครื่องเก่าแลกใหม่|"
    "โบนัสส่วนลดเครื่องเก่าแลกใหม่|ค่าคอมมิชชั่น|Transaction Fee|"
    "ราคาสินค้าที่ชำระโดยผู้ซื้อ (THB)|ค่าจัดส่งที่ชำระโดยผู้ซื้อ|"
    "ค่าจัดส่งที่ Shopee ออกให้โดยประมาณ|ค่าจัดส่งสินค้าคืน|ค่าบริการ|จำนวนเงินทั้งหมด|"
    "ค่าจัดส่งโดยประมาณ|โบนัสส่วนลดเครื่องเก่าแลกใหม่จากผู้ขาย|ชื่อผู้รับ|"
    "หมายเลขโทรศัพท์|หมายเหตุจากผู้ซื้อ|ที่อยู่ในการจัดส่ง|ประเทศ|จังหวัด|เขต/อำเภอ|"
    "รหัสไปรษณีย์|ประเภทคำสั่งซื้อ|เวลาที่ทำการสั่งซื้อสำเร็จ|บันทึก|"
    "ผู้ซื้อร้องขอใบกำกับภาษี|ประเภทใบกำกับภาษี|ชื่อ|ประเภทสาขา|ชื่อสาขา|รหัสประจำสาขา|"
    "ที่อยู่สำหรับออกใบกำกับภาษีแบบเต็มรูป|รายละเอียดที่อยู่|แขวง/ตำบล|เขต/อำเภอ|จังหวัด|"
    "รหัสไปรษณีย์|หมายเลขประจำตัวผู้เสียภาษี|หมายเลขโทรศัพท์สำหรับออกใบกำกับภาษี|"
    "อีเมลสำหรับรับใบกำกับภาษี"
)

WOOCOMMERCE = columns(
    "Order Number|Order Status|Order Date|Customer Note|First Name (Billing)|"
    "Last Name (Billing)|Company (Billing)|Address 1&2 (Billing)|City (Billing)|"
    "State Code (Billing)|Postcode (Billing)|Country Code (Billing)|Email (Billing)|"
    "Phone (Billing)|First Name (Shipping)|Last Name (Shipping)|Address 1&2 (Shipping)|"
    "City (Shipping)|State Code (Shipping)|Postcode (Shipping)|Country Code (Shipping)|"
    "Item #|SKU|Name|Product Variation|Quantity|Quantity (- Refund)|Item Cost|"
    "Order Line (w/o tax)|Order Line Tax|Order Line Total|Order Line Total Refunded|"
    "Order Line Total (- Refund)|Image URL|Coupon Code|Discount Amount|"
    "Discount Amount Tax|Payment Method Title|Coupons Used|Cart Discount Amount|"
    "Order Subtotal Amount|Order Tax Amount|Order Shipping Amount|Order Refund Amount|"
    "Order Total Amount|Order Total Tax Amount|Total items|Total products"
)

KIOTVIET = columns(
    "Chi nhánh|Mã hóa đơn|Thời gian|Mã khách hàng|Tên khách hàng|Điện thoại|Mã hàng|"
    "Tên hàng|Số lượng|Đơn giá|Thành tiền|Tổng tiền hàng|Khách cần trả|Khách đã trả"
)

TIKTOK_SHOP = columns(
    "Order ID|Order Status|Order Substatus|Cancelation/Return Type|Normal or Pre-order|"
    "SKU ID|Seller SKU|Product Name|Variation|Quantity|Sku Quantity of return|"
    "SKU Unit Original Price|SKU Subtotal Before Discount|SKU Platform Discount|"
    "SKU Seller Discount|SKU Subtotal After Discount|Shipping Fee After Discount|"
    "Original Shipping Fee|Shipping Fee Seller Discount|Shipping Fee Platform Discount|"
    "Payment platform discount|Taxes|Order Amount|Order Refund Amount|Created Time|"
    "Paid Time|RTS Time|Shipped Time|Delivered Time|Cancelled Time|Cancel By|"
    "Cancel Reason|Fulfillment Type|Warehouse Name|Tracking ID|Delivery Option|"
    "Shipping Provider Name|Buyer Message|Buyer Username|Recipient|Phone #|Country|"
    "Province|District|Commune|Detail Address|Additional address information|"
    "Payment Method|Weight(kg)|Product Category|Package ID|Seller Note|Checked Status|"
    "Checked Marked by"
)

SHOPIFY = columns(
    "Name|Email|Financial Status|Paid at|Fulfillment Status|Fulfilled at|"
    "Accepts Marketing|Currency|Subtotal|Shipping|Taxes|Total|Discount Code|"
    "Discount Amount|Shipping Method|Created at|Lineitem quantity|Lineitem name|"
    "Lineitem price|Lineitem compare at price|Lineitem sku|Lineitem requires shipping|"
    "Lineitem taxable|Lineitem fulfillment status|Billing Name|Billing Street|"
    "Billing Address1|Billing Address2|Billing Company|Billing City|Billing Zip|"
    "Billing Province|Billing Country|Billing Phone|Shipping Name|Shipping Street|"
    "Shipping Address1|Shipping Address2|Shipping Company|Shipping City|Shipping Zip|"
    "Shipping Province|Shipping Country|Shipping Phone|Notes|Note Attributes|"
    "Cancelled at|Payment Method|Payment Reference|Refunded Amount|Vendor|"
    "Outstanding Balance|Employee|Location|Device ID|Id|Tags|Risk Level|Source|"
    "Lineitem discount|Tax 1 Name|Tax 1 Value|Tax 2 Name|Tax 2 Value|Tax 3 Name|"
    "Tax 3 Value|Tax 4 Name|Tax 4 Value|Tax 5 Name|Tax 5 Value|Phone|Receipt Number|"
    "Duties|Billing Province Name|Shipping Province Name|Payment ID|Payment Terms Name|"
    "Next Payment Due At|Payment References"
)
