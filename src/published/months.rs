//! Names of months and of days of the week, in the languages of the product.

use std::sync::LazyLock;

/// From January on. Small letters without accents; English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish,
/// Norwegian, Finnish, Polish, Czech, Romanian, Hungarian, Turkish, Indonesian, Russian, Ukrainian, Greek, Arabic, Hebrew, Hindi.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "januar",
        "jänner",
        "janner",
        "janvier",
        "enero",
        "gennaio",
        "janeiro",
        "januari",
        "tammikuu",
        "stycznia",
        "styczen",
        "leden",
        "ledna",
        "ianuarie",
        "ocak",
        "январь",
        "января",
        "січень",
        "січня",
        "ιανουαριος",
        "ιανουαριου",
        "يناير",
        "ينار",
        "ינואר",
        "जनवरी",
    ],
    &[
        "february",
        "februar",
        "feber",
        "fevrier",
        "febrero",
        "febbraio",
        "fevereiro",
        "februari",
        "helmikuu",
        "lutego",
        "luty",
        "unor",
        "unora",
        "februarie",
        "subat",
        "февраль",
        "февраля",
        "лютий",
        "лютого",
        "φεβρουαριος",
        "φεβρουαριου",
        "فبراير",
        "פברואר",
        "फरवरी",
    ],
    &[
        "march",
        "mar",
        "marz",
        "maerz",
        "mrz",
        "mars",
        "marzo",
        "marco",
        "maart",
        "mrt",
        "marts",
        "maaliskuu",
        "marca",
        "marzec",
        "brezen",
        "brezna",
        "martie",
        "marcius",
        "mart",
        "maret",
        "март",
        "марта",
        "березень",
        "березня",
        "μαρτιος",
        "μαρτιου",
        "مارس",
        "מרץ",
        "मार्च",
    ],
    &[
        "april",
        "avril",
        "abril",
        "aprile",
        "aprill",
        "huhtikuu",
        "kwietnia",
        "kwiecien",
        "duben",
        "dubna",
        "aprilie",
        "aprilis",
        "nisan",
        "апрель",
        "апреля",
        "квітень",
        "квітня",
        "απριλιος",
        "απριλιου",
        "أبريل",
        "ابريل",
        "אפריל",
        "अप्रैल",
    ],
    &[
        "may",
        "mai",
        "mayo",
        "maggio",
        "maio",
        "mei",
        "maj",
        "maja",
        "toukokuu",
        "kveten",
        "kvetna",
        "majus",
        "mayis",
        "май",
        "мая",
        "травень",
        "травня",
        "μαιος",
        "μαιου",
        "مايو",
        "מאי",
        "मई",
    ],
    &[
        "june",
        "juni",
        "juin",
        "junio",
        "giugno",
        "junho",
        "kesakuu",
        "czerwca",
        "czerwiec",
        "cerven",
        "cervna",
        "iunie",
        "junius",
        "haziran",
        "июнь",
        "июня",
        "червень",
        "червня",
        "ιουνιος",
        "ιουνιου",
        "يونيو",
        "יוני",
        "जून",
    ],
    &[
        "july",
        "juli",
        "juillet",
        "julio",
        "luglio",
        "julho",
        "heinakuu",
        "lipca",
        "lipiec",
        "cervenec",
        "cervence",
        "iulie",
        "julius",
        "temmuz",
        "июль",
        "июля",
        "липень",
        "липня",
        "ιουλιος",
        "ιουλιου",
        "يوليو",
        "יולי",
        "जुलाई",
    ],
    &[
        "august",
        "aout",
        "agosto",
        "augustus",
        "augusti",
        "elokuu",
        "sierpnia",
        "sierpien",
        "srpen",
        "srpna",
        "augusztus",
        "agustos",
        "agustus",
        "август",
        "августа",
        "серпень",
        "серпня",
        "αυγουστος",
        "αυγουστου",
        "أغسطس",
        "اغسطس",
        "אוגוסט",
        "अगस्त",
    ],
    &[
        "september",
        "septembre",
        "septiembre",
        "setiembre",
        "settembre",
        "setembro",
        "syyskuu",
        "wrzesnia",
        "wrzesien",
        "zari",
        "septembrie",
        "szeptember",
        "eylul",
        "сентябрь",
        "сентября",
        "вересень",
        "вересня",
        "σεπτεμβριος",
        "σεπτεμβριου",
        "سبتمبر",
        "ספטמבר",
        "सितंबर",
    ],
    &[
        "october",
        "oktober",
        "octobre",
        "octubre",
        "ottobre",
        "outubro",
        "lokakuu",
        "pazdziernika",
        "pazdziernik",
        "rijen",
        "rijna",
        "octombrie",
        "ekim",
        "октябрь",
        "октября",
        "жовтень",
        "жовтня",
        "οκτωβριος",
        "οκτωβριου",
        "أكتوبر",
        "اكتوبر",
        "אוקטובר",
        "अक्टूबर",
    ],
    &[
        "november",
        "novembre",
        "noviembre",
        "novembro",
        "marraskuu",
        "listopada",
        "listopad",
        "listopadu",
        "noiembrie",
        "kasim",
        "ноябрь",
        "ноября",
        "листопад",
        "листопада",
        "νοεμβριος",
        "νοεμβριου",
        "نوفمبر",
        "נובמבר",
        "नवंबर",
    ],
    &[
        "december",
        "dezember",
        "decembre",
        "diciembre",
        "dicembre",
        "dezembro",
        "joulukuu",
        "grudnia",
        "grudzien",
        "prosinec",
        "prosince",
        "decembrie",
        "desember",
        "aralik",
        "декабрь",
        "декабря",
        "грудень",
        "грудня",
        "δεκεμβριος",
        "δεκεμβριου",
        "ديسمبر",
        "דצמבר",
        "दिसंबर",
    ],
];

