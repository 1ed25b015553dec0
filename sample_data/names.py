"""Common names and places; every person in the samples is invented from them."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Thai names, each with its spelling in Latin letters after a slash."""
    return tuple((thai, latin) for thai, _, latin in (word.partition("/") for word in words(text)))


# The Latin letters are for mail addresses and user names.
THAI_FIRST = pairs(
    "สมชาย/somchai สมหญิง/somying กิตติ/kitti ณัฐพล/nattapon ธนพร/thanaporn ปิยะ/piya "
    "อรทัย/orathai วิชัย/wichai สุดา/suda มานะ/mana ชนิดา/chanida พิมพ์ชนก/pimchanok "
    "ภัทรพล/pattarapon ศิริพร/siriporn อนุชา/anucha กมล/kamon นภัสสร/napatsorn "
    "ธีระ/teera วรรณา/wanna จิราพร/jiraporn สุริยา/suriya เกศินี/kesinee ปรีชา/preecha "
    "รัตนา/rattana อภิชาติ/apichat บุษบา/butsaba ชัยวัฒน์/chaiwat ดวงใจ/duangjai "
    "เอกชัย/ekachai ฟ้าใส/fahsai กานดา/kanda ลลิตา/lalita มาลี/malee นิรันดร์/niran "
    "พรทิพย์/pornthip"
)
THAI_LAST = pairs(
    "ใจดี/jaidee ศรีสุข/srisuk ทองคำ/thongkam แสงจันทร์/saengjan วงศ์สว่าง/wongsawang "
    "บุญมา/boonma รุ่งเรือง/rungrueang สุขสันต์/suksan พงษ์ไพร/pongprai มั่นคง/mankong "
    "แก้วใส/kaewsai ดอกไม้/dokmai ชื่นบาน/chuenban ภูเขา/phukhao สายธาร/saitharn "
    "เพียรดี/piandee อ่อนหวาน/onwan ทะเลทอง/talaythong นาคะ/naka ประเสริฐ/prasert "
    "จันทร์เพ็ญ/janpen ไพรวัลย์/praiwan ยิ้มแย้ม/yimyam รักไทย/rakthai"
)
# Province, district, postcode, share of buyers.
THAI_PLACES = (
    ("กรุงเทพมหานคร", "จตุจักร", "10900", 34),
    ("กรุงเทพมหานคร", "บางรัก", "10500", 12),
    ("นนทบุรี", "เมืองนนทบุรี", "11000", 9),
    ("เชียงใหม่", "เมืองเชียงใหม่", "50000", 14),
    ("ขอนแก่น", "เมืองขอนแก่น", "40000", 8),
    ("ภูเก็ต", "เมืองภูเก็ต", "83000", 6),
    ("ชลบุรี", "ศรีราชา", "20110", 9),
    ("สงขลา", "หาดใหญ่", "90110", 8),
)

VIETNAMESE_FAMILY = words("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý")
VIETNAMESE_MIDDLE = words("Thị Ngọc Thanh Minh Thu Bảo Khánh Quỳnh Gia Hồng Kim Diệu")
VIETNAMESE_GIVEN = words(
    "Anh Linh Hương Trang Mai Lan Hà Thảo Ngân Vy Như Trâm Yến Phương Hạnh Nhung Dung Tú "
    "Châu Giang Hiền Loan My Oanh Quyên Tâm Uyên Xuân"
)
VIETNAMESE_PLAIN = words(
    "anh linh huong trang mai lan ha thao ngan vy nhu tram yen phuong hanh nhung dung tu "
    "chau giang hien loan my oanh quyen tam uyen xuan"
)
# Province, district, commune, share of buyers.
VIETNAMESE_PLACES = (
    ("Hồ Chí Minh", "Quận 1", "Phường Bến Nghé", 38),
    ("Hồ Chí Minh", "Quận Bình Thạnh", "Phường 25", 14),
    ("Hà Nội", "Quận Cầu Giấy", "Phường Dịch Vọng", 17),
    ("Đà Nẵng", "Quận Hải Châu", "Phường Hải Châu", 9),
    ("Cần Thơ", "Quận Ninh Kiều", "Phường An Khánh", 9),
    ("Bình Dương", "Thành phố Thủ Dầu Một", "Phường Phú Cường", 13),
)

BRITISH_FIRST = words(
    "Alice Amelia Ben Beth Callum Charlotte Daisy Daniel Ella Emily Ethan Fiona Florence "
    "George Grace Hannah Harry Isla Jack James Katie Leo Lily Lucy Martha Megan Nathan "
    "Noah Olivia Oscar Poppy Rhys Rosie Ruby Sam Sophie Thomas Toby William Zoe"
)
BRITISH_LAST = words(
    "Abbott Ainsworth Barker Bennett Carter Clarke Davies Ellis Evans Fletcher Gibson "
    "Hall Harris Hughes Jackson Kelly Lambert Lewis Marsh Morgan Nash Osborne Palmer "
    "Price Quinn Reid Roberts Shaw Spencer Taylor Turner Underwood Vincent Walker Wood "
    "Young"
)
# Country, province code, province, city, postcode, share of buyers. No postcode area XX exists.
BRITISH_PLACES = (
    ("GB", "ENG", "England", "London", "XX1 2AB", 30),
    ("GB", "ENG", "England", "Manchester", "XX2 3CD", 14),
    ("GB", "ENG", "England", "Bristol", "XX3 4EF", 14),
    ("GB", "SCT", "Scotland", "Edinburgh", "XX4 5GH", 12),
    ("GB", "WLS", "Wales", "Cardiff", "XX5 6JK", 8),
    ("GB", "NIR", "Northern Ireland", "Belfast", "XX6 7LM", 5),
    ("IE", "D", "Dublin", "Dublin", "D00 XX00", 8),
    ("US", "NY", "New York", "New York", "00000", 5),
    ("DE", "", "", "Berlin", "00000", 4),
)
