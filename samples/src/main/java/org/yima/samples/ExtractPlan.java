package org.yima.samples;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Draws one hospital's cards and spoils some of their rows. */
final class ExtractPlan {
  /**
   * The first residents have a clean card at every hospital, so that a demonstration finds them.
   */
  static final int ALWAYS_CLEAN = 30;

  private static final LocalDate AS_OF = LocalDate.of(2026, 10, 31);
  private static final int RESIDENT_PERCENT = 60;
  private static final int SECOND_CARDS = 110;

  private final ExtractLayout layout;
  private final List<Person> people;
  private final Random random;
  private final List<CardRow> rows = new ArrayList<>();
  private final List<Person> owners = new ArrayList<>();
  private long nextCard;
  private long nextPatient;
  private int secondCards;

  private ExtractPlan(ExtractLayout layout, List<Person> people, Random random) {
    this.layout = layout;
    this.people = people;
    this.random = random;
    this.nextCard = 1_000L + random.nextInt(9_000);
    this.nextPatient = 100L + random.nextInt(900);
  }

  static Extract draw(ExtractLayout layout, List<Person> people, Random random) {
    ExtractPlan plan = new ExtractPlan(layout, people, random);
    Iterator<Person> visitors = plan.visitors().iterator();
    while (plan.rows.size() < Extract.LINES) {
      plan.visit(visitors.next());
    }
    Dirt[] dirt = plan.spoil();
    int last = Extract.LINES - 1;
    return new Extract(
        layout, List.copyOf(plan.rows.subList(0, last)), Arrays.asList(dirt), plan.rows.get(last));
  }

  /** Who has been here: the demonstration's residents, many of the others, then strangers. */
  private List<Person> visitors() {
    List<Person> residents = new ArrayList<>(people.subList(0, ALWAYS_CLEAN));
    for (Person resident : people.subList(ALWAYS_CLEAN, Townspeople.RESIDENTS)) {
      if (random.nextInt(100) < RESIDENT_PERCENT) {
        residents.add(resident);
      }
    }
    List<Person> strangers = new ArrayList<>(people.subList(Townspeople.RESIDENTS, people.size()));
    Collections.shuffle(strangers, random);
    List<Person> visitors = new ArrayList<>(residents);
    visitors.addAll(strangers.subList(0, Extract.LINES - residents.size()));
    // Second cards push the last visitors out of the file; those must be none of the residents.
    List<Person> early = visitors.subList(0, Extract.LINES - 2 * SECOND_CARDS);
    Collections.shuffle(early, random);
    return visitors;
  }

  private void visit(Person visitor) {
    nextPatient += 1 + random.nextInt(3);
    String patientId = zeroPadded(nextPatient, 8);
    if (secondCards < SECOND_CARDS && random.nextInt(12) == 0) {
      secondCards++;
      CardStatus before = random.nextBoolean() ? CardStatus.LOST : CardStatus.CANCELLED;
      card(visitor, patientId, before);
    }
    card(visitor, patientId, CardStatus.ACTIVE);
  }

  private void card(Person owner, String patientId, CardStatus status) {
    nextCard += 1 + random.nextInt(5);
    CardRow row = new CardRow(zeroPadded(nextCard, 10), owner.key());
    row.set(Column.PATIENT_ID, patientId);
    row.set(Column.NAME, owner.name());
    row.set(Column.SEX, layout.word(owner.sex()));
    row.set(Column.BIRTH_DATE, layout.date(owner.birthDate()));
    row.set(Column.DOCUMENT_TYPE, layout.residentId());
    row.set(Column.DOCUMENT_NUMBER, owner.idNumber());
    row.set(Column.PHONE, owner.phone());
    row.set(Column.ADDRESS, owner.address());
    BalanceKind kind = kind();
    row.set(Column.BALANCE, balance(kind, status));
    row.set(Column.BALANCE_KIND, layout.word(kind));
    row.set(Column.BALANCE_AT, layout.date(AS_OF) + " 23:59:59");
    row.set(Column.ISSUED_ON, layout.date(AS_OF.minusDays(random.nextInt(3_000))));
    row.set(Column.STATUS, layout.word(status));
    row.set(Column.DECEASED, layout.word(false));
    rows.add(row);
    owners.add(owner);
  }

  private BalanceKind kind() {
    int draw = random.nextInt(100);
    if (draw < 80) {
      return BalanceKind.CASH;
    }
    BalanceKind[] others = {
      BalanceKind.PERSONAL_ACCOUNT,
      BalanceKind.RELIEF,
      BalanceKind.DEPOSIT,
      BalanceKind.DEBT,
      BalanceKind.FROZEN
    };
    return others[(draw - 80) / 4];
  }

  private String balance(BalanceKind kind, CardStatus status) {
    long fen =
        switch (kind) {
          case DEBT -> -(100L + random.nextInt(50_000));
          case DEPOSIT -> 1_000L * (1 + random.nextInt(3));
          case CASH, PERSONAL_ACCOUNT, RELIEF, FROZEN, UNNAMED ->
              status != CardStatus.ACTIVE || random.nextInt(100) < 45 ? 0 : random.nextInt(80_000);
        };
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }

  private Dirt[] spoil() {
    Dirt[] dirt = new Dirt[Extract.LINES - 1];
    Set<String> clean = new HashSet<>();
    people.subList(0, ALWAYS_CLEAN).forEach(person -> clean.add(person.key()));
    for (Dirt kind : Dirt.values()) {
      int wanted = kind.rows();
      for (int attempt = 0; wanted > 0; attempt++) {
        if (attempt > 100_000) {
          throw new IllegalStateException("Not enough rows for " + kind);
        }
        int line = 1 + random.nextInt(dirt.length - 1);
        if (dirt[line] == null && !clean.contains(owners.get(line).key()) && spoil(line, kind)) {
          dirt[line] = kind;
          wanted--;
        }
      }
    }
    return dirt;
  }

  private boolean spoil(int line, Dirt kind) {
    Person owner = owners.get(line);
    Optional<Person> other = kind.fits(owner) ? other(owner) : Optional.empty();
    Person before = owners.get(line - 1);
    if (other.isEmpty() || before.equals(owner)) {
      return false;
    }
    String theirs = rows.get(line - 1).get(Column.PATIENT_ID);
    if (theirs.isEmpty()) {
      return false;
    }
    kind.soil(rows.get(line), new Dirt.Scene(random, layout, other.get(), theirs));
    return true;
  }

  /** The elder of the family, or for somebody without one any other person. */
  private Optional<Person> other(Person person) {
    if (person.family().isEmpty()) {
      Person drawn = people.get(random.nextInt(people.size()));
      return drawn.equals(person) ? Optional.empty() : Optional.of(drawn);
    }
    return people.stream()
        .filter(candidate -> candidate.family().equals(person.family()))
        .filter(candidate -> !candidate.equals(person))
        .filter(candidate -> !candidate.phone().equals(person.phone()) || isChild(person))
        .filter(candidate -> candidate.role() != Person.Role.CHILD)
        .findFirst();
  }

  private static boolean isChild(Person person) {
    return person.role() == Person.Role.CHILD;
  }

  private static String zeroPadded(long number, int digits) {
    return String.format("%0" + digits + "d", number);
  }
}
