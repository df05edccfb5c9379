package org.yima.card.scan;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.card.Allowed;
import org.yima.platform.Id;

/**
 * What a scan came to, before it is written down.
 *
 * @param residentId whose code it is, or who is to be told
 * @param recordId the person's record in the domain the scan came from
 * @param handleHash of a Yima code that may pay
 * @param token a wallet's own, which a gateway takes, to be kept until it is used
 */
record Found(
    ScanKind kind,
    Set<Allowed> allowed,
    Optional<Id> residentId,
    Optional<Id> recordId,
    Optional<Views.Person> person,
    List<String> patientIds,
    List<Views.BoundInstrument> instruments,
    Optional<Views.Notice> notice,
    Optional<byte[]> handleHash,
    Optional<String> token) {

  /** A text that names nobody. */
  static Found plain(ScanKind kind, Set<Allowed> allowed, String text) {
    return new Found(
        kind,
        allowed,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        kind == ScanKind.NATIONAL_CARD
            ? Optional.of(Views.Notice.NOT_ISSUED_HERE)
            : Optional.empty(),
        Optional.empty(),
        kind.isCharged() ? Optional.of(text) : Optional.empty());
  }

  /**
   * A person that a typed number leads to: no presence is proved, so nothing is paid.
   *
   * @param told the resident who is to be told that the number was typed
   */
  static Found typed(
      ScanKind kind,
      Set<Allowed> allowed,
      Optional<Id> told,
      Optional<Id> record,
      Optional<Views.Person> person,
      List<String> patientIds,
      Optional<Views.Notice> notice) {
    return new Found(
        kind,
        allowed,
        told,
        record,
        person,
        patientIds,
        List.of(),
        notice,
        Optional.empty(),
        Optional.empty());
  }

  /** A person whose document was read before the counter: present, and paying by nothing of it. */
  static Found read(
      Set<Allowed> allowed,
      Optional<Id> resident,
      Optional<Id> record,
      Views.Person person,
      List<String> patientIds,
      Optional<Views.Notice> notice) {
    return new Found(
        ScanKind.DOCUMENT,
        allowed,
        resident,
        record,
        Optional.of(person),
        patientIds,
        List.of(),
        notice,
        Optional.empty(),
        Optional.empty());
  }

  /** Without the right to charge: the code has paid. */
  Found spent() {
    EnumSet<Allowed> left = EnumSet.noneOf(Allowed.class);
    left.addAll(allowed);
    left.remove(Allowed.CHARGE);
    return new Found(
        kind,
        left,
        residentId,
        recordId,
        person,
        patientIds,
        instruments,
        Optional.of(Views.Notice.ALREADY_PAID),
        handleHash,
        token);
  }
}
