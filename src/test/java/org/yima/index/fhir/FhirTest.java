package org.yima.index.fhir;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.SearchStyleEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.gclient.ICriterion;
import ca.uhn.fhir.rest.gclient.IQuery;
import ca.uhn.fhir.rest.gclient.StringClientParam;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UriType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestStaff;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.matching.Verdict;
import org.yima.index.store.Doubts;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/**
 * The FHIR doors, driven by HAPI's own client as a hospital's developer would, over real HTTP.
 * Cases are named after those of IHE ITI.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FhirTest {
  private static final FhirContext CONTEXT = context();
  private static final String A = "urn:yima:domain:fhir-a";
  private static final String B = "urn:yima:domain:fhir-b";
  private static final String NUMBERS_A = "urn:yima:patient:fhir-a";
  private static final String NATIONAL = "urn:oid:2.16.156.10011.1.3";

  private static TestClient hospital;

  @Inject PersonIndex index;
  @Inject Database database;
  @Inject Doubts doubts;

  @TestHTTPResource("/fhir")
  URI base;

  private static FhirContext context() {
    FhirContext context = FhirContext.forR4();
    context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    context.getRestfulClientFactory().setSocketTimeout(60_000);
    return context;
  }

  @BeforeEach
  void hospitals() {
    if (hospital == null) {
      String a = TestClient.institution("HOSPITAL", "fhir-a", Map.of("domain", "fhir-a"));
      assertThat(TestClient.institution("HOSPITAL", "fhir-b", Map.of("domain", "fhir-b")))
          .isNotBlank();
      hospital = TestClient.of(a, "HOSPITAL");
    }
  }

  private IGenericClient client(String token) {
    IGenericClient client = CONTEXT.newRestfulGenericClient(base.toString());
    client.registerInterceptor(new BearerTokenAuthInterceptor(token));
    return client;
  }

  private IGenericClient operator() {
    return client(TestStaff.operator());
  }

  private IGenericClient hospitalA() {
    return client(hospital.token());
  }

  private static <T> T now(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(60));
  }

  private record Known(Id id, String number) {}

  private Known put(String domain, String name, String document, String phone) {
    String number = UUID.randomUUID().toString();
    SourceRecord source =
        new SourceRecord(
            domain,
            number,
            name,
            DocumentKey.of("RESIDENT_ID", document),
            false,
            Optional.of(LocalDate.parse(birth(document))),
            Optional.of(Sex.FEMALE),
            Optional.of(phone),
            Optional.empty());
    return new Known(now(database.tx(tx -> index.put(tx, source))), number);
  }

  /** The birth date that a document tells. */
  private static String birth(String document) {
    return document.substring(6, 10)
        + "-"
        + document.substring(10, 12)
        + "-"
        + document.substring(12, 14);
  }

  private static List<String> ids(Bundle bundle) {
    return bundle.getEntry().stream()
        .map(entry -> entry.getResource().getIdElement().getIdPart())
        .toList();
  }

  private static Parameters pix(IGenericClient client, String source, String... targets) {
    Parameters in = new Parameters();
    in.addParameter().setName("sourceIdentifier").setValue(new StringType(source));
    for (String target : targets) {
      in.addParameter().setName("targetSystem").setValue(new UriType(target));
    }
    return client
        .operation()
        .onType(Patient.class)
        .named("$ihe-pix")
        .withParameters(in)
        .useHttpGet()
        .execute();
  }

  private static List<String> identifiers(Parameters answer) {
    return answer.getParameter().stream()
        .filter(p -> p.getName().equals("targetIdentifier"))
        .map(p -> (org.hl7.fhir.r4.model.Identifier) p.getValue())
        .map(i -> i.getSystem() + "|" + i.getValue())
        .toList();
  }

  private static void refused(
      Runnable call, Class<? extends BaseServerResponseException> how, IssueType code) {
    assertThatThrownBy(call::run)
        .isInstanceOf(how)
        .satisfies(
            thrown ->
                assertThat(
                        ((OperationOutcome)
                                ((BaseServerResponseException) thrown).getOperationOutcome())
                            .getIssueFirstRep()
                            .getCode())
                    .isEqualTo(code));
  }

  private static void ignore(Object answer) {
    assertThat(answer).isNotNull();
  }

  private Id undocumented(String domain, String number) {
    return put(woman(domain, number, "亓官照晚").phone("15411118001"));
  }

  /** A woman of one day; without a document unless one is given. */
  private record Woman(
      String domain,
      String number,
      String name,
      Optional<String> phone,
      Optional<DocumentKey> card) {
    Woman phone(String known) {
      return new Woman(domain, number, name, Optional.of(known), card);
    }

    Woman document(String known) {
      return new Woman(domain, number, name, phone, DocumentKey.of("RESIDENT_ID", known));
    }
  }

  private static Woman woman(String domain, String number, String name) {
    return new Woman(domain, number, name, Optional.empty(), Optional.empty());
  }

  private Id put(Woman woman) {
    SourceRecord source =
        new SourceRecord(
            woman.domain(),
            woman.number(),
            woman.name(),
            woman.card(),
            false,
            Optional.of(LocalDate.of(1985, 6, 1)),
            Optional.of(Sex.FEMALE),
            woman.phone(),
            Optional.empty());
    return now(database.tx(tx -> index.put(tx, source)));
  }

  /** Linked by name, birth and phone alone: whose number it is nobody has proved. */
  @Test
  void crossReferenceGivesNoNumberAwayByScore() {
    String number = UUID.randomUUID().toString();
    Id mine = undocumented("fhir-a", number);
    Id theirs = undocumented("fhir-b", UUID.randomUUID().toString());
    assertThat(now(index.linked(mine))).hasSize(2);
    assertThat(identifiers(pix(hospitalA(), A + "|" + number)))
        .isNotEmpty()
        .noneMatch(identifier -> identifier.startsWith(B));
    now(database.tx(tx -> doubts.remember(tx, mine, theirs, Verdict.SAME)));
    assertThat(identifiers(pix(hospitalA(), A + "|" + number)))
        .anyMatch(identifier -> identifier.startsWith(B));
  }

  @Test
  void aSearchForTooManyNumbersIsTooCostly() {
    String body = "_id=" + String.join(",", Collections.nCopies(51, noRecord()));
    given()
        .auth()
        .oauth2(TestStaff.operator())
        .contentType("application/x-www-form-urlencoded")
        .body(body)
        .post("/fhir/Patient/_search")
        .then()
        .statusCode(400)
        .body("issue[0].code", equalTo("too-costly"));
  }

  private static String noRecord() {
    return "rec_" + UUID.randomUUID().toString().replace("-", "");
  }

  @Test
  void aCountWithoutAValueIsRefused() {
    given()
        .auth()
        .oauth2(TestStaff.operator())
        .contentType("application/fhir+json")
        .body(
            "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"count\","
                + "\"_valueInteger\":{\"id\":\"x\"}}]}")
        .post("/fhir/Patient/$match")
        .then()
        .statusCode(400);
  }

  @Test
  void theCapabilityStatementNamesWhatTheDoorsDo() {
    CapabilityStatement statement =
        CONTEXT
            .newRestfulGenericClient(base.toString())
            .capabilities()
            .ofType(CapabilityStatement.class)
            .execute();
    assertThat(statement.getFhirVersion().toCode()).isEqualTo("4.0.1");
    assertThat(statement.getRestFirstRep().getResourceFirstRep().getOperation())
        .extracting(operation -> operation.getName())
        .containsExactly("match", "ihe-pix");
  }

  @Test
  void iti83Case1TheIdentifiersOfOnePersonInOtherDomains() {
    String document = SampleDocuments.fresh();
    Known a = put("fhir-a", "温雅", document, "13955550001");
    Known b = put("fhir-b", "温雅", document, "13955550002");
    ignore(
        now(
            database
                .tx(tx -> index.addPatient(tx, "fhir-a", "F-" + a.number(), a.id()))
                .replaceWith(true)));
    assertThat(identifiers(pix(operator(), A + "|" + a.number(), B)))
        .containsExactly(B + "|" + b.number());
    assertThat(identifiers(pix(hospitalA(), A + "|" + a.number())))
        .contains(B + "|" + b.number(), NUMBERS_A + "|F-" + a.number());
    Parameters answer = pix(hospitalA(), NUMBERS_A + "|F-" + a.number());
    assertThat(answer.getParameter())
        .filteredOn(p -> p.getName().equals("targetId"))
        .as("only what the hospital may read is referred to")
        .extracting(p -> ((org.hl7.fhir.r4.model.Reference) p.getValue()).getReference())
        .containsExactly("Patient/" + a.id());
  }

  @Test
  void iti83Case2AKnownPersonWithoutTargetsIsAnEmptyAnswer() {
    Known a = put("fhir-a", "", SampleDocuments.fresh(), "13955550003");
    assertThat(pix(operator(), A + "|" + a.number(), B).getParameter()).isEmpty();
  }

  @Test
  void iti83Case3TheSourceDomainIsNotRecognised() {
    refused(
        () -> ignore(pix(operator(), "urn:yima:domain:none-such|1")),
        InvalidRequestException.class,
        IssueType.CODEINVALID);
    refused(
        () -> ignore(pix(hospitalA(), B + "|1")),
        InvalidRequestException.class,
        IssueType.CODEINVALID);
    refused(
        () -> ignore(pix(operator(), "no-bar")), InvalidRequestException.class, IssueType.REQUIRED);
  }

  @Test
  void iti83Case4ThePatientIdentifierIsNotRecognised() {
    refused(
        () -> ignore(pix(operator(), A + "|" + UUID.randomUUID())),
        ResourceNotFoundException.class,
        IssueType.NOTFOUND);
  }

  @Test
  void iti83Case5TheTargetDomainIsNotRecognised() {
    Known a = put("fhir-a", "", SampleDocuments.fresh(), "13955550004");
    refused(
        () -> ignore(pix(operator(), A + "|" + a.number(), "urn:yima:domain:none-such")),
        ForbiddenOperationException.class,
        IssueType.CODEINVALID);
  }

  @Test
  void iti78QueryByIdentifierAndDemographics() {
    String document = SampleDocuments.fresh();
    Known a = put("fhir-a", "蒋欣妍", document, "13955550101");
    Known b = put("fhir-b", "蒋欣妍", document, "13955550101");
    for (SearchStyleEnum style : List.of(SearchStyleEnum.GET, SearchStyleEnum.POST)) {
      Bundle byDocument =
          operator()
              .search()
              .forResource(Patient.class)
              .where(Patient.IDENTIFIER.exactly().systemAndIdentifier(NATIONAL, document))
              .usingStyle(style)
              .returnBundle(Bundle.class)
              .execute();
      assertThat(ids(byDocument)).containsExactlyInAnyOrder(a.id().toString(), b.id().toString());
      assertThat(byDocument.getTotal()).isEqualTo(2);
    }
    Bundle byName =
        operator()
            .search()
            .forResource(Patient.class)
            .where(Patient.FAMILY.matches().value("蒋"))
            .and(Patient.GIVEN.matches().value("欣妍"))
            .and(Patient.BIRTHDATE.exactly().day(birth(document)))
            .and(Patient.GENDER.exactly().code("female"))
            .usingStyle(SearchStyleEnum.POST)
            .returnBundle(Bundle.class)
            .execute();
    assertThat(ids(byName)).contains(a.id().toString(), b.id().toString());
    Patient shown = (Patient) byName.getEntryFirstRep().getResource();
    assertThat(shown.getNameFirstRep().getFamily()).isEqualTo("蒋");
    assertThat(shown.getNameFirstRep().getGivenAsSingleString()).isEqualTo("欣妍");
    assertThat(shown.getBirthDateElement().getValueAsString()).isEqualTo(birth(document));
    assertThat(shown.getGender()).isEqualTo(AdministrativeGender.FEMALE);
    Bundle another =
        operator()
            .search()
            .forResource(Patient.class)
            .where(Patient.FAMILY.matches().value("蒋"))
            .and(Patient.GIVEN.matches().value("欣妍"))
            .and(Patient.BIRTHDATE.exactly().day(birth(document)))
            .and(Patient.GENDER.exactly().code("male"))
            .usingStyle(SearchStyleEnum.POST)
            .returnBundle(Bundle.class)
            .execute();
    assertThat(ids(another)).doesNotContain(a.id().toString(), b.id().toString());
    Bundle byPhone =
        operator()
            .search()
            .forResource(Patient.class)
            .where(Patient.TELECOM.exactly().code("13955550101"))
            .usingStyle(SearchStyleEnum.POST)
            .returnBundle(Bundle.class)
            .execute();
    assertThat(ids(byPhone)).containsExactlyInAnyOrder(a.id().toString(), b.id().toString());
  }

  @Test
  void iti78AHospitalSeesItsOwnDomainAlone() {
    String document = SampleDocuments.fresh();
    Known a = put("fhir-a", "鲁冰", document, "13955550201");
    Known b = put("fhir-b", "鲁冰", document, "13955550202");
    Bundle seen =
        hospitalA()
            .search()
            .forResource(Patient.class)
            .where(Patient.IDENTIFIER.exactly().systemAndIdentifier(NATIONAL, document))
            .usingStyle(SearchStyleEnum.POST)
            .returnBundle(Bundle.class)
            .execute();
    assertThat(ids(seen)).containsExactly(a.id().toString());
    assertThat(
            hospitalA()
                .read()
                .resource(Patient.class)
                .withId(a.id().toString())
                .execute()
                .getActive())
        .isTrue();
    refused(
        () ->
            ignore(hospitalA().read().resource(Patient.class).withId(b.id().toString()).execute()),
        ResourceNotFoundException.class,
        IssueType.NOTFOUND);
    assertThat(
            TestDatabase.number(
                "select count(*) from audit_entry where action = 'patient.read' and subject = ?",
                a.id().toString()))
        .isEqualTo(1);
  }

  @Test
  void iti78OnlyTheWantedDomainsAndOneThatIsNotRecognised() {
    String document = SampleDocuments.fresh();
    Known a = put("fhir-a", "傅晴", document, "13955550301");
    Known b = put("fhir-b", "傅晴", document, "13955550302");
    assertThat(a.id()).isNotEqualTo(b.id());
    Bundle wanted =
        operator()
            .search()
            .forResource(Patient.class)
            .where(Patient.IDENTIFIER.exactly().systemAndIdentifier(NATIONAL, document))
            .and(Patient.IDENTIFIER.hasSystemWithAnyCode(B))
            .usingStyle(SearchStyleEnum.POST)
            .returnBundle(Bundle.class)
            .execute();
    assertThat(ids(wanted)).containsExactly(b.id().toString());
    refused(
        () ->
            ignore(
                operator()
                    .search()
                    .forResource(Patient.class)
                    .where(
                        Patient.IDENTIFIER
                            .exactly()
                            .systemAndIdentifier("urn:yima:domain:none-such", "1"))
                    .returnBundle(Bundle.class)
                    .execute()),
        ResourceNotFoundException.class,
        IssueType.NOTFOUND);
  }

  @Test
  void iti78PagesHoldNoPersonalDataInTheirLinks() {
    String document = SampleDocuments.fresh();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(put("fhir-a", "项晓", document, "13955550401").id().toString());
    }
    Bundle page =
        operator()
            .search()
            .forResource(Patient.class)
            .where(Patient.IDENTIFIER.exactly().systemAndIdentifier(NATIONAL, document))
            .count(2)
            .usingStyle(SearchStyleEnum.POST)
            .returnBundle(Bundle.class)
            .execute();
    List<String> walked = new ArrayList<>(ids(page));
    while (page.getLink(Bundle.LINK_NEXT) != null) {
      assertThat(page.getLink(Bundle.LINK_NEXT).getUrl()).doesNotContain(document);
      page = operator().loadPage().next(page).execute();
      walked.addAll(ids(page));
    }
    assertThat(walked).containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void matchGradesAndScoresWhomADescriptionFits() {
    String document = SampleDocuments.fresh();
    Known a = put("fhir-a", "邱慧敏", document, "13955550501");
    Known b = put("fhir-b", "邱慧敏", document, "13955550501");
    Patient asked = new Patient();
    asked.addName().setFamily("邱").addGiven("慧敏");
    asked.setBirthDateElement(new DateType(birth(document)));
    asked.setGender(AdministrativeGender.FEMALE);
    asked.addIdentifier().setSystem(NATIONAL).setValue(document);
    Bundle all = match(operator(), asked, false, 10);
    assertThat(ids(all)).contains(a.id().toString(), b.id().toString());
    Bundle.BundleEntryComponent best = all.getEntryFirstRep();
    assertThat(best.getSearch().getScore().doubleValue()).isBetween(0.9, 1.0);
    assertThat(
            best.getSearch()
                .getExtensionByUrl("http://hl7.org/fhir/StructureDefinition/match-grade")
                .getValue()
                .primitiveValue())
        .isEqualTo("certain");
    assertThat(ids(match(operator(), asked, false, 1))).hasSize(1);
    assertThat(ids(match(hospitalA(), asked, true, 10))).containsExactly(a.id().toString());
    Patient stranger = new Patient();
    stranger.addName().setText("无此人也");
    stranger.setBirthDateElement(new DateType("1901-02-03"));
    assertThat(match(operator(), stranger, false, 10).getEntry()).isEmpty();
  }

  private Id child(String domain, String name, String previous, Optional<DocumentKey> mother) {
    String number = UUID.randomUUID().toString();
    SourceRecord source =
        new SourceRecord(
            domain,
            number,
            name,
            Optional.empty(),
            false,
            Optional.of(LocalDate.of(2024, 5, 5)),
            Optional.of(Sex.FEMALE),
            Optional.of("15411250001"),
            Optional.empty(),
            new Further(
                Optional.of(previous),
                Optional.of("15411250002"),
                Optional.of("SB700777"),
                Guardian.of("申屠见月", mother)));
    return now(database.tx(tx -> index.put(tx, source)));
  }

  private static Patient.ContactComponent mother(String document) {
    Patient.ContactComponent contact = new Patient.ContactComponent();
    contact
        .addRelationship()
        .addCoding()
        .setSystem("http://terminology.hl7.org/CodeSystem/v3-RoleCode")
        .setCode("MTH");
    contact.addExtension(
        new Extension(
            "urn:yima:document", new Identifier().setSystem(NATIONAL).setValue(document)));
    return contact;
  }

  @Test
  void whatFewRecordsKnowIsShownToTheirOwnDomainAndCompared() {
    String document = SampleDocuments.fresh();
    Optional<DocumentKey> key = DocumentKey.of("RESIDENT_ID", document);
    Id mine = child("fhir-a", "申屠听雨", "申屠小雨", key);
    Id theirs = child("fhir-b", "申屠见月之女", "申屠大雨", key);
    assertThat(now(index.linked(mine))).as("one child").hasSize(2);
    Patient shown = hospitalA().read().resource(Patient.class).withId(mine.toString()).execute();
    assertThat(shown.getName())
        .extracting(n -> n.getUse() + " " + n.getText())
        .containsExactly("null 申屠听雨", "OLD 申屠小雨");
    assertThat(shown.getTelecom())
        .extracting(t -> t.getValue())
        .containsExactly("15411250001", "15411250002");
    assertThat(shown.getIdentifier()).anyMatch(i -> i.getSystem().equals("urn:yima:insurance"));
    Patient.ContactComponent guardian = shown.getContactFirstRep();
    assertThat(guardian.getName().getText()).isEqualTo("申屠见月");
    assertThat(guardian.getRelationshipFirstRep().getCodingFirstRep().getCode()).isEqualTo("GUARD");
    assertThat(((Identifier) guardian.getExtensionByUrl("urn:yima:document").getValue()).getValue())
        .isEqualTo(document);
    Patient person =
        hospitalA().read().resource(Patient.class).withId(person(hospitalA(), mine)).execute();
    assertThat(person.getContact()).hasSize(1);
    assertThat(toldBy(person.getContactFirstRep())).isEqualTo("Patient/" + mine);
    assertThat(CONTEXT.newJsonParser().encodeResourceToString(person))
        .doesNotContain("申屠大雨", theirs.toString());

    Patient asked = new Patient();
    asked.addName().setText("申屠建悦之女");
    asked.setBirthDateElement(new DateType("2024-05-05"));
    asked.setGender(AdministrativeGender.FEMALE);
    asked.addTelecom(shown.getTelecom().get(1));
    assertThat(ids(match(operator(), asked, true, 10))).doesNotContain(mine.toString());
    asked.addContact(mother(document));
    assertThat(ids(match(operator(), asked, true, 10))).contains(mine.toString());
    Bundle byPhone =
        hospitalA()
            .search()
            .forResource(Patient.class)
            .where(Patient.TELECOM.exactly().code("15411250002"))
            .usingStyle(SearchStyleEnum.POST)
            .returnBundle(Bundle.class)
            .execute();
    assertThat(ids(byPhone)).containsExactly(mine.toString());
  }

  /** A hospital that has given one number to two people is not answered with both's numbers. */
  @Test
  void iti83ANumberOfTwoPeopleNamesNobody() {
    Known one = put("fhir-a", "申屠孟春", SampleDocuments.fresh(), "15411250031");
    Known two = put("fhir-a", "申屠仲秋", SampleDocuments.fresh(), "15411250032");
    ignore(
        now(
            database
                .tx(
                    tx ->
                        index
                            .addPatient(tx, "fhir-a", "TWICE", one.id())
                            .chain(() -> index.addPatient(tx, "fhir-a", "TWICE", two.id())))
                .replaceWith(true)));
    refused(
        () -> ignore(pix(hospitalA(), NUMBERS_A + "|TWICE")),
        ResourceVersionConflictException.class,
        IssueType.MULTIPLEMATCHES);
  }

  /** A score has made one person of the two; whose number it is nobody has proved. */
  @Test
  void iti83ANumberOfTwoWhomOnlyAScoreLinksNamesNobody() {
    Id one = put(woman("fhir-a", fresh(), "申屠季冬").phone("15411250033"));
    Id two = put(woman("fhir-b", fresh(), "申屠季冬").phone("15411250033"));
    assertThat(now(index.linked(one))).hasSize(2);
    ignore(
        now(
            database
                .tx(
                    tx ->
                        index
                            .addPatient(tx, "fhir-a", "AGAIN", one)
                            .chain(() -> index.addPatient(tx, "fhir-a", "AGAIN", two)))
                .replaceWith(true)));
    refused(
        () -> ignore(pix(hospitalA(), NUMBERS_A + "|AGAIN")),
        ResourceVersionConflictException.class,
        IssueType.MULTIPLEMATCHES);
  }

  /** Whoever asks for a person is told of all that it is, whatever links it. */
  @Test
  void iti83AnOperatorWhoNamesAPersonIsToldOfAllThatItIs() {
    String number = fresh();
    String linked = fresh();
    Id one = put(woman("fhir-a", number, "申屠立夏").phone("15411250051"));
    ignore(put(woman("fhir-b", linked, "申屠立夏").phone("15411250051")));
    assertThat(now(index.linked(one))).hasSize(2);
    assertThat(identifiers(pix(operator(), "urn:yima:person|" + person(operator(), one))))
        .contains(A + "|" + number, B + "|" + linked);
  }

  private static String fresh() {
    return UUID.randomUUID().toString();
  }

  /** Another record fits better and is linked by score alone; one that is certainly hers fits. */
  @Test
  void iti119WhatMakesARecordCertainCountsBeforeWhatFitsBest() {
    String name = "申屠岁寒";
    String phone = "15411250034";
    String number = fresh();
    Id mine = put(woman("fhir-a", number, name).phone(phone));
    Id hers = put(woman("fhir-b", fresh(), name).phone(phone));
    now(database.tx(tx -> doubts.remember(tx, mine, hers, Verdict.SAME)));
    ignore(put(woman("fhir-a", number, "宗政岁寒")));
    String document = SampleDocuments.of("99010119850601224");
    Id best = put(woman("fhir-c", fresh(), name).phone(phone).document(document));
    assertThat(now(index.linked(mine))).extracting(IndexRecord::id).contains(hers, best);
    Patient asked = new Patient();
    asked.addName().setText(name);
    asked.setBirthDateElement(new DateType("1985-06-01"));
    asked.setGender(AdministrativeGender.FEMALE);
    asked.addTelecom().setSystem(ContactPoint.ContactPointSystem.PHONE).setValue(phone);
    asked.addIdentifier().setSystem(NATIONAL).setValue(document);
    assertThat(ids(match(operator(), asked, false, 10))).first().isEqualTo(best.toString());
    assertThat(ids(match(hospitalA(), asked, true, 10))).containsExactly(mine.toString());
  }

  private static String grade(Bundle.BundleEntryComponent entry) {
    return entry
        .getSearch()
        .getExtensionByUrl("http://hl7.org/fhir/StructureDefinition/match-grade")
        .getValue()
        .primitiveValue();
  }

  /** What people are asked about is probable only where it is likelier than not. */
  @Test
  void iti119WhoIsAskedAboutThoughItIsUnlikelyIsPossible() {
    String document = SampleDocuments.of("99010119850601228");
    Id known = put(woman("fhir-a", fresh(), "申屠小寒").phone("15411250054").document(document));
    Patient asked = new Patient();
    asked.addName().setText("欧阳秋石");
    asked.setBirthDateElement(new DateType("1951-11-23"));
    asked.setGender(AdministrativeGender.MALE);
    asked.addTelecom().setSystem(ContactPoint.ContactPointSystem.PHONE).setValue("15411250059");
    asked.addIdentifier().setSystem(NATIONAL).setValue(document);
    Bundle all = match(operator(), asked, false, 10);
    assertThat(ids(all)).containsExactly(known.toString());
    assertThat(grade(all.getEntryFirstRep()))
        .as("at " + all.getEntryFirstRep().getSearch().getScore())
        .isEqualTo("possible");
    asked.setBirthDateElement(new DateType("1985-06-01"));
    asked.setGender(AdministrativeGender.FEMALE);
    asked.getTelecomFirstRep().setValue("15411250054");
    all = match(operator(), asked, false, 10);
    assertThat(ids(all)).containsExactly(known.toString());
    assertThat(grade(all.getEntryFirstRep())).isEqualTo("probable");
  }

  private static Bundle found(IGenericClient client, ICriterion<?>... all) {
    IQuery<Bundle> query = client.search().forResource(Patient.class).returnBundle(Bundle.class);
    for (ICriterion<?> one : all) {
      query = query.where(one);
    }
    return query.usingStyle(SearchStyleEnum.POST).execute();
  }

  /** A value alone is a document, or a number of the caller's own domain. */
  @Test
  void iti78AValueAloneIsLookedForAmongWhatTheCallerKnows() {
    String document = SampleDocuments.fresh();
    Known a = put("fhir-a", "申屠大暑", document, "15411250055");
    Known b = put("fhir-b", "申屠大暑", document, "15411250056");
    ignore(
        now(
            database
                .tx(tx -> index.addPatient(tx, "fhir-a", "V-" + a.number(), a.id()))
                .replaceWith(true)));
    for (String value : List.of(document, a.number(), "V-" + a.number())) {
      assertThat(ids(found(hospitalA(), Patient.IDENTIFIER.exactly().code(value))))
          .containsExactly(a.id().toString());
    }
    assertThat(ids(found(hospitalA(), Patient.IDENTIFIER.exactly().code(b.number())))).isEmpty();
  }

  @Test
  void iti78EachIdentifierNarrows() {
    String document = SampleDocuments.fresh();
    Known a = put("fhir-a", "申屠处暑", document, "15411250060");
    Known b = put("fhir-b", "申屠处暑", document, "15411250061");
    ICriterion<?> card = Patient.IDENTIFIER.exactly().systemAndIdentifier(NATIONAL, document);
    ICriterion<?> one = Patient.IDENTIFIER.exactly().systemAndIdentifier(A, a.number());
    ICriterion<?> other = Patient.IDENTIFIER.exactly().systemAndIdentifier(B, b.number());
    assertThat(ids(found(operator(), card, one))).containsExactly(a.id().toString());
    assertThat(ids(found(operator(), one, card))).containsExactly(a.id().toString());
    assertThat(ids(found(operator(), one, other))).isEmpty();
  }

  /** Who asks for many and finds nobody is seen. */
  @Test
  void aQuestionThatShowsNobodyIsWrittenDown() {
    long searched = looks("patient.searched");
    long matched = looks("patient.matched");
    long crossed = looks("patient.cross-referenced");
    Patient stranger = new Patient();
    stranger.addName().setText("无此人焉");
    stranger.setBirthDateElement(new DateType("1901-02-04"));
    assertThat(match(hospitalA(), stranger, false, 10).getEntry()).isEmpty();
    refused(
        () -> ignore(pix(hospitalA(), A + "|" + fresh())),
        ResourceNotFoundException.class,
        IssueType.NOTFOUND);
    Bundle nobody =
        hospitalA()
            .search()
            .forResource(Patient.class)
            .where(Patient.NAME.matches().value("无此人焉"))
            .and(Patient.BIRTHDATE.exactly().day("1901-02-04"))
            .returnBundle(Bundle.class)
            .execute();
    assertThat(nobody.getTotal()).isZero();
    assertThat(looks("patient.searched")).isEqualTo(searched + 1);
    refused(
        () ->
            ignore(
                hospitalA()
                    .search()
                    .forResource(Patient.class)
                    .where(Patient.FAMILY.matches().value("亓官"))
                    .and(Patient.BIRTHDATE.exactly().day("1901-02-04"))
                    .returnBundle(Bundle.class)
                    .execute()),
        InvalidRequestException.class,
        IssueType.TOOCOSTLY);
    assertThat(looks("patient.searched"))
        .as("that too many stand there is told, too")
        .isEqualTo(searched + 2);
    assertThat(looks("patient.matched")).isEqualTo(matched + 1);
    assertThat(looks("patient.cross-referenced")).isEqualTo(crossed + 1);
  }

  /**
   * Of a document that is everybody's only so many records are read. How: the hospital's own comes
   * last, behind more than those.
   */
  @Test
  void aHospitalFindsItsOwnByADocumentThatAThousandOfOthersGive() {
    String document = SampleDocuments.of("99010119640917224");
    List<Id> others = new ArrayList<>();
    for (int i = 0; i < 1_080; i += 60) {
      List<SourceRecord> batch =
          IntStream.range(i, i + 60).mapToObj(n -> withDocument("fhir-b", n, document)).toList();
      now(database.tx(tx -> index.putAll(tx, batch))).forEach(put -> others.add(put.recordId()));
    }
    Id own = now(database.tx(tx -> index.put(tx, withDocument("fhir-a", others.size(), document))));
    Bundle found =
        hospitalA()
            .search()
            .forResource(Patient.class)
            .where(Patient.IDENTIFIER.exactly().systemAndCode(NATIONAL, document))
            .returnBundle(Bundle.class)
            .execute();
    assertThat(ids(found)).containsExactly(own.toString());
    others.add(own);
    // The queue is everybody's.
    assertThat(now(database.tx(tx -> index.withdraw(tx, others, "test")).replaceWith(true)))
        .isTrue();
  }

  private static SourceRecord withDocument(String domain, int place, String document) {
    String given = "" + (char) ('一' + 7 * place) + (char) ('丁' + 11 * place);
    return new SourceRecord(
        domain,
        UUID.randomUUID().toString(),
        "亓官" + given,
        DocumentKey.of("RESIDENT_ID", document),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Lines that stand beside the hospital's client itself, for they name nobody. */
  private long looks(String action) {
    return TestDatabase.number(
        "select count(*) from audit_entry where action = ? and actor like '%:' || subject", action);
  }

  /** Two namesakes fit for certain: that the hospital may see one alone makes none of them sure. */
  @Test
  void iti119OneOfTwoNamesakesIsNotCertainToWhoSeesOneAlone() {
    String phone = "15411250041";
    Known mine = put("fhir-a", "申屠双喜", SampleDocuments.of("99010119630505112"), phone);
    Patient asked = new Patient();
    asked.addName().setText("申屠双喜");
    asked.setBirthDateElement(new DateType("1963-05-05"));
    asked.setGender(AdministrativeGender.FEMALE);
    asked.addTelecom().setSystem(ContactPoint.ContactPointSystem.PHONE).setValue(phone);
    assertThat(ids(match(hospitalA(), asked, true, 10))).containsExactly(mine.id().toString());

    ignore(put("fhir-b", "申屠双喜", SampleDocuments.of("99010119630505114"), phone));
    assertThat(ids(match(hospitalA(), asked, true, 10))).isEmpty();
    assertThat(ids(match(hospitalA(), asked, false, 10))).contains(mine.id().toString());
  }

  private static Bundle match(
      IGenericClient client, Patient patient, boolean onlyCertain, int count) {
    Parameters in = new Parameters();
    in.addParameter().setName("resource").setResource(patient);
    in.addParameter().setName("onlyCertainMatches").setValue(new BooleanType(onlyCertain));
    in.addParameter().setName("count").setValue(new IntegerType(count));
    return client
        .operation()
        .onType(Patient.class)
        .named("$match")
        .withParameters(in)
        .returnResourceType(Bundle.class)
        .execute();
  }

  @Test
  void refusalsAreOperationOutcomes() {
    refused(
        () -> ignore(client("nonsense").read().resource(Patient.class).withId("rec_1").execute()),
        AuthenticationException.class,
        IssueType.LOGIN);
    refused(
        () -> ignore(operator().read().resource(Patient.class).withId("nonsense").execute()),
        ResourceNotFoundException.class,
        IssueType.NOTFOUND);
    refused(
        () ->
            ignore(
                operator()
                    .search()
                    .forResource(Patient.class)
                    .where(Patient.GENDER.exactly().code("female"))
                    .returnBundle(Bundle.class)
                    .execute()),
        InvalidRequestException.class,
        IssueType.TOOCOSTLY);
    refused(
        () ->
            ignore(
                operator()
                    .search()
                    .forResource(Patient.class)
                    .where(new StringClientParam("language").matches().value("x"))
                    .returnBundle(Bundle.class)
                    .execute()),
        InvalidRequestException.class,
        IssueType.NOTSUPPORTED);
    for (String path : List.of("/fhir/Observation", "/fhir", "/fhir/Patient/$none")) {
      given()
          .header("Authorization", "Bearer " + TestStaff.operator())
          .get(path)
          .then()
          .statusCode(404)
          .contentType("application/fhir+json")
          .body("resourceType", equalTo("OperationOutcome"));
    }
    given()
        .get("/fhir/Patient")
        .then()
        .statusCode(401)
        .contentType("application/fhir+json")
        .body("resourceType", equalTo("OperationOutcome"))
        .body("issue[0].code", equalTo("login"));
    given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .contentType("text/plain")
        .body("x")
        .post("/fhir/Patient/$match")
        .then()
        .statusCode(415)
        .body("issue[0].code", equalTo("not-supported"));
    given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .contentType(ContentType.JSON)
        .body("{\"resourceType\":\"Parameters\",\"unknown\":1}")
        .post("/fhir/Patient/$match")
        .then()
        .statusCode(400)
        .body("issue[0].code", equalTo("invalid"));
  }

  /** The standard demands personal data in an address; it goes nowhere from there. */
  @Test
  void whatAnAddressSaysIsNeitherLoggedNorMeasured() {
    String secret = "秘" + UUID.randomUUID().toString().substring(0, 8);
    List<String> lines = new ArrayList<>();
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            lines.add(logged.getMessage() + " " + List.of(parameters(logged)));
          }

          private static Object[] parameters(LogRecord logged) {
            return logged.getParameters() == null ? new Object[0] : logged.getParameters();
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(listener);
    try {
      given()
          .header("Authorization", "Bearer " + TestStaff.operator())
          .queryParam("name", secret)
          .queryParam("birthdate", "1988-05-17")
          .get("/fhir/Patient")
          .then()
          .statusCode(200);
      given()
          .header("Authorization", "Bearer " + TestStaff.operator())
          .queryParam("birthdate", secret)
          .get("/fhir/Patient")
          .then()
          .statusCode(400);
      given()
          .header("Authorization", "Bearer " + TestStaff.operator())
          .queryParam("sourceIdentifier", A + "|" + secret)
          .get("/fhir/Patient/$ihe-pix")
          .then()
          .statusCode(404);
    } finally {
      root.removeHandler(listener);
    }
    assertThat(lines).as("the access log is heard").anyMatch(l -> l.contains("FhirResource"));
    assertThat(lines).noneMatch(line -> line.contains(secret));
    String metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();
    assertThat(metrics).contains("http_server_requests").doesNotContain(secret);
  }

  private static String person(IGenericClient client, Id record) {
    Patient patient = client.read().resource(Patient.class).withId(record.toString()).execute();
    assertThat(patient.getLinkFirstRep().getType()).isEqualTo(Patient.LinkType.REFER);
    return patient.getLinkFirstRep().getOther().getReferenceElement().getIdPart();
  }

  /** The record that an element of a best view is told by. */
  private static String toldBy(org.hl7.fhir.r4.model.Element element) {
    return ((org.hl7.fhir.r4.model.Reference)
            element
                .getExtensionByUrl(PersonPatients.TOLD_BY)
                .getExtensionByUrl("record")
                .getValue())
        .getReference();
  }

  @Test
  void thePatientOfAPersonIsTheBestOfItsRecordsAndSaysWhoseWordEachElementIs() {
    String document = SampleDocuments.fresh();
    Known a = put("fhir-a", "温雅", document, "13955550061");
    Known b = put("fhir-b", "温雅", document, "13955550062");
    String person = person(operator(), a.id());
    Patient best = operator().read().resource(Patient.class).withId(person).execute();
    assertThat(best.getTelecom()).extracting(t -> t.getValue()).containsExactly("13955550062");
    assertThat(toldBy(best.getTelecomFirstRep())).isEqualTo("Patient/" + b.id());
    assertThat(
            best.getTelecomFirstRep()
                .getExtensionByUrl(PersonPatients.TOLD_BY)
                .getExtensionByUrl("domain")
                .getValue()
                .primitiveValue())
        .isEqualTo(B);
    assertThat(best.getBirthDateElement().getValueAsString()).isEqualTo(birth(document));
    assertThat(toldBy(best.getBirthDateElement())).startsWith("Patient/rec_");
    assertThat(best.getLink())
        .extracting(link -> link.getOther().getReference())
        .containsExactlyInAnyOrder("Patient/" + a.id(), "Patient/" + b.id());
    assertThat(composed(a, b)).isEqualTo(1);
  }

  /** How often a best view of these was shown, which is written down beside one of them. */
  private static long composed(Known a, Known b) {
    return TestDatabase.number(
        "select count(*) from audit_entry where action = 'patient.composed' and subject in (?, ?)",
        a.id().toString(),
        b.id().toString());
  }

  @Test
  void aHospitalsViewOfAPersonIsOfItsOwnRecordsAlone() {
    String document = SampleDocuments.fresh();
    Known a = put("fhir-a", "温雅", document, "13955550063");
    Known b = put("fhir-b", "温雅", document, "13955550064");
    String person = person(hospitalA(), a.id());
    Patient best = hospitalA().read().resource(Patient.class).withId(person).execute();
    String text = CONTEXT.newJsonParser().encodeResourceToString(best);
    assertThat(best.getTelecom()).extracting(t -> t.getValue()).containsExactly("13955550063");
    assertThat(text).doesNotContain("13955550064", b.number(), b.id().toString(), "fhir-b");
    Known other = put("fhir-b", "温雅", SampleDocuments.fresh(), "13955550065");
    refused(
        () ->
            ignore(
                hospitalA()
                    .read()
                    .resource(Patient.class)
                    .withId(person(operator(), other.id()))
                    .execute()),
        ResourceNotFoundException.class,
        IssueType.NOTFOUND);
  }

  @Test
  void whoWantsItIsGivenTheBestViewBesideWhatWasFound() {
    String document = SampleDocuments.fresh();
    Known a = put("fhir-a", "温雅", document, "13955550066");
    Known b = put("fhir-b", "温雅", document, "13955550067");
    Bundle found =
        operator()
            .search()
            .forResource(Patient.class)
            .where(Patient.IDENTIFIER.exactly().systemAndCode(NATIONAL, document))
            .include(Patient.INCLUDE_LINK)
            .usingStyle(SearchStyleEnum.POST)
            .returnBundle(Bundle.class)
            .execute();
    assertThat(found.getTotal()).isEqualTo(2);
    assertThat(ids(found)).contains(a.id().toString(), b.id().toString()).hasSize(3);
    assertThat(found.getEntry())
        .filteredOn(e -> e.getSearch().getMode() == Bundle.SearchEntryMode.INCLUDE)
        .extracting(e -> ((Patient) e.getResource()).getTelecomFirstRep().getValue())
        .containsExactly("13955550067");
    assertThat(composed(a, b)).isEqualTo(1);
    String body =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"resource\",\"resource\":"
            + "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"温雅\"}],\"identifier\":"
            + "[{\"system\":\"%s\",\"value\":\"%s\"}]}}]}";
    given()
        .auth()
        .oauth2(TestStaff.operator())
        .contentType("application/fhir+json")
        .body(body.formatted(NATIONAL, document))
        .post("/fhir/Patient/$match?_include=Patient:link")
        .then()
        .statusCode(200)
        .body("total", equalTo(2))
        .body("entry.size()", equalTo(3))
        .body("entry[2].search.mode", equalTo("include"))
        .body("entry[2].resource.telecom[0].value", equalTo("13955550067"));
    given()
        .auth()
        .oauth2(TestStaff.operator())
        .get("/fhir/Patient?_include=Patient:organization&_id=" + a.id())
        .then()
        .statusCode(400)
        .body("issue[0].code", equalTo("not-supported"));
  }
}
