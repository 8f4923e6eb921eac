//! What sends texts and email from a deployment. Owns: choosing the adapters that the configuration has. Off by default:
//! then the practices read messages out. No error text from the other end is kept or logged: it may repeat an address.

mod sms;
mod smtp;

use sayso_app::carry::{Carrier, Envelope};
use sayso_core::decide::carry::Trouble;
use sayso_core::person::Way;
use sayso_core::reach::Ways;

pub use sms::{CALL, Sms, Texts};
pub use smtp::{Mail, STEP, Security, Smtp};

use crate::config::Config;

/// The adapters of a deployment.
#[derive(Default)]
pub struct Carriers {
    mail: Option<Smtp>,
    texts: Option<Texts>,
    replies: bool,
}

impl Carriers {
    /// The adapters that a configuration has.
    ///
    /// # Errors
    /// What is wrong with it, in words for whoever set it up.
    pub fn new(config: &Config) -> Result<Self, String> {
        Ok(Self {
            mail: config.mail.as_ref().map(Smtp::new).transpose()?,
            texts: config.sms.as_ref().map(Texts::new).transpose()?,
            replies: config.sms_replies_secret.is_some(),
        })
    }
}

impl Carrier for Carriers {
    fn ways(&self) -> Ways {
        Ways {
            text: self.texts.is_some(),
            replies: self.replies,
            email: self.mail.is_some(),
        }
    }

    fn carry(&self, envelope: &Envelope) -> Result<(), Trouble> {
        match (envelope.out.way, &self.mail, &self.texts) {
            (Way::Email, Some(mail), _) => mail.send(envelope),
            (Way::Text, _, Some(texts)) => texts.send(envelope),
            // The rules plan nothing for a way that is not there.
            _ => Err(Trouble::Unreachable),
        }
    }
}
