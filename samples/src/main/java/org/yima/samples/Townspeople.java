package org.yima.samples;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The people of the city. The first {@link #RESIDENTS} have wallets and insurance and stand in
 * {@code people.json}; the others are known to hospitals only.
 */
final class Townspeople {
  static final int RESIDENTS = 300;

  /**
   * Phones of the samples are 1990000 and four digits. The range is used for nothing else here; no
   * message is ever sent to it, since the samples meet only the sandbox.
   */
  static final String PHONE_PREFIX = "1990000";

  private static final int ALL = 3_600;
  private static final int FAMILIES_AMONG_RESIDENTS = 45;
  private static final int PHONES = 10_000;
  private static final List<String> DISTRICTS = List.of("东湖区", "西桥区", "南岗区", "北塔区", "清水县", "望山市");
  private static final List<String> STREETS =
      List.of("枣园路", "学府街", "建设大道", "滨河东路", "人民路", "青松巷", "和平街");

  private final RandomGenerator random;
  private final Names names;
  private final Set<String> idNumbers = new HashSet<>();
  private final List<Person> people = new ArrayList<>();
  private int nextPhone;
  private int nextFamily = 1;

  private Townspeople(RandomGenerator random) {
    this.random = random;
    this.names = new Names(random);
  }

  static List<Person> draw(RandomGenerator random) {
    Townspeople town = new Townspeople(random);
    for (int i = 0; i < FAMILIES_AMONG_RESIDENTS; i++) {
      town.family();
    }
    while (town.people.size() < RESIDENTS) {
      town.single();
    }
    while (town.people.size() < ALL) {
      if (random.nextInt(3) == 0) {
        town.family();
      } else {
        town.single();
      }
    }
    return List.copyOf(town.people);
  }

  private void family() {
    String family = String.format("F%04d", nextFamily++);
    int area = random.nextInt(ResidentIdNumber.AREA_CODES.length);
    String address = address(area);
    int headBorn = 1962 + random.nextInt(34);
    Sex headSex = random.nextBoolean() ? Sex.MALE : Sex.FEMALE;
    Sex spouseSex = headSex == Sex.MALE ? Sex.FEMALE : Sex.MALE;
    String surname = names.surname();
    String phone = phone();
    add(surname, headSex, date(headBorn), area, phone, address, family, Person.Role.HEAD);
    int spouseBorn = headBorn + random.nextInt(7) - 3;
    add(
        names.surname(),
        spouseSex,
        date(spouseBorn),
        area,
        phone(),
        address,
        family,
        Person.Role.SPOUSE);
    // Born well before the reference year, so that nobody is from the future.
    int firstChild = Math.min(Math.max(headBorn, spouseBorn) + 23 + random.nextInt(8), 2025);
    int children = 1 + random.nextInt(2);
    for (int child = 0; child < children; child++) {
      int born = Math.min(firstChild + 3 * child, 2025);
      String ownPhone = born > 2012 ? phone : phone();
      add(surname, either(), date(born), area, ownPhone, address, family, Person.Role.CHILD);
    }
    if (random.nextInt(3) == 0) {
      int born = headBorn - 24 - random.nextInt(6);
      add(surname, Sex.MALE, date(born), area, phone(), address, family, Person.Role.PARENT);
    }
  }

  private void single() {
    int area = random.nextInt(ResidentIdNumber.AREA_CODES.length);
    LocalDate born = date(1938 + random.nextInt(68));
    add(names.surname(), either(), born, area, phone(), address(area), "", Person.Role.SINGLE);
  }

  private void add(
      String surname,
      Sex sex,
      LocalDate born,
      int area,
      String phone,
      String address,
      String family,
      Person.Role role) {
    String key = String.format("P%05d", people.size() + 1);
    String name = names.full(surname, sex);
    String idNumber = idNumber(ResidentIdNumber.AREA_CODES[area], born, sex);
    people.add(new Person(key, name, sex, born, idNumber, phone, address, family, role));
  }

  private String idNumber(int areaCode, LocalDate born, Sex sex) {
    while (true) {
      int sequence = random.nextInt(500) * 2 + (sex == Sex.MALE ? 1 : 0);
      String number = ResidentIdNumber.of(areaCode, born, sequence);
      if (idNumbers.add(number)) {
        return number;
      }
    }
  }

  private Sex either() {
    return random.nextBoolean() ? Sex.MALE : Sex.FEMALE;
  }

  private LocalDate date(int year) {
    return LocalDate.ofYearDay(year, 1 + random.nextInt(365));
  }

  private String address(int area) {
    return "医码市"
        + DISTRICTS.get(area)
        + STREETS.get(random.nextInt(STREETS.size()))
        + (1 + random.nextInt(280))
        + "号"
        + (1 + random.nextInt(6))
        + "单元"
        + (1 + random.nextInt(18))
        + String.format("%02d", 1 + random.nextInt(4))
        + "室";
  }

  private String phone() {
    if (nextPhone >= PHONES) {
      throw new IllegalStateException("The sample range of phones is used up");
    }
    // 7919 is prime to 10,000, so the multiples visit every number of the range once.
    int number = (int) (nextPhone++ * 7919L % PHONES);
    return PHONE_PREFIX + String.format("%04d", number);
  }
}
