//! Dates in every form that feeds, pages and programs write, 4 November 2024 at 08:10 in UTC unless a line says otherwise.

use super::*;

#[track_caller]
fn read(given: &str, expected: &str) {
    let found = given.parse::<Published>().map(|published| published.to_string());
    assert_eq!(found.as_deref(), Ok(expected), "{given}");
}

#[test]
fn numbers_since_the_epoch() {
    for given in [
        "1730707800",
        "1730707800000",
        "1730707800000000",
        "1730707800000000000",
        "1730707800.250",
        "@1730707800",
    ] {
        read(given, "2024-11-04T08:10:00Z");
    }
    read("/Date(1730707800000)/", "2024-11-04T08:10:00Z");
    read("/Date(1730707800000+0200)/", "2024-11-04T08:10:00Z");
    read("999999999", "2001-09-09T01:46:39Z");
    read("999999999000", "2001-09-09T01:46:39Z");
}

#[test]
fn clocks_of_programs() {
    for given in [
        "Mon Nov  4 08:10:00 UTC 2024",
        "Mon Nov 4 08:10:00 2024",
        "Mon Nov  4 09:10:00 CET 2024",
        "Mon Nov 04 03:10:00 -0500 2024",
        "2024-11-04 08:10:00.123 +0000 UTC",
        "2024-11-04 13:40:00.364419679 +0530 IST",
        "2024-11-04 08:10:00 +0000 UTC m=+0.000012345",
        "Mon Nov 04 2024 09:10:00 GMT+0100 (CET)",
        "Mon Nov 04 2024 09:10:00 GMT+0100 (Mitteleuropäische Normalzeit)",
        "11/4/2024, 8:10:00 AM",
        "2024-11-04 08:10:00",
        "2024-11-04 08:10:00,123",
        "2024-11-04T08:10:00.000000",
        "2024-11-04T08:10:00+0000",
        "2024-11-04T08:10Z",
        "2024-11-04 08:10 UTC",
        "2024-11-04 09:10:00+01",
        "2024-11-04 09:10:00 +01:00",
        "2024-11-04T09:10:00 Europe",
        "20241104T081000Z",
        "20241104T091000+0100",
        "20241104T0810Z",
        "20241104081000",
        "20241104081000Z",
        "202411040810",
        "20241104 08:10:00",
        "D:20241104091000+01'00'",
        "2024-W45-1T08:10:00Z",
        "2024W451T081000Z",
        "2024-309T08:10:00Z",
        "2024/11/04 08:10:00",
        "2024.11.04 08:10:00",
        "04/Nov/2024:08:10:00 +0000",
        "2024:11:04 08:10:00",
    ] {
        if given == "2024-11-04T09:10:00 Europe" {
            read(given, "2024-11-04T09:10:00Z");
        } else {
            read(given, "2024-11-04T08:10:00Z");
        }
    }
}

#[test]
fn feeds() {
    for given in [
        "Mon, 04 Nov 2024 08:10:00 GMT",
        "Mon, 4 Nov 2024 08:10:00 +0000",
        "4 Nov 2024 08:10:00 GMT",
        "Thu, 04 Nov 2024 08:10:00 GMT",
        "Mon,04 Nov 2024 08:10:00 -0000",
        "Mon, 04 Nov 2024 8:10:0 Z",
        "Mon, 04 Nov 2024 08:10 UT",
        "Mon, 04 Nov 2024, 08:10",
        "Monday, 04-Nov-24 08:10:00 GMT",
        "04 Nov 24 08:10 UTC",
        "Mon, 04 Nov 2024 03:10:00 EST",
        "Mon, 04 Nov 2024 00:10:00 PST",
        "Mon, 04 Nov 2024 02:10:00 CST",
        "Mon, 04 Nov 2024 01:10:00 MST",
        "Mon, 04 Nov 2024 04:10:00 EDT",
        "Mon, 04 Nov 2024 01:10:00 PDT",
        "Mon, 04 Nov 2024 09:10:00 CET",
        "Mon, 04 Nov 2024 09:10:00 MEZ",
        "Mon, 04 Nov 2024 10:10:00 CEST",
        "Mon, 04 Nov 2024 13:40:00 IST",
        "Mon, 04 Nov 2024 17:10:00 JST",
        "Mon, 04 Nov 2024 19:10:00 AEDT",
        "Mon, 04 Nov 2024 11:10:00 MSK",
        "Mon, 04 Nov 2024 08:10:00 (GMT)",
        "Mon, Nov 4 2024 08:10:00 AM",
        "Mon Nov 4, 2024 8:10am",
        "Nov 4, 2024 at 8:10 a.m.",
        "November 4th, 2024, 8:10 AM GMT",
        "Nov. 4, 2024 3:10 a.m. ET",
        "Updated Nov. 4, 2024 at 3:10 am EST",
        "Monday 4 November 2024 08.10 GMT",
        "4 November 2024 at 08:10",
        "08:10, 4 November 2024",
        "8:10 AM, November 4, 2024",
        "08:10 GMT, Monday 04 November 2024",
        "8:10 a. m. 4 Nov 2024",
        "11/04/2024 8:10 AM",
        "04/11/2024 08:10:00",
        "04.11.2024 08:10",
        "04.11.2024, 08:10 Uhr",
        "04.11.2024 um 08.10 Uhr",
        "4.11.24 08:10",
        "04-11-2024 08:10",
        "04/11/24 08:10",
        "2024年11月4日 08:10",
        "2024年11月4日08時10分",
        "2024년 11월 4일 08:10",
        "٠٤/١١/٢٠٢٤ ٠٨:١٠",
    ] {
        read(given, "2024-11-04T08:10:00Z");
    }
    read("Sat, Oct 28 2023 08:28:28 PM", "2023-10-28T20:28:28Z");
    read("11/4/2024 12:05 AM", "2024-11-04T00:05:00Z");
    read("11/4/2024 12:05 PM", "2024-11-04T12:05:00Z");
    read("4 July 2024 8:10 a.m. ET", "2024-07-04T12:10:00Z");
    read("4 Nov 2024 8 pm", "2024-11-04T20:00:00Z");
    read("2024-11-04 24:00", "2024-11-05T00:00:00Z");
}

