//! A mail (.eml), a mailbox (mbox) or a page saved as MHTML in, [`Report`]s out.
//!
//! The subject is the headline, the sender the outlet, its name the byline where the mail is no newsletter.
//! Attachments are not read.

use mail_parser::{
    Address, HeaderValue, Message, MessageParser, MimeHeaders, PartType, mailbox::mbox::MessageIterator,
};
use woozle_text::{Clock, Date, Notice, NoticeKind, Published, Report};

use crate::{
    Hint, IngestError, html,
    item::{Body, Item},
};

/// Of a mailbox so many mails are read.
const MOST_MAILS: usize = 20_000;

/// Fields that only mails have; two of them make a header block one of a mail.
const MAIL_FIELDS: [&str; 14] = [
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
    "content-type",
    "list-id",
    "list-unsubscribe",
    "dkim-signature",
    "x-mailer",
    "subject",
    "from",
    "to",
    "content-transfer-encoding",
];

/// Whether the bytes begin with the header of a mail.
pub(crate) fn is_mail(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(16_384)]);
    let mut known: Vec<String> = Vec::new();
    let lines = head.trim_start_matches('\u{feff}').lines().skip_while(|line| line.trim().is_empty());
    for (number, line) in lines.enumerate() {
        if line.trim().is_empty() {
            break;
        }
        let goes_on = line.starts_with([' ', '\t']) && number > 0;
        let envelope = number == 0 && line.starts_with("From ") && line.contains(':');
        if goes_on || envelope {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || !c.is_ascii()) {
            return false;
        }
        known.push(name.to_ascii_lowercase());
    }
    let has = |name: &str| known.iter().any(|known| known == name);
    let count = MAIL_FIELDS.iter().filter(|name| has(name)).count();
    // A report's own header block ("From:", "Subject:") is no mail without a field of the post.
    let posted = [
        "received",
        "return-path",
        "message-id",
        "mime-version",
        "delivered-to",
        "list-id",
        "snapshot-content-location",
    ];
    count >= 2 && posted.iter().any(|name| has(name))
}

/// Reads the mail, the mails, or the saved page.
pub(crate) fn read_mail(bytes: &[u8], hint: &Hint<'_>) -> Result<Vec<Report>, IngestError> {
    if !bytes.starts_with(b"From ") {
        let report = parse(bytes).and_then(|message| report(&message, hint));
        let mut report = report.ok_or_else(|| no_text(hint))?;
        report.path = hint.path.map(str::to_owned);
        return Ok(vec![report]);
    }
    let (mut reports, mut lost) = (Vec::new(), 0);
    for (number, mail) in MessageIterator::new(bytes).take(MOST_MAILS).enumerate() {
        let read = mail.ok().and_then(|mail| report(&parse(mail.contents())?, hint));
        match read {
            Some(mut report) => {
                report.path = hint.path.map(|path| format!("{path}#{}", number + 1));
                reports.push(report);
            }
            None => lost += 1,
        }
    }
    let first: &mut Report = reports.first_mut().ok_or_else(|| no_text(hint))?;
    if lost > 0 {
        let message = format!("{lost} of the mailbox's mails hold no text and were left out");
        first.notices.push(Notice::new(NoticeKind::Other, message));
    }
    Ok(reports)
}

fn no_text(hint: &Hint<'_>) -> IngestError {
    IngestError::Unsupported {
        name: hint.name(),
        what: "a mail without text",
        advice: "save its attachment or its text as a file of its own",
    }
}

fn parse(bytes: &[u8]) -> Option<Message<'_>> {
    MessageParser::default().parse(bytes)
}

fn report(message: &Message<'_>, hint: &Hint<'_>) -> Option<Report> {
    if let Some(page) = saved_page(message, hint) {
        return Some(page);
    }
    let body = body(message)?;
    let newsletter =
        ["List-Id", "List-Unsubscribe", "List-Post"].iter().any(|name| message.header(*name).is_some());
    let (name, address) = sender(message.from());
    let domain =
        address.as_deref().and_then(|address| address.rsplit_once('@')).map(|(_, domain)| domain.to_owned());
    let item = Item {
        format: "mail",
        title: message.subject().map(subject),
        // The sender of a newsletter is its outlet; of any other mail a person.
        authors: if newsletter { Vec::new() } else { name.clone().into_iter().collect() },
        outlet: if newsletter { name.or(domain) } else { domain },
        url: header_text(message, "Archived-At").map(|url| url.trim_matches(['<', '>']).to_owned()),
        language: header_text(message, "Content-Language"),
        published: message.date().and_then(published),
        body: Some(body),
        ..Item::default()
    };
    item.into_report()
}

/// The page in an MHTML file: the first HTML part, read as a page with the address it was saved from.
fn saved_page(message: &Message<'_>, hint: &Hint<'_>) -> Option<Report> {
    let part = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(html) => Some((part.content_location().map(str::to_owned), html)),
        _ => None,
    });
    let (location, html) = part?;
    let snapshot = header_text(message, "Snapshot-Content-Location");
    let by_browser = snapshot.is_some() || sender_is_browser(message);
    let url = snapshot.or(location).filter(|url| url.starts_with("http"));
    if !by_browser && url.is_none() {
        return None;
    }
    let inner = Hint { url: url.as_deref().or(hint.url), ..*hint };
    let mut report = html::read_html(html, &inner).ok()?;
    report.url = report.url.or(url);
    Some(report)
}

