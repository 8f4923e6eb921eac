//! The addresses of the code systems and identifiers that we know. Owns: their spelling.

/// NHS number.
pub const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
/// Code of an organisation in the Organisation Data Service.
pub const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";
/// Our kinds of organisation (`practice`, `provider`, …). We own no domain: the address is a name, not a place.
pub const ORG_KIND: &str = "https://sayso.example/fhir/CodeSystem/organisation-kind";
/// Our roles (`clinician`, `coach`, …).
pub const ROLE: &str = "https://sayso.example/fhir/CodeSystem/role";
/// Where our extensions live.
pub(crate) const EXTENSIONS: &str = "https://sayso.example/fhir/StructureDefinition/";
/// Whose interests an organisation carries.
pub(crate) const INTERESTS: &str = "https://sayso.example/fhir/StructureDefinition/interests";
/// Where UK Core profiles live.
pub(crate) const UK_CORE: &str = "https://fhir.hl7.org.uk/StructureDefinition/UKCore-";
/// UK Core: how and in what form the person likes to be reached.
pub(crate) const CONTACT_PREFERENCE: &str =
    "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ContactPreference";
/// UK Core: how sure somebody is of an NHS number.
pub(crate) const VERIFICATION: &str =
    "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus";
/// The code system of the verification status, England.
pub(crate) const VERIFICATION_CODES: &str =
    "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland";
/// FHIR: the person needs an interpreter.
pub(crate) const INTERPRETER: &str = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired";
/// The category that Gravity's guide gives requests about work.
pub(crate) const EMPLOYMENT: &str = "employment-status";
/// Gravity SDOHCC codes; we know `contacting-subject-prohibited`.
pub(crate) const SDOHCC: &str =
    "http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes";
/// HL7: what a practitioner is.
pub(crate) const PRACTITIONER_ROLE: &str = "http://terminology.hl7.org/CodeSystem/practitioner-role";

/// The spelling that we keep: some senders write the NHS addresses in other capitals.
pub(crate) fn known_spelling(system: &str) -> &str {
    [NHS_NUMBER, ODS]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(system))
        .unwrap_or(system)
}
