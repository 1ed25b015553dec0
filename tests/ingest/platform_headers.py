"""Header lines of order exports as the platforms write them; bars stand between the names."""


def columns(line: str) -> tuple[str, ...]:
    """The column names of a header line; bars, since some names hold commas."""
    return tuple(line.split("|"))


WOOCOMMERCE_ANALYTICS = columns(
    "Date|Order #|N. Revenue (formatted)|Status|Customer|Customer type|Product(s)|Items sold|"
    "Coupon(s)|Net Sales|Attribution"
)
WOOCOMMERCE_CUSTOMER_ORDER = columns(
    "order_id|order_number|date|status|shipping_total|shipping_tax_total|tax_total|cart_discount|"
    "order_discount|discount_total|order_total|payment_method|shipping_method|customer_id|"
    "billing_first_name|billing_last_name|billing_company|billing_email|billing_phone|"
    "billing_address_1|billing_address_2|billing_postcode|billing_city|billing_state|"
    "billing_country|shipping_first_name|shipping_last_name|shipping_address_1|"
    "shipping_address_2|shipping_postcode|shipping_city|shipping_state|shipping_country|"
    "shipping_company|customer_note|line_items|shipping_items|tax_items|coupons|order_notes"
)
SQUARESPACE = columns(
    "Order ID|Email|Financial Status|Paid at|Fulfillment Status|Fulfilled at|Currency|Subtotal|"
    "Shipping|Taxes|Amount Refunded|Total|Discount Code|Discount Amount|Shipping Method|"
    "Created at|Lineitem quantity|Lineitem name|Lineitem price|Lineitem sku|Lineitem variant|"
    "Lineitem requires shipping|Lineitem taxable|Lineitem fulfillment status|Billing Name|"
    "Billing Address1|Billing Address2|Billing City|Billing Zip|Billing Province|Billing Country|"
    "Billing Phone|Shipping Name|Shipping Address1|Shipping Address2|Shipping City|Shipping Zip|"
    "Shipping Province|Shipping Country|Shipping Phone|Cancelled at|Private Notes|Payment Method|"
    "Payment Reference"
)
WIX = columns(
    "Order number|Date created|Time|Fulfill by|Total order quantity|Contact email|"
    "Note from customer|Additional checkout info|Item|Variant|SKU|Qty|Quantity refunded|Price|"
    "Weight|Custom text|Deposit amount|Delivery method|Delivery time|Recipient name|"
    "Recipient phone|Recipient company name|Delivery country|Delivery state|Delivery state name|"
    "Delivery city|Delivery address|Delivery zip/postal code|Billing name|Billing phone|"
    "Billing company name|Delivery country|Delivery state|Delivery state name|Delivery city|"
    "Delivery address|Delivery zip/postal code|Payment status|Payment method|Coupon code|"
    "Gift card amount|Shipping rate|Total tax|Total|Currency|Refunded amount|Net amount|"
    "Additional fees|Fulfillment status|Tracking number|Fulfillment service|Shipping label"
)
MAGENTO = columns(
    "ID|Purchase Point|Purchase Date|Bill-to Name|Ship-to Name|Grand Total (Base)|"
    "Grand Total (Purchased)|Status|Billing Address|Shipping Address|Shipping Information|"
    "Customer Email|Customer Group|Subtotal|Shipping and Handling|Customer Name|Payment Method|"
    "Total Refunded|Allocated sources|Pickup Location Code|Braintree Transaction Source|"
    "Dispute State"
)
BIGCOMMERCE = columns(
    "Order ID|Customer ID|Customer Name|Customer Email|Customer Phone|Order Date|Order Status|"
    "Subtotal (inc tax)|Subtotal (ex tax)|Tax Total|Shipping Cost (inc tax)|"
    "Shipping Cost (ex tax)|Ship Method|Handling Cost (inc tax)|Handling Cost (ex tax)|"
    "Order Total (inc tax)|Order Total (ex tax)|Payment Method|Total Quantity|Total Shipped|"
    "Date Shipped|Order Currency Code|Exchange Rate|Order Notes|Customer Message|"
    "Billing First Name|Billing Last Name|Billing Company|Billing Street 1|Billing Street 2|"
    "Billing Suburb|Billing State|Billing Zip|Billing Country|Billing Phone|Billing Email|"
    "Billing Purchase Order #|Shipping First Name|Shipping Last Name|Shipping Company|"
    "Shipping Street 1|Shipping Street 2|Shipping Suburb|Shipping State|Shipping Zip|"
    "Shipping Country|Shipping Phone|Shipping Email|Shipping Purchase Order #|Product Details|"
    "Store Credit Redeemed|Gift Certificate Amount Redeemed|Gift Certificate Code|"
    "Gift Certificate Expiration Date|Coupon Details|Refund Amount"
)
PRESTASHOP = columns("ID|Reference|New client|Delivery|Customer|Total|Payment|Status|Date")
ETSY_ORDERS = columns(
    "Sale Date|Order ID|Buyer User ID|Full Name|First Name|Last Name|Number of Items|"
    "Payment Method|Date Shipped|Street 1|Street 2|Ship City|Ship State|Ship Zipcode|"
    "Ship Country|Currency|Order Value|Coupon Code|Coupon Details|Discount Amount|"
    "Shipping Discount|Shipping|Sales Tax|Order Total|Status|Card Processing Fees|Order Net|"
    "Adjusted Order Total|Adjusted Card Processing Fees|Adjusted Net Order Amount|Buyer|"
    "Order Type|Payment Type|InPerson Discount|InPerson Location|SKU"
)
ETSY_ITEMS = columns(
    "Sale Date|Item Name|Buyer|Quantity|Price|Coupon Code|Coupon Details|Discount Amount|"
    "Shipping Discount|Order Shipping|Order Sales Tax|Item Total|Currency|Transaction ID|"
    "Listing ID|Date Paid|Date Shipped|Ship Name|Ship Address1|Ship Address2|Ship City|"
    "Ship State|Ship Zipcode|Ship Country|Order ID|Variations|Order Type|Listings Type|"
    "Payment Type|InPerson Discount|InPerson Location|VAT Paid by Buyer|SKU"
)
AMAZON = columns(
    "amazon-order-id|merchant-order-id|purchase-date|last-updated-date|order-status|"
    "fulfillment-channel|sales-channel|order-channel|url|ship-service-level|product-name|sku|"
    "asin|item-status|quantity|currency|item-price|item-tax|shipping-price|shipping-tax|"
    "gift-wrap-price|gift-wrap-tax|item-promotion-discount|ship-promotion-discount|ship-city|"
    "ship-state|ship-postal-code|ship-country|promotion-ids|is-business-order|"
    "purchase-order-number|price-designation"
)
EBAY = columns(
    "Sales Record Number|Order Number|Buyer Username|Buyer Name|Buyer Email|Buyer Note|"
    "Buyer Address 1|Buyer Address 2|Buyer City|Buyer State|Buyer Zip|Buyer Country|Ship To Name|"
    "Ship To Phone|Ship To Address 1|Ship To Address 2|Ship To City|Ship To State|Ship To Zip|"
    "Ship To Country|Item Number|Item Title|Custom Label|Sold Via Promoted Listings|Quantity|"
    "Sold For|Shipping And Handling|Seller Collected Tax|eBay Collected Tax|Total Price|"
    "eBay Collected Tax Included in Total|Payment Method|Sale Date|Paid On Date|Ship By Date|"
    "Minimum Estimated Delivery Date|Maximum Estimated Delivery Date|Shipped On Date|"
    "Feedback Left|Feedback Received|My Item Note|PayPal Transaction ID|Shipping Service|"
    "Tracking Number|Transaction ID|Variation Details|Global Shipping Program|"
    "Global Shipping Reference ID|Click And Collect|Click And Collect Reference Number|eBay Plus"
)
SQUARE_ITEMS = columns(
    "Date|Time|Time Zone|Category|Item|Qty|Price Point Name|SKU|Modifiers Applied|Gross Sales|"
    "Discounts|Net Sales|Tax|Transaction ID|Payment ID|Device Name|Notes|Details|Event Type|"
    "Location|Dining Option|Customer ID|Customer Name|Customer Reference ID|Unit|Count|GTIN|"
    "Itemization Type|Commission|Employee|Fulfillment Note|Channel|Token|Card Brand|PAN Suffix"
)
SQUARE_TRANSACTIONS = columns(
    "Date|Time|Time Zone|Gross Sales|Discounts|Net Sales|Gift Card Sales|Tax|Tip|Partial Refunds|"
    "Total Collected|Source|Card|Card Entry Methods|Cash|Square Gift Card|Other Tender|"
    "Other Tender Type|Other Tender Note|Fees|Net Total|Transaction ID|Payment ID|Card Brand|"
    "PAN Suffix|Device Name|Staff Name|Staff ID|Details|Description|Event Type|Location|"
    "Dining Option|Customer ID|Customer Name|Customer Reference ID|Device Nickname"
)
SHOPEE_VN = columns(
    "Mã đơn hàng|Mã Kiện Hàng|Ngày đặt hàng|Trạng Thái Đơn Hàng|Sản Phẩm Bán Chạy|Lý do hủy|"
    "Nhận xét từ Người mua|Mã vận đơn|Đơn Vị Vận Chuyển|Phương thức giao hàng|Loại đơn hàng|"
    "Ngày giao hàng dự kiến|Ngày gửi hàng|Thời gian giao hàng|Trạng thái Trả hàng/Hoàn tiền|"
    "SKU sản phẩm|Tên sản phẩm|Cân nặng sản phẩm|Tổng cân nặng|SKU phân loại hàng|"
    "Tên phân loại hàng|Giá gốc|Người bán trợ giá|Được Shopee trợ giá|"
    "Tổng số tiền được người bán trợ giá|Giá ưu đãi|Số lượng|Số lượng sản phẩm được hoàn trả|"
    "Tổng số tiền Người mua thanh toán|Tổng giá trị đơn hàng (VND)|Mã giảm giá của Shop|Hoàn Xu|"
    "Mã giảm giá của Shopee|Chỉ tiêu Combo Khuyến Mãi|Giảm giá từ combo Shopee|"
    "Giảm giá từ Combo của Shop|Shopee Xu được hoàn|"
    "Số tiền được giảm khi thanh toán bằng thẻ Ghi nợ|Trade-in Discount|Trade-in Bonus|"
    "Phí vận chuyển (dự kiến)|Trade-in Bonus by Seller|Phí vận chuyển mà người mua trả|"
    "Phí vận chuyển tài trợ bởi Shopee (dự kiến)|Phí vận chuyển trả hàng|"
    "Tổng số tiền người mua thanh toán|Thời gian hoàn thành đơn hàng|"
    "Thời gian đơn hàng được thanh toán|Phương thức thanh toán|Phí cố định|Phí Dịch Vụ|"
    "Phí thanh toán|Tiền ký quỹ|Người Mua|Tên Người nhận|Số điện thoại|Tỉnh/Thành phố|"
    "TP / Quận / Huyện|Quận|Địa chỉ nhận hàng|Quốc gia"
)
SHOPEE_VN_2023 = columns(
    "Mã đơn hàng|Mã Kiện Hàng|Ngày đặt hàng|Trạng Thái Đơn Hàng|Lý do hủy|Nhận xét từ Người mua|"
    "Mã vận đơn|Đơn Vị Vận Chuyển|Phương thức giao hàng|Loại đơn hàng|Ngày giao hàng dự kiến|"
    "Ngày gửi hàng|Thời gian giao hàng|Trạng thái Trả hàng/Hoàn tiền|SKU sản phẩm|Tên sản phẩm|"
    "Cân nặng sản phẩm|Tổng cân nặng|SKU phân loại hàng|Tên phân loại hàng|Giá gốc|"
    "Người bán trợ giá|Được Shopee trợ giá|Tổng số tiền được người bán trợ giá|Giá ưu đãi|"
    "Số lượng|Returned quantity|Tổng giá bán (sản phẩm)|Tổng giá trị đơn hàng (VND)|"
    "Mã giảm giá của Shop|Hoàn Xu|Mã giảm giá của Shopee|Chỉ tiêu Combo Khuyến Mãi|"
    "Giảm giá từ combo Shopee|Giảm giá từ Combo của Shop|Shopee Xu được hoàn|"
    "Số tiền được giảm khi thanh toán bằng thẻ Ghi nợ|Phí vận chuyển (dự kiến)|"
    "Phí vận chuyển mà người mua trả|Phí vận chuyển tài trợ bởi Shopee (dự kiến)|Phí trả hàng|"
    "Tổng số tiền người mua thanh toán|Thời gian hoàn thành đơn hàng|"
    "Thời gian đơn hàng được thanh toán|Phương thức thanh toán|Phí cố định|Phí Dịch Vụ|"
    "Phí thanh toán|Tiền ký quỹ|Người Mua|Tên Người nhận|Số điện thoại|Tỉnh/Thành phố|"
    "TP / Quận / Huyện|Quận|Địa chỉ nhận hàng|Quốc gia|Ghi chú"
)
LAZADA = columns(
    "orderItemId|orderType|Guarantee|deliveryType|lazadaId|sellerSku|lazadaSku|wareHouse|"
    "createTime|updateTime|rtsSla|ttsSla|orderNumber|invoiceRequired|invoiceNumber|deliveredDate|"
    "customerName|customerEmail|nationalRegistrationNumber|shippingName|shippingAddress|"
    "shippingAddress2|shippingAddress3|shippingAddress4|shippingAddress5|shippingPhone|"
    "shippingPhone2|shippingCity|shippingPostCode|shippingCountry|shippingRegion|billingName|"
    "billingAddr|billingAddr2|billingAddr3|billingAddr4|billingAddr5|billingPhone|billingPhone2|"
    "billingCity|billingPostCode|billingCountry|taxCode|branchNumber|taxInvoiceRequested|"
    "payMethod|paidPrice|unitPrice|sellerDiscountTotal|shippingFee|walletCredit|itemName|"
    "variation|cdShippingProvider|shippingProvider|shipmentTypeName|shippingProviderType|"
    "cdTrackingCode|trackingCode|trackingUrl|shippingProviderFM|trackingCodeFM|trackingUrlFM|"
    "promisedShippingTime|premium|status|buyerFailedDeliveryReturnInitiator|"
    "buyerFailedDeliveryReason|buyerFailedDeliveryDetail|buyerFailedDeliveryUserName|bundleId|"
    "bundleDiscount|refundAmount"
)
