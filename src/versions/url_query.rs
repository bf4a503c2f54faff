//! Which parameters of an address say what is read, and which say who reads it, from where, and how.

/// Parameters that are never a part of what is read: campaigns, referrers, sessions, forms of the page. Sorted.
const NOISE: &[&str] = &[
    "_",
    "_amp",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "_openstat",
    "_r",
    "access_token",
    "accesstoken",
    "action",
    "ad",
    "algorithm",
    "algotrack",
    "amp",
    "amp_gsa",
    "amp_js_v",
    "ampcf",
    "ampmode",
    "aoh",
    "assetid_ref",
    "buid",
    "cache",
    "campaign",
    "campaign_id",
    "campaignid",
    "clicktime",
    "cmp",
    "cmpid",
    "cn",
    "comment_id",
    "comment_page",
    "commentid",
    "commentpage",
    "comments",
    "comments_page",
    "cpage",
    "cvid",
    "dclid",
    "dicbo",
    "display",
    "dlcid",
    "dom",
    "ei",
    "embed",
    "emc",
    "enterid",
    "epik",
    "esp",
    "et",
    "fb",
    "fbclid",
    "feature",
    "feed",
    "feedname",
    "feedtype",
    "fr",
    "from",
    "from_source",
    "fromapp",
    "ftcamp",
    "gad",
    "gbraid",
    "gclid",
    "gclsrc",
    "gi",
    "gift",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "hl",
    "icid",
    "icmp",
    "ico",
    "ignorelogin",
    "igsh",
    "igshid",
    "intcid",
    "intcmp",
    "intlink",
    "iref",
    "is_amp",
    "isappinstalled",
    "isprint",
    "ito",
    "jsessionid",
    "layout",
    "leadsource",
    "link_source",
    "linkid",
    "lipi",
    "mbid",
    "mc_cid",
    "mc_eid",
    "medium",
    "mibextid",
    "mkt_tok",
    "mktcid",
    "mobile",
    "msclkid",
    "mtrref",
    "nb",
    "ncid",
    "nclid",
    "newsfeed",
    "newsletter",
    "nocache",
    "nomobile",
    "noredirect",
    "ns",
    "nsukey",
    "numpages",
    "oborigurl",
    "ocid",
    "origin",
    "output",
    "outputtype",
    "pagewanted",
    "partner",
    "phpsessid",
    "platform",
    "print",
    "printable",
    "printarticle",
    "printfriendly",
    "printmode",
    "printpage",
    "printview",
    "r",
    "rcm",
    "rdr",
    "reason",
    "recid",
    "redirect",
    "ref",
    "ref_",
    "ref_src",
    "ref_url",
    "refer",
    "referer",
    "referral",
    "referrer",
    "reflink",
    "refresh",
    "reload",
    "replytocom",
    "rnd",
    "rss",
    "s_cid",
    "sc_src",
    "scene",
    "scrolla",
    "sessionid",
    "sh",
    "share",
    "share_id",
    "share_token",
    "shared",
    "sharetoken",
    "sharetype",
    "show_comments",
    "showcomments",
    "single_page",
    "singlepage",
    "smcx",
    "smid",
    "smprod",
    "smtyp",
    "soc_src",
    "soc_trk",
    "source",
    "spm",
    "sr_share",
    "src",
    "sref",
    "srnd",
    "taid",
    "tblci",
    "tbm",
    "template",
    "theme",
    "ticket",
    "time",
    "timestamp",
    "tmpl",
    "total",
    "totalpages",
    "tracking",
    "trackingid",
    "traffic_source",
    "trk",
    "ts",
    "tsrc",
    "ttclid",
    "twclid",
    "unlocked_article_code",
    "usg",
    "usqp",
    "ved",
    "via",
    "view",
    "wbraid",
    "wpisrc",
    "wpmm",
    "wprov",
    "wt_mc",
    "xid",
    "xtor",
    "xtref",
    "yclid",
    "zanpid",
];

/// How the names of families of them begin.
const FAMILIES: &[&str] = &[
    "utm_",
    "utm-",
    "mtm_",
    "pk_",
    "piwik_",
    "matomo_",
    "hsa_",
    "at_",
    "fb_",
    "ga_",
    "gad_",
    "mc_",
    "oly_",
    "vero_",
    "wt_",
    "wt.",
    "itm_",
    "cm_",
    "trk_",
    "ns_",
    "gaa_",
    "guce_",
    "amp_",
    "ref_",
    "src_",
    "share_",
    "sns_",
    "xtor",
    "aff_",
    "bxid",
    "algolia_",
    "campaign_",
    "intcmp",
    "_hs",
    "__",
    "_x_tr_",
    "sara_",
    "li_",
    "scrlybrkr",
];

