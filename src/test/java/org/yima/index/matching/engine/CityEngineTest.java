package org.yima.index.matching.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.cluster.Doubt;
import org.yima.index.matching.cluster.Grouping;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.schema.Schema;

/** Small towns by hand and by chance: who becomes one person, who is asked about. */
class CityEngineTest {
  private static final int ROUNDS = 60 * Integer.getInteger("yima.scale", 1);

  private final Schema schema = City.schema();

  /** A page of records: domain, card, name, document, birth, sex, phone, address, guardian. */
  private static List<String[]> records(String page) {
    List<String> fields =
        List.of(
            "domain",
            "card",
            "name",
            "document_number",
            "birth_date",
            "sex",
            "phone",
            "address",
            "guardian_name");
    return page.lines()
        .map(
            line -> {
              String[] parts = line.split("\\|", -1);
              String[] row = new String[City.FIELDS.size()];
              Arrays.fill(row, "");
              for (int i = 0; i < parts.length; i++) {
                row[City.FIELDS.indexOf(fields.get(i))] = parts[i].strip();
              }
              return row;
            })
        .toList();
  }

  private Outcome run(List<String[]> rows, Workers workers) {
    Table table = schema.table();
    table.add(rows, workers);
    return new Engine(schema, City.weights(), workers).run(table);
  }

  private Grouping grouping(String page) {
    return run(records(page), Workers.alone()).grouping();
  }

  private String rule(Doubt doubt) {
    return doubt.rule() < 0 ? "" : schema.rules().rules().get(doubt.rule()).name();
  }

