//! Credits in every place and language that a text has them in.

use super::author::author_newsrooms;
use super::credit::*;
use super::newsrooms::Newsrooms;

/// The roles found in a text, with the newsroom's name.
fn credits(body: &str) -> Vec<(CreditRole, String)> {
    let newsrooms = Newsrooms::builtin();
    find_credits(body, &newsrooms)
        .into_iter()
        .map(|c| (c.role, newsrooms.get(c.newsroom).unwrap().name.clone()))
        .collect()
}

const PROSE: &str =
    "Voters in the river towns went to the polls early on Tuesday. Turnout was high by noon, officials said.";

#[track_caller]
fn one(body: &str, role: CreditRole, name: &str) {
    assert_eq!(credits(body), [(role, name.to_owned())], "{body}");
}

#[test]
fn datelines() {
    for (start, name) in [
        ("ALGIERS, Algeria (AP) — ", "Associated Press"),
        ("LONDON, Oct 29 (Reuters) - ", "Reuters"),
        ("Paris (AFP) – ", "Agence France-Presse"),
        ("Berlin (dpa) - ", "Deutsche Presse-Agentur"),
        ("Madrid, EFE.- ", "EFE"),
        ("(AP) - ", "Associated Press"),
        ("WASHINGTON (The Associated Press) -- ", "Associated Press"),
        ("FORT ASHFORD, Pa. (AP) _ ", "Associated Press"),
        ("BERLIN (dpa) ", "Deutsche Presse-Agentur"),
        ("PARIS, Nov 4 (Reuters) ", "Reuters"),
        ("NEW DELHI, Nov 4 (PTI) ", "Press Trust of India"),
        ("BEIJING, Nov. 4 (Xinhua) -- ", "Xinhua"),
        ("SEOUL, Nov. 4 (Yonhap) -- ", "Yonhap"),
        ("Lisboa, 04 nov 2024 (Lusa) – ", "Lusa"),
        ("Madrid, 4 nov (EFE).- ", "EFE"),
        ("(ANSA) - ROMA, 4 NOV - ", "ANSA"),
        ("Wien (APA) - ", "Austria Presse Agentur"),
        ("Zürich/Bern (Keystone-SDA) – ", "Keystone-SDA"),
        ("Amsterdam (ANP) - ", "Algemeen Nederlands Persbureau"),
        ("МОСКВА, 4 ноября. /ТАСС/. ", "TASS"),
        ("МОСКВА, 4 ноя - РИА Новости. ", "RIA Novosti"),
        ("Киев. 4 ноября. УНИАН. ", "UNIAN"),
        ("WARSAW (PAP) ", "Polska Agencja Prasowa"),
        ("JAKARTA (ANTARA) - ", "Antara"),
        ("KUALA LUMPUR, Nov 4 (Bernama) -- ", "Bernama"),
        ("(서울=연합뉴스) 홍길동 기자 = ", "Yonhap"),
        ("新华社汉堡11月4日电（记者张三）", "Xinhua"),
        ("（中央社記者王小明漢堡4日電）", "Central News Agency"),
        ("【ハンブルク共同】", "Kyodo News"),
        ("【11月4日 AFP】", "Agence France-Presse"),
        ("هامبورغ (أ ف ب) - ", "Agence France-Presse"),
        ("HAMBURG (AA) - ", "Anadolu"),
        ("SYDNEY, Nov 4 AAP - ", "Australian Associated Press"),
        ("AP, NAIROBI — ", "Associated Press"),
        ("NAIROBI | AFP — ", "Agence France-Presse"),
        ("Genève (ats) - ", "Keystone-SDA"),
        ("Москва. 4 ноября. Интерфакс - ", "Interfax"),
        ("دبي في 4 نوفمبر / وام / ", "Emirates News Agency"),
        ("नई दिल्ली, 4 नवंबर (भाषा) ", "Press Trust of India"),
        ("［東京　４日　ロイター］ - ", "Reuters"),
        ("[東京 4日 ロイター] - ", "Reuters"),
        ("(Reuters) ", "Reuters"),
        ("Casablanca - MAP - ", "Maghreb Arabe Presse"),
        ("АСТАНА. КАЗИНФОРМ – ", "Kazinform"),
        ("القاهرة - رويترز: ", "Reuters"),
        ("（ロンドン共同）", "Kyodo News"),
        ("据新华社11月4日电", "Xinhua"),
    ] {
        one(&format!("{start}{PROSE}"), CreditRole::Dateline, name);
    }
}