/// Of these, one or two digits and "all" are a page of an article; more is an article.
const PAGES: &[&str] = &["page", "pagina", "seite", "paged"];

/// Whether a parameter is no part of what is read.
fn is_noise(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let name = name.strip_prefix("amp;").unwrap_or(name).to_ascii_lowercase();
    let is_page = PAGES.contains(&name.as_str())
        && (value.len() <= 2 && value.bytes().all(|b| b.is_ascii_digit())
            || matches!(value, "all" | "full" | "print"));
    // "maca=de-rss-de-all", "cid=rss": where it was found
    let is_of_feed = value.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("rss"));
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    // "view=print" is a form, "view=302114" an article; "m=1" is the form for telephones
    if name == "view" && is_number && value.len() > 1 {
        return false;
    }
    is_of_feed
        || name == "m" && value == "1"
        || NOISE.binary_search(&name.as_str()).is_ok()
        || FAMILIES.iter().any(|family| name.starts_with(family))
        || is_page
        // "?1730707800": against caches
        || (!parameter.contains('=') && matches!(name.as_str(), "" | "print" | "full"))
}

/// The parameters that say what is read, sorted, with their question mark.
pub(super) fn naming_query(query: &str) -> String {
    if query.is_empty() {
        return String::new();
    }
    let mut kept: Vec<&str> = query
        .split(['&', ';'])
        .map(|parameter| parameter.strip_prefix("amp;").unwrap_or(parameter))
        .filter(|parameter| !is_noise(parameter) && !parameter.ends_with('='))
        .collect();
    kept.sort_unstable();
    kept.dedup();
    if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) }
}

/// The fragment that says what is read, with its number sign: a route ("#/article/1", "#!news=7"), parameters, or, where there is no
/// path (`is_front`), a name with a number. Others are places in the page.
pub(super) fn naming_fragment(fragment: &str, is_front: bool) -> String {
    let fragment = fragment.trim_end_matches('/');
    let bare = fragment.trim_start_matches(['!', '/']);
    let is_route = fragment.len() > bare.len() && !bare.is_empty();
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    if fragment.starts_with(":~:") {
        String::new()
    } else if is_route {
        let (route, query) = bare.split_once('?').unwrap_or((bare, ""));
        let query = naming_query(query);
        if is_noise(route) { String::new() } else { format!("#/{route}{query}") }
    } else if bare.contains('=') {
        let query = naming_query(bare);
        query.strip_prefix('?').map(|named| format!("#{named}")).unwrap_or_default()
    } else if is_front && digits >= 2 {
        format!("#{bare}")
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_known_and_all_else_names() {
        assert!(NOISE.is_sorted());
        for noise in [
            "utm_source=rss",
            "fbclid=x",
            "ref=home",
            "at_medium=RSS",
            "output=amp",
            "cmp=x",
            "smid=tw-share",
            "share=1",
            "ncid=rss",
            "amp;utm_source=x",
            "page=2",
            "print",
            "CMP=twt_gu",
            "ns_mchannel=social",
            "xtor=RSS-1",
            "maca=de-rss-de-all-1119-xml",
            "cid=rss",
            "share=twitter&nb=1",
            "view=print",
            "m=1",
            "_=1484726400",
            "page=2&total=5",
            "_x_tr_sl=de&_x_tr_tl=en",
        ] {
            assert_eq!(naming_query(noise), "", "{noise}");
        }
        for (query, kept) in [
            ("id=7&utm_source=rss", "?id=7"),
            ("SerialNo=79489", "?SerialNo=79489"),
            ("mode=LSD&aid=0014529011&mid=sec", "?aid=0014529011&mid=sec&mode=LSD"),
            ("idxno=302131", "?idxno=302131"),
            ("p=12", "?p=12"),
            ("view=302114", "?view=302114"),
            ("m=302114", "?m=302114"),
            ("page=ferry-sinks", "?page=ferry-sinks"),
            ("article_12", "?article_12"),
            ("id=", ""),
        ] {
            assert_eq!(naming_query(query), kept, "{query}");
        }
    }

    #[test]
    fn fragments() {
        for (fragment, is_front, kept) in [
            ("/article/8812", false, "#/article/8812"),
            ("!/article/8812/", false, "#/article/8812"),
            ("!news=7", false, "#/news=7"),
            ("id=7&utm_source=x", false, "#id=7"),
            ("xtor=RSS-3208", false, ""),
            ("comments", false, ""),
            ("comment-123", false, ""),
            ("article-8812", true, "#article-8812"),
            ("0", true, ""),
            (":~:text=ferry%20sinks", false, ""),
            ("", true, ""),
        ] {
            assert_eq!(naming_fragment(fragment, is_front), kept, "{fragment}");
        }
    }
}
