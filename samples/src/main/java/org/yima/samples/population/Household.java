package org.yima.samples.population;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yima.samples.Sex;

/** People who live together. */
record Household(List<Citizen> members, Home home) {

  /**
   * @param former where they lived before, or empty
   * @param landline or empty
   */
  record Home(String address, String former, String landline) {}

  /** The mother of this household's children, where she lives with them. */
  Optional<Citizen> mother() {
    return parents().filter(parent -> parent.sex() == Sex.FEMALE).findFirst();
  }

  Optional<Citizen> father() {
    return parents().filter(parent -> parent.sex() == Sex.MALE).findFirst();
  }

  /** The mother, else the father, of a child of this household. */
  Optional<Citizen> guardian(Citizen citizen) {
    return citizen.role() == Citizen.Role.CHILD ? mother().or(this::father) : Optional.empty();
  }

  /** The phone at which somebody can be reached: the own one, else that of the next of kin. */
  String phoneOf(Citizen citizen) {
    if (!citizen.line().phone().isEmpty()) {
      return citizen.line().phone();
    }
    return Stream.concat(guardian(citizen).stream(), members.stream())
        .map(member -> member.line().phone())
        .filter(phone -> !phone.isEmpty())
        .findFirst()
        .orElse("");
  }

  private Stream<Citizen> parents() {
    return members.stream().filter(Citizen::isParent);
  }
}
