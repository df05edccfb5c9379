package org.yima.payment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.platform.Database;

/** Whose bill it is that a hospital makes out to its own patient number. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BillPatientTest {
  private static final String DOMAIN = "bill-patient-domain";
  private static String hospital;
  private static String his;
  private static int next;

  @Inject PersonIndex index;
  @Inject Database database;

  private TestPeople.Signed resident;

  @BeforeEach
  void hospital() {
    resident = TestPeople.resident();
    if (his == null) {
      hospital = TestClient.institution("HOSPITAL", "bill-patient", Map.of("domain", DOMAIN));
      his = TestClient.of(hospital, "HOSPITAL").token();
    }
  }

  /** A file of the hospital under the resident's document, and the patient number that names it. */
  private String filed(String name, Optional<LocalDate> birth) {
    String patient = "F" + next++;
    SourceRecord record =
        new SourceRecord(
            DOMAIN,
            "C" + patient,
            name,
            DocumentKey.of("RESIDENT_ID", resident.person().idNumber()),
            false,
            birth,
            Optional.<Sex>empty(),
            Optional.empty(),
            Optional.empty());
    Reactive.await(
        () ->
            database.tx(
                tx ->
                    index
                        .put(tx, record)
                        .chain(id -> index.addPatient(tx, DOMAIN, patient, id))
                        .replaceWith(true)));
    return patient;
  }

  private ValidatableResponse billed(String patient) {
    Map<String, Object> line =
        Map.of(
            "code",
            "C1",
            "name",
            "检查费",
            "insuranceClass",
            "03",
            "quantity",
            1,
            "unitPrice",
            1,
            "amount",
            100);
    return given()
        .auth()
        .oauth2(his)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", "bill-of-a-patient-" + patient)
        .body(
            Map.of(
                "externalId", "E" + patient,
                "patient", Map.of("patientId", patient),
                "lines", List.of(line)))
        .post("/v1/hospital/bills")
        .then();
  }

  @Test
  void aFileUnderTheResidentsDocumentIsTheirs() {
    billed(filed(resident.person().name(), Optional.empty()))
        .statusCode(201)
        .body("residentId", equalTo(resident.residentId()));
  }

  /**
   * A child is filed under its mother's number, a card is lent: the index keeps the two apart, and
   * no bill of theirs reaches the app, or the insurance, of whoever has the document.
   */
  @Test
  void aFileUnderTheResidentsDocumentThatContradictsThemIsNobodys() {
    String child = filed("王小明", Optional.of(LocalDate.of(2018, 5, 4)));
    billed(child).statusCode(422).body("code", equalTo("bill.patient-unknown"));
  }
}
