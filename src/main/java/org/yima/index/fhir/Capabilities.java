package org.yima.index.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/**
 * What the doors do, as the standard wants it said. They instantiate neither IHE's supplier of
 * demographics nor its manager of cross-references: the first answers every parameter alone, which
 * an index that holds no names in clear does not, the second takes a feed (ITI-104).
 */
final class Capabilities {
  /** When the doors last learned something. */
  private static final String SINCE = "2026-11-22";

  /** By what people can be looked for; the search refuses anything less in the same words. */
  static final String LOOKED_FOR_BY =
      "ask by identifier, _id, telecom, name and birthdate, family and given and birthdate, family"
          + " and address, or mothersMaidenName and birthdate";

  private static final String NARROWS =
      "Narrows what others find; alone it is refused (400 too-costly): " + LOOKED_FOR_BY;

  private static final String FAMILY =
      "The beginning of the name. With birthdate or gender and no more it is refused (400"
          + " too-costly), for names are not stored in clear: "
          + LOOKED_FOR_BY;

  private Capabilities() {}

  static CapabilityStatement of(String base) {
    CapabilityStatement statement = new CapabilityStatement();
    statement
        .setStatus(PublicationStatus.ACTIVE)
        .setDateElement(new DateTimeType(SINCE))
        .setKind(CapabilityStatementKind.INSTANCE)
        .setFhirVersion(FHIRVersion._4_0_1)
        .addFormat("application/fhir+json")
        .addFormat("application/fhir+xml");
    statement.getSoftware().setName("Yima 医码");
    statement.getImplementation().setDescription("Cross-domain master index").setUrl(base);
    CapabilityStatementRestComponent rest = statement.addRest();
    rest.setMode(RestfulCapabilityMode.SERVER)
        .getSecurity()
        .setDescription("OAuth 2.0 client credentials with private_key_jwt (RFC 6749, RFC 7523)");
    patient(rest.addResource());
    return statement;
  }

  private static void patient(CapabilityStatementRestResourceComponent patient) {
    patient.setType("Patient");
    for (TypeRestfulInteraction does :
        List.of(TypeRestfulInteraction.READ, TypeRestfulInteraction.SEARCHTYPE)) {
      patient.addInteraction().setCode(does);
    }
    patient.addSearchInclude("Patient:link");
    parameter(patient, "_id", SearchParamType.TOKEN);
    parameter(patient, "active", SearchParamType.TOKEN);
    parameter(patient, "identifier", SearchParamType.TOKEN);
    parameter(patient, "family", SearchParamType.STRING, FAMILY);
    parameter(patient, "given", SearchParamType.STRING, NARROWS);
    parameter(patient, "name", SearchParamType.STRING);
    parameter(patient, "birthdate", SearchParamType.DATE, NARROWS);
    parameter(patient, "gender", SearchParamType.TOKEN, NARROWS);
    parameter(patient, "telecom", SearchParamType.TOKEN);
    for (String part : List.of("", "-city", "-country", "-postalcode", "-state")) {
      parameter(patient, "address" + part, SearchParamType.STRING, NARROWS);
    }
    parameter(patient, "mothersMaidenName", SearchParamType.STRING);
    patient
        .addOperation()
        .setName("match")
        .setDefinition("http://hl7.org/fhir/OperationDefinition/Patient-match");
    patient
        .addOperation()
        .setName("ihe-pix")
        .setDefinition("https://profiles.ihe.net/ITI/PIXm/OperationDefinition/IHE.PIXm.pix");
  }

  private static void parameter(
      CapabilityStatementRestResourceComponent resource, String name, SearchParamType type) {
    resource.addSearchParam().setName(name).setType(type);
  }

  private static void parameter(
      CapabilityStatementRestResourceComponent resource,
      String name,
      SearchParamType type,
      String documentation) {
    resource.addSearchParam().setName(name).setType(type).setDocumentation(documentation);
  }
}
