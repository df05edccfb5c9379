package org.yima.samples.population;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A registration while it is made and spoiled. */
final class Draft {
  /** Fewer years than this make a child that desks ask for a guardian. */
  static final int CHILDHOOD = 14;

  private static final int NEWBORN = 6;

  private final Visit visit;
  private final Dice dice;
  private final Map<Field, String> values = new EnumMap<>(Field.class);
  private final List<String> errors = new ArrayList<>(2);

  /**
   * How somebody came to be registered.
   *
   * @param neighbours the block's people, of whom one may lend a document
   * @param read whether a machine read the card, so that nothing of it was typed
   * @param earliest whether this is the person's first card anywhere: of a child, made at birth
   * @param lastPatient the patient number that the desk gave last, to somebody else; or empty
   */
  record Visit(
      String domain,
      Citizen citizen,
      Household household,
      List<Citizen> neighbours,
      boolean read,
      boolean earliest,
      String lastPatient) {}

  /**
   * @param dice of the errors, not of the people
   */
  Draft(Visit visit, Dice dice) {
    this.visit = visit;
    this.dice = dice;
  }

  Citizen citizen() {
    return visit.citizen();
  }

  Household household() {
    return visit.household();
  }

  Visit visit() {
    return visit;
  }

  Dice dice() {
    return dice;
  }

  String get(Field field) {
    return values.getOrDefault(field, "");
  }

  boolean has(Field field) {
    return !get(field).isEmpty();
  }

  void set(Field field, String value) {
    values.put(field, value);
  }

  boolean isChild() {
    return citizen().age() < CHILDHOOD;
  }

  /** A card made at birth of a child that is still small. */
  boolean madeAtBirth() {
    return visit.earliest() && citizen().age() < NEWBORN && household().mother().isPresent();
  }

  boolean bornBefore(int year, int month) {
    return citizen().birth().date().isBefore(LocalDate.of(year, month, 1));
  }

  /** A resident number as it should be: nothing spoiled it yet. */
  boolean hasOwnResidentNumber() {
    return citizen().document().isResidentId()
        && get(Field.DOCUMENT_NUMBER).equals(citizen().document().number());
  }

  void erred(String kind) {
    errors.add(kind);
  }

  Registration finished() {
    return new Registration(visit.domain(), values, citizen().key(), errors);
  }
}
