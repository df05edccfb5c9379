package org.yima.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first load, cut off at any moment: the next plain start completes it. */
class InterruptedLoadTest {
  /** What the launcher agrees on with itself, and nothing that was made in the database. */
  private static final List<String> AGREED = List.of("database", "sandboxUrl", "loader.step");

  @TempDir Path folder;

  @Test
  void isCompletedByTheNextStart() throws Exception {
    World world = World.notYet(folder);
    world.launchAndKillAfter(6);
    world.launchAndKillAfter(19);
    world.launch();
    try {
      everyoneIsLetIn(world, 0);
      aHospitalStopsASession(world);
    } finally {
      world.close();
    }
    JsonNode first = whoIsThere(world);

    // As if killed after every single thing was made and before any was noted.
    ObjectNode forgotten = world.loaded().retain(AGREED);
    Files.writeString(
        folder.resolve("loaded.json"), new ObjectMapper().writeValueAsString(forgotten));
    world.launch();
    try {
      assertThat(whoIsThere(world)).isEqualTo(first);
      everyoneIsLetIn(world, 1);
    } finally {
      world.close();
    }
  }

  private static JsonNode whoIsThere(World world) {
    return ((ObjectNode) world.demo().deepCopy()).without(List.of("serverPid", "postgresPid"));
  }

  /** It cannot be published again, and need not: what the hospital made of it stands. */
  private static void aHospitalStopsASession(World world) {
    String session = world.loaded().get("sessions.h1").asText().replaceFirst(" .*", "");
    String token = SignIn.client(world, world.demo().get("hospitals").get(0));
    Door.of(world, "hospital", token)
        .post("/v1/hospital/sessions/" + session + "/stop")
        .then()
        .statusCode(200)
        .body("status", equalTo("STOPPED"));
  }

  /** One member of staff each time: a one-time password counts once. */
  private static void everyoneIsLetIn(World world, int staff) {
    List<JsonNode> clients = new ArrayList<>();
    for (String kind : List.of("hospitals", "terminals", "pharmacies", "insurers")) {
      world.demo().get(kind).forEach(clients::add);
    }
    assertThat(clients).hasSizeGreaterThan(7);
    for (JsonNode client : clients) {
      assertThat(SignIn.client(world, client)).isNotBlank();
    }
    assertThat(SignIn.staff(world, world.demo().get("staff").get(staff))).isNotBlank();
  }
}
