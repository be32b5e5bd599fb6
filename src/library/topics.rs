//! The topics that a segment may have: those of administrative reform (CCHC) and the rest of a commune station's
//! work. Counting by topic is the report's.

use TopicPart::{Other, Reform, ReformCore};

/// What a segment may be about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Topic {
    /// The name as sidecars write it; kept in ledgers for ever: add, never rename.
    pub slug: &'static str,
    /// The Vietnamese name.
    pub vi: &'static str,
    /// The English name.
    pub en: &'static str,
    /// To which part of the work it belongs.
    pub part: TopicPart,
}

/// To which part of a station's work a topic belongs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TopicPart {
    /// One of the seven contents on which the reform plan concentrates (section II.1).
    ReformCore,
    /// Another topic of administrative reform.
    Reform,
    /// Not administrative reform; never counted as such.
    Other,
}

impl Topic {
    /// Returns the topic with this slug.
    pub fn find(slug: &str) -> Option<&'static Self> {
        TOPICS.iter().find(|topic| topic.slug == slug)
    }

    /// Says whether it counts as administrative reform.
    pub fn is_reform(&self) -> bool {
        self.part != Other
    }
}

const fn topic(part: TopicPart, slug: &'static str, vi: &'static str, en: &'static str) -> Topic {
    Topic { slug, vi, en, part }
}

