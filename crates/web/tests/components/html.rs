//! Markup as a list of tokens, so that two ways of writing the same page are equal.

/// One piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A start tag with its attributes in order of name.
    Open(String, Vec<(String, String)>),
    /// An end tag.
    Close(String),
    /// Words, with runs of white space as one space.
    Text(String),
}

fn decode(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&ctdot;", "⋯"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn collapse(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter.is_ascii_whitespace() {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(letter),
        }
    }
    out
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut list = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || rest == "/" {
            break;
        }
        let end = rest
            .find(|c: char| c == '=' || c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let mut value = "";
        rest = after;
        if let Some(quoted) = after.strip_prefix('=') {
            let quote = quoted.chars().next().expect("a value is quoted");
            let close = quoted[1..].find(quote).expect("a quote is closed");
            value = &quoted[1..=close];
            rest = &quoted[close + 2..];
        }
        list.push((name.to_owned(), collapse(&decode(value)).trim().to_owned()));
    }
    list.sort();
    list
}

fn hidden_words(name: &str, attributes: &[(String, String)]) -> bool {
    name == "span"
        && attributes
            .iter()
            .any(|(name, value)| name == "class" && value.contains("nhsuk-u-visually-hidden"))
}

/// Splits a page into tokens. White space at the ends of words is dropped, except inside words for those who
/// listen, where it keeps two words apart.
pub(crate) fn tokens(html: &str) -> Vec<Token> {
    let mut list: Vec<Token> = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let at = rest.find('<').unwrap_or(rest.len());
        let text = collapse(&decode(&rest[..at]));
        let kept =
            matches!(list.last(), Some(Token::Open(name, attributes)) if hidden_words(name, attributes));
        let text = if kept { text } else { text.trim().to_owned() };
        if !text.is_empty() {
            list.push(Token::Text(text));
        }
        if at == rest.len() {
            break;
        }
        let end = at + rest[at..].find('>').expect("a tag is closed");
        let inside = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            list.push(Token::Close(name.trim().to_owned()));
            continue;
        }
        let name_end = inside
            .find(|c: char| c.is_ascii_whitespace())
            .unwrap_or(inside.len());
        let (name, attribute_text) = inside.split_at(name_end);
        let name = name.trim_end_matches('/').to_owned();
        list.push(Token::Open(
            name.clone(),
            attributes(attribute_text.trim_end_matches('/')),
        ));
        // `<path/>` and `<path></path>` are the same thing; both are written as the second.
        if name == "path" && inside.ends_with('/') {
            list.push(Token::Close(name));
        }
    }
    list
}
