//! Where in a resource we are. Owns: how a place is written. Never writes a name that FHIR itself could not have
//! given to an element: a key of a broken file may hold anything.

use std::fmt;

/// A place, as a chain of borrowed steps: it costs nothing until it is shown.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    /// The resource: how it is shown (`Bundle.entry[2].resource`), and its type for lists without positions.
    Resource { shown: &'a str, kind: &'a str },
    /// An element by name.
    Key(&'a Path<'a>, &'a str),
    /// The n-th of a list.
    At(&'a Path<'a>, usize),
    /// An extension of the element, by its address.
    Extension(&'a Path<'a>, &'a str),
}

impl Path<'_> {
    /// Without list positions and starting with the resource's type: `Patient.contact`.
    pub(crate) fn plain(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, true)
            .expect("writing to a String cannot go wrong");
        out
    }

    fn write(&self, out: &mut dyn fmt::Write, plain: bool) -> fmt::Result {
        match self {
            Self::Resource { shown, kind } => out.write_str(if plain { kind } else { shown }),
            Self::Key(parent, key) => {
                parent.write(out, plain)?;
                out.write_str(".")?;
                out.write_str(if is_element_name(key) {
                    key
                } else {
                    "(a name that FHIR does not use)"
                })
            }
            Self::At(parent, at) => {
                parent.write(out, plain)?;
                if plain { Ok(()) } else { write!(out, "[{at}]") }
            }
            Self::Extension(parent, url) => {
                parent.write(out, plain)?;
                write!(out, ".extension({})", extension_name(url))
            }
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, false)
    }
}

/// Letters, at most two digits (`base64Binary`), perhaps a leading or inner underscore (`_birthDate`,
/// `fhir_comments`): no room for a number of a person or for characters that steer a terminal.
pub(crate) fn is_element_name(key: &str) -> bool {
    (1..=64).contains(&key.len())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && key.chars().filter(char::is_ascii_digit).count() <= 2
}

/// The last part of an address that a standards body published; other addresses could hold anything.
fn extension_name(url: &str) -> &str {
    const KNOWN: [&str; 4] = [
        "https://fhir.hl7.org.uk/StructureDefinition/",
        "https://fhir.nhs.uk/StructureDefinition/",
        "http://hl7.org/fhir/StructureDefinition/",
        crate::systems::EXTENSIONS,
    ];
    let part = KNOWN
        .iter()
        .find_map(|start| url.strip_prefix(start))
        .unwrap_or(url);
    let fits = (1..=80).contains(&part.len())
        && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && part.chars().filter(char::is_ascii_digit).count() <= 2;
    if fits { part } else { "of somebody else" }
}
