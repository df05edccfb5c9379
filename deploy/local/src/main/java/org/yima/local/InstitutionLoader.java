package org.yima.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.yima.cli.signin.Totp;

/** Takes the city's institutions in through the operator's API: once, step by step. */
final class InstitutionLoader {
  private static final String STEP = "loader.step";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Api server;
  private final Keys keys;
  private final Progress progress;
  private final Clock clock;
  private final Gateways gateways;
  private Optional<Api> operator = Optional.empty();

  InstitutionLoader(Api server, Keys keys, Progress progress, Clock clock, Gateways gateways) {
    this.server = server;
    this.keys = keys;
    this.progress = progress;
    this.clock = clock;
    this.gateways = gateways;
  }

  /** Whether all of it is in already. */
  boolean done() {
    return Staff.MEMBERS.stream()
        .allMatch(member -> progress.answer(staffKey(member.login())).isPresent());
  }

  void load(JsonNode city) throws IOException, InterruptedException {
    for (JsonNode hospital : city.path("hospitals")) {
      Map<String, Object> body = institution("HOSPITAL", hospital);
      body.put("domain", hospital.path("domain").asText());
      take(hospital.path("code").asText(), body);
      client(hospital.path("code").asText(), "", "HOSPITAL");
      for (JsonNode terminal : hospital.path("terminals")) {
        client(hospital.path("code").asText(), "-" + terminal.path("code").asText(), "TERMINAL");
      }
    }
    for (JsonNode pharmacy : city.path("pharmacies")) {
      take(pharmacy.path("code").asText(), institution("PHARMACY", pharmacy));
      client(pharmacy.path("code").asText(), "", "PHARMACY");
    }
    for (JsonNode insurer : city.path("insurers")) {
      String code = insurer.path("id").asText();
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("kind", "INSURER");
      body.put("name", insurer.path("name").asText());
      body.put("code", code);
      body.put("endpoint", gateways.sandboxUrl() + "/insurers/" + code);
      body.put("responseKey", keys.ec("insurer-" + code).jwk());
      take(code, body);
      client(code, "", "INSURER");
    }
    for (Staff.Member member : Staff.MEMBERS) {
      staff(member);
    }
  }

  /** The steps' names, under which the ids are found again. */
  static String institutionKey(String code) {
    return "institution." + code;
  }

  static String clientKey(String name) {
    return "client." + name;
  }

  static String staffKey(String login) {
    return "staff." + login;
  }

  /** The key of an institution's system, or of one of its terminals: {@code h1}, {@code h1-t1}. */
  static String keyName(String client) {
    return "client-" + client;
  }

  private Map<String, Object> institution(String kind, JsonNode from) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("kind", kind);
    body.put("name", from.path("name").asText());
    body.put("code", from.path("code").asText());
    body.put(
        "merchants", Map.of("wechatSubMchid", from.path("merchant").path("subMchid").asText()));
    body.put(
        "insurance",
        Map.of("fixmedinsCode", from.path("fixmedinsCode").asText(), "admdvs", gateways.admdvs()));
    return body;
  }

  private void take(String code, Map<String, Object> body)
      throws IOException, InterruptedException {
    once(
        institutionKey(code),
        made -> made.institution(code),
        () -> operator().post("/v1/admin/institutions", body).path("id").asText());
  }

  private void client(String code, String suffix, String role)
      throws IOException, InterruptedException {
    String name = code + suffix;
    String institution = progress.answer(institutionKey(code)).orElseThrow();
    EcKey key = keys.ec(keyName(name));
    once(
        clientKey(name),
        made -> made.client(institution, key),
        () ->
            operator()
                .post(
                    "/v1/admin/institutions/" + institution + "/clients",
                    Map.of("role", role, "publicKey", key.jwk()))
                .path("clientId")
                .asText());
  }

  private void staff(Staff.Member member) throws IOException, InterruptedException {
    once(
        staffKey(member.login()),
        made -> made.staff(member.login()),
        () -> {
          Map<String, Object> body = new LinkedHashMap<>();
          body.put("login", member.login());
          body.put("password", keys.secret("staff-" + member.login(), 24));
          body.put("totpSecret", keys.totpSecret("totp-" + member.login()));
          body.put("role", member.role());
          progress
              .answer(institutionKey(member.institution()))
              .ifPresent(id -> body.put("institutionId", id));
          return operator().post("/v1/admin/staff", body).path("id").asText();
        });
  }

  /** Signs the loader in when the first step needs it: a finished load signs nobody in. */
  private Api operator() throws IOException, InterruptedException {
    if (operator.isEmpty()) {
      operator = Optional.of(signIn());
    }
    return operator.get();
  }

  /**
   * Signs in with a one-time password that was not used yet: each counts once, so its number is
   * noted before it is used, and a load that is gone on with at once takes the next one.
   */
  private Api signIn() throws IOException, InterruptedException {
    long step =
        progress
            .answer(STEP)
            .map(used -> Math.max(Long.parseLong(used) + 1, step()))
            .orElseGet(this::step);
    // RFC 6238 lets a server accept the next step, and ours does; none beyond.
    while (step > step() + 1) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    }
    progress.note(STEP, Long.toString(step));
    String totp =
        Totp.at(
            Instant.ofEpochSecond(step * Totp.STEP_SECONDS),
            keys.totpSecret("totp-" + Staff.LOADER));
    try {
      return server.as(
          server
              .post(
                  "/v1/staff/login",
                  Map.of(
                      "login",
                      Staff.LOADER,
                      "password",
                      keys.secret("staff-" + Staff.LOADER, 24),
                      "totp",
                      totp))
              .path("accessToken")
              .asText());
    } catch (ApiRefusal refusal) {
      throw new StartFailure(
          "The server does not let the loading operator in (status "
              + refusal.status()
              + "); try again in a minute, or begin anew with --fresh",
          refusal);
    }
  }

  private long step() {
    return Math.floorDiv(clock.instant().getEpochSecond(), Totp.STEP_SECONDS);
  }

  /** How what was made is found again. */
  private interface Look {
    Optional<String> at(AlreadyMade made) throws IOException, InterruptedException;
  }

  /** One step: noted already, made but not noted, or to be made. */
  private void once(String key, Look look, Progress.Step make)
      throws IOException, InterruptedException {
    progress.once(
        key,
        () -> {
          Optional<String> id = look.at(new AlreadyMade(operator()));
          return id.isPresent() ? id.get() : make.run();
        });
  }
}
