//! A browser without scripts: keeps cookies, follows links, fills in the forms that stand on the page. It can do what
//! a person could, and nothing else: a field that is not on the page cannot be sent by accident.

use std::collections::BTreeMap;
use std::net::SocketAddr;

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status code of the last answer.
    pub status: u16,
    /// The path it stands at, after redirects.
    pub path: String,
    /// The page.
    pub body: String,
    /// The same as it came, where it is a file and no page.
    pub bytes: Vec<u8>,
    /// Its headers, in lower case.
    pub headers: BTreeMap<String, String>,
}

impl Answer {
    /// The page's text without its tags, spaces collapsed.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.body.len());
        let mut inside = false;
        for c in self.body.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                _ if !inside => text.push(c),
                _ => {}
            }
        }
        let text = unescape(&text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Does the page say this (spaces collapsed, tags left out)?
    #[must_use]
    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The paths of the page's links.
    #[must_use]
    pub fn links(&self) -> Vec<String> {
        tags(&self.body, "a")
            .filter_map(|t| attribute(t, "href"))
            .collect()
    }

    /// The page's forms: action and fields with their present values.
    #[must_use]
    pub fn forms(&self) -> Vec<(String, Vec<(String, String)>)> {
        self.body
            .split("<form")
            .skip(1)
            .map(|part| {
                let part = part.split("</form>").next().unwrap_or_default();
                let head = part.split('>').next().unwrap_or_default();
                (
                    attribute(head, "action").unwrap_or_else(|| self.path.clone()),
                    fields(part),
                )
            })
            .collect()
    }

    /// What can be chosen on the page: name and value of each radio, tick box, option and button.
    #[must_use]
    pub fn choices(&self) -> Vec<(String, String)> {
        let mut found = vec![];
        for tag in tags(&self.body, "input").chain(tags(&self.body, "button")) {
            let kind = attribute(tag, "type").unwrap_or_default();
            if let (true, Some(name), Some(value)) = (
                matches!(kind.as_str(), "radio" | "checkbox" | "submit"),
                attribute(tag, "name"),
                attribute(tag, "value"),
            ) {
                found.push((name, value));
            }
        }
        for part in self.body.split("<select").skip(1) {
            let (head, rest) = part.split_once('>').unwrap_or((part, ""));
            let options = rest.split("</select>").next().unwrap_or_default();
            if let Some(name) = attribute(head, "name") {
                let values = tags(options, "option").filter_map(|t| attribute(t, "value"));
                found.extend(values.map(|value| (name.clone(), value)));
            }
        }
        found
    }
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

fn tags<'a>(html: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let open = format!("<{name}");
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let start = rest.find(&open)?;
            let tail = &rest[start + open.len()..];
            let end = tail.find('>')?;
            let tag = &tail[..end];
            rest = &tail[end..];
            if tag.starts_with([' ', '\n']) || tag.is_empty() {
                return Some(tag);
            }
        }
    })
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(unescape(tag[start..].split('"').next()?))
}

fn has(tag: &str, name: &str) -> bool {
    tag.split_ascii_whitespace()
        .any(|word| word == name || word.trim_end_matches('/') == name)
}

/// Fields as a browser would send them untouched: hidden and text inputs, ticked boxes, selects, text areas.
fn fields(form: &str) -> Vec<(String, String)> {
    let mut all = vec![];
    for tag in tags(form, "input") {
        let Some(name) = attribute(tag, "name") else {
            continue;
        };
        let kind = attribute(tag, "type").unwrap_or_else(|| "text".into());
        if matches!(kind.as_str(), "radio" | "checkbox") && !has(tag, "checked") || kind == "submit" {
            continue;
        }
        all.push((name, attribute(tag, "value").unwrap_or_default()));
    }
    for part in form.split("<textarea").skip(1) {
        let (head, rest) = part.split_once('>').unwrap_or((part, ""));
        if let Some(name) = attribute(head, "name") {
            all.push((
                name,
                unescape(rest.split("</textarea>").next().unwrap_or_default())
                    .trim_start_matches('\n')
                    .into(),
            ));
        }
    }
    for part in form.split("<select").skip(1) {
        let (head, rest) = part.split_once('>').unwrap_or((part, ""));
        let Some(name) = attribute(head, "name") else {
            continue;
        };
        let options = rest.split("</select>").next().unwrap_or_default();
        let chosen = tags(options, "option")
            .find(|t| has(t, "selected"))
            .or_else(|| tags(options, "option").next());
        all.push((
            name,
            chosen.and_then(|t| attribute(t, "value")).unwrap_or_default(),
        ));
    }
    all
}

/// The browser.
pub struct Browser {
    base: String,
    agent: ureq::Agent,
    cookies: BTreeMap<String, String>,
    /// The page it shows.
    pub page: Answer,
}

