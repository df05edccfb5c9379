package org.yima.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestResident;
import org.yima.TestStaff;

/** Whatever people send and get while they sign in, the log says nothing that names or lets in. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SilentLogsTest {
  private static final String PHONE = "19900008001";

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final PatternFormatter format = new PatternFormatter("%c %s%e%n");
  private final Handler capture =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          lines.add(format.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(capture);
  }

  @AfterEach
  void stopListening() {
    Logger.getLogger("").removeHandler(capture);
  }

  @CanIgnoreReturnValue
  private static ExtractableResponse<Response> post(String path, Object body) {
    return given().contentType(ContentType.JSON).body(body).post(path).then().extract();
  }

  @Test
  void aJourneyOfSigningInLeavesNothingPersonalInTheLog() {
    assertThat(post("/v1/app/login/otp", Map.of("phone", PHONE)).statusCode()).isEqualTo(202);
    String code = TestResident.code(PHONE);
    post("/v1/app/login", Map.of("phone", PHONE, "otp", "x" + code));
    post("/v1/app/login", Map.of("phone", PHONE, "otp", code, "surplus", PHONE));
    var tokens = post("/v1/app/login", Map.of("phone", PHONE, "otp", code));
    String access = tokens.path("accessToken");
    String refresh = tokens.path("refreshToken");
    String renewed = post("/v1/app/token", Map.of("refreshToken", refresh)).path("refreshToken");
    post("/v1/app/token", Map.of("refreshToken", refresh));
    broken("{\"phone\":\"" + PHONE + "\",");
    broken("{\"phone\":" + PHONE + "}");
    broken("\"" + PHONE + "\"");
    given().queryParam("phone", PHONE).get("/v1/nothing/" + PHONE);
    given().header("Authorization", "Bearer " + access).get("/v1/app/nothing?token=" + access);
    given().header("Authorization", "Bearer " + access).post("/v1/app/logout");
    given().header("Authorization", "Bearer " + access + "x").post("/v1/app/logout");
    given()
        .formParam("grant_type", "client_credentials")
        .formParam(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        .formParam("client_assertion", access)
        .post("/v1/token");
    post(
        "/v1/staff/login",
        Map.of("login", "somebody.else", "password", TestStaff.PASSWORD, "totp", "000000"));
    String staff = TestStaff.operator();

    assertThat(lines)
        .as("the access log is listened to")
        .anyMatch(line -> line.contains("status=202"));
    for (String secret :
        List.of(
            PHONE,
            access,
            refresh,
            renewed,
            staff,
            TestStaff.PASSWORD,
            "somebody.else",
            TestStaff.TOTP_SECRET,
            access.substring(access.lastIndexOf('.') + 1))) {
      assertThat(lines).noneMatch(line -> line.contains(secret));
    }
    // A trace's name has 32 random hexadecimal digits, among which six may be those of the code.
    Pattern shown = Pattern.compile("(?<![0-9a-f])" + code + "(?![0-9a-f])");
    assertThat(lines).noneMatch(line -> shown.matcher(line).find());
  }

  private static void broken(String json) {
    int status =
        given()
            .contentType(ContentType.JSON)
            .body(json)
            .post("/v1/app/login/otp")
            .then()
            .extract()
            .statusCode();
    assertThat(status).isEqualTo(400);
  }
}
