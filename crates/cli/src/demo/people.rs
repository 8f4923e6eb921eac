//! Two hundred invented people. Owns: who they are, the same from the same seed. Nobody here exists: NHS numbers are
//! from the range that is never given out, phone numbers from those kept for drama.

use jiff::civil::Date;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use sayso_core::nhs_number::NhsNumber;
use sayso_core::person::Details;

/// How many people the demonstration has.
pub(crate) const PEOPLE: usize = 200;

/// Small draws from a seeded stream.
pub(crate) struct Dice(ChaCha12Rng);

impl Dice {
    /// A stream of its own for each use, so that a change to one part leaves the others as they were.
    pub(crate) fn new(seed: u64, part: u64) -> Self {
        Self(ChaCha12Rng::seed_from_u64(
            seed ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15),
        ))
    }
    /// A number from 0 up to, and without, `below`.
    pub(crate) fn below(&mut self, below: usize) -> usize {
        let below = u64::try_from(below.max(1)).unwrap_or(1);
        usize::try_from(self.0.next_u64() % below).unwrap_or(0)
    }
    /// One of these.
    pub(crate) fn one_of<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
    /// True for `n` in a hundred.
    pub(crate) fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }
}

const GIVEN: &[&str] = &[
    "Aaliyah",
    "Adam",
    "Agnieszka",
    "Aidan",
    "Amara",
    "Amina",
    "Andrew",
    "Anjali",
    "Arjun",
    "Beatriz",
    "Ben",
    "Bronwen",
    "Caroline",
    "Chidi",
    "Chloe",
    "Connor",
    "Dalia",
    "Daniel",
    "Dariusz",
    "Delroy",
    "Derya",
    "Dev",
    "Ebony",
    "Eilidh",
    "Elena",
    "Emeka",
    "Esther",
    "Faisal",
    "Farah",
    "Femi",
    "Fiona",
    "Gareth",
    "Gemma",
    "Giulia",
    "Grace",
    "Gurpreet",
    "Hana",
    "Harriet",
    "Hassan",
    "Hui",
    "Ibrahim",
    "Imogen",
    "Ines",
    "Ivan",
    "Jamal",
    "Jasmin",
    "Joanna",
    "Jonah",
    "Kavita",
    "Keisha",
    "Kofi",
    "Kwame",
    "Laila",
    "Leon",
    "Liam",
    "Linh",
    "Lucy",
    "Magda",
    "Malik",
    "Maria",
    "Mei",
    "Mohammed",
    "Naomi",
    "Neil",
    "Nia",
    "Nikhil",
    "Olga",
    "Omar",
    "Patience",
    "Paul",
    "Precious",
    "Rachel",
    "Rafael",
    "Rhys",
    "Rosa",
    "Ruth",
    "Saffron",
    "Samira",
    "Sean",
    "Shanice",
    "Simran",
    "Sofia",
    "Stella",
    "Tariq",
    "Temi",
    "Theo",
    "Tunde",
    "Valentina",
    "Wei",
    "Yasmin",
    "Yusuf",
    "Zainab",
    "Zofia",
];

const FAMILY: &[&str] = &[
    "Abbott",
    "Abdi",
    "Adeyemi",
    "Ahmed",
    "Ali",
    "Anderson",
    "Asante",
    "Bailey",
    "Banerjee",
    "Barker",
    "Begum",
    "Bello",
    "Blake",
    "Campbell",
    "Carter",
    "Castillo",
    "Chan",
    "Chaudhry",
    "Clarke",
    "Cohen",
    "Costa",
    "Dawson",
    "Diallo",
    "Doyle",
    "Edwards",
    "Eze",
    "Farah",
    "Fernandes",
    "Foster",
    "Francis",
    "Ganguly",
    "Georgiou",
    "Goldberg",
    "Grant",
    "Green",
    "Gupta",
    "Hall",
    "Haddad",
    "Hussain",
    "Ibekwe",
    "Iqbal",
    "Ivanov",
    "James",
    "Jenkins",
    "Johal",
    "Joseph",
    "Kaminski",
    "Kaur",
    "Kelly",
    "Khan",
    "Kowalski",
    "Kumar",
    "Lam",
    "Lewis",
    "Lopez",
    "Mahmood",
    "Malik",
    "McBride",
    "Mendes",
    "Mensah",
    "Miah",
    "Moreno",
    "Murphy",
    "Mwangi",
    "Nguyen",
    "Novak",
    "Nowak",
    "O’Brien",
    "Okafor",
    "Osei",
    "Owusu",
    "Palmer",
    "Parry",
    "Petrov",
    "Pham",
    "Pinto",
    "Quinn",
    "Rahman",
    "Rao",
    "Reid",
    "Roberts",
    "Rossi",
    "Salazar",
    "Sandhu",
    "Silva",
    "Singh",
    "Sissoko",
    "Stewart",
    "Sullivan",
    "Tan",
    "Thomas",
    "Turner",
    "Uddin",
    "Walker",
    "Walsh",
    "Warsame",
    "Wilson",
    "Wong",
    "Yilmaz",
    "Zhang",
];

const ACCESS: &[&str] = &[
    "Large print, please.",
    "I lip-read. Please face me when you talk.",
    "Short messages are easier for me.",
    "Please text first, I do not answer unknown numbers.",
    "I use a wheelchair, so step-free places only.",
    "Bright rooms give me headaches.",
    "I like a day to think before I answer.",
    "Please read letters out to me.",
];

