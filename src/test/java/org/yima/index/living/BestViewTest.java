package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.IndexRecord;
import org.yima.index.RecordStatus;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.store.RecordVersions.Version;
import org.yima.platform.Ids;

/** Which of several records is believed, element by element, and whose word that is. */
class BestViewTest {
  private static final Ids IDS =
      new Ids(Clock.fixed(Instant.EPOCH.plusSeconds(1), ZoneOffset.UTC), new SecureRandom());
  private static final OffsetDateTime START = OffsetDateTime.parse("2026-01-01T00:00:00+08:00");
  private static final int ROUNDS = 2_000 * Integer.getInteger("yima.scale", 1);

  /** Born 1990-03-07, a woman. */
  private static final Optional<DocumentKey> HERS =
      DocumentKey.of(IdType.RESIDENT_ID, SampleDocuments.of("99010119900307002"));

  /** Tells neither birth nor sex. */
  private static final Optional<DocumentKey> PASSPORT =
      DocumentKey.of(IdType.PASSPORT, "E12345678");

  /** A record on its way to be one, said on the given day of January. */
  private record Draft(
      String name,
      Optional<DocumentKey> document,
      boolean verified,
      String birth,
      String phone,
      RecordStatus status,
      int day,
      Further further) {
    Draft on(int other) {
      return new Draft(name, document, verified, birth, phone, status, other, further);
    }

    Draft under(Optional<DocumentKey> other, boolean proved) {
      return new Draft(name, other, proved, birth, phone, status, day, further);
    }

    Draft retired() {
      return new Draft(name, document, verified, birth, phone, RecordStatus.RETIRED, day, further);
    }

    Draft phone(String other) {
      return new Draft(name, document, verified, birth, other, status, day, further);
    }

    Draft knows(Further more) {
      return new Draft(name, document, verified, birth, phone, status, day, more);
    }

    Testimony said() {
      IndexRecord record =
          new IndexRecord(
              IDS.founding(org.yima.platform.IdType.RECORD),
              IDS.founding(org.yima.platform.IdType.PERSON),
              status,
              "views",
              "1",
              name,
              document,
              verified,
              Optional.of(birth).filter(b -> !b.isEmpty()).map(LocalDate::parse),
              Optional.of(Sex.UNKNOWN),
              Optional.of(phone).filter(p -> !p.isEmpty()),
              Optional.empty(),
              further,
              Optional.empty());
      return Testimony.of(record, List.of(new Version(record.source(), START.plusDays(day))));
    }
  }

  private static Draft named(String name, String birth) {
    return new Draft(name, Optional.empty(), false, birth, "", RecordStatus.FOUND, 1, Further.NONE);
  }

  private static BestView view(Draft... drafts) {
    return BestView.of(Arrays.stream(drafts).map(Draft::said).toList());
  }

  private static <T> T value(Optional<Told<T>> told) {
    return told.orElseThrow().value();
  }

  private static <T> Told.Rule rule(Optional<Told<T>> told) {
    return told.orElseThrow().rule();
  }

  @Test
  void whatADocumentProvesOutweighsWhatMostSay() {
    BestView view =
        view(
            named("司空听澜", "").under(HERS, true),
            named("司空听兰", "1990-07-03").on(2),
            named("司空听兰", "1990-07-03").on(3));
    assertThat(value(view.name())).isEqualTo("司空听澜");
    assertThat(rule(view.name())).isEqualTo(Told.Rule.PROVED);
    assertThat(view.document().map(Told::value)).isEqualTo(HERS);
    assertThat(rule(view.document())).isEqualTo(Told.Rule.UNDISPUTED);
    assertThat(value(view.birthDate())).isEqualTo(LocalDate.of(1990, 3, 7));
    assertThat(rule(view.birthDate())).isEqualTo(Told.Rule.DOCUMENT);
    assertThat(value(view.sex())).isEqualTo(Sex.FEMALE);
  }

