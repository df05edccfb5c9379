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
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
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

  /** By what a card is found in the tables: the first half of its hash tells it from all others. */
  private record Card(long high, long low) {
    static Card of(byte[] hash) {
      ByteBuffer bytes = ByteBuffer.wrap(hash);
      return new Card(bytes.getLong(), bytes.getLong());
    }
  }

  /** A number for each value, in the order in which they come. */
  private static final class Numbers<T> {
    private final Map<T, Integer> known = new HashMap<>();

    int of(T value) {
      return known.computeIfAbsent(value, v -> known.size());
    }
  }

  /**
   * Of the world's index, right after the load of a directory that has a truth. What is kept of a
   * record and of a card is numbers alone, so that millions fit.
   */
  static Stored of(World world, Path directory, JsonNode hospitals)
      throws IOException,
          InterruptedException,
          GeneralSecurityException,
          JOSEException,
          SQLException {
    Map<Card, Integer> truth = truth(world, directory, hospitals);
    Map<UUID, Integer> persons = new HashMap<>();
    Numbers<UUID> numbers = new Numbers<>();
    long[] known = new long[truth.size()];
    int cards = 0;
    Set<UUID> asked;
    try (Connection owner = Owner.connect(world);
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.setFetchSize(10_000);
      try (ResultSet found =
          statement.executeQuery("select id, number_idx, person_id from index_record")) {
        while (found.next()) {
          int person = numbers.of(found.getObject(3, UUID.class));
          persons.put(found.getObject(1, UUID.class), person);
          Integer whose = truth.get(Card.of(found.getBytes(2)));
          if (whose != null) {
            known[cards++] = (long) person << 32 | whose;
          }
        }
      }
      asked = asked(statement, persons);
    }
    long[] linked = Arrays.copyOf(known, cards);
    Arrays.sort(linked);
    long right = pairs(LongStream.of(linked));
    long all = pairs(truth.values().stream().mapToLong(whose -> whose).sorted());
    return new Stored(
        right,
        pairs(LongStream.of(linked).map(card -> card >>> 32)) - right,
        all - right,
        persons.size(),
        asked.size());
  }

  /** How many pairs of equal ones there are among some that are sorted. */
  private static long pairs(LongStream sorted) {
    long pairs = 0;
    long equal = 0;
    OptionalLong last = OptionalLong.empty();
    for (PrimitiveIterator.OfLong all = sorted.iterator(); all.hasNext(); ) {
      OptionalLong one = OptionalLong.of(all.nextLong());
      equal = one.equals(last) ? equal + 1 : 0;
      pairs += equal;
      last = one;
    }
    return pairs;
  }

  private static Set<UUID> asked(Statement statement, Map<UUID, Integer> persons)
      throws SQLException {
    Map<Integer, Integer> sizes = new HashMap<>();
    persons.values().forEach(person -> sizes.merge(person, 1, Integer::sum));
    Set<UUID> asked = new HashSet<>();
    try (ResultSet found =
        statement.executeQuery(
            "select record_id, other_id from index_match where status = 'OPEN'")) {
      while (found.next()) {
        UUID record = found.getObject(1, UUID.class);
        UUID other = found.getObject(2, UUID.class);
        int own = sizes.get(persons.get(record));
        int others = sizes.get(persons.get(other));
        asked.add(own <= others ? record : other);
      }
    }
    return asked;
  }

  /** Whose each card is, by what it is found under in the tables. */
  private static Map<Card, Integer> truth(World world, Path directory, JsonNode hospitals)
      throws IOException, InterruptedException, GeneralSecurityException, JOSEException {
    String token = MachineSignIn.token(world.server(), world.demo().get("terminals").get(0));
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Numbers<String> people = new Numbers<>();
    Map<Card, Integer> truth = new HashMap<>();
    Map<String, List<String>> cards = new HashMap<>();
    Map<String, List<Integer>> whose = new HashMap<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(directory.resolve("truth.csv"))) {
      for (NamedCsvRecord row : rows) {
        String domain = Town.domain(row.getField("domain"), hospitals);
        List<String> batch = cards.computeIfAbsent(domain, d -> new ArrayList<>());
        batch.add(row.getField("card"));
        whose
            .computeIfAbsent(domain, d -> new ArrayList<>())
            .add(people.of(row.getField("person")));
        if (batch.size() == BATCH) {
          put(
              truth,
              hashes(world, client, token, domain, cards.remove(domain)),
              whose.remove(domain));
        }
      }
    }
    for (Map.Entry<String, List<String>> left : cards.entrySet()) {
      String domain = left.getKey();
      put(truth, hashes(world, client, token, domain, left.getValue()), whose.get(domain));
    }
    return truth;
  }

  private static void put(Map<Card, Integer> truth, JsonArray hashes, List<Integer> whose) {
    for (int i = 0; i < whose.size(); i++) {
      truth.put(Card.of(HexFormat.of().parseHex(hashes.getString(i))), whose.get(i));
    }
  }

  private static JsonArray hashes(
      World world, HttpClient client, String token, String domain, List<String> batch)
      throws IOException, InterruptedException {
    JsonArray numbers = new JsonArray();
    batch.forEach(numbers::add);
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
