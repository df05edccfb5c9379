package org.yima.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestPeople;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.ReviewDesk;
import org.yima.index.SourceRecord;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Role;

/**
 * Endpoint × object: {@code object-policy.txt} states, for every place in which an operation takes
 * an id, what the object's own caller, another caller of the same role, and one who makes an id up
 * are told. Another's object and none are told apart by nothing: not by the answer, byte for byte,
 * nor by the number of statements behind it. A place without a row fails.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ObjectPolicyTest {
  private static final Pattern NAMED = Pattern.compile("\\$([A-Z_]+)");

  private static ObjectWorld own;
  private static ObjectWorld other;

  @Inject PersonIndex index;
  @Inject Database database;

  @BeforeEach
  void worlds() {
    if (own == null) {
      ObjectWorld one = new ObjectWorld("objects-a", 0);
      other = new ObjectWorld("objects-b", 1);
      for (ObjectWorld world : List.of(one, other)) {
        world.put("MATCH", match(world));
        world.put("RECORD", linked(world == one ? "objects-a" : "objects-b"));
      }
      for (String person : List.of("SOURCE_PERSON", "TARGET_PERSON")) {
        other.put(person, one.id(person));
      }
      own = one;
    }
  }

  /** Two names under one document of a hospital: a doubt that reviewers decide. */
  private String match(ObjectWorld world) {
    String document = TestPeople.unknown().idNumber();
    String put = "";
    for (String name : List.of("陈静", "柳青山")) {
      Id of = record("objects-a", name, document);
      put = of.toString();
      String person =
          index.get(of).await().atMost(Duration.ofSeconds(60)).orElseThrow().personId().toString();
      world.put(name.equals("陈静") ? "TARGET_PERSON" : "SOURCE_PERSON", person);
    }
    return ReviewDesk.doubt(Id.parse(IdType.RECORD, put).orElseThrow());
  }

  /** Linked by its document, and with nobody whom a decision of this test may move. */
  private String linked(String domain) {
    String document = TestPeople.unknown().idNumber();
    Id first = record(domain, "陈静", document);
    Id second = record(domain, "陈静", document);
    assertThat(second).isNotEqualTo(first);
    return second.toString();
  }

  private Id record(String domain, String name, String document) {
    SourceRecord record =
        new SourceRecord(
            domain,
            UUID.randomUUID().toString(),
            name,
            DocumentKey.of("RESIDENT_ID", document),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return database.tx(tx -> index.put(tx, record)).await().atMost(Duration.ofSeconds(60));
  }

  @Test
  void everyPlaceOfAnIdHasItsRowAndEveryRowItsPlace() throws IOException {
    List<String> declared =
        Operations.all().stream()
            .flatMap(operation -> operation.places().stream().map(p -> operation.key() + " " + p))
            .sorted()
            .toList();
    assertThat(ObjectRow.all().stream().map(ObjectRow::key).sorted().toList()).isEqualTo(declared);
  }

  @Test
  void anothersObjectIsToldLikeNone() throws IOException {
    List<ObjectRow> rows = ObjectRow.all();
    Map<String, Role> roles = new LinkedHashMap<>();
    Operations.all().forEach(o -> roles.put(o.key(), o.roles().iterator().next()));
    List<String> wrong = new ArrayList<>();
    for (ObjectRow row : rows) {
      if (row.namesAnObject()) {
        new Trial(row, rows, roles.get(row.operation()), wrong).run();
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** One row, tried as everybody. */
  private record Trial(ObjectRow row, List<ObjectRow> rows, Role role, List<String> wrong) {
    void run() {
      Response missing = call(other, missingId());
      told("missing", row.missing(), missing);
      if (!row.malformed().equals("-")) {
        told("malformed", row.malformed(), call(other, "nonsense"));
      }
      switch (row.others()) {
        case "HIDDEN" -> hidden(missing);
        case "SHARED" -> told("another", row.own(), call(other, own.id(row.kind())));
        case "APART" -> apart();
        case "ALL" -> {}
        default -> wrong.add(row.key() + ": no such column " + row.others());
      }
      if (!row.own().equals("-") && !row.others().equals("SHARED")) {
        told("own", row.own(), call(own, own.id(row.kind())));
      }
    }

    private void hidden(Response missing) {
      Response foreign = call(other, own.id(row.kind()));
      if (!plain(foreign).equals(plain(missing))) {
        wrong.add(row.key() + " another's: " + plain(foreign) + " missing: " + plain(missing));
      }
      Statements.difference(() -> call(other, own.id(row.kind())), () -> call(other, missingId()))
          .ifPresent(costs -> wrong.add(row.key() + " for another's costs " + costs));
    }

    /** The same name under two owners is two objects. */
    private void apart() {
      Response theirs = call(other, own.id(row.kind()));
      if (theirs.statusCode() != 200 || own.ids().containsValue(theirs.<String>path("id"))) {
        wrong.add(row.key() + " reaches another's: " + plain(theirs));
      }
    }

    private String missingId() {
      String mine = own.id(row.kind());
      int line = mine.indexOf('_');
      boolean id = Id.parse(mine).isPresent();
      return id ? mine.substring(0, line + 1) + "00000000000070008000000000000000" : "none-such";
    }

    private void told(String whom, String expected, Response answer) {
      String told = answer.statusCode() + code(answer);
      if (!told.equals(expected)) {
        wrong.add(row.key() + " " + whom + ": " + told + ", not " + expected);
      }
    }

    private static String code(Response answer) {
      String code = answer.statusCode() < 400 ? "" : ":" + answer.path("code");
      // FHIR's doors say it in their own way.
      return code.equals(":null") ? ":" + answer.path("issue[0].code") : code;
    }

    /** The answer without what names this one request. */
    private static String plain(Response answer) {
      return answer.statusCode()
          + " "
          + answer.contentType()
          + " "
          + answer
              .asString()
              .replaceAll("\"(traceId|instance)\"\\s*:\\s*\"[^\"]*\"", "\"$1\":\"\"");
    }

    @CanIgnoreReturnValue
    private Response call(ObjectWorld caller, String id) {
      String path = row.path();
      String body = row.body();
      String query = "";
      for (ObjectRow place : rows) {
        if (place.operation().equals(row.operation())) {
          if (place.place().startsWith("{") && place.namesAnObject()) {
            String value = place.equals(row) ? id : caller.id(place.kind());
            path = path.replace(place.place(), value);
          } else if (place.place().startsWith("?") && place.equals(row)) {
            query = place.place() + "=" + id;
          } else if (place.equals(row)) {
            body = body.replace("$" + place.kind(), id);
          }
        }
      }
      RequestSpecification request = caller.as(role);
      if (!body.isEmpty()) {
        request.body(filled(body, caller));
      }
      return request.request(row.method(), path.replaceAll("\\{name}", "a.csv") + query);
    }

    private static String filled(String body, ObjectWorld caller) {
      Matcher named = NAMED.matcher(body);
      StringBuilder filled = new StringBuilder();
      while (named.find()) {
        String value =
            named.group(1).equals("AUTH_CODE") ? caller.authCode() : caller.id(named.group(1));
        named.appendReplacement(filled, Matcher.quoteReplacement(value));
      }
      return named.appendTail(filled).toString();
    }
  }
}