#[test]
fn tails() {
    for (end, name) in [
        (" – AP", "Associated Press"),
        (" (Reuters)", "Reuters"),
        ("\n\n— Reuters", "Reuters"),
        ("\n\nAFP", "Agence France-Presse"),
        ("\nQuelle: dpa", "Deutsche Presse-Agentur"),
        (" /ANSA/", "ANSA"),
        (" -AP.", "Associated Press"),
        ("\n\n(SDA/kle)", "Keystone-SDA"),
        ("\n\ndpa/lby", "Deutsche Presse-Agentur"),
        (" (red, APA, 4.11.2024)", "Austria Presse Agentur"),
        ("\n\nPTI KVK SKY", "Press Trust of India"),
        ("\n\n(kle/sda)", "Keystone-SDA"),
        (" (ANI)", "Asian News International"),
        ("\nBron: ANP", "Algemeen Nederlands Persbureau"),
        ("\nFonte: Lusa", "Lusa"),
        ("\nИсточник: ТАСС", "TASS"),
        ("\n\n(From wires)", "Wire services"),
        ("\n\nKaynak: AA", "Anadolu"),
        ("\n\nΠηγή: ΑΠΕ-ΜΠΕ", "Athens News Agency"),
        ("\n\n来源：新华社", "Xinhua"),
        ("\n\n（共同）", "Kyodo News"),
        ("\n\n--IANS\n\nabc/def", "Indo-Asian News Service"),
        ("\n\nkle/haz (afp)", "Agence France-Presse"),
        ("\n\nIzvor: Hina", "HINA"),
        ("\n\nמקור: רויטרס", "Reuters"),
        ("\n\n来源：中国新闻网", "China News Service"),
        ("\n\nNguồn: TTXVN", "Vietnam News Agency"),
        ("\n\nSumber: ANTARA", "Antara"),
        ("\n\nReporting by Jane Roe in Ashford; Editing by John Doe", "Reuters"),
    ] {
        one(&format!("{PROSE} {PROSE}{end}"), CreditRole::Tail, name);
    }
}

#[test]
fn bylines() {
    for (line, name) in [
        ("By JANE ROE Associated Press", "Associated Press"),
        ("By Jane Roe, The New York Times", "The New York Times"),
        ("By The Associated Press", "Associated Press"),
        ("The Associated Press", "Associated Press"),
        ("Jane Roe, Associated Press", "Associated Press"),
        ("By Jane Roe and John Doe, Reuters staff writers", "Reuters"),
        ("Par l'AFP", "Agence France-Presse"),
        ("By PTI | Nov 04, 2024, 08:10 IST", "Press Trust of India"),
        ("Von Jana Roth, dpa", "Deutsche Presse-Agentur"),
        ("Redacción / EFE", "EFE"),
        ("Door: ANP", "Algemeen Nederlands Persbureau"),
        ("By Agencies", "Wire services"),
        ("Posted by AFP", "Agence France-Presse"),
        ("AP Writer Jane Roe", "Associated Press"),
        ("Publié le 4 novembre 2024 à 08h10 par AFP", "Agence France-Presse"),
        ("EFE | Madrid", "EFE"),
        ("EFE. Madrid", "EFE"),
        ("Da Reuters, em Londres", "Reuters"),
        ("Bron: ANP", "Algemeen Nederlands Persbureau"),
        ("AFP 4 نوفمبر 2024", "Agence France-Presse"),
        ("Door onze redactie/ANP", "Algemeen Nederlands Persbureau"),
        ("Associated Press | Jane Roe", "Associated Press"),
        ("Updated - November 04, 2024 08:10 am IST - PTI", "Press Trust of India"),
    ] {
        one(&format!("{line}\n\n{PROSE}"), CreditRole::Byline, name);
    }
}

