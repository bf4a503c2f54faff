//! What others call the fields of an article.

use std::sync::OnceLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

/// A field of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Id,
    Source,
    Url,
    Published,
    Modified,
    Author,
    Lang,
    Title,
    Text,
    /// When it was observed.
    Time,
    /// What is the same for all versions.
    Article,
    Story,
    CopyOf,
    VersionOf,
}

impl Field {
    /// How many there are.
    pub(crate) const COUNT: usize = Self::ALL.len();

    /// All of them, in the order of their numbers.
    pub(crate) const ALL: [Self; 14] = [
        Self::Id,
        Self::Source,
        Self::Url,
        Self::Published,
        Self::Modified,
        Self::Author,
        Self::Lang,
        Self::Title,
        Self::Text,
        Self::Time,
        Self::Article,
        Self::Story,
        Self::CopyOf,
        Self::VersionOf,
    ];

    /// What samestory calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Source => "source",
            Self::Url => "url",
            Self::Published => "published",
            Self::Modified => "modified",
            Self::Author => "author",
            Self::Lang => "lang",
            Self::Title => "title",
            Self::Text => "text",
            Self::Time => "time",
            Self::Article => "article",
            Self::Story => "story",
            Self::CopyOf => "copy_of",
            Self::VersionOf => "version_of",
        }
    }
}

/// A field that a name stands for, and how good a name it is: where a record has several, the lowest rank counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Synonym {
    pub(crate) field: Field,
    pub(crate) rank: u8,
}

/// Names without capitals and separators, by field and rank: those of samestory, of schema.org, of feeds, of news interfaces and of
/// the programs that collect news. The last ranks of a field are makeshifts: a summary is some text, a domain is some outlet.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Id,
        &[
            "id",
            "guid guidrendered objectid",
            "uuid identifier",
            "altids articleid storiesid newsid docid documentid itemid postid gkgrecordid recordid contentid",
            "memberid",
        ],
    ),
    (
        Field::Source,
        &[
            "source",
            "outlet outletname sourcename sourcetitle newssource newsoutlet",
            "publisher publishername sitename ogsitename metasitename sourcehostname medianame newspaper",
            "publication publicationname quelle fuente zeitung journal provider providername feedtitle feedname infosource infosources",
            "site website media mediaoutlet sourcecommonname channel",
            "domain domainname sourcedomain hostname host sourceid",
            "copyrightholder",
            "medium nachrichtenquelle fonte testata veículo veiculo jornal medio periódico periodico diario bron krant källa kilde \
             avis lähde źródło zródło gazeta zdroj sursă forrás kaynak gazete sumber источник издание сми джерело видання πηγή \
             εφημερίδα المصدر الصحيفة مصدر מקור सरोत 来源 來源 媒体 媒體 媒体名称 出典 媒体名 新聞社 언론사 매체 출처",
        ],
    ),
    (
        Field::Url,
        &[
            "url",
            "canonical canonicalurl canonicallink articleurl newsurl storyurl",
            "link permalink weburl pageurl articlelink newslink",
            "uri href documentidentifier webaddress",
            "originalurl sourceurl externalurl address",
            "memberurl",
            "weblink enlace lien collegamento länk lenke odkaz bağlantı bağlanti ссылка \
             посилання σύνδεσμος الرابط رابط קישור लिंक 链接 鏈接 連結 网址 網址 リンク 링크",
        ],
    ),
    (
        Field::Published,
        &[
            "published",
            "publishedat publisheddate publishdate publisheddatetime publicationdate publicationtime pubdate datepublish \
             datepublished publishedon publishedtime publishtime dateofpublication firstpublished firstpublishedat \
             webpublicationdate articlepublishedtime publishedutc publishedparsed pubtime dategmt publisheddategmt",
            "datum fecha dcdate issued postedat dateposted posteddate firstcreated releasedate",
            "datetime displaydate",
            "date articledate newsdate storydate",
            "timestamp seendate contentcreated",
            "createdat datecreated createddate created createdutc",
            "veröffentlicht erschienen veröffentlichungsdatum erscheinungsdatum datepublication datedepublication datedeparution \
             fechapublicación fechapublicacion fechadepublicación fechadepublicacion datapubblicazione datadipubblicazione \
             datapublicação datadepublicação datapublicacao publicatiedatum publiceringsdatum datapublikacji yayıntarihi \
             датапубликации датапублікації 发布时间 发布日期 發布時間 發布日期 发表时间 公開日 公開日時 配信日 配信日時 掲載日 등록일 발행일 게시일",
            "datapubblicata dato data tarih дата ημερομηνία التاريخ تاريخالنشر تاريخ תאריך दिनांक tanggal 日期 时间 時間 日付 日時 일자 날짜",
        ],
    ),
    (
        Field::Modified,
        &[
            "modified",
            "modifiedat datemodified datemodify modifieddate modifiedgmt lastmodified articlemodifiedtime modifiedtime",
            "updated updatedat dateupdated updateddate lastupdated lastupdate versioncreated contentmodified",
        ],
    ),
    (
        Field::Author,
        &[
            "author",
            "authors authorname authornames creator dccreator",
            "byline bylines by writer journalist",
            "autor autorin autoren verfasser auteur auteurs autores autora autore autori redactor periodista giornalista jornalista \
             författare forfatter kirjoittaja szerző yazar muhabir автор авторы автори журналист συντάκτης συγγραφέας \
             الكاتب المؤلف כותב लेखक penulis 作者 记者 記者 著者 執筆者 기자 기고자 저자 작성자",
        ],
    ),
    (
        Field::Lang,
        &[
            "lang",
            "language languagecode langcode inlanguage articlelanguage contentlanguage",
            "metalang locale detectedlanguage sprache langue idioma",
            "lingua língua taal språk sprog kieli język jazyk limbă nyelv dil язык мова γλώσσα اللغة שפה भाषा bahasa 语言 語言 言語 언어",
        ],
    ),
    (
        Field::Title,
        &[
            "title",
            "headline newstitle articletitle headlinetext newsheadline storytitle webtitle posttitle headlines",
            "heading hed hedline titel titre titulo título überschrift schlagzeile",
            "titular titolo manchete kop rubrik overskrift otsikko tytuł nagłówek titulek nadpis titlu cím başlık judul заголовок \
             название τίτλος العنوان عنوان כותרת शीरषक 标题 標題 题目 タイトル 見出し 題名 제목 기사제목",
            "pagetitle titlepage ogtitle titlerss",
        ],
    ),
    (
        Field::Text,
        &[
            "text",
            "body articlebody articletext articlecontent maintext fulltext bodytext contenttext newstext storytext \
             storybody plaintext fullcontent maincontent newscontent fullarticle",
            "content texto texte inhalt contenido contenu volltext artikeltext fließtext cuerpo contenuto testo conteúdo conteudo \
             tekst brödtext brødtekst teksti treść tresc obsah szöveg metin içerik isi teks текст содержание зміст κείμενο \
             περιεχόμενο النص المحتوى نص טקסט תוכן विवरण 正文 内容 內容 文章内容 全文 本文 記事本文 본문 내용 기사본문 rawtext cleantext cleanedtext bodies paragraphs",
            "bodyhtml bodyxhtml contenthtml contentencoded html",
            "description leadparagraph shortdescription summary abstract metadescription",
            "snippet excerpt lead standfirst trailtext descriptions teaser",
        ],
    ),
    (
        Field::Time,
        &["time", "observedat capturedat retrievedat", "uhrzeit heure hora orario klokkeslett godzina saat"],
    ),
    (Field::Article, &["article"]),
    (Field::Story, &["story"]),
    (Field::CopyOf, &["copyof"]),
    (Field::VersionOf, &["versionof"]),
];

