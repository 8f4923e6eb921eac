//! Email over SMTP, always inside TLS: from the first byte, or by STARTTLS before anything is said. Plain text, a neutral
//! subject, and the same Message-ID at every try of one message.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{Error, SmtpTransport};
use lettre::{Address, Transport as _};
use sayso_app::carry::Envelope;
use sayso_core::decide::carry::Trouble;
use sayso_core::reach::SUBJECT;

/// How long one step with the server may take. A conversation has about eight.
pub const STEP: Duration = Duration::from_secs(15);

/// When the connection becomes private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// By STARTTLS, before anything is said. A server that does not offer it is sent nothing.
    StartTls,
    /// From the first byte.
    Tls,
}

/// How a deployment sends email.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// The server's name, as in its certificate.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// When the connection becomes private.
    pub security: Security,
    /// Who we are there, if it asks.
    pub login: Option<(String, String)>,
    /// Whom mail comes from.
    pub from: String,
    /// A certificate authority of one's own, beside the public ones.
    pub ca_file: Option<PathBuf>,
    /// How long one step of the conversation may take: [`STEP`].
    pub step: Duration,
}

/// A password is never shown.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .finish_non_exhaustive()
    }
}

/// Says that nobody answers this by a machine, so that no machine does (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The adapter.
pub struct Smtp {
    transport: SmtpTransport,
    from: Address,
}

impl Smtp {
    /// Ready to send; connects to nobody yet.
    ///
    /// # Errors
    /// What is wrong with the configuration.
    pub fn new(mail: &Mail) -> Result<Self, String> {
        let from: Address = mail
            .from
            .parse()
            .map_err(|_| "mail_from: give one address, such as messages@example.org".to_owned())?;
        let mut tls = TlsParameters::builder(mail.host.clone());
        if let Some(file) = &mail.ca_file {
            let pem =
                std::fs::read(file).map_err(|why| format!("mail_ca_file: {}: {why}", file.display()))?;
            let ca = Certificate::from_pem(&pem)
                .map_err(|_| format!("mail_ca_file: {} is not a certificate in PEM", file.display()))?;
            tls = tls.add_root_certificate(ca);
        }
        let tls = tls
            .build_rustls()
            .map_err(|_| "mail_host: not a name that a certificate can have".to_owned())?;
        let mut transport = SmtpTransport::builder_dangerous(&mail.host)
            .port(mail.port)
            .timeout(Some(mail.step))
            .tls(match mail.security {
                Security::StartTls => Tls::Required(tls),
                Security::Tls => Tls::Wrapper(tls),
            });
        if let Some((user, password)) = &mail.login {
            transport = transport.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self {
            transport: transport.build(),
            from,
        })
    }

    /// Sends one email and waits for the server's answer.
    ///
    /// # Errors
    /// Why it was not taken.
    pub fn send(&self, envelope: &Envelope) -> Result<(), Trouble> {
        let to: Address = envelope.out.address.parse().map_err(|_| Trouble::NoSuchAddress)?;
        let sender = Some(envelope.out.sender.clone()).filter(|s| !s.is_empty());
        let at = SystemTime::from(envelope.at);
        let message = Message::builder()
            .from(Mailbox::new(sender, self.from.clone()))
            .to(Mailbox::new(None, to))
            .subject(SUBJECT)
            .date(at)
            .message_id(Some(format!("<{}@{}>", envelope.id, self.from.domain())))
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(format!("{}\r\n", envelope.out.body))
            .map_err(|_| Trouble::NoSuchAddress)?;
        self.transport.send(&message).map(drop).map_err(|e| trouble(&e))
    }
}

/// What the server's answer means for the message. Codes: RFC 5321 §4.2.3, RFC 4954 §6.
fn trouble(error: &Error) -> Trouble {
    match error.status().map(u16::from) {
        Some(530 | 534 | 535 | 538 | 454) => Trouble::NotKnownThere,
        Some(550 | 551 | 553) => Trouble::NoSuchAddress,
        Some(400..=499) => Trouble::ComeAgain,
        Some(_) => Trouble::TurnedAway,
        None if error.is_timeout() => Trouble::TimedOut,
        None if error.is_tls() || error.is_client() => Trouble::NotPrivate,
        None => match io_kind(error) {
            // A read that ran out of time is "would block" on Linux.
            Some(ErrorKind::TimedOut | ErrorKind::WouldBlock) => Trouble::TimedOut,
            // What rustls does not accept comes through the stream as bad data.
            Some(ErrorKind::InvalidData) => Trouble::NotPrivate,
            _ => Trouble::Unreachable,
        },
    }
}

/// The kind of the input or output error that lies beneath, if one does.
fn io_kind(error: &Error) -> Option<ErrorKind> {
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        if let Some(io) = cause.downcast_ref::<std::io::Error>() {
            return Some(io.kind());
        }
        next = cause.source();
    }
    None
}