#[test]
fn months_in_the_languages_of_the_product() {
    for given in [
        "4. November 2024, 08:10 Uhr",
        "Montag, 4. Nov. 2024 - 8:10",
        "Montag, den 4. November 2024 um 8.10 Uhr",
        "lundi 4 novembre 2024 à 8h10",
        "lun. 4 nov. 2024 08:10",
        "le 04 nov. 2024 à 08 h 10",
        "lunes, 4 de noviembre de 2024 08:10 h",
        "4 nov 2024 a las 8:10",
        "lunedì 4 novembre 2024, ore 8:10",
        "4 novembre 2024 alle 08:10",
        "segunda-feira, 4 de novembro de 2024 às 8h10",
        "04 Nov 2024 08h10",
        "maandag 4 november 2024 08:10",
        "4 nov. 2024 om 8:10 uur",
        "4 ноября 2024, 08:10",
        "4 ноября 2024 г. в 08:10",
        "пн, 4 нояб. 2024 08:10",
        "4 листопада 2024, 08:10",
        "4 listopada 2024 08:10",
        "4. listopadu 2024 8:10",
        "4 marraskuu 2024 klo 8.10",
        "4 نوفمبر 2024 08:10",
        "2024. november 4. 08:10",
    ] {
        read(given, "2024-11-04T08:10:00Z");
    }
    for (given, expected) in [
        ("4. März 2024", "2024-03-04"),
        ("1er août 2024", "2024-08-01"),
        ("mar. 5 mars 2024", "2024-03-05"),
        ("5 févr. 2024", "2024-02-05"),
        ("3 ago. 2024", "2024-08-03"),
        ("12 dic 2024", "2024-12-12"),
        ("7 gennaio 2024", "2024-01-07"),
        ("1º de março de 2024", "2024-03-01"),
        ("12 mrt. 2024", "2024-03-12"),
        ("9 мая 2024", "2024-05-09"),
        ("May 9, 2024", "2024-05-09"),
        ("1st May 2024", "2024-05-01"),
    ] {
        read(given, expected);
    }
}

#[test]
fn a_day_alone() {
    for given in [
        "2024-11-04",
        "2024/11/04",
        "2024.11.04",
        "20241104",
        "4.11.2024",
        "04/11/2024",
        "4-11-2024",
        "2024/11/4",
        "Nov 4, 2024",
        "4 Nov 2024",
        "4th of November, 2024",
        "Monday, November 4, 2024",
        "2024-W45-1",
        "2024-309",
        "4 nov. '24",
        "2024年11月4日",
        "Mon, 11/04/2024",
    ] {
        read(given, "2024-11-04");
    }
    read("31.05.2017", "2017-05-31");
    read("05/31/2017", "2017-05-31");
    read("17 Aug 01", "2001-08-17");
    read("1 Jan 69", "1969-01-01");
}

#[test]
fn the_order_of_day_and_month() {
    let in_order = |given, order| Published::read(given, order).ok().map(|published| published.to_string());
    for (given, day_first, month_first) in [
        ("04/11/2024", Some("2024-11-04"), Some("2024-04-11")),
        ("04.11.24", Some("2024-11-04"), Some("2024-04-11")),
        ("25/11/2024", Some("2024-11-25"), None),
        ("11/25/2024", None, Some("2024-11-25")),
        ("Mon 04/11/2024", Some("2024-11-04"), None),
        ("2024-11-04", Some("2024-11-04"), Some("2024-11-04")),
        ("4 Nov 2024", Some("2024-11-04"), Some("2024-11-04")),
        ("05/05/2024", Some("2024-05-05"), Some("2024-05-05")),
        ("31/31/2024", None, None),
    ] {
        assert_eq!(in_order(given, DateOrder::DayFirst).as_deref(), day_first, "{given}");
        assert_eq!(in_order(given, DateOrder::MonthFirst).as_deref(), month_first, "{given}");
    }
}

