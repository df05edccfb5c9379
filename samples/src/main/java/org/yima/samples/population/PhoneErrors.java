package org.yima.samples.population;

import static org.yima.samples.population.ErrorKind.any;

import java.util.List;

/** What goes wrong with phones. The first three digits, which no carrier has, are never touched. */
final class PhoneErrors {
  static final List<ErrorKind> KINDS =
      List.of(
          any("phone.missing", PhoneErrors::isGiven, draft -> draft.set(Field.PHONE, "")),
          any("phone.family", draft -> !relatives(draft).isEmpty(), PhoneErrors::family),
          any("phone.changed", PhoneErrors::wasChanged, PhoneErrors::former),
          any("phone.default", PhoneErrors::isGiven, PhoneErrors::byDefault),
          any("phone.digit", PhoneErrors::isGiven, PhoneErrors::digit),
          any("phone.prefix", PhoneErrors::isGiven, PhoneErrors::prefix),
          any(
              "phone.landline",
              draft -> !draft.household().home().landline().isEmpty(),
              PhoneErrors::landline),
          any("phone.grouped", PhoneErrors::isGiven, PhoneErrors::grouped),
          any("phone.two", draft -> !relatives(draft).isEmpty(), PhoneErrors::two),
          any("phone.whose", PhoneErrors::isGiven, PhoneErrors::whose),
          any("phone.network", PhoneErrors::isGiven, PhoneErrors::network),
          any(
              "phone.extension",
              draft -> !draft.household().home().landline().isEmpty(),
              PhoneErrors::extension),
          any("phone.ward", Draft::madeAtBirth, PhoneErrors::ward));

  private static final int PREFIX = 3;
  private static final List<String> PREFIXES = List.of("+86", "86", "0086", "0", "+86 ", "+86-");

  private static final List<String> BETWEEN = List.of("/", "、", " ", ",", "，", "；", "或");
  private static final List<String> WHOSE = List.of("(母亲)", "（父）", "本人", " 家属", "(配偶)");
  private static final List<String> NETWORKS = List.of("17951", "12593", "17911", "17909");
  private static final List<String> EXTENSIONS =
      List.of("-801", "转801", "转 8012", " ext 801", "-8");

  /** No one is reached under these: the first is what most windows type. */
  private static final List<String> DEFAULTS =
      List.of("13800000000", "13800000000", "13800000000", "00000000000", "11111111111", "0");

  private PhoneErrors() {}

  private static boolean isGiven(Draft draft) {
    return draft.has(Field.PHONE);
  }

  private static List<String> relatives(Draft draft) {
    if (draft.citizen().line().phone().isEmpty()) {
      return List.of();
    }
    return draft.household().members().stream()
        .map(member -> member.line().phone())
        .filter(phone -> !phone.isEmpty() && !phone.equals(draft.get(Field.PHONE)))
        .toList();
  }

  private static void family(Draft draft) {
    draft.set(Field.PHONE, draft.dice().pick(relatives(draft)));
  }

  private static boolean wasChanged(Draft draft) {
    return !draft.citizen().line().former().isEmpty();
  }

  private static void former(Draft draft) {
    draft.set(Field.PHONE, draft.citizen().line().former());
  }

  private static void byDefault(Draft draft) {
    draft.set(Field.PHONE, draft.dice().pick(DEFAULTS));
  }

  private static void digit(Draft draft) {
    draft.set(Field.PHONE, Digits.oneWrong(draft.dice(), draft.get(Field.PHONE), PREFIX));
  }

  private static void prefix(Draft draft) {
    draft.set(Field.PHONE, draft.dice().pick(PREFIXES) + draft.get(Field.PHONE));
  }

  private static void landline(Draft draft) {
    String line = draft.household().home().landline();
    draft.set(
        Field.PHONE,
        switch (draft.dice().below(3)) {
          case 0 -> line;
          case 1 -> line.replace("-", "");
          default -> line.substring(line.indexOf('-') + 1);
        });
  }

  /** Both in one cell, the own one first. */
  private static void two(Draft draft) {
    String other = draft.dice().pick(relatives(draft));
    draft.set(Field.PHONE, draft.get(Field.PHONE) + draft.dice().pick(BETWEEN) + other);
  }

  private static void whose(Draft draft) {
    draft.set(Field.PHONE, draft.get(Field.PHONE) + draft.dice().pick(WHOSE));
  }

  private static void network(Draft draft) {
    draft.set(Field.PHONE, draft.dice().pick(NETWORKS) + draft.get(Field.PHONE));
  }

  private static void extension(Draft draft) {
    String line = draft.household().home().landline();
    draft.set(Field.PHONE, line + draft.dice().pick(EXTENSIONS));
  }

  /** The desk at birth was a ward's; one child in five was brought there from the largest one. */
  private static void ward(Draft draft) {
    int domain = Integer.parseInt(draft.visit().domain().substring(1));
    draft.set(Field.PHONE, Numbers.ward(draft.dice().chance(0.2) ? 1 : domain));
  }

  private static void grouped(Draft draft) {
    String phone = draft.get(Field.PHONE);
    String gap = draft.dice().chance(0.5) ? " " : "-";
    draft.set(
        Field.PHONE,
        phone.substring(0, 3) + gap + phone.substring(3, 7) + gap + phone.substring(7));
  }
}
