package org.yima.benchmarks.codes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.yima.benchmarks.world.Api;
import org.yima.benchmarks.world.MachineSignIn;
import org.yima.benchmarks.world.World;

/**
 * Who takes part: residents with a card each, and terminals of hospitals that know all of them by a
 * patient number of their own, so that a resolve has everything to find that it may show.
 *
 * @param holders residents of the synthetic city, signed in
 * @param terminals their access tokens
 */
record City(List<Holder> holders, List<String> terminals) {
  private static final int HOLDERS = 64;

  /** A signed-in resident and the path at which codes of the card are issued. */
  record Holder(String token, String codesPath) {}

  private record Counter(String terminal, String hospital) {}

  /** Takes everybody in. */
  static City settle(World world, Path checkout)
      throws IOException, InterruptedException, GeneralSecurityException, JOSEException {
    Api server = world.server();
    List<Holder> holders = new ArrayList<>();
    for (JsonNode person : adults(checkout)) {
      holders.add(holder(world, server, person));
    }
    List<Counter> counters = counters(world, server);
    for (Counter counter : counters) {
      int number = 1;
      for (Holder holder : holders) {
        register(server, counter, holder, "P" + number++);
      }
    }
    List<String> terminals = new ArrayList<>();
    for (JsonNode terminal : world.demo().get("terminals")) {
      terminals.add(MachineSignIn.token(server, terminal));
    }
    return new City(List.copyOf(holders), List.copyOf(terminals));
  }

  private static List<JsonNode> adults(Path checkout) throws IOException {
    JsonNode people =
        new ObjectMapper().readTree(checkout.resolve("samples/city/people.json").toFile());
    return StreamSupport.stream(people.spliterator(), false)
        .filter(person -> person.path("role").asText().matches("HEAD|SPOUSE"))
        .filter(person -> person.path("idType").asText().equals("RESIDENT_ID"))
        .limit(HOLDERS)
        .toList();
  }

  private static Holder holder(World world, Api server, JsonNode person)
      throws IOException, InterruptedException {
    String phone = person.get("phone").asText();
    server.post(Optional.empty(), "/v1/app/login/otp", Map.of("phone", phone));
    String otp = world.sandbox().get("/sms/outbox?phone=" + phone).at("/items/0/code").asText();
    String token =
        server
            .post(Optional.empty(), "/v1/app/login", Map.of("phone", phone, "otp", otp))
            .get("accessToken")
            .asText();
    String resident =
        server
            .post(
                Optional.of(token),
                "/v1/app/residents",
                Map.of(
                    "name",
                    person.get("name").asText(),
                    "idType",
                    "RESIDENT_ID",
                    "idNumber",
                    person.get("idNumber").asText(),
                    "phone",
                    phone,
                    "relation",
                    "SELF"))
            .get("id")
            .asText();
    String card =
        server
            .post(Optional.of(token), "/v1/app/residents/" + resident + "/card", Map.of())
            .get("id")
            .asText();
    return new Holder(token, "/v1/app/cards/" + card + "/codes");
  }

  /** One terminal of every hospital, beside the hospital's own system. */
  private static List<Counter> counters(World world, Api server)
      throws IOException, InterruptedException, GeneralSecurityException, JOSEException {
    List<Counter> counters = new ArrayList<>();
    for (JsonNode hospital : world.demo().get("hospitals")) {
      JsonNode terminal =
          StreamSupport.stream(world.demo().get("terminals").spliterator(), false)
              .filter(t -> t.get("institutionId").equals(hospital.get("id")))
              .findFirst()
              .orElseThrow();
      counters.add(
          new Counter(
              MachineSignIn.token(server, terminal), MachineSignIn.token(server, hospital)));
    }
    return counters;
  }

  private static void register(Api server, Counter counter, Holder holder, String patientId)
      throws IOException, InterruptedException {
    String code =
        server
            .post(Optional.of(holder.token()), holder.codesPath(), Map.of("kind", "DYNAMIC"))
            .get("text")
            .asText();
    String resolution =
        server
            .post(
                Optional.of(counter.terminal()),
                "/v1/terminal/codes/resolve",
                Map.of("text", code, "scene", "REGISTER"))
            .get("resolutionId")
            .asText();
    server.post(
        Optional.of(counter.hospital()),
        "/v1/hospital/patients",
        Map.of("resolutionId", resolution, "patientId", patientId));
  }
}