/// Languages that some people of these names would rather speak in (BCP 47).
const LANGUAGES: &[(&str, &[&str])] = &[
    ("pl", &["Agnieszka", "Dariusz", "Magda", "Zofia"]),
    ("ar", &["Dalia", "Hassan", "Laila", "Samira", "Yasmin"]),
    ("so", &["Amina", "Ibrahim", "Zainab"]),
    ("pt", &["Beatriz", "Ines", "Rafael"]),
    ("zh", &["Hui", "Mei", "Wei"]),
    ("tr", &["Derya"]),
    ("ur", &["Faisal"]),
    ("pa", &["Gurpreet", "Simran"]),
    // British Sign Language.
    ("bfi", &["Harriet", "Leon", "Nia", "Theo"]),
];

/// What people say they would like help with.
pub(crate) const HELP: &[&str] = &[
    "I would like to work with plants again.",
    "Help to go back to my old job with shorter days.",
    "I want to find out what I can do with my back.",
    "Something part time, near home, with kind people.",
    "I have not worked for six years and do not know how to start.",
    "How to talk to my manager about my hours.",
    "I would like to use my cooking.",
    "Courses, maybe bookkeeping. I like numbers.",
    "Work where I can sit and stand as I need.",
    "I care for my mum, so mornings only.",
    "To feel brave enough for an interview.",
    "I would like to try volunteering first.",
    "A job with animals, or outdoors.",
    "To keep the job I have while I get better.",
    "Help with writing about the years I was ill.",
];

/// Somebody invented.
#[derive(Debug, Clone)]
pub(crate) struct Invented {
    /// Number in the list, from 0: a stable identifier for an export.
    pub(crate) nth: usize,
    /// Which of the practices, from 0.
    pub(crate) practice: usize,
    /// Who they are.
    pub(crate) details: Details,
    /// What they would like help with.
    pub(crate) help: &'static str,
}

/// Everybody, in order. The first is Alex Morgan.
pub(crate) fn everybody(seed: u64, practices: usize) -> Vec<Invented> {
    let mut dice = Dice::new(seed, 1);
    let mut taken = vec![];
    let mut numbers = (100 + u32::try_from(seed % 1_000).unwrap_or(0)..).filter_map(NhsNumber::invented);
    let mut all: Vec<Invented> = (0..PEOPLE)
        .map(|nth| {
            let (given, family) = loop {
                let name = (dice.one_of(GIVEN), dice.one_of(FAMILY));
                if !taken.contains(&name) {
                    taken.push(name);
                    break name;
                }
            };
            Invented {
                nth,
                practice: if nth < 40 { 0 } else { nth % practices },
                details: details(&mut dice, given, family, numbers.next()),
                help: dice.one_of(HELP),
            }
        })
        .collect();
    all[0].details = Details {
        name: "Alex Morgan".into(),
        birth_date: Date::new(1990, 5, 18).ok(),
        phone: Some("020 7946 0111".into()),
        email: Some("alex@example.org".into()),
        access_needs: Some("Large print, please.".into()),
        language: None,
        interpreter: false,
        reading: None,
        nhs_number: all[0].details.nhs_number,
    };
    all[0].help = "I would like to work with plants again.";
    all
}

fn details(dice: &mut Dice, given: &str, family: &str, nhs_number: Option<NhsNumber>) -> Details {
    let year = i16::try_from(1960 + dice.below(47)).unwrap_or(1980);
    let month = i8::try_from(1 + dice.below(12)).unwrap_or(1);
    let day = i8::try_from(1 + dice.below(28)).unwrap_or(1);
    let has_phone = dice.percent(92);
    let mail = format!("{}.{}@example.org", given.to_lowercase(), family.to_lowercase());
    // Whoever has no phone has a mail address: a referral needs one way to reach the person.
    let has_mail = dice.percent(55) || !has_phone;
    let other = LANGUAGES
        .iter()
        .find(|(_, names)| names.contains(&given))
        .map(|(code, _)| *code);
    let language = other.filter(|_| dice.percent(50));
    let interpreter = language.is_some() && dice.percent(70);
    Details {
        name: format!("{given} {family}"),
        birth_date: Date::new(year, month, day).ok(),
        nhs_number: nhs_number.filter(|_| dice.percent(97)),
        phone: has_phone.then(|| format!("07700 900{:03}", dice.below(1_000))),
        email: has_mail.then(|| mail.replace('’', "")),
        language: language.map(str::to_owned),
        interpreter,
        access_needs: dice.percent(22).then(|| dice.one_of(ACCESS).into()),
        reading: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_people_and_another_seed_does_not() {
        let names = |seed| -> Vec<Details> { everybody(seed, 7).into_iter().map(|p| p.details).collect() };
        assert_eq!(names(1), names(1));
        assert_ne!(names(1), names(2));
    }

    #[test]
    fn there_are_two_hundred_with_different_names_and_numbers_at_every_practice() {
        let all = everybody(1, 7);
        let names: std::collections::BTreeSet<&str> = all.iter().map(|p| p.details.name.as_str()).collect();
        let numbers: Vec<_> = all.iter().filter_map(|p| p.details.nhs_number).collect();
        let different: std::collections::BTreeSet<_> = numbers.iter().collect();
        assert_eq!((names.len(), numbers.len()), (PEOPLE, different.len()));
        assert!((0..7).all(|practice| all.iter().filter(|p| p.practice == practice).count() >= 20));
        assert!(
            all.iter()
                .all(|p| p.details.phone.is_some() || p.details.email.is_some())
        );
    }

    #[test]
    fn alex_is_the_first() {
        assert_eq!(everybody(1, 7)[0].details.name, "Alex Morgan");
    }
}