  /** A clinic that has its mother's card at hand types her number into her child's record. */
  @Test
  void aMothersNumberOnHerChildsCardTellsNothingOfTheChild() {
    BestView view = view(named("李小雨", "2021-05-06").under(HERS, false));
    assertThat(value(view.birthDate())).isEqualTo(LocalDate.of(2021, 5, 6));
    assertThat(rule(view.birthDate())).isEqualTo(Told.Rule.UNDISPUTED);
    assertThat(view.document()).isEmpty();
    assertThat(view.sex()).isEmpty();
    BestView unnamed = view(named("李红之女", "").under(HERS, false));
    assertThat(unnamed.document()).isEmpty();
    assertThat(unnamed.birthDate()).isEmpty();
    BestView besideHisOwn =
        view(
            named("李小雨", "2021-05-06").under(PASSPORT, false),
            named("李小雨", "2021-05-06").under(HERS, false).on(2),
            named("李小雨", "2021-05-06").under(HERS, false).on(3));
    assertThat(besideHisOwn.document().map(Told::value)).isEqualTo(PASSPORT);
    BestView checked = view(named("李小雨", "2021-05-06").under(HERS, true));
    assertThat(value(checked.birthDate()))
        .as("a register knows")
        .isEqualTo(LocalDate.of(1990, 3, 7));
    BestView aSlip = view(named("李小雨", "1990-07-03").under(HERS, false));
    assertThat(value(aSlip.birthDate())).as("day and month").isEqualTo(LocalDate.of(1990, 3, 7));
  }

