package org.yima.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.yima.benchmarks.world.MachineSignIn;
import org.yima.benchmarks.world.World;

/**
 * How right the persons are that stand in the tables: read from these, held to the truth of the
 * population. Pairs count as linked when they are in one person. A card of the truth that the load
 * refused counts with all its pairs as missed.
 *
 * @param right pairs of one person that are linked
 * @param wrong linked pairs of two people
 * @param missed pairs of one person that are not linked
 * @param asked records that people are asked about; of the two of a doubt the one with fewer
 *     records beside it
 */
record Stored(long right, long wrong, long missed, int records, int asked) {
  private static final int BATCH = 5_000;

  double precision() {
    return (double) right / (right + wrong);
  }

  double recall() {
    return (double) right / (right + missed);
  }

  double f1() {
    return 2 * precision() * recall() / (precision() + recall());
  }

  double review() {
    return (double) asked / records;
  }

  private record Row(String hash, UUID person) {}

  /** Of the world's index, right after the load of a directory that has a truth. */
  static Stored of(World world, Path directory, JsonNode hospitals)
      throws IOException,
          InterruptedException,
          GeneralSecurityException,
          JOSEException,
          SQLException {
    Map<String, String> truth = truth(world, directory, hospitals);
    Map<UUID, Row> rows = new HashMap<>();
    Set<UUID> asked;
    try (Connection owner = Owner.connect(world);
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.setFetchSize(10_000);
      try (ResultSet found =
          statement.executeQuery(
              "select id, encode(number_idx, 'hex'), person_id from index_record")) {
        while (found.next()) {
          rows.put(
              found.getObject(1, UUID.class),
              new Row(found.getString(2), found.getObject(3, UUID.class)));
        }
      }
      asked = asked(statement, rows);
    }
    Map<UUID, Map<String, Long>> persons = new HashMap<>();
    for (Row row : rows.values()) {
      String whose = truth.get(row.hash());
      if (whose != null) {
        persons.computeIfAbsent(row.person(), p -> new HashMap<>()).merge(whose, 1L, Long::sum);
      }
    }
    long right = 0;
    long linked = 0;
    for (Map<String, Long> of : persons.values()) {
      right += of.values().stream().mapToLong(Stored::pairs).sum();
      linked += pairs(of.values().stream().mapToLong(n -> n).sum());
    }
    Map<String, Long> people = new HashMap<>();
    truth.values().forEach(whose -> people.merge(whose, 1L, Long::sum));
    long all = people.values().stream().mapToLong(Stored::pairs).sum();
    return new Stored(right, linked - right, all - right, rows.size(), asked.size());
  }

  private static long pairs(long of) {
    return of * (of - 1) / 2;
  }

  private static Set<UUID> asked(Statement statement, Map<UUID, Row> rows) throws SQLException {
    Map<UUID, Integer> sizes = new HashMap<>();
    rows.values().forEach(row -> sizes.merge(row.person(), 1, Integer::sum));
    Set<UUID> asked = new HashSet<>();
    try (ResultSet found =
        statement.executeQuery(
            "select record_id, other_id from index_match where status = 'OPEN'")) {
      while (found.next()) {
        UUID record = found.getObject(1, UUID.class);
        UUID other = found.getObject(2, UUID.class);
        int own = sizes.get(rows.get(record).person());
        int others = sizes.get(rows.get(other).person());
        asked.add(own <= others ? record : other);
      }
    }
    return asked;
  }

  /** Whose each card is, by what it is found under in the tables. */
  private static Map<String, String> truth(World world, Path directory, JsonNode hospitals)
      throws IOException, InterruptedException, GeneralSecurityException, JOSEException {
    Map<String, List<String[]>> cards = new HashMap<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(directory.resolve("truth.csv"))) {
      for (NamedCsvRecord row : rows) {
        cards
            .computeIfAbsent(
                Town.domain(row.getField("domain"), hospitals), domain -> new ArrayList<>())
            .add(new String[] {row.getField("card"), row.getField("person")});
      }
    }
    String token = MachineSignIn.token(world.server(), world.demo().get("terminals").get(0));
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Map<String, String> truth = new HashMap<>();
    for (Map.Entry<String, List<String[]>> of : cards.entrySet()) {
      List<String[]> all = of.getValue();
      for (int from = 0; from < all.size(); from += BATCH) {
        List<String[]> batch = all.subList(from, Math.min(all.size(), from + BATCH));
        JsonArray hashes = hashes(world, client, token, of.getKey(), batch);
        for (int i = 0; i < batch.size(); i++) {
          truth.put(hashes.getString(i), batch.get(i)[1]);
        }
      }
    }
    return truth;
  }

  private static JsonArray hashes(
      World world, HttpClient client, String token, String domain, List<String[]> batch)
      throws IOException, InterruptedException {
    JsonArray numbers = new JsonArray();
    batch.forEach(card -> numbers.add(card[0]));
    JsonObject body = new JsonObject().put("domain", domain).put("numbers", numbers);
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(world.server().baseUrl() + "/v1/benchmark/numbers"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("numbers answered " + answer.statusCode() + " " + answer.body());
    }
    return new JsonObject(answer.body()).getJsonArray("hashes");
  }
}