/// Every topic there is, those of administrative reform first, in the order in which reports list them.
pub const TOPICS: &[Topic] = &[
    topic(
        ReformCore,
        "chi-dao-dieu-hanh",
        "Công tác chỉ đạo, điều hành cải cách hành chính",
        "Direction and management of administrative reform",
    ),
    topic(
        ReformCore,
        "cai-cach-the-che",
        "Cải cách thể chế",
        "Institutional (legal) reform",
    ),
    topic(
        ReformCore,
        "cai-cach-tthc",
        "Cải cách thủ tục hành chính",
        "Administrative-procedure reform",
    ),
    topic(
        ReformCore,
        "cai-cach-to-chuc-bo-may",
        "Cải cách tổ chức bộ máy hành chính nhà nước",
        "Reform of the organisation of the administrative apparatus",
    ),
    topic(
        ReformCore,
        "cai-cach-che-do-cong-vu",
        "Cải cách chế độ công vụ",
        "Civil-service reform",
    ),
    topic(
        ReformCore,
        "cai-cach-tai-chinh-cong",
        "Cải cách tài chính công",
        "Public-finance reform",
    ),
    topic(
        ReformCore,
        "chinh-quyen-so",
        "Xây dựng và phát triển Chính quyền điện tử, chính quyền số",
        "E-government and digital government",
    ),
    topic(
        Reform,
        "y-nghia-muc-tieu",
        "Tầm quan trọng, ý nghĩa, mục tiêu, tác động của CCHC; chương trình, kế hoạch CCHC các cấp",
        "Importance, aims and impact of reform; programmes and plans",
    ),
    topic(
        Reform,
        "trach-nhiem-nguoi-dung-dau",
        "Vai trò, trách nhiệm của cấp ủy, người đứng đầu",
        "Role and responsibility of Party committees and heads of agencies",
    ),
    topic(
        Reform,
        "mo-hinh-dien-hinh",
        "Mô hình thí điểm, điển hình tiên tiến, sáng kiến CCHC",
        "Pilot models, good examples, initiatives",
    ),
    topic(
        Reform,
        "ket-qua-ton-tai",
        "Kết quả đạt được; tồn tại, hạn chế, nguyên nhân",
        "Results, shortcomings and causes",
    ),
    topic(
        Reform,
        "van-ban-moi",
        "Văn bản mới về CCHC của Trung ương, tỉnh, địa phương",
        "New legal and steering documents",
    ),
    topic(
        Reform,
        "pho-bien-phap-luat",
        "Tuyên truyền, phổ biến pháp luật về CCHC; cải cách lập pháp, tư pháp (lồng ghép)",
        "Legal dissemination on reform (combined topics)",
    ),
    topic(
        Reform,
        "cong-khai-tthc",
        "Công khai, cập nhật thủ tục hành chính; TTHC nội bộ",
        "Publishing and updating procedures",
    ),
    topic(
        Reform,
        "duong-day-nong-pakn",
        "Đường dây nóng, địa chỉ tiếp nhận phản ánh, kiến nghị",
        "Hotlines; receiving feedback and petitions",
    ),
    topic(
        Reform,
        "kiem-soat-tthc",
        "Kiểm soát thủ tục hành chính",
        "Control of administrative procedures",
    ),
    topic(
        Reform,
        "mot-cua",
        "Cơ chế một cửa, một cửa liên thông; Bộ phận Tiếp nhận và Trả kết quả",
        "One-stop shop and inter-agency one-stop shop",
    ),
    topic(
        Reform,
        "chi-nhan-truc-tuyen",
        "TTHC thực hiện thí điểm chỉ nhận hồ sơ trực tuyến",
        "Procedures accepted online only (pilot)",
    ),
    topic(
        Reform,
        "dvc-truc-tuyen",
        "Dịch vụ công trực tuyến toàn trình, một phần; Cổng Dịch vụ công quốc gia; thanh toán trực tuyến",
        "Online public services; national portal; online payment",
    ),
    topic(
        Reform,
        "buu-chinh-cong-ich",
        "Tiếp nhận, trả kết quả TTHC qua dịch vụ bưu chính công ích",
        "Public postal service for procedures",
    ),
    topic(
        Reform,
        "van-hoa-cong-so",
        "Tinh thần trách nhiệm, thái độ giao tiếp, ứng xử của cán bộ, công chức",
        "Conduct and attitude of officials",
    ),
    topic(
        Reform,
        "nang-luc-can-bo-cchc",
        "Đề án Tăng cường năng lực đội ngũ CBCC thực hiện CCHC 2022 - 2030; tập huấn, bồi dưỡng",
        "Capacity of reform staff 2022-2030; training",
    ),
    topic(
        Reform,
        "chuyen-doi-so",
        "Chuyển đổi số; văn bản điện tử, chữ ký số, văn phòng điện tử",
        "Digital transformation; e-documents, digital signature, e-office",
    ),
    topic(
        Reform,
        "de-an-06",
        "Đề án 06: dữ liệu dân cư, định danh và xác thực điện tử",
        "Project 06: population data, e-identification",
    ),
    topic(
        Reform,
        "chi-so-par-index",
        "Chỉ số cải cách hành chính (PAR INDEX)",
        "PAR Index",
    ),
    topic(
        Reform,
        "chi-so-sipas",
        "Chỉ số hài lòng về sự phục vụ hành chính (SIPAS)",
        "SIPAS satisfaction index",
    ),
    topic(
        Reform,
        "chi-so-ddci",
        "Chỉ số năng lực cạnh tranh (DDCI; PCI)",
        "Competitiveness index",
    ),
    topic(
        Reform,
        "chi-so-egi",
        "Chỉ số mức độ ứng dụng CNTT của cơ quan nhà nước (EGI)",
        "E-government (IT application) index",
    ),
    topic(
        Reform,
        "cchc-khac",
        "Nội dung CCHC khác",
        "Other reform content",
    ),
    topic(Other, "thoi-su", "Thời sự", "News"),
    topic(Other, "thong-bao", "Thông báo", "Notices"),
    topic(Other, "phap-luat", "Pháp luật", "Law"),
    topic(Other, "nong-nghiep", "Nông nghiệp", "Farming"),
    topic(Other, "y-te", "Y tế", "Health"),
    topic(Other, "an-ninh-trat-tu", "An ninh, trật tự", "Public order"),
    topic(
        Other,
        "phong-chong-thien-tai",
        "Phòng, chống thiên tai",
        "Natural disasters",
    ),
    topic(Other, "am-nhac", "Âm nhạc", "Music"),
    topic(Other, "tiep-am", "Tiếp âm", "Relay"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_topic_has_its_own_slug_and_both_names() {
        let slugs: BTreeSet<&str> = TOPICS.iter().map(|topic| topic.slug).collect();
        assert_eq!(slugs.len(), TOPICS.len());
        for topic in TOPICS {
            assert!(!topic.vi.is_empty() && !topic.en.is_empty(), "{topic:?}");
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(topic.slug.chars().all(plain), "{topic:?}");
        }
    }

    #[test]
    fn the_plan_names_seven_core_contents() {
        let core = TOPICS
            .iter()
            .filter(|topic| topic.part == ReformCore)
            .count();
        assert_eq!(core, 7);
    }

    #[test]
    fn music_is_not_reform() {
        assert!(Topic::find("dvc-truc-tuyen").unwrap().is_reform());
        assert!(!Topic::find("am-nhac").unwrap().is_reform());
        assert_eq!(Topic::find("Mot-cua"), None);
    }
}