#[test]
fn what_does_not_make_a_text_an_agencys() {
    let captions = [
        "A voter leaves the hall in Ashford, Tuesday, Nov. 6, 2012. (Jane Roe/AP)",
        "A voter leaves the hall. (AP Photo/Jane Roe)",
        "A voter leaves the hall. (Jane Roe, Reuters)",
        "A voter leaves the hall. (AP)",
        "Photo: Reuters",
        "Foto: dpa",
        "Text: Jana Roth; Fotos: Reuters",
        "Passengers at the quay. © AFP",
        "Passagiere am Kai. | Bild: dpa",
    ];
    for caption in captions {
        let found = credits(&format!("{caption}\n\n{PROSE}\n\n{PROSE}"));
        assert!(
            !found.is_empty() && found.iter().all(|(role, _)| *role == CreditRole::Picture),
            "{caption}: {found:?}"
        );
    }
    for end in [
        "The Associated Press contributed to this report.",
        "Jane Roe of Reuters contributed reporting from Ashford.",
        "With files from The Canadian Press",
        "Mit Material von dpa",
    ] {
        let found = credits(&format!("{PROSE}\n\n{PROSE}\n\n{end}"));
        assert!(
            !found.is_empty() && found.iter().all(|(role, _)| *role == CreditRole::Contribution),
            "{end}: {found:?}"
        );
    }
    for text in ["The mayor told Reuters that all was well.", "According to the AP, 40 towns voted.", "AP"] {
        assert_eq!(credits(&format!("{PROSE} {text} {PROSE}")), [], "{text}");
    }
}

#[test]
fn several_names() {
    let names = |body: &str| {
        let mut names: Vec<String> =
            credits(body).into_iter().filter(|(role, _)| role.counts()).map(|(_, name)| name).collect();
        names.sort();
        names.join("+")
    };
    let text = format!("{PROSE}\n\n{PROSE}");
    for (end, expected) in [
        ("\n\njsi/wmr (AFP, dpa)", "Agence France-Presse+Deutsche Presse-Agentur"),
        ("\n\nAFP/Reuters", "Agence France-Presse+Reuters"),
        ("\n\n— AP, Reuters", "Associated Press+Reuters"),
        (" (Reuters/dpa/kle)", "Deutsche Presse-Agentur+Reuters"),
        (" (AFP and Reuters)", "Agence France-Presse+Reuters"),
        ("\n\n(EFE y AFP)", "Agence France-Presse+EFE"),
        ("\n\nQuelle: dpa/AFP", "Agence France-Presse+Deutsche Presse-Agentur"),
        ("\n\nSource: Reuters, AP", "Associated Press+Reuters"),
        ("\n\nTT-Reuters", "Reuters+Tidningarnas Telegrambyrå"),
    ] {
        assert_eq!(names(&format!("{text}{end}")), expected, "{end}");
    }
    for (start, expected) in [
        ("HAMBURG (AP and Reuters) - ", "Associated Press+Reuters"),
        ("Genf (SDA/dpa) – ", "Deutsche Presse-Agentur+Keystone-SDA"),
        ("KYIV (AFP/Reuters) ", "Agence France-Presse+Reuters"),
        ("Belga/AFP - ", "Agence France-Presse+Belga"),
        ("【ハンブルクAFP時事】", "Agence France-Presse+Jiji Press"),
    ] {
        assert_eq!(names(&format!("{start}{text}")), expected, "{start}");
    }
}

