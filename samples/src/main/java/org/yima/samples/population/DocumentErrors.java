package org.yima.samples.population;

import static org.yima.samples.population.ErrorKind.any;
import static org.yima.samples.population.ErrorKind.typed;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yima.samples.ResidentIdNumber;
import org.yima.samples.Sex;

/** What goes wrong with document numbers. The first two digits, 99, are never touched. */
final class DocumentErrors {
  private static final int REGION = 2;

  /** Not even a district of the city: what a window types when it has to type something. */
  private static final int DUMMY_AREA = 999_999;

  private static final int FOREIGN_AREA = 998_801;

  private static final List<String> DUMMIES =
      List.of(
          "111111111111111111", "000000000000000000", "999999999999999999", "123456789012345678");

  static final List<ErrorKind> KINDS =
      List.of(
          typed(
              "document.missing",
              draft -> draft.has(Field.DOCUMENT_NUMBER) && !draft.isChild(),
              DocumentErrors::missing),
          typed(
              "document.missing-child",
              draft -> draft.has(Field.DOCUMENT_NUMBER) && draft.isChild(),
              DocumentErrors::missing),
          typed("document.digit", Draft::hasOwnResidentNumber, DocumentErrors::digit),
          typed("document.transposed", DocumentErrors::canTranspose, DocumentErrors::transposed),
          any("document.fifteen", DocumentErrors::hadFifteen, DocumentErrors::fifteen),
          typed("document.lower-x", DocumentErrors::endsWithX, DocumentErrors::lowerX),
          typed("document.lookalike", DocumentErrors::hasLookalike, DocumentErrors::lookalike),
          any("document.scientific", Draft::hasOwnResidentNumber, DocumentErrors::scientific),
          typed("document.parent", DocumentErrors::hasParent, DocumentErrors::parent),
          typed(
              "document.dummy",
              draft -> draft.has(Field.DOCUMENT_NUMBER),
              draft -> number(draft, dummy(draft))),
          typed("document.borrowed", DocumentErrors::canBorrow, DocumentErrors::borrowed),
          any("document.certificate", Draft::madeAtBirth, DocumentErrors::certificate),
          any("document.renewed", DocumentErrors::hasPassport, DocumentErrors::renewed),
          any("document.residence", DocumentErrors::hasPassport, DocumentErrors::residence),
          typed("document.other-paper", DocumentErrors::canBorrow, DocumentErrors::otherPaper));

  /** Papers that are known by the resident number, and papers that have one of their own. */
  private static final List<String> SAME_NUMBER = List.of("户口簿", "驾驶证", "社保卡", "临时身份证");

  private static final List<String> OWN_NUMBER = List.of("军官证", "士兵证", "其他", "残疾人证", "学生证");

  private DocumentErrors() {}

  private static void number(Draft draft, String number) {
    draft.set(Field.DOCUMENT_TYPE, Document.RESIDENT_ID);
    draft.set(Field.DOCUMENT_NUMBER, number);
  }

  private static void missing(Draft draft) {
    draft.set(Field.DOCUMENT_TYPE, "");
    draft.set(Field.DOCUMENT_NUMBER, "");
  }

  private static void digit(Draft draft) {
    String number = draft.get(Field.DOCUMENT_NUMBER);
    String body = Digits.oneWrong(draft.dice(), number.substring(0, 17), REGION);
    number(draft, body + number.substring(17));
  }

  private static boolean canTranspose(Draft draft) {
    return draft.hasOwnResidentNumber()
        && Digits.canTranspose(draft.get(Field.DOCUMENT_NUMBER), REGION);
  }

  private static void transposed(Draft draft) {
    number(draft, Digits.transposed(draft.dice(), draft.get(Field.DOCUMENT_NUMBER), REGION));
  }

  private static boolean hadFifteen(Draft draft) {
    return draft.hasOwnResidentNumber() && draft.bornBefore(1999, 10);
  }

  private static void fifteen(Draft draft) {
    number(draft, ResidentIdNumber.fifteen(draft.get(Field.DOCUMENT_NUMBER)));
  }

  private static boolean endsWithX(Draft draft) {
    return draft.hasOwnResidentNumber() && draft.get(Field.DOCUMENT_NUMBER).endsWith("X");
  }

  private static void lowerX(Draft draft) {
    number(draft, draft.get(Field.DOCUMENT_NUMBER).replace('X', 'x'));
  }

