package org.yima.samples.population;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.yima.samples.Sex;
import org.yima.samples.population.Citizen.Birth;
import org.yima.samples.population.Citizen.Line;
import org.yima.samples.population.Citizen.Role;
import org.yima.samples.population.Household.Home;

/** Draws the households of one block, as long as it has room. */
final class Families {
  private static final Weighted<Shape> SHAPES =
      new Weighted<>(List.of(Shape.values()), new double[] {18, 14, 26, 16, 4, 12, 7, 3});
  private static final Weighted<Naming> NAMINGS =
      new Weighted<>(List.of(Naming.values()), new double[] {98.9, 0.7, 0.25, 0.15});

  private static final double COMPATRIOTS = 0.001;
  private static final double TWINS = 0.06;
  private static final double MIGRANTS = 0.12;
  private static final double MOVED = 0.3;

  private enum Shape {
    SINGLE,
    COUPLE,
    ONE_CHILD,
    TWO_CHILDREN,
    LONE_PARENT,
    THREE_GENERATIONS,
    OLD_COUPLE,
    OLD_SINGLE
  }

  private final Dice dice;
  private final Numbers numbers;
  private final Addresses addresses;
  private final int first;
  private final int room;
  private final List<String> phonesGiven = new ArrayList<>();
  private int drawn;

  /** What is fixed for a whole household while it is drawn. */
  private record Kin(Naming naming, boolean migrant, boolean compatriot, List<Citizen> members) {}

  /**
   * @param first ordinal of the block's first person
   * @param room how many people the block holds
   */
  Families(Dice dice, Numbers numbers, int first, int room) {
    this.dice = dice;
    this.numbers = numbers;
    this.addresses = new Addresses(dice, numbers.district());
    this.first = first;
    this.room = room;
  }

  boolean hasRoom() {
    return drawn < room;
  }

  Household draw() {
    Kin kin =
        new Kin(
            NAMINGS.draw(dice), dice.chance(MIGRANTS), dice.chance(COMPATRIOTS), new ArrayList<>());
    Shape shape = kin.naming() == Naming.LATIN ? Shape.SINGLE : SHAPES.draw(dice);
    switch (shape) {
      case SINGLE -> head(kin, Ages.draw(dice, 18, 64));
      case COUPLE -> couple(kin, Ages.draw(dice, 22, 64));
      case ONE_CHILD -> family(kin, 1, 2);
      case TWO_CHILDREN -> family(kin, 2, 2);
      case LONE_PARENT -> family(kin, 1, 1);
      case THREE_GENERATIONS -> {
        family(kin, dice.between(1, 2), 2);
        grandparents(kin);
      }
      case OLD_COUPLE -> couple(kin, Ages.draw(dice, 60, 92));
      case OLD_SINGLE -> head(kin, Ages.draw(dice, 60, 99));
    }
    return new Household(List.copyOf(kin.members()), home());
  }

  private void head(Kin kin, int age) {
    Sex sex = either();
    add(kin, Role.HEAD, kin.naming().adult(dice, year(age), sex), born(age, sex));
  }

  private void couple(Kin kin, int age) {
    add(kin, Role.HEAD, kin.naming().adult(dice, year(age), Sex.MALE), born(age, Sex.MALE));
    int hers = Math.max(20, age + dice.between(-5, 2));
    add(kin, Role.SPOUSE, kin.naming().adult(dice, year(hers), Sex.FEMALE), born(hers, Sex.FEMALE));
  }

  private void family(Kin kin, int children, int parents) {
    int age = Ages.draw(dice, 0, 24);
    int older = age + dice.between(22, 36);
    if (parents == 2) {
      couple(kin, older);
    } else {
      head(kin, older);
    }
    // Most children bear the father's name; he comes first wherever there are two parents.
    Citizen namesake = kin.members().get(dice.chance(0.95) ? 0 : kin.members().size() - 1);
    Sex sex = either();
    boolean twins = children == 2 && dice.chance(TWINS);
    Birth birth = born(age, sex);
    Naming.Name name = kin.naming().child(dice, year(age), sex, namesake.name());
    add(kin, Role.CHILD, name, twins ? new Birth(birth.date(), sex, 1) : birth);
    if (children == 2) {
      secondChild(kin, name, twins ? birth : null, Math.max(0, age - dice.between(2, 8)));
    }
  }

