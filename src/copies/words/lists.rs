// Words that are left out of shingles or do not end a sentence. Sorted by their bytes, case-folded, without apostrophes.

/// Days of the week.
const WEEKDAYS: &[&str] = &[
    "dienstag", "dimanche", "dinsdag", "domenica", "domingo", "donderdag", "donnerstag", "freitag",
    "friday", "giovedì", "jeudi", "jueves", "lundi", "lunedì", "lunes", "maandag", "mardi", "martedì",
    "martes", "mercoledì", "mercredi", "miercoles", "mittwoch", "miércoles", "monday", "montag", "quarta",
    "quinta", "sabado", "sabato", "samedi", "samstag", "saturday", "segunda-feira", "sexta", "sonnabend",
    "sonntag", "sunday", "sábado", "terça", "thursday", "tuesday", "vendredi", "venerdì", "viernes",
    "vrijdag", "wednesday", "woensdag", "zaterdag", "zondag",
];

/// When, seen from the day of printing.
const RELATIVE_DAYS: &[&str] = &[
    "amanhã", "ayer", "demain", "domani", "gestern", "gisteren", "heute", "hier", "hoje", "hoy", "ieri",
    "mañana", "morgen", "oggi", "ontem", "overnight", "today", "tomorrow", "tonight", "vandaag",
    "yesterday",
];

/// Honorifics and titles that some newsrooms print before a name and others leave out.
const HONORIFICS: &[&str] = &[
    "adm", "capt", "cmdr", "col", "dhr", "don", "dott", "doña", "dr", "frau", "gen", "gov", "herr", "hon",
    "lt", "m", "maj", "messrs", "mevr", "mlle", "mm", "mme", "mr", "mrs", "ms", "prof", "rep", "rev",
    "sen", "sgt", "sig", "signor", "signora", "sir", "sr", "sra", "srta",
];

/// Words after which a dot does not end a sentence, beside honorifics and initials.
const ABBREVIATIONS: &[&str] = &[
    "ala", "approx", "apr", "ariz", "ark", "aug", "ave", "blvd", "bzw", "ca", "calif", "co", "colo",
    "conn", "corp", "dec", "del", "dept", "det", "est", "etc", "feb", "fla", "ft", "ill", "inc", "ind",
    "jan", "jr", "jul", "jun", "kan", "ky", "la", "ltd", "mar", "mass", "md", "mich", "minn", "miss", "mo",
    "mont", "mt", "neb", "nev", "no", "nos", "nov", "nr", "oct", "okla", "ore", "pa", "pres", "sep",
    "sept", "st", "supt", "tenn", "tex", "u.s", "usw", "va", "vs", "vt", "wash", "wis", "wyo", "z.b",
];
