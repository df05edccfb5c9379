package org.yima.resident.realname;

import java.util.Optional;
import org.yima.platform.Id;

/** What follows from the register's word and from who holds the document already. */
enum Decision {
  /** The document becomes, or is being made, this account's resident. */
  ENROL,
  /** Something more is to be shown at a counter. Nothing tells the caller why. */
  COUNTER,
  /** Nothing is known; the caller tries again. */
  AGAIN;

  /**
   * Decides.
   *
   * @param claimedBy the account that holds the claim of this document, if one does
   */
  static Decision of(CheckState check, Optional<Id> claimedBy, Id account) {
    return switch (check) {
      case MATCH -> claimedBy.map(account::equals).orElse(true) ? ENROL : COUNTER;
      case MISMATCH, NOT_FOUND -> COUNTER;
      case ASKED, DECLINED, UNKNOWN -> AGAIN;
    };
  }
}
