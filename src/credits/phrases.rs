//! The words around a newsroom's name that say what it is there for. Compared in lower case.

/// Before the author of a text.
pub(super) const BY: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "di",
    "da",
    "door",
    "av",
    "af",
    "de",
    "écrit par",
    "from",
    "text",
    "texte",
    "texto",
];

/// After an author's newsroom.
pub(super) const AFTER_BYLINE: &[&str] = &[
    "staff",
    "staff writer",
    "staff writers",
    "writer",
    "writers",
    "correspondent",
    "correspondents",
    "staff writer.",
    "news",
    "news service",
    "wire reports",
    "wire report",
    "reports",
    "staff reports",
    "staff report",
    "editor",
    "updated",
    "wire",
    "wire service",
    "agency",
];

/// Of a picture.
pub(super) const PICTURE: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "foto",
    "fotos",
    "picture",
    "pictures",
    "image",
    "images",
    "bild",
    "file",
    "handout",
    "pool",
    "getty",
    "video",
    "caption",
    "credit",
    "crédit",
    "illustration",
    "via",
    "archivo",
    "archives",
];

/// Of a text that several newsrooms worked on.
pub(super) const CONTRIBUTED: &[&str] = &[
    "contributed",
    "contributing",
    "with files from",
    "with reporting",
    "with material",
    "additional reporting",
    "with information from",
    "with wire",
    "compiled from",
    "material from",
    "mit material",
    "unter verwendung",
    "ont contribué",
    "a contribué",
    "avec",
    "con información",
    "con agencias",
    "contribuyó",
    "contribuyeron",
    "com informações",
    "ha collaborato",
    "hanno collaborato",
    "met medewerking",
    "bidrog",
    "reports from",
];

/// Of a text that was elsewhere before.
pub(super) const FIRST_PUBLISHED: &[&str] = &[
    "first published",
    "first appeared",
    "originally published",
    "originally appeared",
    "originally ran",
    "originally reported",
    "republished from",
    "reprinted from",
    "reprinted with permission",
    "erschien zuerst",
    "zuerst erschienen",
    "zuerst veröffentlicht",
    "publié initialement",
    "initialement publié",
    "publié à l'origine",
    "paru dans",
    "publicado originalmente",
    "publicado por primera vez",
    "originariamente pubblicato",
    "pubblicato originariamente",
    "eerder verschenen",
];

/// Of rights.
pub(super) const COPYRIGHT: &[&str] = &["©", "copyright", "(c)", "c.20", "c.19", "℗"];

/// Before the one who is to be named at the end of a text.
pub(super) const SOURCE: &[&str] =
    &["source", "sources", "quelle", "fuente", "fonte", "bron", "kilde", "källa", "via"];
