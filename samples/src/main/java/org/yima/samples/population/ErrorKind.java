package org.yima.samples.population;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One way in which a registration goes wrong.
 *
 * @param key as {@code errors.properties} names it; the word before the dot is the group
 * @param possible whether this registration can go wrong so; if it can, {@code apply} changes it
 */
record ErrorKind(String key, Predicate<Draft> possible, Consumer<Draft> apply) {
  /** A row of nobody: no change of a registration, so it is in no group. */
  static final String TEST_ROW = "test.row";

  /** The groups in the order in which they happen. One registration meets one kind of each. */
  static final List<List<ErrorKind>> GROUPS =
      List.of(
          NewbornErrors.KINDS,
          NameErrors.KINDS,
          DocumentErrors.KINDS,
          BirthErrors.KINDS,
          SexErrors.KINDS,
          PhoneErrors.KINDS,
          AddressErrors.KINDS,
          GuardianErrors.KINDS,
          InsuranceErrors.KINDS,
          TextErrors.KINDS,
          RecordErrors.KINDS);

  /** Every key, in the order of the groups. */
  static final List<String> KEYS =
      Stream.concat(GROUPS.stream().flatMap(List::stream).map(ErrorKind::key), Stream.of(TEST_ROW))
          .toList();

  /** A slip of a clerk: not where a machine read the card. */
  static ErrorKind typed(String key, Predicate<Draft> possible, Consumer<Draft> apply) {
    return new ErrorKind(key, draft -> !draft.visit().read() && possible.test(draft), apply);
  }

  /** What an export, a screen or the person does: at any registration. */
  static ErrorKind any(String key, Predicate<Draft> possible, Consumer<Draft> apply) {
    return new ErrorKind(key, possible, apply);
  }
}