impl Browser {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self::at(&format!("http://{address}"))
    }

    /// A browser for a server that is already running (`http://127.0.0.1:8080`).
    #[must_use]
    pub fn at(base: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        let page = Answer {
            status: 0,
            path: "/".into(),
            body: String::new(),
            bytes: vec![],
            headers: BTreeMap::new(),
        };
        Self {
            base: base.trim_end_matches('/').into(),
            agent: config.into(),
            cookies: BTreeMap::new(),
            page,
        }
    }

    /// Puts a cookie into the jar.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.into(), value.into());
    }

    /// A cookie of the jar.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Opens a path, following redirects within the site.
    ///
    /// # Panics
    /// When the server does not answer.
    pub fn open(&mut self, path: &str) -> &Answer {
        self.page = self.fetch(path, None);
        &self.page
    }

    /// Opens a link of the page that contains `part` in its address.
    ///
    /// # Panics
    /// When there is none: a person could not have clicked it.
    pub fn follow(&mut self, part: &str) -> &Answer {
        let link = self.page.links().into_iter().find(|l| l.contains(part));
        let link = link.unwrap_or_else(|| panic!("no link with {part} on {}", self.page.path));
        self.open(&link)
    }

    /// Fills in and sends the form of the page whose action is `action`, or else contains it: what stands in it, with these values
    /// put in their place (a name given several times is sent several times).
    ///
    /// # Panics
    /// When there is no such form on the page.
    pub fn send(&mut self, action: &str, values: &[(&str, &str)]) -> &Answer {
        let forms = self.page.forms();
        let exact = forms.iter().position(|(a, _)| a == action);
        let at = exact.or_else(|| forms.iter().position(|(a, _)| a.contains(action)));
        let form = at.and_then(|at| forms.into_iter().nth(at));
        let (target, standing) = form.unwrap_or_else(|| {
            panic!(
                "no form for {action} on {} ({})",
                self.page.path, self.page.status
            )
        });
        let mut all: Vec<(String, String)> = standing
            .into_iter()
            .filter(|(n, _)| !values.iter().any(|(v, _)| v == n))
            .collect();
        all.extend(values.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        self.page = self.fetch(&target, Some(&all));
        &self.page
    }

    /// Posts fields to a path whether or not a form for it is on the page, as somebody who means harm would.
    ///
    /// # Panics
    /// When the server does not answer.
    pub fn post(&mut self, path: &str, values: &[(&str, &str)]) -> &Answer {
        let all: Vec<(String, String)> = values
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect();
        self.page = self.fetch(path, Some(&all));
        &self.page
    }

    /// The anti-forgery token of the page it shows, from any of its forms.
    #[must_use]
    pub fn token(&self) -> Option<String> {
        let all = self.page.forms();
        all.into_iter()
            .flat_map(|(_, f)| f)
            .find(|(n, _)| n == "csrf")
            .map(|(_, v)| v)
    }

    fn fetch(&mut self, path: &str, form: Option<&[(String, String)]>) -> Answer {
        let mut answer = self.once(path, form);
        for _ in 0..5 {
            let Some(next) = answer
                .headers
                .get("location")
                .filter(|_| answer.status == 303)
                .cloned()
            else {
                break;
            };
            if !next.starts_with('/') {
                break;
            }
            answer = self.once(&next, None);
        }
        answer
    }

    fn once(&mut self, path: &str, form: Option<&[(String, String)]>) -> Answer {
        let path = path.strip_prefix(&self.base).unwrap_or(path).to_owned();
        let url = format!("{}{path}", self.base);
        let jar = self
            .cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect::<Vec<_>>()
            .join("; ");
        let sent = match form {
            None => self.agent.get(&url).header("cookie", &jar).call(),
            Some(fields) => {
                let fields = fields.iter().map(|(n, v)| (n.as_str(), v.as_str()));
                self.agent.post(&url).header("cookie", &jar).send_form(fields)
            }
        };
        let mut response = sent.expect("the server answers");
        for cookie in response.headers().get_all("set-cookie") {
            let text = cookie.to_str().expect("our cookies are ASCII");
            let (pair, rest) = text.split_once(';').unwrap_or((text, ""));
            let (name, value) = pair.split_once('=').expect("a cookie has a name");
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        let headers = response.headers().iter();
        let headers = headers.map(|(n, v)| {
            (
                n.as_str().to_owned(),
                String::from_utf8_lossy(v.as_bytes()).into_owned(),
            )
        });
        let headers = headers.collect();
        let status = response.status().as_u16();
        let bytes = response.body_mut().read_to_vec().expect("the body arrives");
        Answer {
            status,
            path,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
            headers,
        }
    }
}
