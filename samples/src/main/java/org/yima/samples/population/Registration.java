package org.yima.samples.population;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A card as its institution knows it, with the truth about it. */
public final class Registration {
  private final String domain;
  private final Map<Field, String> values;
  private final String person;
  private final List<String> errors;

  /**
   * @param values not changed any more; a column that is not in it is empty
   */
  Registration(String domain, Map<Field, String> values, String person, List<String> errors) {
    this.domain = domain;
    this.values = values;
    this.person = person;
    this.errors = List.copyOf(errors);
  }

  /** The institution's domain: d1, d2, ... */
  public String domain() {
    return domain;
  }

  /** What stands in the column; empty where nothing does. */
  public String get(Field field) {
    return values.getOrDefault(field, "");
  }

  /** Whose card it is in truth; nothing for a row that was made to try the system. */
  public Optional<String> person() {
    return person.isEmpty() ? Optional.empty() : Optional.of(person);
  }

  /** The kinds of error that met this registration, as {@code errors.properties} names them. */
  public List<String> errors() {
    return errors;
  }
}
