package org.yima.index.fhir;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import ca.uhn.fhir.context.FhirContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestStaff;
import org.yima.healthcard.identity.Sex;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/** The cases of IHE's ITI-78 and ITI-119, by their numbers, over plain HTTP. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ItiCasesTest {
  private static final FhirContext CONTEXT = FhirContext.forR4();
  private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";
  private static final String A = "urn:yima:domain:iti-a";
  private static final String B = "urn:yima:domain:iti-b";
  private static final String JSON = "application/fhir+json";
  private static final String XML = "application/fhir+xml";

  private static boolean made;
  private static TestClient hospital;

  /** So many stand in a block. */
  private static final int NAMESAKES = 60;

  @Inject PersonIndex index;
  @Inject Database database;

  @BeforeEach
  void hospitals() {
    if (!made) {
      String a = TestClient.institution("HOSPITAL", "iti-a", Map.of("domain", "iti-a"));
      assertThat(TestClient.institution("HOSPITAL", "iti-b", Map.of("domain", "iti-b")))
          .isNotBlank();
      hospital = TestClient.of(a, "HOSPITAL");
      made = true;
    }
  }

  private static <T> T now(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(60));
  }

  private Id put(String domain, String name, String phone) {
    SourceRecord source =
        new SourceRecord(
            domain,
            UUID.randomUUID().toString(),
            name,
            Optional.empty(),
            false,
            Optional.of(LocalDate.of(2019, 3, 14)),
            Optional.of(Sex.MALE),
            Optional.of(phone),
            Optional.of("临江市望湖区听涛路27号"),
            Further.of(Guardian.of("钟离采菱", Optional.empty()).orElseThrow()));
    return now(database.tx(tx -> index.put(tx, source)));
  }

  private static RequestSpecification asked() {
    return given().auth().oauth2(TestStaff.operator());
  }

  private static Bundle search(Map<String, ?> parameters) {
    Response response =
        asked().contentType(FORM).formParams(parameters).post("/fhir/Patient/_search");
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    return CONTEXT.newJsonParser().parseResource(Bundle.class, response.asString());
  }

  private static ValidatableResponse refused(Map<String, ?> parameters) {
    return asked().contentType(FORM).formParams(parameters).post("/fhir/Patient/_search").then();
  }

  private static List<String> ids(Bundle bundle) {
    return bundle.getEntry().stream()
        .map(entry -> entry.getResource().getIdElement().getIdPart())
        .toList();
  }

  private static Bundle match(Patient patient) {
    Response response =
        asked()
            .contentType(JSON)
            .body(
                CONTEXT
                    .newJsonParser()
                    .encodeResourceToString(patient)
                    .getBytes(StandardCharsets.UTF_8))
            .post("/fhir/Patient/$match");
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    return CONTEXT.newJsonParser().parseResource(Bundle.class, response.asString());
  }

  @Test
  void iti78Case1WhoFitsIsAnsweredWithTheirNumber() {
    Id one = put("iti-a", "钟离望舒", "15411440001");
    Id other = put("iti-b", "钟离望舒", "15411440001");
    Bundle found = search(Map.of("name", "钟离望舒", "birthdate", "2019-03-14"));
    assertThat(found.getTotal()).isEqualTo(2);
    assertThat(ids(found)).containsExactlyInAnyOrder(one.toString(), other.toString());
  }

  @Test
  void iti78Case2OnlyIdentifiersOfTheWantedDomainsAreAnswered() {
    Id one = put("iti-a", "钟离怀瑾", "15411440011");
    assertThat(put("iti-b", "钟离怀瑾", "15411440011")).isNotEqualTo(one);
    Bundle found = search(Map.of("name", "钟离怀瑾", "birthdate", "2019-03-14", "identifier", A + "|"));
    assertThat(ids(found)).containsExactly(one.toString());
    assertThat(((Patient) found.getEntryFirstRep().getResource()).getIdentifier())
        .extracting(Identifier::getSystem)
        .containsExactly(A);
    assertThat(
            ids(
                search(
                    Map.of(
                        "name",
                        "钟离怀瑾",
                        "birthdate",
                        "2019-03-14",
                        "identifier",
                        A + "|," + B + "|"))))
        .hasSize(2);
  }

  @Test
  void iti78Case2WhatIsIncludedHasNoOtherIdentifiersEither() {
    Id one = put("iti-a", "钟离握瑜", "15411440012");
    assertThat(put("iti-b", "钟离握瑜", "15411440012")).isNotEqualTo(one);
    Map<String, String> asked = Map.of("name", "钟离握瑜", "birthdate", "2019-03-14");
    Bundle found = search(with(with(asked, "identifier", A + "|"), "_include", "Patient:link"));
    assertThat(found.getEntry()).hasSize(2);
    assertThat(found.getEntry())
        .flatExtracting(entry -> ((Patient) entry.getResource()).getIdentifier())
        .extracting(Identifier::getSystem)
        .containsOnly(A);
  }

  /** FHIR R4, 3.1.1.4.18: commas stand between alternatives. */
  @Test
  void iti78ANumberIsOneOfSeveralAndWrittenAsPeopleWriteIt() {
    Id one = put("iti-a", "钟离知秋", "15411440013");
    assertThat(ids(search(Map.of("telecom", "15411440019,15411440013"))))
        .containsExactly(one.toString());
    assertThat(ids(search(Map.of("telecom", "+86154-1144-0013")))).containsExactly(one.toString());
    assertThat(ids(search(Map.of("telecom", "phone|15411440013")))).containsExactly(one.toString());
    assertThat(ids(search(Map.of("telecom", "15411440018")))).isEmpty();
  }

  /** Each alternative of a family name with each of a given name; a whole name tells more. */
  @Test
  void iti78EachPartOfANameIsOneOfSeveral() {
    Id one = put("iti-a", "钟离折桂", "15411440014");
    Map<String, String> base = Map.of("birthdate", "2019-03-14");
    assertThat(ids(search(with(with(base, "family", "公良,钟离"), "given", "攀云,折桂"))))
        .containsExactly(one.toString());
    assertThat(ids(search(with(with(base, "family", "钟离"), "name", "钟离折桂"))))
        .containsExactly(one.toString());
  }

  @Test
  void iti78AParameterThatIsGivenTwiceNarrowsTwice() {
    Id one = put("iti-a", "钟离探骊", "15411440015");
    for (Map.Entry<String, List<String>> asked :
        Map.of(
                "birthdate", List.of("ge2019-03-01", "lt2019-04-01", "ge2019-04-01"),
                "given", List.of("探骊", "骊", "骊珠"),
                "family", List.of("钟", "钟离", "钟离明"),
                "name", List.of("钟离", "探骊", "钟离明"))
            .entrySet()) {
      List<String> values = asked.getValue();
      Map<String, Object> narrow = new TreeMap<>(Map.of("telecom", "15411440015"));
      narrow.put(asked.getKey(), values.subList(0, 2));
      assertThat(ids(search(narrow))).as(asked.getKey()).containsExactly(one.toString());
      narrow.put(asked.getKey(), List.of(values.get(0), values.get(2)));
      assertThat(ids(search(narrow))).as(asked.getKey()).isEmpty();
    }
    assertThat(ids(search(Map.of("telecom", List.of("15411440015", "15411440016"))))).isEmpty();
  }

  /** Whatever a search looks up costs the index as much, however it is put. */
  @Test
  void iti78ASearchLooksUpSoManyNamesAndNumbersAndNoMore() {
    List<String> names = IntStream.range(0, 21).mapToObj(i -> "钟离无此人" + i).toList();
    Map<String, String> born = Map.of("birthdate", "2019-03-14");
    refused(with(born, "name", String.join(",", names)))
        .statusCode(400)
        .body("issue[0].code", equalTo("too-costly"));
    refused(
            with(
                with(born, "name", String.join(",", names.subList(0, 7))),
                "telecom",
                "15411440016,15411440017,15411440018"))
        .statusCode(400)
        .body("issue[0].code", equalTo("too-costly"));
    assertThat(search(with(born, "name", String.join(",", names.subList(0, 20)))).getTotal())
        .isZero();
    String numbers = A + "|none-" + String.join("," + A + "|none-", names.subList(0, 17));
    refused(Map.of("identifier", List.of(numbers, numbers, numbers)))
        .statusCode(400)
        .body("issue[0].code", equalTo("too-costly"));
    assertThat(search(Map.of("identifier", List.of(numbers, numbers))).getTotal()).isZero();
  }

  /** Of more namesakes of one day than the index keeps a list of, it does not say there is none. */
  @Test
  void iti78WhoHasTooManyNamesakesOfOneDayIsNotNobody() {
    for (int i = 0; i <= NAMESAKES; i++) {
      assertThat(put("iti-a", "钟离同庚", String.valueOf(15_411_441_000L + i))).isNotNull();
    }
    Map<String, String> asked = Map.of("name", "钟离同庚", "birthdate", "2019-03-14");
    refused(asked).statusCode(400).body("issue[0].code", equalTo("too-costly"));
    for (Map<String, String> part :
        List.of(with(asked, "address", "听涛路27号"), with(asked, "mothersMaidenName", "钟离采"))) {
      refused(part).statusCode(400).body("issue[0].code", equalTo("too-costly"));
    }
    assertThat(search(with(asked, "telecom", "15411441007")).getTotal()).isEqualTo(1);
  }

  /** Its own among the namesakes of a province, though it came when these were too many. */
  @Test
  void iti78AHospitalFindsItsOwnWhoeverElseIsCalledSo() {
    for (int i = 0; i <= NAMESAKES; i++) {
      assertThat(put("iti-b", "钟离同窗", String.valueOf(15_411_442_000L + i))).isNotNull();
    }
    Id own = put("iti-a", "钟离同窗", "15411442900");
    Map<String, String> wanted = Map.of("name", "钟离同窗", "birthdate", "2019-03-14");
    refused(wanted).statusCode(400).body("issue[0].code", equalTo("too-costly"));
    ofHospital(wanted)
        .statusCode(200)
        .body("total", equalTo(1))
        .body("entry[0].resource.id", equalTo(own.toString()));
    ofHospital(Map.of("name", "钟离同门", "birthdate", "2019-03-14"))
        .statusCode(200)
        .body("total", equalTo(0));
    // Of which the index turned away some, it does not know whether one was the hospital's.
    TestDatabase.update(
        "update index_block k set incomplete = true from index_record r"
            + " where r.id = ? and k.key = any(r.blocks) and k.is_full and k.kind like '%+ birth'",
        own.uuid());
    ofHospital(wanted).statusCode(400).body("issue[0].code", equalTo("too-costly"));
  }

  private static ValidatableResponse ofHospital(Map<String, ?> parameters) {
    return given()
        .auth()
        .oauth2(hospital.token())
        .contentType(FORM)
        .formParams(parameters)
        .post("/fhir/Patient/_search")
        .then();
  }

  @Test
  void iti78Case3NobodyFits() {
    Bundle none = search(Map.of("name", "钟离无此人", "birthdate", "2019-03-14"));
    assertThat(none.getTotal()).isZero();
    assertThat(none.getEntry()).isEmpty();
  }

  @Test
  void iti78Case4ADomainIsNotRecognised() {
    refused(
            Map.of(
                "name",
                "钟离",
                "birthdate",
                "2019-03-14",
                "identifier",
                "urn:yima:domain:none-such|"))
        .statusCode(404)
        .body("issue[0].severity", equalTo("warning"))
        .body("issue[0].code", equalTo("not-found"))
        .body("issue[0].diagnostics", equalTo("targetSystem not found"));
  }

  @Test
  void iti78Case5AFormatThatNobodyCanMake() {
    for (String format : List.of("ttl", "html", "application/pdf")) {
      asked()
          .queryParam("_format", format)
          .get("/fhir/Patient")
          .then()
          .statusCode(406)
          .contentType(JSON)
          .body("issue[0].severity", equalTo("error"))
          .body("issue[0].code", equalTo("not-supported"));
    }
    asked().accept("text/turtle").get("/fhir/metadata").then().statusCode(406);
  }

  @Test
  void iti78BothEncodingsAreAnswered() {
    Id one = put("iti-a", "钟离在野", "15411440021");
    Map<String, String> wanted = Map.of("telecom", "15411440021");
    String byParameter =
        asked()
            .contentType(FORM)
            .formParams(wanted)
            .formParam("_format", "xml")
            .post("/fhir/Patient/_search")
            .then()
            .statusCode(200)
            .contentType(XML)
            .extract()
            .asString();
    assertThat(ids(CONTEXT.newXmlParser().parseResource(Bundle.class, byParameter)))
        .containsExactly(one.toString());
    String byHeader =
        asked()
            .accept(XML)
            .get("/fhir/Patient/" + one)
            .then()
            .statusCode(200)
            .contentType(XML)
            .extract()
            .asString();
    assertThat(CONTEXT.newXmlParser().parseResource(Patient.class, byHeader).getActive()).isTrue();
    asked()
        .accept(XML)
        .queryParam("_format", "json")
        .get("/fhir/Patient/" + one)
        .then()
        .statusCode(200)
        .contentType(JSON);
    String refusal =
        asked()
            .accept(XML)
            .get("/fhir/Patient/rec_none")
            .then()
            .statusCode(404)
            .contentType(XML)
            .extract()
            .asString();
    assertThat(
            CONTEXT
                .newXmlParser()
                .parseResource(OperationOutcome.class, refusal)
                .getIssueFirstRep()
                .getCode()
                .toCode())
        .isEqualTo("not-found");
  }

  @Test
  void iti78ByAddressMotherAndExactly() {
    Id one = put("iti-a", "钟离见山", "15411440031");
    Map<String, String> base = Map.of("birthdate", "2019-03-14");
    assertThat(ids(search(with(base, "mothersMaidenName", "钟离采菱")))).contains(one.toString());
    assertThat(ids(search(with(base, "mothersMaidenName:exact", "钟离采"))))
        .doesNotContain(one.toString());
    assertThat(ids(search(with(with(base, "name", "钟离见山"), "address", "听涛路"))))
        .containsExactly(one.toString());
    assertThat(ids(search(with(with(base, "name", "钟离见山"), "address-city", "观海市")))).isEmpty();
    Map<String, String> family = with(with(base, "given", "见山"), "family", "钟离");
    assertThat(ids(search(family))).containsExactly(one.toString());
    Map<String, String> exactly = with(with(base, "given:exact", "见山"), "family:exact", "钟离");
    assertThat(ids(search(exactly))).containsExactly(one.toString());
    assertThat(ids(search(with(with(base, "given:exact", "见"), "family:exact", "钟离")))).isEmpty();
    assertThat(ids(search(with(base, "name", "无此人也,钟离见山")))).containsExactly(one.toString());
    assertThat(
            ids(
                search(
                    with(
                        with(with(base, "family", "钟离"), "gender", "male"),
                        "address",
                        "临江市望湖区听涛路27号"))))
        .as("a family of one day and place")
        .contains(one.toString());
    refused(with(base, "family", "钟离"))
        .statusCode(400)
        .body("issue[0].code", equalTo("too-costly"));
  }

  private static Map<String, String> with(Map<String, String> some, String name, String value) {
    Map<String, String> all = new TreeMap<>(some);
    all.put(name, value);
    return all;
  }

  private static Patient described(String name, String phone) {
    Patient patient = new Patient();
    patient.addName().setText(name);
    patient.getBirthDateElement().setValueAsString("2019-03-14");
    patient.addTelecom().setSystem(ContactPointSystem.PHONE).setValue(phone);
    return patient;
  }

  /** A Patient alone is as good as Parameters that hold nothing else. */
  @Test
  void iti119Case1And2WhoFitsBestComesFirstWithScoreAndGrade() {
    Id one = put("iti-a", "钟离观棋", "15411440041");
    assertThat(ids(match(described("钟离观棋", "15411440041")))).containsExactly(one.toString());
    Id other = put("iti-b", "钟离观琪", "15411440042");
    Bundle both = match(described("钟离观棋", "15411440041"));
    assertThat(ids(both)).first().isEqualTo(one.toString());
    assertThat(other).isNotEqualTo(one);
    assertThat(both.getEntry())
        .allSatisfy(
            entry -> {
              assertThat(entry.getSearch().getScore().doubleValue()).isBetween(0.0, 1.0);
              assertThat(
                      entry
                          .getSearch()
                          .getExtensionByUrl("http://hl7.org/fhir/StructureDefinition/match-grade"))
                  .isNotNull();
            });
    assertThat(both.getEntry())
        .isSortedAccordingTo(
            (a, b) -> b.getSearch().getScore().compareTo(a.getSearch().getScore()));
  }

  @Test
  void iti119Case3To5And7OnlyWhoIsCertain() {
    Id one = put("iti-a", "钟离听松", "15411440051");
    assertThat(ids(certain("钟离听松", "15411440051"))).containsExactly(one.toString());
    assertThat(certain("钟离听嵩", "15411440059").getEntry()).as("not certain").isEmpty();
    assertThat(certain("无此人也", "15411440052").getEntry()).as("nobody").isEmpty();
  }

  private static Bundle certain(String name, String phone) {
    Parameters in = new Parameters();
    in.addParameter().setName("resource").setResource(described(name, phone));
    in.addParameter("onlyCertainMatches", true);
    Response response =
        asked()
            .contentType(XML)
            .accept(XML)
            .body(CONTEXT.newXmlParser().encodeResourceToString(in))
            .post("/fhir/Patient/$match");
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    return CONTEXT.newXmlParser().parseResource(Bundle.class, response.asString());
  }

  @Test
  void iti119Case9WhatIsNoPatientIsRefused() {
    asked()
        .contentType(JSON)
        .body("{\"resourceType\":\"OperationOutcome\"}")
        .post("/fhir/Patient/$match")
        .then()
        .statusCode(400)
        .body("issue[0].code", equalTo("invalid"));
  }

  /** A child without a name, and a mother of a frequent one: too little to ask people about. */
  @Test
  void iti119AChildWithoutANameIsFoundByItsMother() {
    SourceRecord child =
        new SourceRecord(
            "iti-a",
            UUID.randomUUID().toString(),
            "张丽之女",
            Optional.empty(),
            false,
            Optional.of(LocalDate.of(2021, 9, 27)),
            Optional.of(Sex.FEMALE),
            Optional.of("15411440071"),
            Optional.empty());
    Id known = now(database.tx(tx -> index.put(tx, child)));
    for (String name : List.of("", "新生儿")) {
      for (String born : List.of("2021-09-27", "2021-09-28")) {
        Patient wanted = new Patient();
        if (!name.isEmpty()) {
          wanted.addName().setText(name);
        }
        wanted.getBirthDateElement().setValueAsString(born);
        wanted.addExtension(
            new Extension(
                "http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName",
                new StringType("张丽")));
        Bundle found = match(wanted);
        if (born.endsWith("27")) {
          assertThat(ids(found)).contains(known.toString());
          assertThat(found.getEntry())
              .filteredOn(e -> e.getResource().getIdElement().getIdPart().equals(known.toString()))
              .allSatisfy(
                  e ->
                      assertThat(e.getSearch().getExtensionFirstRep().getValue().primitiveValue())
                          .isEqualTo("possible"));
        } else {
          assertThat(ids(found)).doesNotContain(known.toString());
        }
      }
    }
  }

  /** A surname is up to every tenth resident's, and names are not stored in clear. */
  @Test
  void iti78AFamilyNameWithADayOrASexAloneIsRefusedAsTheStatementSays() {
    for (Map<String, String> less :
        List.of(
            Map.of("family", "钟离", "birthdate", "2019-03-14"),
            Map.of("family", "钟离", "gender", "male"),
            Map.of("family", "钟离", "birthdate", "2019-03-14", "gender", "male"))) {
      refused(less)
          .statusCode(400)
          .body("issue[0].code", equalTo("too-costly"))
          .body("issue[0].diagnostics", equalTo(Capabilities.LOOKED_FOR_BY));
    }
    asked()
        .accept(JSON)
        .get("/fhir/metadata")
        .then()
        .statusCode(200)
        .body(
            "rest[0].resource[0].searchParam.find { it.name == 'family' }.documentation",
            endsWith(Capabilities.LOOKED_FOR_BY))
        .body(
            "rest[0].resource[0].searchParam.find { it.name == 'gender' }.documentation",
            endsWith(Capabilities.LOOKED_FOR_BY));
  }

  @Test
  void iti119WhatFhirHasInPartsIsReadAsAWhole() {
    Patient patient = new Patient();
    patient.addName().setText("小宝").setUse(HumanName.NameUse.NICKNAME);
    patient.addName().setText("钟离采薇之女").setUse(HumanName.NameUse.OFFICIAL);
    patient.setMultipleBirth(new IntegerType(2));
    patient
        .addAddress()
        .setState("临江省")
        .setCity("临江市")
        .setDistrict("望湖区")
        .addLine("听涛路27号")
        .addLine("3栋501室");
    SourceRecord read = Patients.described(patient);
    assertThat(read.name()).isEqualTo("钟离采薇之女2");
    assertThat(read.address()).contains("临江省临江市望湖区听涛路27号3栋501室");
    patient.getName().get(1).setText("钟离采薇");
    assertThat(Patients.described(patient).name()).as("a name of her own").isEqualTo("钟离采薇");
  }

  /** The mother's name is what a newborn without a name has. */
  @Test
  void iti119TheMothersNameIsRead() {
    Patient child = described("钟离采菱之子", "15411440061");
    child.addExtension(
        new Extension(
            "http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName",
            new StringType("钟离采菱")));
    assertThat(Patients.described(child).further().guardian())
        .isEqualTo(Guardian.of("钟离采菱", Optional.empty()));
  }
}