#[test]
fn what_is_no_date() {
    for given in [
        "",
        "yesterday",
        "soon",
        "12",
        "2024",
        "2024-11",
        "November 2024",
        "08:10",
        "0000-00-00 00:00:00",
        "2024-13-45",
        "29/30/2012",
        "4 Nov",
        "at 4",
        "12345",
        "1 2 3 4 5 6",
        "2024-11-04 25:10",
        "99/99/99",
        "Monday",
        "http://news.example/2024/11/04/",
        "The four of us came in May and stayed until 4 pm in the old house of 2024",
    ] {
        assert!(
            matches!(given.parse::<Published>(), Err(PublishedError::Unreadable { .. })),
            "{given}: {:?}",
            given.parse::<Published>()
        );
    }
}

#[test]
fn halves_of_the_day_and_dots_between_seconds() {
    for (given, right) in [
        ("2024. 11. 4. 오후 2:30", "2024-11-04T14:30:00Z"),
        ("2024년 11월 4일 오전 9시 5분", "2024-11-04T09:05:00Z"),
        ("2024年11月4日 下午2:30", "2024-11-04T14:30:00Z"),
        ("2024年11月4日 午後2時30分", "2024-11-04T14:30:00Z"),
        ("4 Νοεμβρίου 2024 2:30 μ.μ.", "2024-11-04T14:30:00Z"),
        ("4/11/2024 2:30 πμ", "2024-11-04T02:30:00Z"),
        ("4 نوفمبر 2024 2:30 م", "2024-11-04T14:30:00Z"),
        ("4 de noviembre de 2024 2:30 p. m.", "2024-11-04T14:30:00Z"),
        ("Mon, 04 Nov 2024 14.30.05 +0100", "2024-11-04T13:30:05Z"),
    ] {
        assert_eq!(given.parse::<crate::published::Published>().unwrap().to_string(), right, "{given}");
    }
}

#[test]
fn zones_by_their_names() {
    for given in [
        "2024-11-04T03:10:00 America/New_York",
        "2024-11-04T09:10:00[Europe/Paris]",
        "2024-11-04T09:10:00+01:00[Europe/Paris]",
        "2024-11-04 13:40 Asia/Kolkata",
        "2024-11-04 13:40:00 (Asia/Calcutta)",
        "Nov 4, 2024 3:10 AM America/New_York",
        "04/11/2024 09:10 Europe/Berlin",
        "2024-11-04T08:10:00Z[UTC]",
        "2024-11-04T08:10:00Z[Etc/UTC]",
        "Nov 4, 2024 03:10 AM EST",
        "Nov 4, 2024 9:10 AM CET",
        "Nov 4, 2024 01:40 PM IST",
        "Nov 4, 2024 3:10 a.m. Eastern",
        "Nov 4, 2024 3:10 a.m. Eastern Standard Time",
        "Nov. 4, 2024 at 2:10 a.m. Central Time",
        "4 November 2024 09:10 Central European Time",
        "4 November 2024 10:10 Eastern European Time",
        "Nov 4, 2024 12:10 AM PT",
        "04 nov 2024 05:10 BRT",
        "2024-11-04 16:10 MYT",
    ] {
        read(given, "2024-11-04T08:10:00Z");
    }
    // clocks of a place as they were then: Moscow was four hours ahead, New York on daylight saving time
    read("2012-11-04 12:10 Europe/Moscow", "2012-11-04T08:10:00Z");
    read("2024-07-04T04:10:00[America/New_York]", "2024-07-04T08:10:00Z");
    assert!("Talks/Ashford 10:00".parse::<Published>().is_err());
}

#[test]
fn what_programs_and_spreadsheets_make_of_a_time() {
    for given in [
        "\"1730707800\"",
        "1.7307078E9",
        "datetime.datetime(2024, 11, 4, 8, 10)",
        "datetime.datetime(2024, 11, 4, 8, 10, tzinfo=datetime.timezone.utc)",
        "2024-11-04 16:10 (GMT+8)",
        "4. marraskuuta 2024 klo 8.10",
        "4 Kasım 2024 08:10",
        "4 בנובמבר 2024, 08:10",
    ] {
        read(given, "2024-11-04T08:10:00Z");
    }
    for given in ["datetime.date(2024, 11, 4)", "2024-11-04+01:00", "2024-11-04Z"] {
        read(given, "2024-11-04");
    }
    for given in ["datetime.datetime(", "1e9e", "1e400", "datetime.date(2024)"] {
        assert!(given.parse::<Published>().is_err(), "{given}");
    }
}
