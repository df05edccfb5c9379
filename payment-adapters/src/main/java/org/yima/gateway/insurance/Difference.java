package org.yima.gateway.insurance;

/**
 * A row on which the bureau and we do not agree.
 *
 * @param row the bureau's data; ours where only we have it
 */
public record Difference(Kind kind, StatementRow row) {

  /** Who has what. */
  public enum Kind {
    /** The bureau has it and we have not. */
    BUREAU_ONLY,
    /** We have it and the bureau has not. */
    OURS_ONLY,
    /** Both have it, with other amounts. */
    AMOUNTS
  }
}
