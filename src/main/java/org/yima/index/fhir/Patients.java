package org.yima.index.fhir;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.RecordStatus;
import org.yima.index.SourceRecord;
import org.yima.index.matching.chinese.Names;
import org.yima.index.store.Records;
import org.yima.platform.Id;

/**
 * A source record as a Patient, and a Patient as a description of somebody. The best view of a
 * person is {@link PersonPatients}.
 */
final class Patients {
  /** A domain that nobody has: a described Patient is no record of anybody's. */
  private static final String NOBODYS = "";

  private static final int WHOLE_DATE = 10;

  private Patients() {}

  static Patient of(IndexRecord record, List<Records.Numbered> numbers) {
    Patient patient = new Patient();
    patient.setId(record.id().toString());
    patient.setActive(record.status() == RecordStatus.FOUND);
    identify(patient, record, Map.of(record.id(), numbers));
    record
        .document()
        .ifPresent(
            d ->
                patient.addIdentifier(
                    identifier(IdentifierSystem.of(d.idType()), d.idNumber())
                        .setUse(IdentifierUse.OFFICIAL)));
    patient.addIdentifier(
        identifier(IdentifierSystem.PERSON, record.personId().toString())
            .setUse(IdentifierUse.SECONDARY));
    if (!record.name().isEmpty()) {
      patient.addName(PatientNames.of(record.name()));
    }
    record.sex().ifPresent(sex -> patient.setGender(gender(sex)));
    record.birthDate().ifPresent(day -> patient.setBirthDateElement(new DateType(day.toString())));
    record
        .phone()
        .ifPresent(
            phone -> patient.addTelecom().setSystem(ContactPointSystem.PHONE).setValue(phone));
    record.address().ifPresent(text -> patient.addAddress().setText(text));
    PatientFurther.add(patient, record.further());
    patient.addLink().setType(LinkType.REFER).setOther(reference(record.personId()));
    return patient;
  }

  static Reference reference(Id id) {
    return new Reference("Patient/" + id);
  }

  /** The numbers under which a record is kept, and the patient numbers that hang on it. */
  static void identify(
      Patient patient, IndexRecord record, Map<Id, List<Records.Numbered>> numbers) {
    patient.addIdentifier(
        identifier(IdentifierSystem.DOMAIN + record.domain(), record.number())
            .setUse(
                record.status() == RecordStatus.FOUND ? IdentifierUse.USUAL : IdentifierUse.OLD));
    numbers
        .getOrDefault(record.id(), List.of())
        .forEach(
            n ->
                patient.addIdentifier(
                    identifier(IdentifierSystem.PATIENT + n.domain(), n.patientId())));
  }

  static Identifier identifier(String system, String value) {
    return new Identifier().setSystem(system).setValue(value);
  }

  static AdministrativeGender gender(Sex sex) {
    return switch (sex) {
      case MALE -> AdministrativeGender.MALE;
      case FEMALE -> AdministrativeGender.FEMALE;
      case UNKNOWN -> AdministrativeGender.UNKNOWN;
      case UNSPECIFIED -> AdministrativeGender.OTHER;
    };
  }

  /** What a Patient says of somebody; a number that is not well formed says nothing. */
  static SourceRecord described(Patient patient) {
    List<String> phones =
        patient.getTelecom().stream()
            .filter(t -> t.hasValue() && t.getSystem() == ContactPointSystem.PHONE)
            .map(t -> t.getValue().strip())
            .distinct()
            .toList();
    return new SourceRecord(
        NOBODYS,
        "",
        name(patient),
        document(patient),
        false,
        birthDate(patient),
        sex(patient.getGender()),
        phones.stream().findFirst(),
        patient.getAddress().stream()
            .map(Patients::address)
            .filter(text -> !text.isEmpty())
            .findFirst(),
        PatientFurther.described(patient, phones));
  }

  /** With the place in the order of birth, of a child that has no name but its mother's. */
  private static String name(Patient patient) {
    String name =
        PatientNames.of(
            patient.getName().stream().filter(n -> !PatientFurther.isFormer(n)).toList());
    Names.Parsed parsed = Names.parse(name);
    boolean unmarked = parsed.isUnnamed() && parsed.child().length() == 1;
    return unmarked
            && patient.getMultipleBirth() instanceof IntegerType place
            && place.hasValue()
            && Integer.toString(place.getValue()).matches("[1-9]")
        ? name + place.getValue()
        : name;
  }

  /** The text, or the parts in the order of Chinese addresses, from the province to the door. */
  private static String address(Address address) {
    if (address.hasText()) {
      return address.getText().strip();
    }
    StringBuilder whole = new StringBuilder();
    Stream.of(address.getState(), address.getCity(), address.getDistrict())
        .filter(Objects::nonNull)
        .distinct()
        .forEach(whole::append);
    address.getLine().forEach(line -> whole.append(line.getValueNotNull()));
    return whole.toString().strip();
  }

  private static Optional<DocumentKey> document(Patient patient) {
    return patient.getIdentifier().stream().flatMap(i -> document(i).stream()).findFirst();
  }

  /** Nothing for what is no document, or none that is well formed. */
  static Optional<DocumentKey> document(Identifier identifier) {
    return Optional.of(identifier)
        .filter(i -> i.hasSystem() && i.hasValue())
        .flatMap(i -> IdentifierSystem.of(i.getSystem()))
        .filter(IdentifierSystem.Documents.class::isInstance)
        .map(IdentifierSystem.Documents.class::cast)
        .flatMap(d -> DocumentKey.of(d.type(), identifier.getValue()));
  }

  /** A date without its day says nothing that could be compared. */
  private static Optional<LocalDate> birthDate(Patient patient) {
    String date = patient.getBirthDateElement().getValueAsString();
    return date == null || date.length() != WHOLE_DATE
        ? Optional.empty()
        : Optional.of(LocalDate.parse(date));
  }

  static Optional<Sex> sex(AdministrativeGender gender) {
    if (gender == null) {
      return Optional.empty();
    }
    return switch (gender) {
      case MALE -> Optional.of(Sex.MALE);
      case FEMALE -> Optional.of(Sex.FEMALE);
      case OTHER -> Optional.of(Sex.UNSPECIFIED);
      case UNKNOWN -> Optional.of(Sex.UNKNOWN);
      case NULL -> Optional.empty();
    };
  }
}