/// From Monday on, as [`MONTHS`].
const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "montag", "lundi", "lunes", "lunedi", "segunda", "maandag", "mandag", "понедельник"],
    &[
        "tuesday",
        "dienstag",
        "mardi",
        "martes",
        "martedi",
        "terca",
        "dinsdag",
        "tirsdag",
        "tisdag",
        "вторник",
    ],
    &["wednesday", "mittwoch", "mercredi", "miercoles", "mercoledi", "quarta", "woensdag", "onsdag", "среда"],
    &["thursday", "donnerstag", "jeudi", "jueves", "giovedi", "quinta", "donderdag", "torsdag", "четверг"],
    &["friday", "freitag", "vendredi", "viernes", "venerdi", "sexta", "vrijdag", "fredag", "пятница"],
    &["saturday", "samstag", "sonnabend", "samedi", "sabado", "sabato", "zaterdag", "lordag", "суббота"],
    &["sunday", "sonntag", "dimanche", "domingo", "domenica", "zondag", "sondag", "воскресенье"],
];

/// Names with the number of their list, sorted.
type Names = Vec<(&'static str, usize)>;

static MONTHS_BY_NAME: LazyLock<Names> = LazyLock::new(|| sorted(&MONTHS));
static WEEKDAYS_BY_NAME: LazyLock<Names> = LazyLock::new(|| sorted(&WEEKDAYS));

fn sorted(lists: &[&[&'static str]]) -> Names {
    let numbered = lists.iter().enumerate().flat_map(|(at, names)| names.iter().map(move |&name| (name, at)));
    let mut names: Names = numbered.collect();
    names.sort_unstable();
    names
}

/// The month that a word names, from 1: a whole name, or the beginning of the names of one month only, three letters or more.
pub fn month(word: &str) -> Option<i8> {
    let found = only(&MONTHS_BY_NAME, word).or_else(|| only(&MONTHS_BY_NAME, &bare(word)?));
    found.and_then(|at| i8::try_from(at + 1).ok())
}

/// A name without its ending or its preposition: "marraskuuta", "בנובמבר"; with a dot on every "i", as "Kasım" is written elsewhere.
fn bare(word: &str) -> Option<String> {
    let finnish = word.strip_suffix("ta").filter(|rest| rest.ends_with("kuu"));
    let hebrew = word.strip_prefix('ב').filter(|rest| rest.chars().count() > 2);
    match finnish.or(hebrew) {
        Some(rest) => Some(rest.to_owned()),
        None => word.contains('ı').then(|| word.replace('ı', "i")),
    }
}

/// The day of the week that a word names, from 0 for Monday.
pub(super) fn weekday(word: &str) -> Option<i8> {
    only(&WEEKDAYS_BY_NAME, word).and_then(|at| i8::try_from(at).ok())
}

fn only(names: &[(&str, usize)], word: &str) -> Option<usize> {
    let begun = &names[names.partition_point(|&(name, _)| name < word)..];
    let &(first, list) = begun.first()?;
    if first == word {
        return Some(list);
    }
    let mut begun = begun.iter().take_while(|(name, _)| name.starts_with(word));
    (first.starts_with(word) && word.chars().nth(2).is_some() && begun.all(|&(_, other)| other == list))
        .then_some(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_name_one_month() {
        for (number, short) in [
            (1, "jan janv ene gen sty oca янв"),
            (2, "feb fev fevr febb lut фев"),
            (3, "mar mars mrt marz mrz мар"),
            (4, "apr avr abr kwi апр"),
            (5, "may mai mag mei maj май мая"),
            (6, "jun juin giu июн"),
            (7, "jul juil lug июл"),
            (8, "aug ago aout sie авг"),
            (9, "sep sept set sett сен сент"),
            (10, "oct okt ott out paz окт"),
            (11, "nov lis ноя нояб"),
            (12, "dec dez dic dicembre gru дек"),
        ] {
            for word in short.split(' ') {
                assert_eq!(month(word), Some(number), "{word}");
            }
        }
        for word in ["jui", "ju", "moon", "at", ""] {
            assert_eq!(month(word), None, "{word}");
        }
        assert_eq!(
            (weekday("mon"), weekday("dim"), weekday("dom"), weekday("mar")),
            (Some(0), Some(6), Some(6), Some(1))
        );
    }
}
