package org.yima.index.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGenderEnumFactory;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.UriType;
import org.yima.index.IndexRecord;
import org.yima.index.RecordStatus;
import org.yima.index.living.BestView;
import org.yima.index.living.BestViews;
import org.yima.index.living.Told;
import org.yima.index.store.Records;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/**
 * The best view of a person as a Patient, to which the Patients of its records refer. It is
 * composed of what the caller may see and of nothing else: of a hospital's own records for a
 * hospital. Every element says, by an extension, which record's word it is and since when.
 */
@ApplicationScoped
class PersonPatients {
  /** The extension of an element: {@code record}, {@code domain}, {@code since}, {@code rule}. */
  static final String TOLD_BY = "urn:yima:told-by";

  private final Directory directory;
  private final BestViews views;
  private final Database database;

  PersonPatients(Directory directory, BestViews views, Database database) {
    this.directory = directory;
    this.views = views;
    this.database = database;
  }

  /** Best views, and the records that they are composed of. */
  record Shown(List<Patient> patients, List<IndexRecord> records) {
    static final Shown NOBODY = new Shown(List.of(), List.of());
  }

  /** Whether an id is a person's. */
  static boolean isPerson(String id) {
    return Id.parse(IdType.PERSON, id).isPresent();
  }

  /** The best view of one person; one of whom the caller may see no record is not there. */
  Uni<Shown> read(Viewer viewer, String id) {
    return directory
        .byIdentifier(viewer, new IdentifierSystem.Persons(), id)
        .chain(records -> shown(viewer, records))
        .invoke(
            shown -> {
              if (shown.patients().isEmpty()) {
                throw new FhirRefusal(404, IssueType.NOTFOUND, "there is no such Patient here");
              }
            });
  }

  /** The best views of the persons of these records. */
  Uni<Shown> of(Viewer viewer, List<IndexRecord> records) {
    return directory.ofPersons(records).chain(all -> shown(viewer, all));
  }

  private Uni<Shown> shown(Viewer viewer, List<IndexRecord> records) {
    List<IndexRecord> seen = records.stream().filter(viewer::sees).toList();
    return seen.isEmpty()
        ? Uni.createFrom().item(Shown.NOBODY)
        : views
            .of(database::query, seen)
            .chain(
                best ->
                    directory
                        .numbers(seen)
                        .map(numbers -> new Shown(patients(best, seen, numbers), seen)));
  }

  private static List<Patient> patients(
      Map<Id, BestView> best, List<IndexRecord> seen, Map<Id, List<Records.Numbered>> numbers) {
    List<Patient> patients = new ArrayList<>();
    best.keySet().stream()
        .sorted()
        .forEach(
            person ->
                patients.add(
                    patient(
                        person,
                        best.get(person),
                        seen.stream()
                            .filter(r -> r.personId().equals(person))
                            .sorted(Comparator.comparing(IndexRecord::id))
                            .toList(),
                        numbers)));
    return patients;
  }

  private static Patient patient(
      Id person,
      BestView view,
      List<IndexRecord> records,
      Map<Id, List<Records.Numbered>> numbers) {
    Patient patient = new Patient();
    patient.setId(person.toString());
    patient.setActive(records.stream().anyMatch(r -> r.status() == RecordStatus.FOUND));
    patient.addIdentifier(
        Patients.identifier(IdentifierSystem.PERSON, person.toString())
            .setUse(IdentifierUse.SECONDARY));
    records.forEach(record -> Patients.identify(patient, record, numbers));
    view.document()
        .ifPresent(
            told ->
                patient.addIdentifier(
                    sourced(
                        told,
                        Patients.identifier(
                                IdentifierSystem.of(told.value().idType()), told.value().idNumber())
                            .setUse(IdentifierUse.OFFICIAL))));
    demographics(view, patient);
    records.forEach(
        r -> patient.addLink().setType(LinkType.SEEALSO).setOther(Patients.reference(r.id())));
    return patient;
  }

  private static void demographics(BestView view, Patient patient) {
    view.name().ifPresent(told -> patient.addName(sourced(told, PatientNames.of(told.value()))));
    view.sex()
        .ifPresent(
            told ->
                patient.setGenderElement(
                    sourced(
                        told,
                        new Enumeration<>(
                            new AdministrativeGenderEnumFactory(),
                            Patients.gender(told.value())))));
    view.birthDate()
        .ifPresent(
            told ->
                patient.setBirthDateElement(sourced(told, new DateType(told.value().toString()))));
    view.phone()
        .ifPresent(told -> patient.addTelecom(sourced(told, PatientFurther.phone(told.value()))));
    view.address()
        .ifPresent(told -> patient.addAddress(sourced(told, new Address().setText(told.value()))));
    view.previousName()
        .ifPresent(told -> patient.addName(sourced(told, PatientFurther.former(told.value()))));
    view.otherPhone()
        .ifPresent(told -> patient.addTelecom(sourced(told, PatientFurther.phone(told.value()))));
    view.insuranceNumber()
        .ifPresent(
            told -> patient.addIdentifier(sourced(told, PatientFurther.insurance(told.value()))));
    view.guardian()
        .ifPresent(told -> patient.addContact(sourced(told, PatientFurther.contact(told.value()))));
  }

  private static <E extends Element> E sourced(Told<?> told, E element) {
    Extension by = new Extension(TOLD_BY);
    by.addExtension(new Extension("record", Patients.reference(told.recordId())));
    by.addExtension(new Extension("domain", new UriType(IdentifierSystem.DOMAIN + told.domain())));
    by.addExtension(new Extension("since", new DateTimeType(Date.from(told.since().toInstant()))));
    by.addExtension(new Extension("rule", new CodeType(told.rule().name())));
    element.addExtension(by);
    return element;
  }
}
