package org.yima.index.fhir;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.ContactComponent;
import org.hl7.fhir.r4.model.StringType;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.Guardian;

/**
 * What few records know, as a Patient has it: a former name is a name of use {@code old}, the
 * guardian a contact, whose document stands in an extension, because FHIR gives a contact no
 * identifier.
 */
final class PatientFurther {
  /** The extension of a contact: its document, an Identifier. */
  static final String DOCUMENT = "urn:yima:document";

  /** FHIR's extension of a Patient: women here keep their names, so it is the mother's name. */
  private static final String MOTHERS_NAME =
      "http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName";

  private static final String ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
  private static final String KINDS = "http://terminology.hl7.org/CodeSystem/v2-0203";

  /** HL7's codes of a guardian and of a parent, any, natural or not. */
  private static final Set<String> GUARDIANS =
      Set.of("GUARD", "PRN", "MTH", "NMTH", "GESTM", "FTH", "NFTH");

  private PatientFurther() {}

  static void add(Patient patient, Further further) {
    further.previousName().ifPresent(name -> patient.addName(former(name)));
    further.otherPhone().ifPresent(number -> patient.addTelecom(phone(number)));
    further.insuranceNumber().ifPresent(number -> patient.addIdentifier(insurance(number)));
    further.guardian().ifPresent(guardian -> patient.addContact(contact(guardian)));
  }

  static HumanName former(String name) {
    return PatientNames.of(name).setUse(NameUse.OLD);
  }

  static ContactPoint phone(String number) {
    return new ContactPoint().setSystem(ContactPointSystem.PHONE).setValue(number);
  }

  static Identifier insurance(String number) {
    return Patients.identifier(IdentifierSystem.INSURANCE, number)
        .setType(new CodeableConcept(new Coding(KINDS, "MB", "Member Number")));
  }

  static ContactComponent contact(Guardian guardian) {
    ContactComponent contact =
        new ContactComponent()
            .addRelationship(new CodeableConcept(new Coding(ROLES, "GUARD", "guardian")));
    if (!guardian.name().isEmpty()) {
      contact.setName(PatientNames.of(guardian.name()));
    }
    guardian
        .document()
        .ifPresent(
            d ->
                contact.addExtension(
                    new Extension(
                        DOCUMENT,
                        Patients.identifier(IdentifierSystem.of(d.idType()), d.idNumber()))));
    return contact;
  }

  /** What a Patient says; what is not well formed says nothing. */
  static Further described(Patient patient, List<String> phones) {
    return new Further(
        Optional.of(
                PatientNames.of(
                    patient.getName().stream().filter(PatientFurther::isFormer).toList()))
            .filter(name -> !name.isEmpty()),
        phones.stream().skip(1).findFirst(),
        patient.getIdentifier().stream()
            .filter(i -> i.hasValue() && IdentifierSystem.INSURANCE.equals(i.getSystem()))
            .map(i -> i.getValue().strip())
            .findFirst(),
        patient.getContact().stream()
            .filter(PatientFurther::isGuardian)
            .flatMap(contact -> guardian(contact).stream())
            .findFirst()
            .or(() -> mother(patient)));
  }

  /** Of a child whose mother's name is known and nothing else of her. */
  private static Optional<Guardian> mother(Patient patient) {
    return Optional.ofNullable(patient.getExtensionByUrl(MOTHERS_NAME))
        .map(Extension::getValue)
        .filter(StringType.class::isInstance)
        .map(name -> ((StringType) name).getValueNotNull().strip())
        .filter(name -> !name.isEmpty())
        .flatMap(name -> Guardian.of(name, Optional.empty()));
  }

  /** Whether it is a name that the person no longer bears. */
  static boolean isFormer(HumanName name) {
    return name.getUse() == NameUse.OLD || name.getUse() == NameUse.MAIDEN;
  }

  private static boolean isGuardian(ContactComponent contact) {
    return contact.getRelationship().stream()
        .flatMap(relation -> relation.getCoding().stream())
        .anyMatch(c -> ROLES.equals(c.getSystem()) && GUARDIANS.contains(c.getCode()));
  }

  private static Optional<Guardian> guardian(ContactComponent contact) {
    Optional<DocumentKey> document =
        Optional.ofNullable(contact.getExtensionByUrl(DOCUMENT))
            .map(Extension::getValue)
            .filter(Identifier.class::isInstance)
            .map(Identifier.class::cast)
            .flatMap(Patients::document);
    return Guardian.of(PatientNames.of(List.of(contact.getName())), document);
  }
}
