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
            h1|c1|王之女||2024-05-02|女|13911112222|西城区人民路12号
            h2|c2|李小红||2024-05-02|女|13911112222|西城区人民路12号
            """);
    assertThat(grouping.persons()).isEqualTo(2);
    assertThat(grouping.doubts()).isEmpty();
  }

  /** The ward wrote whose child it is, and that there was one; the later card names nobody. */
  @Test
  void aNewbornOfAMotherIsTheOnlyChildOfThatDayAtHerPhone() {
    String newborn = "h1|c1|王芳之女%s||2024-05-02|女|13911112222|西城区人民路12号\n";
    String named = "h2|c2|李小红||2024-05-02|女|%s|西城区学院街9号%s\n";
    assertThat(grouping(newborn.formatted("") + named.formatted("13911112222", "")).persons())
        .isOne();
    assertThat(grouping(newborn.formatted("") + named.formatted("13911112222", "|欧阳见月")).persons())
        .isEqualTo(2);
    assertThat(grouping(newborn.formatted("A") + named.formatted("13911112222", "")).persons())
        .isEqualTo(2);
    assertThat(grouping(newborn.formatted("") + named.formatted("13933334444", "")).persons())
        .isEqualTo(2);
  }

  /** Of a grown-up, or of whoever has a number of his own, a ward's word is a name. */
  @Test
  void whoIsCalledAsWardsCallChildrenIsSomebody() {
    String own = document("99010120240502002");
    for (String name : List.of("王毛毛", "李宝宝")) {
      String page =
          "h1|c1|%s|%s|%s|女|13911112222|西城区人民路12号\nh2|c1|%s|%s|%s|女|13911112222|西城区人民路12号\n";
      assertThat(grouping(page.formatted(name, "", "1984-05-02", name, "", "1984-05-02")).persons())
          .isOne();
      assertThat(
              grouping(page.formatted(name, own, "2024-05-02", "王小红", own, "2024-05-02")).doubts())
          .extracting(this::rule)
          .containsExactly("one document, two people");
      assertThat(grouping(page.formatted(name, "", "2024-05-02", name, "", "2024-05-02")).persons())
          .isEqualTo(2);
    }
  }

  /** With 1970-01-01 a program says that it has no date, and the number has one. */
  @Test
  void theFirstDayOfTimeDoesNotContradictTheRowsOwnNumber() {
    String page =
        """
        h1|c1|李小红|%s|1970-01-01|女|13911112222|西城区人民路12号
        h2|c1|%s|%s|1990-03-07|女|13911112222|西城区人民路12号
        """;
    assertThat(grouping(page.formatted(HERS, "李小红", HERS)).persons()).isOne();
    // Under her mother's number a child stays a child.
    Grouping child = grouping(page.formatted(HERS, "王芳", HERS));
    assertThat(child.persons()).isEqualTo(2);
    assertThat(child.doubts()).extracting(this::rule).containsExactly("one document, two people");
    Grouping unnamed =
        grouping(
            """
            h1|c1|王芳之女|%s|1970-01-01|女|13911112222|西城区人民路12号
            h2|c1|王芳|%s|1990-03-07|女|13911112222|西城区人民路12号
            """
                .formatted(HERS, HERS));
    assertThat(unnamed.persons()).isEqualTo(2);
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

  /** Of neither more is known than a surname and the day; nobody can answer either. */
  @Test
  void newbornsOfTwoMothersAreTwo() {
    for (String name : List.of("李宝宝", "李之子", "新生儿", "男婴", "新生儿2")) {
      Grouping grouping =
          grouping(
              """
              h1|c1|%s||2026-03-07|男||西城区人民路12号
              h2|c1|%s||2026-03-07|男||西城区学院街9号
              yima|c9|%s||2026-03-07|男||
              """
                  .formatted(name, name, name));
      assertThat(grouping.persons()).as(name).isEqualTo(3);
      assertThat(grouping.doubts()).as(name).isEmpty();
    }
  }

  @Test
  void twinsDifferHoweverAWardMarksThem() {
    String[][] pairs = {
      {"王芳之长子", "王芳之次子"},
      {"王芳之大女", "王芳之二女"},
      {"王芳之子(大)", "王芳之子(小)"},
      {"王芳之子（双胎之大）", "王芳之子（双胎之小）"},
      {"王芳之子Ⅰ", "王芳之子Ⅱ"},
      {"王芳之女A", "王芳之女B"},
    };
    for (String[] pair : pairs) {
      Grouping grouping =
          grouping(
              """
              h1|c1|%s||2026-03-07|男|13911112222|西城区人民路12号|王芳
              h1|c2|%s||2026-03-07|男|13911112222|西城区人民路12号|王芳
              h2|c1|%s||2026-03-07|男|13911112222|西城区人民路12号|王芳
              """
                  .formatted(pair[0], pair[1], pair[1]));
      assertThat(grouping.person()).as(pair[0]).containsExactly(0, 1, 1);
    }
  }

  /** Written otherwise at two desks each: by a slip of the hand, or since they are two. */
  @Test
  void namesThatSoundTheSameMayBeTwins() {
    Grouping grouping =
        grouping(
            """
            h1|c1|王浩宇||2016-03-07|男|13911112222|西城区人民路12号
            h2|c1|王昊宇||2016-03-07|男|13911112222|西城区人民路12号
            """);
    assertThat(grouping.persons()).isEqualTo(2);
    assertThat(grouping.doubts()).extracting(this::rule).containsExactly("perhaps twins");
  }

  /** Two sons of that day, of two mothers of one name. */
  @Test
  void mothersOfOneNameAreToldApartByTheirNumbers() {
    List<String[]> rows =
        records(
            """
            h1|c1|李娟之子||2026-03-07|男|||李娟
            h2|c1|李娟之子||2026-03-07|男|||李娟
            """);
    int number = City.FIELDS.indexOf("guardian_document");
    rows.get(0)[number] = HERS;
    rows.get(1)[number] = document("99010119900307004");
    assertThat(run(rows, Workers.alone()).grouping().persons()).isEqualTo(2);
    rows.get(1)[number] = HERS;
    assertThat(run(rows, Workers.alone()).grouping().persons()).isOne();
  }

  /** Sisters: one's card was lent, and the desk copied the day of birth from it. */
  @Test
  void oneDocumentAndAnotherGivenNameIsAnAlarm() {
    for (String[] names :
        new String[][] {{"王伟", "王芳"}, {"王小红", "王丽华"}, {"欧阳小红", "欧阳丽华"}, {"王小红", "王芳"}}) {
      Grouping grouping =
          grouping(
              """
              h1|c1|%s|%s|1990-03-07|女|13911112222|西城区人民路12号
              h2|c1|%s|%s|1990-03-07|女|13911112222|西城区人民路12号
              """
                  .formatted(names[0], HERS, names[1], HERS));
      assertThat(grouping.persons()).as(names[1]).isEqualTo(2);
      assertThat(grouping.doubts())
          .extracting(this::rule)
          .containsExactly("one document, two people");
    }
  }

  /** What is one name, written otherwise, or two names of one person's that a row tells of. */
  @Test
  void oneDocumentAndTheSameNameWrittenOtherwiseLinks() {
    for (String[] names :
        new String[][] {
          {"王小红", "王小洪"}, {"王喆红", "王?红"}, {"王ZHE红", "王?红"}, {"王ZHE红", "王喆红"}, {"王小红", "王晓江"}
        }) {
      boolean former = names[1].equals("王晓江");
      List<String[]> rows =
          records(
              """
              h1|c1|%s|%s|1990-03-07|女|13911112222|西城区人民路12号
              h2|c1|%s|%s|1990-03-07|女|13911112222|东城区学院街9号
              """
                  .formatted(names[0], HERS, names[1], HERS));
      rows.get(0)[City.FIELDS.indexOf("previous_name")] = former ? "王晓江" : "";
      assertThat(run(rows, Workers.alone()).grouping().persons()).as(names[1]).isOne();
    }
  }

  /** One has a number that no brother has. */
  @Test
  void aSubstituteMayHideABrother() {
    List<String[]> rows =
        records(
            """
            h1|c1|吴文嘉||2018-04-12|男|13911112222|西城区人民路12号
            h2|c1|吴文?||2018-04-12|男|13911112222|西城区人民路12号
            """);
    assertThat(run(rows, Workers.alone()).grouping().persons()).isOne();
    rows.get(0)[City.FIELDS.indexOf("insurance_number")] = "996821452669";
    rows.get(1)[City.FIELDS.indexOf("insurance_number")] = "997439486658";
    assertThat(run(rows, Workers.alone()).grouping().persons()).isEqualTo(2);
  }

  /** First known by the birth certificate, then by the resident number; or by two passports. */
  @Test
  void documentsOfTwoKindsKeepNobodyApart() {
    String[][] documents = {
      {"NEWBORN", "Z990000012", "", document("99010120240502002")},
      {"PASSPORT", "ZZ1234568", "PASSPORT", "ZY7654321"},
      {"军官证", "99123456", "居民身份证", document("99010120240502002")},
    };
    for (String[] of : documents) {
      List<String[]> rows =
          records(
              """
              h1|c1|李小红||2024-05-02|女|13911112222|西城区人民路12号|王芳
              h2|c2|李小红||2024-05-02|女|13911112222|西城区人民路12号|王芳
              """);
      for (int i = 0; i < 2; i++) {
        rows.get(i)[City.FIELDS.indexOf("document_type")] = of[2 * i];
        rows.get(i)[City.FIELDS.indexOf("document_number")] = of[2 * i + 1];
      }
      assertThat(run(rows, Workers.alone()).grouping().persons()).as(of[0]).isOne();
    }
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

  /** The rule is about the pair: a third record that links with both says that they are one. */
  @Test
  void aThirdRecordBringsTwoCardsOfOneInstitutionTogether() {
    Grouping grouping =
        grouping(
            """
            h1|c1|李红||1990-03-07|女|13911112222|西城区人民路12号
            h1|c2|李红||1990-03-07|女|13911112222|西城区人民路12号
            h2|c1|李红|%s|1990-03-07|女|13911112222|西城区人民路12号
            """
                .formatted(HERS));
    assertThat(grouping.persons()).isOne();
    assertThat(grouping.doubts()).isEmpty();
  }

  /** It brings together what would link by itself but for the rule, and nothing weaker. */
  @Test
  void aThirdRecordBringsNoTwoCardsTogetherThatHaveLittleInCommon() {
    String page =
        """
        h1|c1|李红||1990-03-07|女|13911112222|
        h1|c2|李红||1990-03-07|女|%s|西城区人民路12号
        h2|c1|李红|%s|1990-03-07|女|13911112222|西城区人民路12号
        """;
    assertThat(grouping(page.formatted("13911112222", HERS)).persons()).isOne();
    Grouping little = grouping(page.formatted("", HERS));
    assertThat(little.same(0, 1)).isFalse();
    assertThat(little.doubts()).isNotEmpty();
  }

  /** People who share most of what they have; who is who is not asked, only what must never be. */
  private List<String[]> town(Random chance) {
    List<String> names =
        List.of("李红", "李洪", "李小红", "王芳", "王芳之子", "李宝宝", "王芳双胞胎A", "王芳双胞胎B", "李?", "");
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
      for (String column : List.of("resident number", "twin")) {
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