#[test]
fn closing_sentences() {
    for (end, role, name) in [
        (
            "This report by The Canadian Press was first published Nov. 4, 2024.",
            CreditRole::FirstPublished,
            "Canadian Press",
        ),
        ("This story by Jane Roe of Reuters was not edited.", CreditRole::FirstPublished, "Reuters"),
        (
            "(Only the headline is ours: the story comes unedited from a syndicated feed of PTI.)",
            CreditRole::FirstPublished,
            "Press Trust of India",
        ),
        (
            "Dieser Text stammt unverändert von der dpa.",
            CreditRole::FirstPublished,
            "Deutsche Presse-Agentur",
        ),
        ("(With inputs from PTI)", CreditRole::Contribution, "Press Trust of India"),
        ("With inputs from ANI.", CreditRole::Contribution, "Asian News International"),
        ("Associated Press writer Jane Roe contributed.", CreditRole::Contribution, "Associated Press"),
        ("– Mit Material der dpa", CreditRole::Contribution, "Deutsche Presse-Agentur"),
        ("(avec AFP)", CreditRole::Contribution, "Agence France-Presse"),
        ("With Reuters", CreditRole::Contribution, "Reuters"),
        ("Mit dpa", CreditRole::Contribution, "Deutsche Presse-Agentur"),
        ("(con información de EFE)", CreditRole::Contribution, "EFE"),
        ("(com informações da Lusa)", CreditRole::Contribution, "Lusa"),
        ("(con ANSA)", CreditRole::Contribution, "ANSA"),
        ("Met informatie van ANP", CreditRole::Contribution, "Algemeen Nederlands Persbureau"),
        ("По материалам ТАСС", CreditRole::Contribution, "TASS"),
    ] {
        one(&format!("{PROSE}\n\n{PROSE}\n\n{end}"), role, name);
    }
    let helped = credits(&format!("{PROSE}\n\n{PROSE}\n\n(With inputs from PTI, ANI)"));
    assert!(
        helped.len() == 2 && helped.iter().all(|(role, _)| *role == CreditRole::Contribution),
        "{helped:?}"
    );
}

#[test]
fn names_in_the_text_are_no_credits() {
    for text in [
        "The Press Trust of India (PTI) Chairman spoke.",
        "The Associated Press (AP) said so.",
        "A reporter of Reuters saw it.",
        "TASS said 12 drones were shot down.",
        "Die dpa hatte zuvor berichtet.",
    ] {
        assert_eq!(credits(&format!("{text} {PROSE}\n\n{PROSE}\n\n{PROSE}")), [], "{text}");
    }
}

#[test]
fn authors_fields_name_who_wrote_and_who_helped() {
    let newsrooms = Newsrooms::builtin();
    let count = |author: &str| author_newsrooms(author, &newsrooms).len();
    for author in ["Jane Roe, Associated Press", "dpa/lby", "Reuters Staff", "ТАСС"] {
        assert_eq!(count(author), 1, "{author}");
    }
    for author in [
        "Le Quai avec AFP et Reuters",
        "Jane Roe with AP",
        "Jana Roth (mit dpa)",
        "Da Redação, com Reuters",
        "Photo: Jane Roe/AP",
        "Ana Lusa",
        "Efe Yılmaz",
        "Petra Müller",
    ] {
        assert_eq!(count(author), 0, "{author}");
    }
}

#[test]
fn rights_and_first_prints() {
    one(&format!("{PROSE}\n\n© 2012 AFP"), CreditRole::Copyright, "Agence France-Presse");
    one(
        &format!("{PROSE}\n\nCopyright 2012 The Associated Press. All rights reserved."),
        CreditRole::Copyright,
        "Associated Press",
    );
    one(
        &format!("{PROSE}\n\nThis article was first published in The Guardian."),
        CreditRole::FirstPublished,
        "The Guardian",
    );
}

#[test]
fn any_text_will_do() {
    for text in ["", "\n\n", "AP", "(AP", "AP)", "—AP—", "/AP", "é(AP)é–", "© ©", "By\nAP", "AP\n"]
    {
        credits(text);
    }
}
