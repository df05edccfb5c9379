package org.yima.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestResident;
import org.yima.TestStaff;
import org.yima.platform.Role;

/**
 * Endpoint × role: {@code endpoint-policy.txt} states once more, apart from the code, who may call
 * what. An operation without a row fails, a row without an operation fails, and every operation is
 * really called as every role.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EndpointPolicyTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @TestHTTPResource URI url;

  @Test
  void everyOperationHasItsRowAndEveryRowItsOperation() throws IOException {
    List<String> declared =
        Operations.all().stream().map(o -> o.key() + " " + o.roles()).sorted().toList();
    List<String> stated =
        PolicyTable.rows().stream().map(r -> r.key() + " " + r.roles()).sorted().toList();
    assertThat(declared).isEqualTo(stated);
  }

  @Test
  void everyOperationRefusesEveryRoleButItsOwn() throws Exception {
    Map<Role, String> tokens = tokens();
    List<String> wrong = new ArrayList<>();
    List<PolicyTable.Row> rows = new ArrayList<>(PolicyTable.rows());
    // Signing out ends the token that the other calls need, so it comes last.
    rows.sort(Comparator.comparing(row -> row.path().endsWith("/logout")));
    for (PolicyTable.Row row : rows) {
      if (row.open()) {
        continue;
      }
      if (status(row, Optional.empty()) != 401) {
        wrong.add(row.key() + " lets anybody in");
      }
      for (Map.Entry<Role, String> token : tokens.entrySet()) {
        Role role = token.getKey();
        int status = status(row, Optional.of(token.getValue()));
        boolean admitted = status != 401 && status != 403;
        if (admitted != row.roles().contains(role)) {
          wrong.add(row.key() + " as " + role + " answered " + status);
        }
        if (status >= 500) {
          wrong.add(row.key() + " as " + role + " failed with " + status);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private int status(PolicyTable.Row row, Optional<String> token)
      throws IOException, InterruptedException {
    // A well-formed id that names nothing: whoever may call must be told 400 or 404, never more.
    String path = row.path().replaceAll("\\{[^}]+\\}", "code_00000000000070008000000000000000");
    boolean bare = row.method().equals("GET") || row.method().equals("DELETE");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .method(row.method(), bare ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
    if (!bare) {
      request.header("Content-Type", "application/json");
    }
    token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static Map<Role, String> tokens() {
    String hospital =
        TestClient.institution(
            "HOSPITAL",
            "policy-h",
            Map.of(
                "domain",
                "policy-domain",
                "insurance",
                Map.of("fixmedinsCode", "H99010100009", "admdvs", "990101")));
    String pharmacy = TestClient.institution("PHARMACY", "policy-p", Map.of());
    String insurer = TestClient.institution("INSURER", "policy-i", Map.of());
    Map<Role, String> tokens = new EnumMap<>(Role.class);
    tokens.put(Role.RESIDENT, TestResident.signIn("19900009100"));
    tokens.put(Role.OPERATOR, TestStaff.operator());
    tokens.put(Role.HOSPITAL, TestClient.of(hospital, "HOSPITAL").token());
    tokens.put(Role.TERMINAL, TestClient.of(hospital, "TERMINAL").token());
    tokens.put(Role.PHARMACY, TestClient.of(pharmacy, "PHARMACY").token());
    tokens.put(Role.INSURER, TestClient.of(insurer, "INSURER").token());
    staff(tokens, Role.REVIEWER, null);
    staff(tokens, Role.HOSPITAL_STAFF, hospital);
    staff(tokens, Role.DOCTOR, hospital);
    staff(tokens, Role.PHARMACIST, pharmacy);
    assertThat(tokens.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.of(Role.ANYONE)));
    return tokens;
  }

  private static void staff(Map<Role, String> tokens, Role role, String institution) {
    String login = "policy." + role.name().toLowerCase(java.util.Locale.ROOT).replace('_', '.');
    String id = TestClient.staff(login, role.name(), institution);
    assertThat(id).isNotBlank();
    tokens.put(role, TestStaff.token(login));
  }
}
