package org.yima.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes {@code demo.json}: where everything is and how to sign in as whom. */
final class DemoFile {
  private final Keys keys;
  private final Progress progress;

  DemoFile(Keys keys, Progress progress) {
    this.keys = keys;
    this.progress = progress;
  }

  /**
   * The processes that serve.
   *
   * @param postgresPid null where the database was there already
   */
  record Serving(String baseUrl, String sandboxUrl, long serverPid, Long postgresPid) {}

  void write(Path file, JsonNode city, Serving serving) throws IOException {
    Map<String, Object> demo = new LinkedHashMap<>();
    demo.put("baseUrl", serving.baseUrl());
    demo.put("sandboxUrl", serving.sandboxUrl());
    demo.put("serverPid", serving.serverPid());
    demo.put("postgresPid", serving.postgresPid());
    List<Object> hospitals = new ArrayList<>();
    List<Object> terminals = new ArrayList<>();
    for (JsonNode hospital : city.path("hospitals")) {
      String code = hospital.path("code").asText();
      Map<String, Object> entry = institution(code, hospital);
      entry.put("domain", hospital.path("domain").asText());
      client(entry, code);
      entry.put("confirms", hospital.path("confirms").asText());
      hospitals.add(entry);
      for (JsonNode terminal : hospital.path("terminals")) {
        terminals.add(terminal(code, terminal));
      }
    }
    demo.put("hospitals", hospitals);
    demo.put("terminals", terminals);
    demo.put("pharmacies", withClients(city.path("pharmacies"), "code"));
    demo.put("insurers", withClients(city.path("insurers"), "id"));
    demo.put("staff", staff());
    SecretFile.write(
        file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(demo) + "\n");
  }

  private List<Object> withClients(JsonNode institutions, String codeField) {
    List<Object> entries = new ArrayList<>();
    for (JsonNode institution : institutions) {
      String code = institution.path(codeField).asText();
      Map<String, Object> entry = institution(code, institution);
      // The sandbox knows an insurer by its code, for instance where a policy is made.
      entry.put("code", code);
      client(entry, code);
      entries.add(entry);
    }
    return entries;
  }

  private Map<String, Object> institution(String code, JsonNode from) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", progress.answer(InstitutionLoader.institutionKey(code)).orElseThrow());
    entry.put("name", from.path("name").asText());
    return entry;
  }

  private Map<String, Object> terminal(String hospital, JsonNode terminal) {
    String name = hospital + "-" + terminal.path("code").asText();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", progress.answer(InstitutionLoader.clientKey(name)).orElseThrow());
    entry.put(
        "institutionId", progress.answer(InstitutionLoader.institutionKey(hospital)).orElseThrow());
    client(entry, name);
    return entry;
  }

  private void client(Map<String, Object> entry, String name) {
    entry.put("clientId", progress.answer(InstitutionLoader.clientKey(name)).orElseThrow());
    entry.put("privateKeyFile", keys.privateFile(InstitutionLoader.keyName(name)).toString());
  }

  private List<Object> staff() throws IOException {
    List<Object> staff = new ArrayList<>();
    for (Staff.Member member : Staff.MEMBERS) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("login", member.login());
      entry.put("password", keys.secret("staff-" + member.login(), 24));
      entry.put("totpSecret", keys.totpSecret("totp-" + member.login()));
      entry.put("role", member.role());
      entry.put(
          "institutionId",
          progress.answer(InstitutionLoader.institutionKey(member.institution())).orElse(null));
      staff.add(entry);
    }
    return staff;
  }
}
