//! "Did somebody interpret?": asked, folded away, where staff type a yes. Nobody has to answer, and no stop asks it.

use maud::{Markup, html};
use sayso_app::languages::{self, LANGUAGES};
use sayso_core::sayso::{Interpreted, Interpreter, LONGEST_NAME};
use sayso_core::screen;

use super::heard::Problems;
use super::wrong;
use crate::form::Form;
use crate::nhs::{Choice, Choices, Choose, Details, Input, Legend, Select, details, input, radios, select};

const BY: &str = "interpreted_by";
const LANGUAGE: &str = "interpreted_language";
/// The field with a name or a reference in it.
pub(super) const WHO: &str = "interpreted_who";

/// The fields. They stand open once something is in them.
pub(super) fn fields(form: &Form, errors: &[(&str, &str)]) -> Markup {
    let given = |name: &str| !form.get(name).is_empty();
    let open = given(BY) || given(LANGUAGE) || given(WHO);
    let mut languages = vec![Choose::Item {
        value: "",
        text: "Choose a language",
        disabled: false,
    }];
    languages.extend(LANGUAGES.iter().map(|(value, text)| Choose::Item {
        value,
        text,
        disabled: false,
    }));
    let content = html! {
        p { "For a yes, a professional interpreter is best. Family and friends may leave things out, or press without meaning to." }
        p { "You can book one, and the patient can wait. Nothing is lost by waiting." }
        (radios(&Choices {
            name: BY,
            legend: Some(Legend::from("Who interpreted?")),
            hint: "The patient reads your answer on their page. The service does not.".into(),
            error: wrong(errors, BY),
            items: vec![
                Choice::new("nobody", "Nobody"),
                Choice::new("professional", "A professional interpreter"),
                Choice::hinted("brought", "Somebody the patient brought", "Such a yes is among the first that the guardian asks about."),
                Choice::new("colleague", "A colleague who speaks the language"),
                Choice::new("supporter", "A supporter whom the patient named on their page"),
            ],
            selected: vec![form.get(BY)],
            ..Choices::default()
        }))
        (select(&Select {
            name: LANGUAGE,
            label: "In which language?".into(),
            error: wrong(errors, LANGUAGE),
            items: languages,
            value: Some(form.get(LANGUAGE)),
            ..Select::default()
        }))
        (input(&Input {
            name: WHO,
            label: "Their name, or the agency’s reference (optional)".into(),
            error: wrong(errors, WHO),
            value: form.some(WHO).as_deref(),
            ..Input::default()
        }))
    };
    details(&Details {
        summary: "Somebody interpreted".into(),
        content: content.into(),
        open,
        ..Details::default()
    })
}

/// Who interpreted, if somebody did. `masked`: what looks like a National Insurance number is crossed out.
pub(super) fn read(form: &Form, masked: bool) -> Result<Option<Interpreted>, Problems> {
    let (language, who) = (form.get(LANGUAGE), form.get(WHO));
    let Some(by) = Interpreter::parse(form.get(BY)) else {
        let left_open = form.get(BY) != "nobody" && !(language.is_empty() && who.is_empty());
        return if left_open {
            Err(vec![(BY, "Say who interpreted, or choose “Nobody”")])
        } else {
            Ok(None)
        };
    };
    if !LANGUAGES.iter().any(|(code, _)| *code == language) {
        return Err(vec![(LANGUAGE, "Choose the language that was interpreted")]);
    }
    let number_found = !screen::ni_numbers(who).is_empty();
    let who = if number_found && masked {
        screen::masked(who)
    } else {
        who.to_owned()
    };
    if number_found && !masked && form.get("keep_number") != "yes" {
        let words = "This looks like a National Insurance number. It is not needed here";
        return Err(vec![(WHO, words)]);
    }
    if who.chars().count() > LONGEST_NAME {
        return Err(vec![(WHO, "Use 80 characters or fewer")]);
    }
    Ok(Interpreted::new(by, languages::in_words(language), &who))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_asked_of_whoever_leaves_it_folded() {
        assert_eq!(read(&Form::of(&[]), false), Ok(None));
        assert_eq!(
            read(&Form::of(&[(BY, "nobody"), (LANGUAGE, "pl")]), false),
            Ok(None)
        );
    }

    #[test]
    fn a_language_alone_and_an_interpreter_without_one_are_asked_about() {
        let field = |form: &[(&str, &str)]| read(&Form::of(form), false).unwrap_err()[0].0;
        assert_eq!(field(&[(LANGUAGE, "pl")]), BY);
        assert_eq!(field(&[(BY, "brought")]), LANGUAGE);
        assert_eq!(field(&[(BY, "brought"), (LANGUAGE, "Elvish")]), LANGUAGE);
        let numbered = [(BY, "brought"), (LANGUAGE, "pl"), (WHO, "QQ 12 34 56 C")];
        assert_eq!(field(&numbered), WHO);
        let long = "x".repeat(81);
        assert_eq!(field(&[(BY, "brought"), (LANGUAGE, "pl"), (WHO, &long)]), WHO);
    }
}
