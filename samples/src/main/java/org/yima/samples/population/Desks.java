package org.yima.samples.population;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.yima.samples.population.Draft.Visit;

/** Registers the people of one block at the institutions they visit, and lets errors happen. */
final class Desks {
  private static final double NAMES_FORMER = 0.25;
  private static final double SECOND_PHONE = 0.12;
  private static final double NAMES_GUARDIAN = 0.7;
  private static final double CARD_AFTER_BIRTH = 0.5;
  private static final double OLD_AND_DEAD = 0.03;
  private static final int READS_FROM = 7;

  private final ErrorRates rates;
  private final Dice dice;
  private final Spoiler spoiler;
  private final List<Desk> desks;
  private final List<Citizen> people;

  /** One institution: what it gave out so far. */
  private static final class Desk {
    final String domain;
    final Cards cards;
    final List<Registration> registrations = new ArrayList<>();
    String lastPerson = "";
    String lastPatient = "";

    Desk(int domain, int block) {
      this.domain = "d" + domain;
      this.cards = new Cards(domain, block);
    }
  }

  /**
   * @param people all of the block
   */
  Desks(Population population, int block, Dice dice, Spoiler spoiler, List<Citizen> people) {
    this.rates = population.rates();
    this.dice = dice;
    this.spoiler = spoiler;
    this.people = people;
    this.desks =
        IntStream.rangeClosed(1, population.domains()).mapToObj(d -> new Desk(d, block)).toList();
  }

  /** All cards of a household's members. */
  void register(Household household, Visits visits) {
    int home = visits.home();
    for (Citizen citizen : household.members()) {
      boolean first = true;
      for (int domain : visits.of(citizen, home)) {
        visit(household, citizen, desks.get(domain - 1), first);
        first = false;
      }
    }
  }

  /** Everything registered, domain after domain, shuffled as cards are given out over years. */
  List<Registration> finished() {
    List<Registration> all = new ArrayList<>();
    for (Desk desk : desks) {
      List<Registration> registrations = desk.registrations;
      for (int i = registrations.size() - 1; i > 0; i--) {
        int other = dice.below(i + 1);
        Registration moved = registrations.get(i);
        registrations.set(i, registrations.get(other));
        registrations.set(other, moved);
      }
      all.addAll(registrations);
    }
    return all;
  }

  private void visit(Household household, Citizen citizen, Desk desk, boolean earliest) {
    String patient = desk.cards.patient();
    if (dice.chance(rates.of("model.lost-card"))) {
      card(household, citizen, desk, earliest, patient, dice.chance(0.5) ? "LOST" : "CANCELLED");
      card(household, citizen, desk, false, patient, "NORMAL");
    } else {
      card(household, citizen, desk, earliest, patient, "NORMAL");
    }
    boolean atBirth = earliest && citizen.age() < 6;
    if (dice.chance(atBirth ? CARD_AFTER_BIRTH : rates.of("model.second-card"))) {
      card(household, citizen, desk, false, desk.cards.patient(), "NORMAL");
    }
    desk.lastPerson = citizen.key();
    desk.lastPatient = patient;
  }

  private void card(
      Household household,
      Citizen citizen,
      Desk desk,
      boolean earliest,
      String patient,
      String status) {
    boolean canRead = citizen.document().isResidentId() && citizen.age() >= READS_FROM;
    boolean read = dice.chance(canRead ? rates.of("model.reader") : 0);
    String last = citizen.key().equals(desk.lastPerson) ? "" : desk.lastPatient;
    Draft draft =
        new Draft(
            new Visit(desk.domain, citizen, household, people, read, earliest, last),
            spoiler.dice());
    draft.set(Field.CARD, desk.cards.card());
    draft.set(Field.PATIENT, patient);
    draft.set(Field.STATUS, status);
    write(draft);
    spoiler.spoil(draft);
    desk.registrations.add(draft.finished());
    if (spoiler.tries()) {
      desk.registrations.add(Trials.row(desk.domain, desk.cards.trial(), spoiler.dice()));
    }
  }

  /** What a careful desk writes down. */
  private void write(Draft draft) {
    Citizen citizen = draft.citizen();
    Household household = draft.household();
    draft.set(Field.NAME, citizen.name().text());
    draft.set(Field.DOCUMENT_TYPE, citizen.document().type());
    draft.set(Field.DOCUMENT_NUMBER, citizen.document().number());
    draft.set(Field.BIRTH_DATE, citizen.birth().date().toString());
    draft.set(Field.SEX, citizen.sex().name());
    draft.set(Field.PHONE, household.phoneOf(citizen));
    draft.set(Field.ADDRESS, household.home().address());
    draft.set(Field.INSURANCE_NUMBER, citizen.insuranceNumber());
    if (dice.chance(NAMES_FORMER)) {
      draft.set(Field.PREVIOUS_NAME, citizen.formerName());
    }
    if (dice.chance(SECOND_PHONE)) {
      draft.set(Field.PHONE2, secondPhone(draft));
    }
    if (draft.isChild() && dice.chance(NAMES_GUARDIAN)) {
      guardian(draft);
    }
    if (citizen.age() >= 70 && dice.chance(OLD_AND_DEAD)) {
      draft.set(Field.STATUS, RecordErrors.DECEASED);
    }
  }

  private static String secondPhone(Draft draft) {
    String landline = draft.household().home().landline();
    if (!landline.isEmpty()) {
      return landline;
    }
    return draft.household().members().stream()
        .map(member -> member.line().phone())
        .filter(phone -> !phone.isEmpty() && !phone.equals(draft.get(Field.PHONE)))
        .findFirst()
        .orElse("");
  }

  private void guardian(Draft draft) {
    Household household = draft.household();
    Optional<Citizen> usual = household.guardian(draft.citizen());
    Optional<Citizen> named = dice.chance(0.2) ? household.father().or(() -> usual) : usual;
    named.ifPresent(
        parent -> {
          draft.set(Field.GUARDIAN_NAME, parent.name().text());
          draft.set(Field.GUARDIAN_DOCUMENT, parent.document().number());
        });
  }
}