  private void secondChild(Kin kin, Naming.Name elder, Birth twin, int age) {
    Sex sex = twin != null && dice.chance(0.65) ? twin.sex() : either();
    Birth birth = twin == null ? born(age, sex) : new Birth(twin.date(), sex, 2);
    Naming.Name name = kin.naming().sibling(dice, birth.date().getYear(), sex, elder);
    while (name.equals(elder)) {
      name = kin.naming().sibling(dice, birth.date().getYear(), sex, elder);
    }
    add(kin, Role.CHILD, name, birth);
  }

  private void grandparents(Kin kin) {
    Citizen father = kin.members().get(0);
    int age = Math.min(98, father.age() + dice.between(22, 32));
    Naming.Name name =
        kin.naming() == Naming.HAN
            ? kin.naming().child(dice, year(age), Sex.MALE, father.name())
            : kin.naming().adult(dice, year(age), Sex.MALE);
    boolean he = dice.chance(0.75);
    if (he) {
      add(kin, Role.GRANDPARENT, name, born(age, Sex.MALE));
    }
    if (!he || dice.chance(0.8)) {
      int hers = Math.min(98, Math.max(40, age + dice.between(-5, 2)));
      Naming.Name her = kin.naming().adult(dice, year(hers), Sex.FEMALE);
      add(kin, Role.GRANDPARENT, her, born(hers, Sex.FEMALE));
    }
  }

  /** One more in the household, unless the block is full. */
  private void add(Kin kin, Role role, Naming.Name name, Birth birth) {
    if (!hasRoom()) {
      return;
    }
    int member = drawn++;
    String key = "P" + Long.toString(1_000_000_001L + first + member).substring(1);
    int age = birth.date().until(Population.AS_OF).getYears();
    boolean insured = kin.naming() != Naming.LATIN && dice.chance(0.95);
    kin.members()
        .add(
            new Citizen(
                key,
                role,
                name,
                formerName(kin, name, birth, age),
                birth,
                document(kin, role, birth, age),
                line(age),
                insured ? numbers.insurance(member) : ""));
  }

  private Document document(Kin kin, Role role, Birth birth, int age) {
    if (kin.naming() == Naming.LATIN || kin.compatriot()) {
      return numbers.foreign(kin.compatriot());
    }
    if (age == 0 && dice.chance(0.35)) {
      return Document.NONE;
    }
    boolean elsewhere = kin.migrant() || (role == Role.SPOUSE && dice.chance(0.2));
    String near =
        birth.twin() == 2 ? kin.members().get(kin.members().size() - 1).document().number() : "";
    return numbers.resident(birth.date(), birth.sex(), elsewhere, near);
  }

  private String formerName(Kin kin, Naming.Name name, Birth birth, int age) {
    if (kin.naming() != Naming.HAN || !dice.chance(age < 18 ? 0.01 : 0.015)) {
      return "";
    }
    String family = dice.chance(0.2) ? HanNames.surname(dice) : name.family();
    String former = family + HanNames.given(dice, birth.date().getYear(), birth.sex());
    return former.equals(name.text()) ? "" : former;
  }

  private Line line(int age) {
    double owns = age < 12 ? 0 : age < 18 ? 0.55 : age < 70 ? 0.97 : 0.65;
    if (!dice.chance(owns)) {
      return Line.NONE;
    }
    String former = "";
    if (age >= 20 && dice.chance(0.35)) {
      // A number that was given up is given to the next; here one in five is a neighbour's by now.
      former =
          dice.chance(0.2) && !phonesGiven.isEmpty() ? dice.pick(phonesGiven) : numbers.phone();
    }
    String phone = numbers.phone();
    phonesGiven.add(phone);
    return new Line(phone, former);
  }

  private Home home() {
    String address = addresses.draw();
    String former = dice.chance(MOVED) ? addresses.draw() : "";
    String landline = dice.chance(0.25) ? addresses.landline() : "";
    return new Home(address, former.equals(address) ? "" : former, landline);
  }

  private Birth born(int age, Sex sex) {
    LocalDate day = numbers.birthday(Ages.birthday(dice, age));
    return new Birth(day, sex, 0);
  }

  private static int year(int age) {
    return Population.AS_OF.getYear() - age;
  }

  private Sex either() {
    return dice.chance(0.511) ? Sex.MALE : Sex.FEMALE;
  }
}
