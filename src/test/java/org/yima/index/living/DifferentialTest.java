package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.Put;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.matching.block.Blocks;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.cluster.Doubt;
import org.yima.index.matching.cluster.Edges;
import org.yima.index.matching.cluster.Grouping;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.engine.Engine;
import org.yima.index.matching.weight.Model;
import org.yima.platform.Database;
import org.yima.platform.Id;

/**
 * The index, given records one by one in any order, makes the persons that the engine makes of all
 * of them at once. Where it does not, one of two things is so among the records that hang together:
 * one document stands under names that are not equal, of which the index is stricter (ADR 18); or a
 * link had to be refused, where the index leaves out who is in most of the refused links, and the
 * engine all of them.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DifferentialTest {
  private static final long SEED = 41;
  private static final int TOWNS = 4 * Integer.getInteger("yima.scale", 1);
  private static final int ORDERS = 2;
  private static final int FAMILIES = 7;
  private static final LocalDate BIRTH = LocalDate.of(2024, 5, 5);
  private static final Optional<DocumentKey> MOTHERS =
      DocumentKey.of("RESIDENT_ID", SampleDocuments.of("99010419920307002"));
  private static final Optional<DocumentKey> ANOTHERS =
      DocumentKey.of("RESIDENT_ID", SampleDocuments.of("99010419920307004"));

  @Inject PersonIndex index;
  @Inject Database database;

  /** People and what three institutions wrote down of them. */
  private static final class Town {
    private static final String SURNAMES = "赵钱孙周吴郑冯陈褚卫";
    private static final List<String> GIVEN =
        List.of("建国", "秀英", "志强", "丽华", "海燕", "文博", "雪梅", "永福", "晓东", "玉兰");

    private final Random random;

    /** What it decides leaves the others as they are. */
    private final Random more;

    private final String mark;
    private final List<SourceRecord> records = new ArrayList<>();
    private int numbers;
    private Optional<Guardian> mother = Optional.empty();
    private String former = "";
    private String insurance = "";
    private String phone = "";

    Town(long seed) {
      mark = "town-" + seed;
      random = new Random(seed);
      more = new Random(~seed);
      for (int family = 0; family < FAMILIES; family++) {
        family(SURNAMES.charAt(family % SURNAMES.length()));
      }
    }

    private void family(char surname) {
      mother = Optional.empty();
      phone = "154112" + (10_000 + random.nextInt(90_000));
      LocalDate parent = LocalDate.of(1950, 1, 1).plusDays(random.nextInt(12_000));
      String called = surname + GIVEN.get(random.nextInt(GIVEN.size()));
      person(called, parent, Sex.FEMALE, phone);
      LocalDate born = parent.plusDays(10_000 + random.nextInt(1_000));
      mother = Guardian.of(called, Optional.of(document(more, parent, Sex.FEMALE)));
      switch (random.nextInt(4)) {
        case 0 -> {
          person(surname + "大宝", born, Sex.MALE, phone);
          person(surname + "小宝", born, Sex.MALE, phone);
        }
        case 1 -> {
          person(called + "双胞胎A", born, Sex.FEMALE, phone);
          person(called + "双胞胎B", born, Sex.FEMALE, phone);
          person(called + "之女", born, Sex.FEMALE, phone);
        }
        case 2 -> {
          person(called + "之子", born, Sex.MALE, phone);
          person(surname + GIVEN.get(random.nextInt(GIVEN.size())), born, Sex.MALE, phone);
        }
        default -> {
          mother = Optional.empty();
          person(called, parent, Sex.FEMALE, phone);
          insurance = "";
          namesakes(called, parent, phone);
        }
      }
    }

    /** Two with papers of their own, and a card that may be of either. */
    private void namesakes(String name, LocalDate born, String phone) {
      for (int i = 0; i < 2; i++) {
        add("a", name, Optional.of(document(born, Sex.FEMALE)), born, Sex.FEMALE, phone);
      }
      add("a", name, Optional.empty(), born, Sex.FEMALE, phone);
      add("b", name, Optional.empty(), born, Sex.FEMALE, phone);
    }

    private void person(String name, LocalDate born, Sex sex, String phone) {
      former = more.nextInt(4) == 0 ? name.charAt(0) + GIVEN.get(more.nextInt(5)) : "";
      insurance = "SB" + (100_000 + more.nextInt(900_000));
      Optional<DocumentKey> document =
          random.nextBoolean() ? Optional.of(document(born, sex)) : Optional.empty();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        boolean slips = random.nextInt(6) == 0;
        add(
            List.of("a", "b", "c").get(random.nextInt(3)),
            slips && name.length() == 3 ? name.substring(0, 2) + "?" : name,
            random.nextInt(3) == 0 ? Optional.empty() : document,
            random.nextInt(12) == 0 ? born.plusDays(1) : born,
            sex,
            random.nextInt(4) == 0 ? "" : phone);
      }
    }

    private DocumentKey document(LocalDate born, Sex sex) {
      return document(random, born, sex);
    }

    private static DocumentKey document(Random random, LocalDate born, Sex sex) {
      String order = String.format("%02d%d", random.nextInt(100), sex == Sex.MALE ? 1 : 2);
      return DocumentKey.of(
              "RESIDENT_ID",
              SampleDocuments.of("990104" + born.toString().replace("-", "") + order))
          .orElseThrow();
    }

    private void add(
        String institution,
        String name,
        Optional<DocumentKey> document,
        LocalDate born,
        Sex sex,
        String phone) {
      records.add(
          new SourceRecord(
              "town-" + institution + "-" + mark,
              "n" + numbers++,
              name,
              document,
              false,
              Optional.of(born),
              Optional.of(sex),
              Optional.of(phone).filter(p -> !p.isEmpty()),
              Optional.empty(),
              further(phone)));
    }

    private Further further(String phone) {
      return new Further(
          Optional.of(former).filter(n -> !n.isEmpty() && more.nextBoolean()),
          Optional.of("154113" + (10_000 + more.nextInt(90_000)))
              .map(own -> phone.isEmpty() && more.nextBoolean() ? this.phone : own)
              .filter(p -> more.nextInt(3) == 0),
          Optional.of(more.nextInt(8) == 0 ? insurance + '1' : insurance)
              .filter(n -> !n.isEmpty() && more.nextInt(3) == 0),
          mother
              .filter(m -> more.nextBoolean())
              .flatMap(
                  m ->
                      Guardian.of(
                          more.nextBoolean() ? m.name() : "",
                          m.document().filter(d -> more.nextBoolean()))));
    }
  }

  /**
   * What the engine makes of all records at once, by the frequencies that the index weighs with.
   */
  private record Whole(Edges edges, Grouping grouping) {
    static Whole of(List<SourceRecord> records) {
      Weighing weighing = Weighing.shipped();
      Table table = weighing.table(records.stream().map(CityRow::of).toList());
      Model model = weighing.over(table);
      Engine engine = new Engine(City.schema(), City.weights(), Workers.alone());
      Edges edges =
          engine
              .link(table, model, Blocks.of(table, City.schema().keys(), Workers.alone()))
              .edges();
      return new Whole(edges, engine.group(table, model, edges));
    }
  }

  private List<Integer> put(List<SourceRecord> records, List<Integer> order) {
    Map<Integer, Id> ids = new HashMap<>();
    for (int place : order) {
      ids.put(place, Reactive.await(() -> database.tx(tx -> index.put(tx, records.get(place)))));
    }
    Map<Id, Integer> persons = new HashMap<>();
    List<Integer> of = new ArrayList<>();
    for (int place = 0; place < records.size(); place++) {
      int at = place;
      IndexRecord record = Reactive.await(() -> index.get(ids.get(at))).orElseThrow();
      persons.putIfAbsent(record.personId(), place);
      of.add(persons.get(record.personId()));
    }
    assertThat(
            Reactive.await(
                () ->
                    database
                        .tx(tx -> index.withdraw(tx, List.copyOf(ids.values()), "town"))
                        .replaceWith(true)))
        .isTrue();
    return of;
  }

  /** Records that hang together by any pair of the engine, or by a document. */
  private static List<Set<Integer>> components(List<SourceRecord> records, Edges edges) {
    List<Set<Integer>> components = new ArrayList<>();
    int[] root = new int[records.size()];
    for (int i = 0; i < root.length; i++) {
      root[i] = i;
    }
    for (int edge = 0; edge < edges.size(); edge++) {
      unite(root, edges.left(edge), edges.right(edge));
    }
    for (int i = 0; i < root.length; i++) {
      for (int j = 0; j < i; j++) {
        if (isOneDocument(records.get(i), records.get(j))) {
          unite(root, i, j);
        }
      }
    }
    Map<Integer, Set<Integer>> by = new LinkedHashMap<>();
    for (int i = 0; i < root.length; i++) {
      by.computeIfAbsent(root[i], r -> new TreeSet<>()).add(i);
    }
    components.addAll(by.values());
    return components;
  }

  private static void unite(int[] root, int one, int other) {
    int from = root[one];
    for (int i = 0; i < root.length; i++) {
      root[i] = root[i] == from ? root[other] : root[i];
    }
  }

  private static boolean isOneDocument(SourceRecord one, SourceRecord other) {
    return one.document().isPresent() && one.document().equals(other.document());
  }

  private static Set<Set<Integer>> parts(Set<Integer> component, List<Integer> person) {
    Map<Integer, Set<Integer>> parts = new HashMap<>();
    component.forEach(i -> parts.computeIfAbsent(person.get(i), p -> new HashSet<>()).add(i));
    return new HashSet<>(parts.values());
  }

  private static boolean isNamed(Set<Integer> component, Grouping grouping) {
    return grouping.doubts().stream()
        .filter(doubt -> component.contains(doubt.left()))
        .anyMatch(
            doubt ->
                doubt.reason() == Doubt.Reason.CONFLICT
                    || doubt.reason() == Doubt.Reason.TWO_PERSONS);
  }

  @Test
  void recordByRecordInAnyOrderIsAsTheEngineHasIt() {
    int alike = 0;
    int otherwise = 0;
    for (int town = 0; town < TOWNS; town++) {
      List<SourceRecord> records = new Town(SEED + town).records;
      Whole whole = Whole.of(records);
      List<Integer> engine = new ArrayList<>();
      for (int person : whole.grouping().person()) {
        engine.add(person);
      }
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < records.size(); i++) {
        order.add(i);
      }
      Optional<List<Integer>> first = Optional.empty();
      for (int turn = 0; turn < ORDERS; turn++) {
        Collections.shuffle(order, new Random(SEED * town + turn));
        List<Integer> living = put(records, order);
        if (first.isPresent()) {
          assertThat(living).as("town %d, order %d", town, turn).isEqualTo(first.get());
        }
        first = Optional.of(living);
      }
      for (Set<Integer> component : components(records, whole.edges())) {
        if (parts(component, first.orElseThrow()).equals(parts(component, engine))) {
          alike++;
        } else {
          otherwise++;
          assertThat(isNamed(component, whole.grouping()))
              .as("town %d, records %s: index %s, engine %s", town, component, first, engine)
              .isTrue();
        }
      }
    }
    assertThat(otherwise).as("of %d", alike + otherwise).isLessThan((alike + otherwise) / 5);
  }

  private static SourceRecord woman(
      String domain, String name, Optional<DocumentKey> document, String phone) {
    return new SourceRecord(
        domain,
        UUID.randomUUID().toString(),
        name,
        document,
        false,
        Optional.of(LocalDate.of(1941, 10, 13)),
        Optional.of(Sex.FEMALE),
        Optional.of(phone),
        Optional.empty());
  }

  /**
   * Two women of one name and day with papers of their own; a card without papers links with the
   * one, and would with the other if it were not of the same hospital as hers.
   */
  @Test
  void aRecordThatMayBeOfEitherOfTwoIsNeithersWhoeverComesLast() {
    String mark = "1";
    List<SourceRecord> records =
        List.of(
            woman(
                "either-a-" + mark,
                "鲜于静姝",
                DocumentKey.of("RESIDENT_ID", SampleDocuments.of("99010419411013102")),
                "15411220001"),
            woman(
                "either-b-" + mark,
                "鲜于静姝",
                DocumentKey.of("RESIDENT_ID", SampleDocuments.of("99010419411013104")),
                "15411220001"),
            woman("either-b-" + mark, "鲜于静姝", Optional.empty(), "15411220001"));
    Whole whole = Whole.of(records);
    assertThat(whole.grouping().persons()).isEqualTo(3);
    for (List<Integer> order :
        List.of(List.of(0, 1, 2), List.of(2, 0, 1), List.of(0, 2, 1), List.of(1, 2, 0))) {
      assertThat(put(records, order)).as("order %s", order).containsExactly(0, 1, 2);
    }
    List<SourceRecord> without = List.of(records.get(0), records.get(2));
    assertThat(put(without, List.of(0, 1))).as("without the other").containsExactly(0, 0);
  }

  /** Who was taken out for another's sake comes back when that one is gone. */
  @Test
  void onceTheOtherIsGoneItIsHersAgain() {
    String mark = "1";
    Id one =
        Reactive.await(
            () ->
                database.tx(
                    tx ->
                        index.put(
                            tx,
                            woman(
                                "gone-a-" + mark,
                                "鲜于采薇",
                                DocumentKey.of(
                                    "RESIDENT_ID", SampleDocuments.of("99010419411013106")),
                                "15411220002"))));
    Id other =
        Reactive.await(
            () ->
                database.tx(
                    tx ->
                        index.put(
                            tx,
                            woman(
                                "gone-b-" + mark,
                                "鲜于采薇",
                                DocumentKey.of(
                                    "RESIDENT_ID", SampleDocuments.of("99010419411013108")),
                                "15411220002"))));
    Id either =
        Reactive.await(
            () ->
                database.tx(
                    tx ->
                        index.put(
                            tx, woman("gone-b-" + mark, "鲜于采薇", Optional.empty(), "15411220002"))));
    assertThat(Reactive.await(() -> index.linked(either))).hasSize(1);
    assertThat(
            Reactive.await(
                () ->
                    database
                        .tx(tx -> index.withdraw(tx, List.of(other), "either"))
                        .replaceWith(true)))
        .isTrue();
    assertThat(Reactive.await(() -> index.linked(either)))
        .extracting(IndexRecord::id)
        .containsExactlyInAnyOrder(one, either);
  }

  private static SourceRecord knows(
      String domain, String name, LocalDate born, String phone, Further further) {
    return new SourceRecord(
        domain,
        UUID.randomUUID().toString(),
        name,
        Optional.empty(),
        false,
        Optional.of(born),
        Optional.of(Sex.MALE),
        Optional.of(phone).filter(p -> !p.isEmpty()),
        Optional.empty(),
        further);
  }

  private static Further childOf(String mother, Optional<DocumentKey> document) {
    return Further.of(Guardian.of(mother, document).orElseThrow());
  }

  private static Further more(String previous, String phone, String insurance) {
    return new Further(
        Optional.of(previous).filter(p -> !p.isEmpty()),
        Optional.of(phone).filter(p -> !p.isEmpty()),
        Optional.of(insurance).filter(p -> !p.isEmpty()),
        Optional.empty());
  }

  /** Two records that are one person's, or not, by something that only further elements tell. */
  private record Example(String what, SourceRecord one, SourceRecord other, boolean same) {}

  private static List<Example> examples() {
    String mark = "1";
    String a = "told-a-" + mark;
    String b = "told-b-" + mark;
    LocalDate then = LocalDate.of(1971, 8, 19);
    return List.of(
        new Example(
            "a newborn with and without a name, by its mother's document",
            knows(a, "鲜之子", BIRTH, "15411240001", childOf("", MOTHERS)),
            knows(b, "淳于知远", BIRTH, "15411240001", childOf("", MOTHERS)),
            true),
        new Example(
            "newborns whose mothers are written otherwise, by the mother's document",
            knows(a, "鲜于照晚之子", BIRTH, "15411240002", childOf("鲜于照晚", MOTHERS)),
            knows(b, "鲜于朝碗之子", BIRTH, "15411240002", childOf("鲜于朝碗", MOTHERS)),
            true),
        new Example(
            "newborns of one day and phone, of two mothers",
            knows(a, "鲜之子", BIRTH, "15411240003", childOf("鲜于听雨", MOTHERS)),
            knows(b, "淳于见山", BIRTH, "15411240003", childOf("欧阳见月", ANOTHERS)),
            false),
        new Example(
            "a former name",
            knows(a, "淳于怀瑾", then, "", more("淳于二狗", "", "SB700011")),
            knows(b, "淳于二狗", then, "", more("", "", "SB700011")),
            true),
        new Example(
            "the second phone of one is the first of the other",
            knows(a, "淳于握瑜", then, "15411240004", more("", "15411240005", "")),
            knows(b, "淳于握?", then, "15411240005", Further.NONE),
            true),
        new Example(
            "an insurance number, where neither phone nor birth is equal",
            knows(a, "淳于若谷", then, "", more("", "", "SB700022")),
            knows(b, "淳于若谷", then.plusDays(1), "", more("", "", "SB700022")),
            true));
  }

  private static List<SourceRecord> without(List<SourceRecord> records) {
    return records.stream().map(record -> record.with(Further.NONE)).toList();
  }

  private static boolean engineJoins(List<SourceRecord> records) {
    return Whole.of(records).grouping().persons() == 1;
  }

  @Test
  void whatOnlyFurtherElementsTellDecidesAsInTheEngine() {
    for (Example told : examples()) {
      List<SourceRecord> both = List.of(told.one(), told.other());
      assertThat(engineJoins(both)).as(told.what()).isEqualTo(told.same());
      for (List<Integer> order : List.of(List.of(0, 1), List.of(1, 0))) {
        assertThat(put(both, order)).as(told.what()).isEqualTo(List.of(0, told.same() ? 0 : 1));
      }
      List<SourceRecord> without = without(both);
      assertThat(engineJoins(without)).as("without: " + told.what()).isFalse();
      assertThat(put(without, List.of(0, 1))).as("without: " + told.what()).containsExactly(0, 1);
    }
  }

  @Test
  void theSameAgainChangesNothingAndLessIsAnotherVersion() {
    SourceRecord record =
        knows(
            "again-" + UUID.randomUUID(),
            "鲜于又见之子",
            BIRTH.plusDays(9),
            "15411240009",
            childOf("鲜于又见", ANOTHERS));
    Id id = Reactive.await(() -> database.tx(tx -> index.put(tx, record)));
    assertThat(Reactive.await(() -> index.get(id)).orElseThrow().source()).isEqualTo(record);
    assertThat(outcome(record)).isEqualTo(Put.Outcome.UNCHANGED);
    assertThat(outcome(record.with(Further.NONE))).isEqualTo(Put.Outcome.UPDATED);
    assertThat(Reactive.await(() -> index.get(id)).orElseThrow().source().further())
        .isEqualTo(Further.NONE);
  }

  private Put.Outcome outcome(SourceRecord record) {
    return Reactive.await(() -> database.tx(tx -> index.putAll(tx, List.of(record))))
        .get(0)
        .outcome();
  }
}
