package org.yima.healthcard.identity;

/** The outcome of checking a document number. */
public sealed interface DocumentCheck {
  /** Every rule holds. */
  record Valid(DocumentNumber number) implements DocumentCheck {}

  /** The first rule that is broken. */
  record Invalid(Problem problem) implements DocumentCheck {}

  /** The rules, in the order they are checked. */
  enum Problem {
    /** This kind of document has no number. */
    NO_NUMBER,
    /** Nothing, or too little or too much. */
    WRONG_LENGTH,
    /** A character that cannot stand where it stands. */
    WRONG_CHARACTERS,
    /** The first digits are those of another kind of document. */
    WRONG_DIVISION,
    /** No such day of birth. */
    IMPOSSIBLE_DATE,
    /** The check digit does not fit the others: most often a typing error. */
    WRONG_CHECK_DIGIT
  }
}
