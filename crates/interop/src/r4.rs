//! What FHIR R4 (4.0.1) knows, so that a misspelt element and an unread one are told apart. Owns: the names.

use crate::plan::Kind;

/// Every resource type of R4.
const TYPES: &str = " Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse \
    AuditEvent Basic Binary BiologicallyDerivedProduct BodyStructure Bundle CapabilityStatement CarePlan CareTeam \
    CatalogEntry ChargeItem ChargeItemDefinition Claim ClaimResponse ClinicalImpression CodeSystem Communication \
    CommunicationRequest CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage \
    CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue Device DeviceDefinition DeviceMetric \
    DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference EffectEvidenceSynthesis \
    Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare EventDefinition Evidence \
    EvidenceVariable ExampleScenario ExplanationOfBenefit FamilyMemberHistory Flag Goal GraphDefinition Group \
    GuidanceResponse HealthcareService ImagingStudy Immunization ImmunizationEvaluation \
    ImmunizationRecommendation ImplementationGuide InsurancePlan Invoice Library Linkage List Location Measure \
    MeasureReport Media Medication MedicationAdministration MedicationDispense MedicationKnowledge \
    MedicationRequest MedicationStatement MedicinalProduct MedicinalProductAuthorization \
    MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient \
    MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged \
    MedicinalProductPharmaceutical MedicinalProductUndesirableEffect MessageDefinition MessageHeader \
    MolecularSequence NamingSystem NutritionOrder Observation ObservationDefinition OperationDefinition \
    OperationOutcome Organization OrganizationAffiliation Parameters Patient PaymentNotice PaymentReconciliation \
    Person PlanDefinition Practitioner PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse \
    RelatedPerson RequestGroup ResearchDefinition ResearchElementDefinition ResearchStudy ResearchSubject \
    RiskAssessment RiskEvidenceSynthesis Schedule SearchParameter ServiceRequest Slot Specimen \
    SpecimenDefinition StructureDefinition StructureMap Subscription Substance SubstanceNucleicAcid \
    SubstancePolymer SubstanceProtein SubstanceReferenceInformation SubstanceSourceMaterial \
    SubstanceSpecification SupplyDelivery SupplyRequest Task TerminologyCapabilities TestReport TestScript \
    ValueSet VerificationResult VisionPrescription ";

/// Whether R4 has this resource type.
pub(crate) fn is_type(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphabetic()) && has(TYPES, name)
}

/// Whether R4 gives this element to resources of this kind.
pub(crate) fn is_element(kind: Kind, name: &str) -> bool {
    let own = match kind {
        Kind::Patient => {
            " identifier active name telecom gender birthDate deceasedBoolean deceasedDateTime address \
             maritalStatus multipleBirthBoolean multipleBirthInteger photo contact communication \
             generalPractitioner managingOrganization link "
        }
        Kind::Organization => " identifier active type name alias telecom address partOf contact endpoint ",
        Kind::Practitioner => {
            " identifier active name telecom address gender birthDate photo qualification communication "
        }
        Kind::PractitionerRole => {
            " identifier active period practitioner organization code specialty location healthcareService \
             telecom availableTime notAvailable availabilityExceptions endpoint "
        }
        Kind::ServiceRequest => {
            " identifier instantiatesCanonical instantiatesUri basedOn replaces requisition status intent \
             category priority doNotPerform code orderDetail quantityQuantity quantityRatio quantityRange subject \
             encounter occurrenceDateTime occurrencePeriod occurrenceTiming asNeededBoolean \
             asNeededCodeableConcept authoredOn requester performerType performer locationCode \
             locationReference reasonCode reasonReference insurance supportingInfo specimen bodySite note \
             patientInstruction relevantHistory "
        }
        Kind::Task => {
            " identifier instantiatesCanonical instantiatesUri basedOn groupIdentifier partOf status \
             statusReason businessStatus intent priority code description focus for encounter executionPeriod \
             authoredOn lastModified requester performerType owner location reasonCode reasonReference \
             insurance note relevantHistory restriction input output "
        }
        Kind::Consent => {
            " identifier status scope category patient dateTime performer organization sourceAttachment \
             sourceReference policy policyRule verification provision "
        }
    };
    let plain = name.strip_prefix('_').unwrap_or(name);
    has(own, plain)
        || has(
            " id meta implicitRules language text contained extension modifierExtension resourceType ",
            plain,
        )
}

/// Whether the blank-separated `list` holds `word`.
fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}