  private static String document(String body) {
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (body.charAt(i) - '0') * weights[i];
    }
    return body + "10X98765432".charAt(sum % 11);
  }

  private static final String HERS = document("99010119900307002");
  private static final String HIS = document("99010119900307003");

  @Test
  void oneDocumentAndTheSameNameIsOnePerson() {
    Grouping grouping =
        grouping(
            """
            h1|c1|李红|%s|1990-03-07|女|13911112222|西城区人民路12号
            h2|c1|李 红|%s|1990-03-07|女|13933334444|东城区学院街9号
            h3|c1|李红||1990-03-07|女|13911112222|西城区人民路12号
            """
                .formatted(HERS, HERS));
    assertThat(grouping.persons()).isOne();
    assertThat(grouping.doubts()).isEmpty();
  }

  @Test
  void oneDocumentWithAnotherNameRaisesAnAlarm() {
    Grouping grouping =
        grouping(
            """
            h1|c1|李红|%s|1990-03-07|女|13911112222|西城区人民路12号
            h2|c1|王小明|%s|1990-03-07|女|13911112222|西城区人民路12号
            h3|c1|李红|%s|1958-11-21|女||
            """
                .formatted(HERS, HERS, HERS));
    assertThat(grouping.persons()).isEqualTo(3);
    assertThat(grouping.doubts())
        .extracting(this::rule)
        .containsOnly("one document, two people")
        .hasSize(3);
  }

  /** The child is known by name and family; the number asks about the mother, and links nobody. */
  @Test
  void aChildUnderItsMothersNumberStaysItself() {
    Grouping grouping =
        grouping(
            """
            h1|c1|李红|%s|1990-03-07|女|13911112222|西城区人民路12号
            h1|c2|王小明|%s|2018-05-02|男|13911112222|西城区人民路12号
            h2|c3|王小明||2018-05-02|男|13911112222|西城区人民路12号
            """
                .formatted(HERS, HERS));
    assertThat(grouping.person()).containsExactly(0, 1, 1);
    assertThat(grouping.doubts())
        .extracting(this::rule)
        .containsExactly("one document, two people");
  }

  @Test
  void theChildOfThatDayIsTheNewbornUnlessThereWereTwo() {
    String page =
        """
        h1|c1|王芳之女||2024-05-02|女|13911112222|西城区人民路12号
        h2|c2|李小红||2024-05-02|女|13911112222|西城区人民路12号|王芳
        """;
    assertThat(grouping(page).persons()).isOne();
    Grouping two = grouping(page + "h2|c3|李大红||2024-05-02|女|13911112222|西城区人民路12号|王芳\n");
    assertThat(two.persons()).isGreaterThan(1);
    assertThat(two.doubts()).isNotEmpty();
  }

  @Test
  void twoValidDocumentsAreNeverOnePerson() {
    Grouping grouping =
        grouping(
            """
            h1|c1|李红|%s|1990-03-07|女|13911112222|西城区人民路12号
            h2|c1|李红|%s|1990-03-07|女|13911112222|西城区人民路12号
            """
                .formatted(HERS, document("99010119900307004")));
    assertThat(grouping.persons()).isEqualTo(2);
    assertThat(grouping.doubts()).extracting(this::rule).containsExactly("two valid documents");
  }

  /** Whose birth nobody wrote down: the number tells the mother's, and all else fits her too. */
  @Test
  void aChildWithoutNameAndBirthUnderItsMothersNumberIsNotItsMother() {
    for (String birth : List.of("", "1900-01-01")) {
      Grouping grouping =
          grouping(
              """
              h1|c1|王芳|%s|1990-03-07|女|13911112222|西城区人民路12号
              h2|c1|王芳之女|%s|%s|女|13911112222|西城区人民路12号|王芳
              """
                  .formatted(HERS, HERS, birth));
      assertThat(grouping.persons()).isEqualTo(2);
      assertThat(grouping.doubts())
          .extracting(this::rule)
          .containsExactly("one document, two people");
    }
  }

  /** Nothing tells whose it is until its mother is known, so nobody can answer either. */
  @Test
  void aNewbornWhoseMotherIsNotKnownIsNotAskedAbout() {
    Grouping grouping =
        grouping(
            """
            h1|c1|王芳之女||2024-05-02|女|13911112222|西城区人民路12号
            h2|c2|李小红||2024-05-02|女|13911112222|西城区人民路12号
            """);
    assertThat(grouping.persons()).isEqualTo(2);
    assertThat(grouping.doubts()).isEmpty();
  }

  /** Of two that were born that day one names the mother; the newborn may be the other. */
  @Test
  void aNewbornThatMayBeOneOfTwoIsNeither() {
    String page =
        """
        h1|c1|王芳之女||2024-05-02|女|13911112222|西城区人民路12号
        h2|c2|李小红||2024-05-02|女|13911112222|西城区人民路12号|王芳
        """;
    assertThat(grouping(page).person()).containsExactly(0, 0);
    Grouping two = grouping(page + "h3|c3|李大朵||2024-05-02|女|13911112222|西城区人民路12号\n");
    assertThat(two.person()).containsExactly(0, 1, 2);
    assertThat(two.doubts()).extracting(Doubt::reason).contains(Doubt.Reason.TWO_PERSONS);
  }

  /**
   * The third passes with both; it goes to neither, whatever order they come in. What becomes of it
   * follows from what people say about the two, which is the one thing that they are asked.
   */
  @Test
  void aRecordThatPassesWithTwoPersonsGoesToNeither() {
    Grouping grouping =
        grouping(
            """
            h1|c1|李红|%s|1990-03-07|女|13911112222|西城区人民路12号
            h2|c1|李红|%s|1990-03-07|女|13911112222|西城区人民路12号
            h3|c1|李红||1990-03-07|女|13911112222|西城区人民路12号
            """
                .formatted(HERS, document("99010119900307004")));
    assertThat(grouping.persons()).isEqualTo(3);
    assertThat(grouping.doubts()).extracting(Doubt::reason).containsExactly(Doubt.Reason.RULE);
  }

  @Test
  void twinsMotherAndNewbornDiffer() {
    Grouping grouping =
        grouping(
            """
            h1|c1|王芳双胞胎A||2026-03-07|女|13911112222|西城区人民路12号
            h1|c2|王芳双胞胎B||2026-03-07|女|13911112222|西城区人民路12号
            h2|c1|王芳||1990-03-07|女|13911112222|西城区人民路12号
            """);
    assertThat(grouping.persons()).isEqualTo(3);
    assertThat(grouping.doubts()).isEmpty();
  }

  @Test
  void brothersOfOneDayAreAskedAbout() {
    Grouping grouping =
        grouping(
            """
            h1|c1|王大明||2016-03-07|男|13911112222|西城区人民路12号
            h2|c2|王小明||2016-03-07|男|13911112222|西城区人民路12号
            """);
    assertThat(grouping.persons()).isEqualTo(2);
    assertThat(grouping.doubts())
        .extracting(this::rule)
        .containsExactly("brothers and sisters of one day");
  }

  @Test
  void twoCardsOfOneInstitutionNeedADocument() {
    String page =
        """
        h1|c1|李红|%s|1990-03-07|女|13911112222|西城区人民路12号
        h1|c2|李红|%s|1990-03-07|女|13911112222|西城区人民路12号
        """;
    assertThat(grouping(page.formatted(HERS, HERS)).persons()).isOne();
    Grouping without = grouping(page.formatted(HERS, ""));
    assertThat(without.persons()).isEqualTo(2);
    assertThat(without.doubts())
        .extracting(this::rule)
        .containsExactly("two cards of one institution");
  }

  /** People who share most of what they have; who is who is not asked, only what must never be. */
  private List<String[]> town(Random chance) {
    List<String> names = List.of("李红", "李洪", "李小红", "王芳", "王芳之子", "王芳双胞胎A", "王芳双胞胎B", "李?", "");
    List<String> numbers = List.of(HERS, HIS, document("99010119900307004"), "", "", "");
    List<String> births = List.of("1990-03-07", "1990-03-08", "1990-07-03", "2026-01-05", "");
    List<String> phones = List.of("13911112222", "13911112223", "");
    List<String> addresses = List.of("西城区人民路12号", "西城区人民路12号3栋", "东城区学院街9号", "");
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String[] row = new String[City.FIELDS.size()];
      Arrays.fill(row, "");
      row[City.FIELDS.indexOf("domain")] = "h" + chance.nextInt(3);
      row[City.FIELDS.indexOf("card")] = "c" + i;
      row[City.FIELDS.indexOf("name")] = pick(chance, names);
      row[City.FIELDS.indexOf("document_number")] = pick(chance, numbers);
      row[City.FIELDS.indexOf("birth_date")] = pick(chance, births);
      row[City.FIELDS.indexOf("sex")] = chance.nextBoolean() ? "男" : "女";
      row[City.FIELDS.indexOf("phone")] = pick(chance, phones);
      row[City.FIELDS.indexOf("address")] = pick(chance, addresses);
      rows.add(row);
    }
    return rows;
  }

  private static String pick(Random chance, List<String> from) {
    return from.get(chance.nextInt(from.size()));
  }

  @Test
  void whatMustNotBeNeverIs() {
    int linked = 0;
    int asked = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      List<String[]> rows = town(new Random(seed));
      Table table = schema.table();
      table.add(rows, Workers.alone());
      Grouping grouping = new Engine(schema, City.weights(), Workers.alone()).run(table).grouping();
      for (String column : List.of("valid document", "twin")) {
        Map<Integer, String> of = new HashMap<>();
        for (int record = 0; record < rows.size(); record++) {
          String value = table.value(record, table.column(column));
          if (!value.isEmpty()) {
            String known = of.putIfAbsent(grouping.person()[record], value);
            assertThat(known == null || known.equals(value)).as("seed %d", seed).isTrue();
          }
        }
      }
      linked += rows.size() - grouping.persons();
      asked += grouping.doubts().size();
    }
    assertThat(linked).isPositive();
    assertThat(asked).isPositive();
  }

  @Test
  void orderAndNumberOfWorkersChangeNothing() {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (int seed = 0; seed < ROUNDS; seed++) {
        List<String[]> rows = town(new Random(seed));
        List<String[]> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(seed + 1L));
        Outcome first = run(rows, Workers.alone());
        Outcome second = run(shuffled, Workers.on(two));
        assertThat(groups(second.grouping(), shuffled))
            .as("seed %d", seed)
            .isEqualTo(groups(first.grouping(), rows));
        assertThat(second.grouping().doubts()).hasSameSizeAs(first.grouping().doubts());
        assertThat(second.compared()).isEqualTo(first.compared());
      }
    } finally {
      two.shutdown();
    }
  }

  /** The persons as sets of card numbers. */
  private static Set<Set<String>> groups(Grouping grouping, List<String[]> rows) {
    Map<Integer, Set<String>> groups = new HashMap<>();
    for (int record = 0; record < rows.size(); record++) {
      groups
          .computeIfAbsent(grouping.person()[record], ignored -> new HashSet<>())
          .add(rows.get(record)[City.FIELDS.indexOf("card")]);
    }
    return new HashSet<>(groups.values());
  }
}