/// "Saved by Blink", "Saved by Windows Internet Explorer".
fn sender_is_browser(message: &Message<'_>) -> bool {
    message
        .header_raw("From")
        .is_some_and(|from| from.trim_start().trim_start_matches(['<', '"']).starts_with("Saved by"))
}

/// The longer of HTML and text, as some mails have only a hint in one of them.
fn body(message: &Message<'_>) -> Option<Body> {
    let mut html = String::new();
    let mut text = String::new();
    for part in message.html_bodies() {
        if let PartType::Html(part) = &part.body {
            html.push_str(part);
        }
    }
    for part in message.text_bodies() {
        if let PartType::Text(part) = &part.body {
            text.push_str(part);
            text.push_str("\n\n");
        }
    }
    let words = crate::fragment::plain(&html);
    match (words.is_empty(), text.trim().is_empty()) {
        (true, true) => None,
        (true, false) => Some(Body::Text(text)),
        (false, false) if text.len() > 2 * words.len() => Some(Body::Text(text)),
        (false, _) => Some(Body::Html(html)),
    }
}

/// Name and address of the first sender.
fn sender(from: Option<&Address<'_>>) -> (Option<String>, Option<String>) {
    let Some(first) = from.and_then(Address::first) else { return (None, None) };
    let own = |text: &Option<std::borrow::Cow<'_, str>>| {
        text.as_ref().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    (own(&first.name), own(&first.address))
}

/// The subject without the marks of answers and forwards.
fn subject(subject: &str) -> String {
    let mut rest = subject.trim();
    loop {
        let lower = rest.to_ascii_lowercase();
        let mark = ["re:", "fw:", "fwd:", "aw:", "wg:", "tr:"].iter().find(|mark| lower.starts_with(**mark));
        match mark {
            Some(mark) => rest = rest[mark.len()..].trim_start(),
            None => return rest.to_owned(),
        }
    }
}

fn header_text(message: &Message<'_>, name: &'static str) -> Option<String> {
    match message.header(name)? {
        HeaderValue::Text(text) => Some(text.trim().to_owned()),
        HeaderValue::TextList(list) => list.first().map(|text| text.trim().to_owned()),
        _ => message.header_raw(name).map(|text| text.trim().to_owned()),
    }
    .filter(|text| !text.is_empty())
}

fn published(date: &mail_parser::DateTime) -> Option<Published> {
    let day = Date::new(i32::from(date.year), date.month, date.day)?;
    let minute = u16::from(date.hour) * 60 + u16::from(date.minute);
    let offset = i16::from(date.tz_hour) * 60 + i16::from(date.tz_minute);
    let offset = if date.tz_before_gmt { -offset } else { offset };
    let clock =
        (minute < 1_440 && offset.abs() <= 14 * 60).then_some(Clock { minute, utc_offset: Some(offset) });
    Some(Published { date: day, clock })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEWSLETTER: &str = "Received: from a by b; Wed, 12 Mar 2025 08:00:00 +0000\r\n\
        From: =?utf-8?q?Harbour_Courier?= <news@courier.example>\r\nTo: reader@x.example\r\n\
        Subject: Fwd: =?utf-8?b?QnJpZGdlIGNsb3NlZCDigJMgd2hhdCBuZXh0?=\r\nDate: Wed, 12 Mar 2025 09:40:00 +0100\r\n\
        List-Id: <news.courier.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\nSee it in your browser.\r\n--b\r\nContent-Type: text/html; charset=iso-8859-1\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>The old bridge was closed on Monday, the mayor said. Caf=E9s stay open.=\r\n</p>\r\n--b--\r\n";

    #[test]
    fn a_newsletter_gives_headline_outlet_day_and_text() {
        assert!(is_mail(NEWSLETTER.as_bytes()));
        let reports = read_mail(NEWSLETTER.as_bytes(), &Hint::default()).expect("a mail");
        let report = &reports[0];
        assert_eq!(report.title.as_deref(), Some("Bridge closed – what next"));
        assert_eq!(report.outlet.as_deref(), Some("Harbour Courier"));
        assert_eq!(report.byline, None);
        assert_eq!(report.published.map(|day| day.iso()).as_deref(), Some("2025-03-12T09:40+01:00"));
        assert!(report.text.contains("Cafés stay open."), "{}", report.text);
    }

    #[test]
    fn a_page_saved_by_a_browser_is_read_as_a_page() {
        let text = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/bridge\r\nSubject: Bridge closed\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\
            Content-Location: https://courier.example/bridge\r\n\r\n<html><head><title>Bridge closed | Courier</title></head><body><article><h1>Bridge closed now</h1>\
            <p>The old bridge was closed on Monday, the mayor said.</p></article></body></html>\r\n--b--\r\n";
        assert!(is_mail(text.as_bytes()));
        let reports = read_mail(text.as_bytes(), &Hint::default()).expect("a page");
        assert_eq!(reports[0].url.as_deref(), Some("https://courier.example/bridge"));
        assert!(reports[0].text.contains("the mayor said"));
    }

    #[test]
    fn a_report_with_a_header_block_is_no_mail() {
        for text in [
            "From: Harbour Courier\nSubject: Bridge closed\nDate: 12 March 2025\n\nThe bridge.",
            "Bridge: closed\n\nIt is.",
            "",
            "From here on\n",
        ] {
            assert!(!is_mail(text.as_bytes()), "{text}");
        }
    }
}
