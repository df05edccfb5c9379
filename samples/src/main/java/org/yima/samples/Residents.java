package org.yima.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.yima.samples.Person.Role;
import org.yima.samples.Resident.Insured;
import org.yima.samples.Resident.Policy;
import org.yima.samples.Resident.Wechat;

/** Gives the first people of the city their wallets, insurance and policies. */
final class Residents {
  private static final String OPENID_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

  private static final List<String> REFUSALS =
      List.of(
          "NOT_INSURED",
          "SUSPENDED",
          "IN_HOSPITAL",
          "NOT_FILED_CROSS_PROVINCE",
          "INSTITUTION_NOT_DESIGNATED",
          "DISEASE_NOT_REGISTERED",
          "QUOTA_USED",
          "CREDENTIAL_NOT_ACTIVATED",
          "FAMILY_ACCOUNT_NOT_BOUND",
          "MAINTENANCE");

  private final RandomGenerator random;
  private final List<Insurer> insurers;
  private int drawn;

  private record Insurer(String id, String kind) {}

  private Residents(RandomGenerator random, City city) {
    this.random = random;
    this.insurers = city.insurers().stream().map(i -> new Insurer(i.id(), i.kind())).toList();
  }

  static List<Resident> draw(RandomGenerator random, City city, List<Person> people) {
    Residents residents = new Residents(random, city);
    return people.stream().limit(Townspeople.RESIDENTS).map(residents::resident).toList();
  }

  private Resident resident(Person person) {
    int number = ++drawn;
    return new Resident(
        person.key(),
        person.name(),
        "RESIDENT_ID",
        person.idNumber(),
        person.sex(),
        person.birthDate().toString(),
        person.phone(),
        person.family(),
        person.role(),
        new Wechat(openid(), 20_000 + 1_000L * random.nextInt(500)),
        insured(person, number),
        policies(number));
  }

  private String openid() {
    StringBuilder openid = new StringBuilder("oYima");
    while (openid.length() < 28) {
      openid.append(OPENID_ALPHABET.charAt(random.nextInt(OPENID_ALPHABET.length())));
    }
    return openid.toString();
  }

  private Insured insured(Person person, int number) {
    if (number % 25 == 0) {
      return null;
    }
    boolean employed =
        person.role() != Role.CHILD
            && person.birthDate().getYear() <= 2003
            && random.nextInt(5) > 1;
    // Ten people are refused, each for a reason of its own; none of those a demonstration uses.
    boolean refused = number > ExtractPlan.ALWAYS_CLEAN && number % 27 == 10;
    String refusal = refused ? REFUSALS.get(number / 27 - 1) : null;
    return employed
        ? new Insured("310", 100L * random.nextInt(3_000), 20_000, 80, 30_000_000, refusal)
        : new Insured("390", 0, 10_000, 60, 20_000_000, refusal);
  }

  private List<Policy> policies(int number) {
    List<Policy> policies = new ArrayList<>();
    for (int i = 0; i < insurers.size(); i++) {
      if (random.nextInt(3) == 0) {
        Insurer insurer = insurers.get(i);
        String policyNumber = String.format("99%d%010d", i + 1, number);
        policies.add(
            new Policy(
                insurer.id(), policyNumber, insurer.kind(), 50 + 10 * random.nextInt(5), 500_000));
      }
    }
    return List.copyOf(policies);
  }
}
