package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.driver.Keys;
import org.yima.sandbox.driver.Port;
import org.yima.sandbox.driver.World;

/** Short messages and the identity check, through signatures made by another implementation. */
class PortsTest {
  @TempDir Path folder;
  private World world;
  private Port port;

  @BeforeEach
  void start() {
    world = new World(folder);
    port = new Port(world);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static Map<String, Object> message(String id, String phone, String code) {
    return Map.of(
        "messageId", id, "phone", phone, "template", "login-otp", "params", Map.of("code", code));
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return World.tree(answer.body());
  }

  @Test
  void aMessageReachesTheOutboxOnce() {
    HttpResponse<byte[]> answer =
        port.post("/sms/v1/messages", message("m-1", "13800000001", "123456"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Port.signed(answer)).isTrue();
    assertThat(port.post("/sms/v1/messages", message("m-1", "13800000001", "123456")).body())
        .isEqualTo(answer.body());
    assertThat(
            json(port.post("/sms/v1/messages", message("m-1", "13800000001", "654321")))
                .get("code")
                .textValue())
        .isEqualTo("id.reused");
    JsonNode items = json(world.get("/sms/outbox?phone=13800000001")).get("items");
    assertThat(items).hasSize(1);
    assertThat(items.get(0).get("code").textValue()).isEqualTo("123456");
  }

  @Test
  void aPhoneThatIsNoneIsRefused() {
    assertThat(
            json(port.post("/sms/v1/messages", message("m-1", "123", "123456")))
                .get("status")
                .textValue())
        .isEqualTo("REFUSED");
    assertThat(json(port.get("/sms/v1/messages/m-1")).get("status").textValue())
        .isEqualTo("REFUSED");
    assertThat(port.get("/sms/v1/messages/m-2").statusCode()).isEqualTo(404);
  }

  @Test
  void aForeignSignatureIsRefusedWithASignedAnswer() {
    Port stranger = new Port(world, Keys.HIS.getPrivate());
    HttpResponse<byte[]> answer =
        stranger.post("/sms/v1/messages", message("m-1", "13800000001", "123456"));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).get("code").textValue()).isEqualTo("signature.invalid");
    assertThat(Port.signed(answer)).isTrue();
    assertThat(json(world.get("/sms/outbox?phone=13800000001")).get("items")).isEmpty();
  }

  @Test
  void twoAndThreeElementsAreCompared() {
    world
        .control(
            "identities",
            Map.of(
                "name", "张三",
                "idType", "RESIDENT_ID",
                "idNumber", "44030019000101123x",
                "phone", "13800000001"))
        .required("status");
    assertThat(verify("r1", "张三", "44030019000101123X", null)).isEqualTo("MATCH");
    assertThat(verify("r2", "张三", "44030019000101123X", "13800000001")).isEqualTo("MATCH");
    assertThat(verify("r3", "张三", "44030019000101123X", "13800000002")).isEqualTo("MISMATCH");
    assertThat(verify("r4", "李四", "44030019000101123X", null)).isEqualTo("MISMATCH");
    assertThat(verify("r5", "张三", "440300190001011240", null)).isEqualTo("NOT_FOUND");
  }

  /** How: a comparison waits for a face, then says whether it is the register's. */
  @Test
  void aFaceIsCompared() {
    world
        .control(
            "identities",
            Map.of("name", "张三", "idNumber", "44030019000101123X", "phone", "13800000001"))
        .required("status");
    assertThat(face("/identity/v1/faces", "f1", "张三").get("faceUrl").textValue()).contains("f1");
    assertThat(face("/identity/v1/faces", "f2", "李四").has("faceUrl")).isTrue();
    assertThat(seen("f1")).isEqualTo("WAITING");
    assertThat(seen("f2")).isEqualTo("NOT_FOUND");
    shown("f1", "440300190001011240");
    assertThat(seen("f1")).isEqualTo("MISMATCH");
    shown("f1", "44030019000101123x");
    assertThat(seen("f1")).isEqualTo("MATCH");
    assertThat(port.post("/identity/v1/faces/result", Map.of("requestId", "f9")).statusCode())
        .isEqualTo(404);
  }

  private com.fasterxml.jackson.databind.JsonNode face(String path, String id, String name) {
    HttpResponse<byte[]> answer =
        port.post(
            path,
            Map.of(
                "requestId",
                id,
                "name",
                name,
                "idType",
                "RESIDENT_ID",
                "idNumber",
                "44030019000101123X"));
    assertThat(Port.signed(answer)).isTrue();
    return json(answer);
  }

  private String seen(String id) {
    HttpResponse<byte[]> answer = port.post("/identity/v1/faces/result", Map.of("requestId", id));
    assertThat(Port.signed(answer)).isTrue();
    return json(answer).get("result").textValue();
  }

  private void shown(String id, String number) {
    world.control("faces", Map.of("requestId", id, "idNumber", number)).required("status");
  }

  private String verify(String id, String name, String number, String phone) {
    Map<String, Object> request = new HashMap<>();
    request.put("requestId", id);
    request.put("name", name);
    request.put("idType", "RESIDENT_ID");
    request.put("idNumber", number);
    if (phone != null) {
      request.put("phone", phone);
    }
    HttpResponse<byte[]> answer = port.post("/identity/v1/verify", request);
    assertThat(Port.signed(answer)).isTrue();
    return json(answer).get("result").textValue();
  }

  @Test
  void aSpoiltSignatureDoesNotVerify() {
    world.fault("sms", "messages", "BAD_SIGNATURE");
    HttpResponse<byte[]> answer =
        port.post("/sms/v1/messages", message("m-1", "13800000001", "123456"));
    assertThat(Port.signed(answer)).isFalse();
  }

  @Test
  void theUnknownIsNotFoundAndTheTooLargeIsRefused() {
    assertThat(world.get("/nowhere").statusCode()).isEqualTo(404);
    Map<String, Object> large = new HashMap<>(message("m-1", "13800000001", "123456"));
    large.put("padding", "x".repeat(1 << 20));
    assertThat(port.post("/sms/v1/messages", large).statusCode()).isEqualTo(413);
  }

  @Test
  void thePageOpensAndAForeignPageCannotDriveIt() {
    assertThat(world.get("/").statusCode()).isEqualTo(200);
    var foreign =
        java.net.http.HttpRequest.newBuilder(java.net.URI.create(world.base() + "/control/reset"))
            .header("Origin", "https://elsewhere.example")
            .POST(java.net.http.HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(World.send(foreign).statusCode()).isEqualTo(403);
  }
}