  @Test
  void noBirthIsToldByADocumentThatItsOwnRecordContradicts() {
    int told = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      List<Testimony> records = drafts(new Random(seed)).stream().map(Draft::said).toList();
      Optional<Told<LocalDate>> birth =
          BestView.of(records).birthDate().filter(t -> t.rule() == Told.Rule.DOCUMENT);
      told += birth.isPresent() ? 1 : 0;
      birth.ifPresent(
          day ->
              assertThat(records)
                  .filteredOn(r -> r.record().id().equals(day.recordId()))
                  .extracting(Testimony::record)
                  .allMatch(
                      r ->
                          r.documentVerified()
                              || r.birthDate().filter(b -> b.getYear() == 2021).isEmpty()));
    }
    assertThat(told).isGreaterThan(ROUNDS / 10);
  }

  @Test
  void mostCountAndOfAsManyTheNewest() {
    BestView most =
        view(
            named("司空听澜", "1990-03-07").on(1),
            named("司空听兰", "1990-03-08").on(2),
            named("司空 听澜", "1990-03-07").on(3));
    assertThat(value(most.name())).isEqualTo("司空 听澜");
    assertThat(rule(most.name())).isEqualTo(Told.Rule.MOST);
    assertThat(value(most.birthDate())).isEqualTo(LocalDate.of(1990, 3, 7));
    assertThat(most.sex()).isEmpty();
    BestView asMany = view(named("司空听澜", "").on(2), named("司空听兰", "").on(1));
    assertThat(value(asMany.name())).isEqualTo("司空听澜");
    assertThat(rule(asMany.name())).isEqualTo(Told.Rule.NEWEST);
  }

  @Test
  void aChildsOwnNameOutweighsTheOneAfterItsMother() {
    BestView view =
        view(
            named("李红之子", "2024-05-05").on(2),
            named("李红之子", "2024-05-05").on(3),
            named("王小明", "2024-05-05").on(1));
    assertThat(value(view.name())).isEqualTo("王小明");
    assertThat(rule(view.name())).isEqualTo(Told.Rule.OWN_NAME);
    assertThat(value(view(named("李红之子", "")).name())).isEqualTo("李红之子");
  }

  @Test
  void thePhoneOfTheNewestLivingCardCounts() {
    BestView view =
        view(
            named("司空听澜", "").phone("15411130001").on(1),
            named("司空听澜", "").phone("15411130002").on(2),
            named("司空听澜", "").on(3),
            named("司空听澜", "").phone("15411130003").retired().on(4));
    assertThat(value(view.phone())).isEqualTo("15411130002");
    assertThat(rule(view.phone())).isEqualTo(Told.Rule.NEWEST);
    assertThat(view.address()).isEmpty();
  }

  private static Further further(String before, String phone, String insurance, String guardian) {
    return new Further(
        Optional.of(before),
        Optional.of(phone),
        Optional.of(insurance),
        Guardian.of(guardian, Optional.empty()));
  }

  @Test
  void whatIsSaidFurtherSurvivesByRulesOfItsOwn() {
    BestView view =
        view(
            named("司空听澜", "")
                .phone("15411130001")
                .knows(further("司空听兰", "15411130002", "SB700", "李红"))
                .on(1),
            named("司空听澜", "").knows(further("司空 听兰", "15411130003", "SB700", "李 红")).on(2),
            named("司空听澜", "").knows(further("司空听澜", "15411130001", "SB711", "赵蓝")).on(3),
            named("司空听澜", "").retired().knows(further("司空甲", "15411130009", "SB7", "")).on(4));
    assertThat(value(view.previousName())).isEqualTo("司空 听兰");
    assertThat(rule(view.previousName())).isEqualTo(Told.Rule.MOST);
    assertThat(value(view.otherPhone())).as("not the first phone again").isEqualTo("15411130003");
    assertThat(rule(view.otherPhone())).isEqualTo(Told.Rule.NEWEST);
    assertThat(value(view.insuranceNumber())).isEqualTo("SB700");
    assertThat(rule(view.insuranceNumber())).isEqualTo(Told.Rule.MOST);
    assertThat(value(view.guardian()).name()).isEqualTo("李 红");
    assertThat(rule(view.guardian())).isEqualTo(Told.Rule.MOST);
  }

  @Test
  void aNewPhoneDoesNotMakeAnOldAddressNewer() {
    SourceRecord first = source("15411130001", "旧街1号");
    SourceRecord then = source("15411130002", "旧街1号");
    SourceRecord back = source("15411130001", "旧街1号");
    IndexRecord now =
        new IndexRecord(
            IDS.founding(org.yima.platform.IdType.RECORD),
            IDS.founding(org.yima.platform.IdType.PERSON),
            RecordStatus.FOUND,
            back.domain(),
            back.number(),
            back.name(),
            back.document(),
            false,
            back.birthDate(),
            back.sex(),
            back.phone(),
            back.address(),
            back.further(),
            Optional.empty());
    Testimony testimony =
        Testimony.of(
            now,
            List.of(
                new Version(first, START),
                new Version(then, START.plusDays(1)),
                new Version(back, START.plusDays(2))));
    assertThat(testimony.since(Element.ADDRESS)).isEqualTo(START);
    assertThat(testimony.since(Element.PHONE)).isEqualTo(START.plusDays(2));
  }

  private static SourceRecord source(String phone, String address) {
    return new SourceRecord(
        "views",
        "1",
        "司空听澜",
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.of(phone),
        Optional.of(address));
  }

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static List<Draft> drafts(Random random) {
    List<Draft> drafts = new ArrayList<>();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      drafts.add(
          new Draft(
              any(random, List.of("", "司空听澜", "司空 听澜", "司空听兰", "李红之子")),
              any(random, List.of(Optional.empty(), HERS, PASSPORT)),
              random.nextInt(3) == 0,
              any(random, List.of("", "1990-03-07", "1990-07-03", "2021-05-06")),
              any(random, List.of("", "15411130001", "15411130002")),
              any(random, List.of(RecordStatus.FOUND, RecordStatus.RETIRED)),
              random.nextInt(4),
              new Further(
                  any(random, List.of(Optional.empty(), Optional.of("司空听兰"))),
                  any(random, List.of(Optional.empty(), Optional.of("15411130002"))),
                  any(random, List.of(Optional.empty(), Optional.of("SB700"), Optional.of("SB7"))),
                  any(random, List.of(Optional.empty(), Guardian.of("李红", HERS))))));
    }
    return drafts;
  }

  private static Map<String, Function<BestView, Optional<? extends Told<?>>>> elements() {
    return Map.of(
        "previous name", BestView::previousName,
        "other phone", BestView::otherPhone,
        "insurance", BestView::insuranceNumber,
        "guardian", BestView::guardian,
        "name", BestView::name,
        "document", BestView::document,
        "birth", BestView::birthDate,
        "sex", BestView::sex,
        "phone", BestView::phone,
        "address", BestView::address);
  }

  private static Map<String, List<Object>> shown(BestView view) {
    return elements().entrySet().stream()
        .filter(e -> e.getValue().apply(view).isPresent())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                e -> {
                  Told<?> told = e.getValue().apply(view).orElseThrow();
                  return List.of(told.value(), told.recordId(), told.since(), told.rule());
                }));
  }

  @Test
  void theOrderOfTheRecordsMakesNoDifference() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Testimony> records = new ArrayList<>(drafts(random).stream().map(Draft::said).toList());
      Map<String, List<Object>> before = shown(BestView.of(records));
      Collections.shuffle(records, random);
      assertThat(shown(BestView.of(records))).as("seed %d", seed).isEqualTo(before);
    }
  }

  @Test
  void aRecordThatSaysNothingChangesNothing() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Testimony> records = new ArrayList<>(drafts(random).stream().map(Draft::said).toList());
      Map<String, List<Object>> before = shown(BestView.of(records));
      records.add(
          new Draft(
                  "",
                  Optional.empty(),
                  random.nextBoolean(),
                  "",
                  "",
                  RecordStatus.FOUND,
                  9,
                  Further.NONE)
              .said());
      assertThat(shown(BestView.of(records))).as("seed %d", seed).isEqualTo(before);
    }
  }

  @Test
  void whatSurvivesIsTheWordOfTheRecordThatIsNamed() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      List<Testimony> records = drafts(new Random(seed)).stream().map(Draft::said).toList();
      BestView view = BestView.of(records);
      view.phone()
          .ifPresent(told -> assertThat(by(records, told).record().phone()).contains(told.value()));
      view.name()
          .ifPresent(told -> assertThat(by(records, told).record().name()).isEqualTo(told.value()));
      assertThat(view.phone().isPresent())
          .as("seed %d", seed)
          .isEqualTo(records.stream().anyMatch(r -> r.record().phone().isPresent()));
    }
  }

  private static Testimony by(List<Testimony> records, Told<?> told) {
    return records.stream()
        .filter(r -> r.record().id().equals(told.recordId()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void provedBeatsUnprovedAndNewerBeatsOlder() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Testimony> records = drafts(random).stream().map(Draft::said).toList();
      BestView view = BestView.of(records);
      List<Testimony> proved = records.stream().filter(r -> r.record().documentVerified()).toList();
      if (proved.stream().anyMatch(r -> !r.record().name().isEmpty())) {
        assertThat(by(records, view.name().orElseThrow()).record().documentVerified())
            .as("seed %d", seed)
            .isTrue();
      }
      if (proved.stream().anyMatch(r -> r.record().document().isPresent())) {
        assertThat(by(records, view.document().orElseThrow()).record().documentVerified())
            .as("seed %d", seed)
            .isTrue();
      }
      if (records.stream().allMatch(r -> r.record().status() == RecordStatus.FOUND)
          && view.phone().isPresent()) {
        OffsetDateTime last =
            records.stream()
                .filter(r -> r.record().phone().isPresent())
                .map(r -> r.since(Element.PHONE))
                .max(OffsetDateTime::compareTo)
                .orElseThrow();
        assertThat(view.phone().orElseThrow().since()).as("seed %d", seed).isEqualTo(last);
      }
    }
  }
}
