package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.driver.Keys;
import org.yima.sandbox.driver.World;

/**
 * The hospital's system against a server that checks its assertion and fails once: every waiting
 * number is confirmed.
 */
class HisTest {
  @TempDir Path folder;
  private final BlockingQueue<String> confirmed = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> problems = new LinkedBlockingQueue<>();
  private final AtomicInteger failures = new AtomicInteger(1);
  private String base;

  @Test
  void everyWaitingAppointmentIsConfirmedAlsoAfterAFailure() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext("/v1/token", this::token);
    server.createContext("/v1/hospital/appointments", this::appointments);
    server.start();
    Path key = Files.createDirectories(folder.resolve("his")).resolve("his.pem");
    Files.writeString(
        key,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(Keys.HIS.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    try (World world =
        new World(
            folder, List.of(new SandboxConfig.His("hosp_1", "client-1", key, base, "AUTO")))) {
      // The first confirmation fails with 503; the feed is read again from the same place.
      assertThat(confirmed.poll(60, TimeUnit.SECONDS)).isEqualTo("appt_1 his-confirm-appt_1");
      assertThat(confirmed.poll(60, TimeUnit.SECONDS)).isEqualTo("appt_3 his-confirm-appt_3");
      assertThat(problems).isEmpty();
      assertThat(world.get("/control/calls").statusCode()).isEqualTo(200);
    } finally {
      server.stop(0);
    }
  }

  private void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
    String assertion = "";
    for (String pair : form.split("&", -1)) {
      if (pair.startsWith("client_assertion=")) {
        assertion =
            URLDecoder.decode(pair.substring("client_assertion=".length()), StandardCharsets.UTF_8);
      }
    }
    String[] parts = assertion.split("\\.", -1);
    JsonNode claims = World.tree(Base64.getUrlDecoder().decode(parts[1]));
    if (!claims.get("aud").textValue().equals(base + "/v1/token")
        || !claims.get("iss").textValue().equals("client-1")
        || !claims.get("sub").textValue().equals("client-1")
        || claims.get("exp").longValue() - claims.get("iat").longValue() > 60
        || !verifies(parts)) {
      problems.add("assertion " + claims);
    }
    answer(
        exchange,
        200,
        Map.of("access_token", "token-1", "token_type", "Bearer", "expires_in", 300));
  }

  private static boolean verifies(String[] parts) {
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(Keys.HIS.getPublic());
      verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private void appointments(HttpExchange exchange) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!"Bearer token-1".equals(authorization)) {
      problems.add("authorization " + authorization);
    }
    if (exchange.getRequestMethod().equals("POST")) {
      String path = exchange.getRequestURI().getPath();
      String id = path.split("/", -1)[4];
      if (failures.getAndDecrement() > 0) {
        answer(exchange, 503, Map.of());
        return;
      }
      confirmed.add(id + " " + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
      answer(exchange, 200, Map.of("id", id));
      return;
    }
    String after = String.valueOf(exchange.getRequestURI().getRawQuery());
    if (after.equals("null")) {
      answer(
          exchange,
          200,
          Map.of(
              "items",
              List.of(
                  Map.of("id", "appt_1", "status", "AWAITING_CONFIRMATION"),
                  Map.of("id", "appt_2", "status", "HELD")),
              "next",
              "a/1"));
    } else if (after.equals("after=a%2F1")) {
      answer(
          exchange,
          200,
          Map.of(
              "items",
              List.of(Map.of("id", "appt_3", "status", "AWAITING_CONFIRMATION")),
              "next",
              "b"));
    } else {
      answer(exchange, 200, Map.of("items", List.of(), "next", "b"));
    }
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = World.text(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