/// What a name without capitals and separators stands for.
pub(super) fn known(plain: &str) -> Option<Synonym> {
    static TABLE: OnceLock<HashMap<&str, Synonym, RandomState>> = OnceLock::new();
    let of_field = |&(field, ranks): &(Field, &'static [&'static str])| {
        let of_rank = move |(rank, names): (usize, &'static &'static str)| {
            let rank = u8::try_from(rank).unwrap_or(u8::MAX);
            names.split_ascii_whitespace().map(move |name| (name, Synonym { field, rank }))
        };
        ranks.iter().enumerate().flat_map(of_rank)
    };
    TABLE.get_or_init(|| NAMES.iter().flat_map(of_field).collect()).get(plain).copied()
}

/// A name without capitals and separators: "pub_date", "Pub Date" and "pubDate" are one.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_one_field() {
        let mut seen = std::collections::HashSet::new();
        for name in
            NAMES.iter().flat_map(|(_, ranks)| *ranks).flat_map(|names| names.split_ascii_whitespace())
        {
            assert!(seen.insert(name), "{name} stands twice");
            assert_eq!(plain(name), name);
        }
        for field in Field::ALL {
            assert_eq!(known(&plain(field.name())), Some(Synonym { field, rank: 0 }));
            assert_eq!(Field::ALL[field as usize], field);
        }
    }

    #[test]
    fn separators_and_capitals_do_not_matter() {
        for (name, field) in [
            ("pubDate", Field::Published),
            ("Publish_Date", Field::Published),
            ("dc:creator", Field::Author),
            ("source.name", Field::Source),
            ("source-hostname", Field::Source),
            ("Article URL", Field::Url),
        ] {
            assert_eq!(known(&plain(name)).map(|synonym| synonym.field), Some(field), "{name}");
        }
        assert_eq!(known("socialimage"), None);
    }
}