  private static boolean hasLookalike(Draft draft) {
    return draft.hasOwnResidentNumber()
        && !looksAlike(draft.get(Field.DOCUMENT_NUMBER)).equals(draft.get(Field.DOCUMENT_NUMBER));
  }

  private static void lookalike(Draft draft) {
    number(draft, looksAlike(draft.get(Field.DOCUMENT_NUMBER)));
  }

  private static String looksAlike(String number) {
    return number.replace('0', 'O').replace('1', 'l');
  }

  private static void scientific(Draft draft) {
    String number = draft.get(Field.DOCUMENT_NUMBER);
    number(draft, number.charAt(0) + "." + number.substring(1, 6) + "E+17");
  }

  private static boolean hasParent(Draft draft) {
    return draft.isChild() && parentOf(draft).isPresent();
  }

  private static Optional<Citizen> parentOf(Draft draft) {
    return draft
        .household()
        .guardian(draft.citizen())
        .filter(parent -> parent.document().isResidentId());
  }

  private static void parent(Draft draft) {
    number(draft, parentOf(draft).orElseThrow().document().number());
  }

  /**
   * A number that says nothing, one of them well formed and the same all day at one institution.
   */
  private static String dummy(Draft draft) {
    if (draft.dice().chance(0.5)) {
      return draft.dice().pick(DUMMIES);
    }
    int window = Math.floorMod(draft.visit().domain().hashCode(), 500);
    return ResidentIdNumber.of(DUMMY_AREA, LocalDate.of(1990, 1, 1), 2 * window + 1);
  }

  private static boolean canBorrow(Draft draft) {
    return draft.hasOwnResidentNumber() && draft.citizen().age() >= 16 && lender(draft).isPresent();
  }

  /** The birth certificate's, which every child has before it has a resident number. */
  private static void certificate(Draft draft) {
    draft.set(Field.DOCUMENT_TYPE, draft.dice().chance(0.6) ? "NEWBORN" : "出生医学证明");
    draft.set(Field.DOCUMENT_NUMBER, "Z99" + ordinal(draft).substring(2));
  }

  private static boolean hasPassport(Draft draft) {
    return draft.get(Field.DOCUMENT_TYPE).equals("PASSPORT");
  }

  /** The one before: the holder's own all the same. */
  private static void renewed(Draft draft) {
    draft.set(Field.DOCUMENT_NUMBER, "ZY" + ordinal(draft).substring(2));
  }

  /** The card of a foreigner who may stay for good: its number is for life, and never was given. */
  private static void residence(Draft draft) {
    int sequence = Integer.parseInt(ordinal(draft)) % 500 * 2 + (isMale(draft) ? 1 : 0);
    draft.set(Field.DOCUMENT_TYPE, "FOREIGNER_PR");
    draft.set(
        Field.DOCUMENT_NUMBER,
        ResidentIdNumber.of(FOREIGN_AREA, draft.citizen().birth().date(), sequence));
  }

  private static boolean isMale(Draft draft) {
    return draft.citizen().sex() == Sex.MALE;
  }

  private static void otherPaper(Draft draft) {
    if (draft.dice().chance(0.6)) {
      draft.set(Field.DOCUMENT_TYPE, draft.dice().pick(SAME_NUMBER));
    } else {
      draft.set(Field.DOCUMENT_TYPE, draft.dice().pick(OWN_NUMBER));
      draft.set(Field.DOCUMENT_NUMBER, "99" + ordinal(draft).substring(3));
    }
  }

  /** Nine digits of the person's own, so that every desk gets the same. */
  private static String ordinal(Draft draft) {
    return draft.citizen().key().substring(1);
  }

  private static void borrowed(Draft draft) {
    number(draft, lender(draft).orElseThrow().document().number());
  }

  /** The next neighbour of another household who could be taken for this one at a window. */
  private static Optional<Citizen> lender(Draft draft) {
    List<Citizen> neighbours = draft.visit().neighbours();
    Citizen self = draft.citizen();
    int start = Math.floorMod(self.key().hashCode(), neighbours.size());
    for (int i = 0; i < neighbours.size(); i++) {
      Citizen other = neighbours.get((start + i) % neighbours.size());
      Sex sex = other.sex();
      if (sex == self.sex()
          && Math.abs(other.age() - self.age()) <= 12
          && other.document().isResidentId()
          && !draft.household().members().contains(other)) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }
}
