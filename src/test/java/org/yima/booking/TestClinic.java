package org.yima.booking;

import static io.restassured.RestAssured.given;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.yima.PostgresResource;
import org.yima.TestClient;

/** A hospital with a department and a doctor, published over its own door. */
public final class TestClinic {
  private static final AtomicInteger NEXT = new AtomicInteger(1);

  public final String hospitalId;
  public final String token;
  public final String departmentId;
  public final String doctorId;

  public TestClinic() {
    String code = "BK" + NEXT.getAndIncrement();
    hospitalId =
        TestClient.institution(
            "HOSPITAL",
            code,
            Map.of(
                "domain",
                "booking." + code,
                "merchants",
                Map.of("wechatSubMchid", PostgresResource.SUB_MCHIDS.get(2))));
    token = TestClient.of(hospitalId, "HOSPITAL").token();
    departmentId = put("/departments/D1", Map.of("name", "内科"));
    doctorId = put("/doctors/X1", Map.of("name", "王医生", "departmentCode", "D1", "title", "主任医师"));
  }

  /** The day of all sessions, in the business zone. */
  public static LocalDate tomorrow() {
    return LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1);
  }

  private String put(String path, Map<String, Object> body) {
    return as(token)
        .body(body)
        .put("/v1/hospital" + path)
        .then()
        .statusCode(200)
        .extract()
        .path("id");
  }

  public static RequestSpecification as(String token) {
    return given().auth().oauth2(token).contentType(ContentType.JSON);
  }

  /** A session's body, one segment per capacity, tomorrow unless changed. */
  public static Map<String, Object> session(long fee, int... capacities) {
    List<Map<String, Object>> segments = new java.util.ArrayList<>();
    for (int i = 0; i < capacities.length; i++) {
      segments.add(
          Map.of(
              "code",
              "S" + i,
              "from",
              String.format("%02d:00", 8 + i),
              "to",
              String.format("%02d:00", 9 + i),
              "pool",
              "APP",
              "capacity",
              capacities[i]));
    }
    Map<String, Object> body = new HashMap<>();
    body.put("departmentCode", "D1");
    body.put("doctorCode", "X1");
    body.put("date", tomorrow().toString());
    body.put("fee", fee);
    body.put("segments", segments);
    return body;
  }

  /** A published session. */
  public record Published(String id, List<String> segments) {}

  @CanIgnoreReturnValue
  public Published publish(String code, Map<String, Object> body) {
    var answer = as(token).body(body).put("/v1/hospital/sessions/" + code).then().statusCode(200);
    return new Published(answer.extract().path("id"), answer.extract().path("segments.id"));
  }
}
