package org.yima.payment.leg;

import java.util.Optional;

/**
 * What a gateway is known to have said, in words that all gateways share.
 *
 * @param number the gateway's own number, where it gave one
 * @param amount in fen, where the word has one
 * @param shares with SETTLED
 * @param code the gateway's reason, safe to be logged
 */
public record Answer(Word word, String number, long amount, Optional<Shares> shares, String code) {

  /** The words. */
  public enum Word {
    /** The order is prepared and waits for its payer. */
    AWAITING,
    PAID,
    UNPAID,
    /** Closed or failed: it will never be paid. */
    DEAD,
    /** The gateway does not know of it. */
    ABSENT,
    /** A return is on its way. */
    RUNNING,
    /** A return was closed by the wallet; the money stayed. */
    RETURN_FAILED,
    SETTLED,
    /**
     * A settlement stands, and has a number, whose shares can't be read or do not add up: nobody
     * can book it, and by its number it can be reversed.
     */
    UNBOOKABLE,
    /** The bureau took note (2601). */
    NOTED,
    GUARANTEED,
    RELEASED,
    CLAIMED,
    /** It has gone back: a return of cash arrived, a settlement or a claim is reversed. */
    REVERSED,
    /** It is too late for that: paid, or claimed, already. */
    ALREADY,
    /** A considered no to what was asked, under this id, for good. */
    DENIED,
    /** The call was not accepted; it says nothing about earlier calls with the same id. */
    REFUSED,
    /** Not accepted for now; the same may be asked again. */
    BUSY,
    /** This very call was never made, for a reason of ours; it says nothing about earlier calls. */
    UNASKED,
    /** Nobody can say whether it had its effect. */
    UNKNOWN
  }

  public static Answer of(Word word) {
    return new Answer(word, "", 0, Optional.empty(), "");
  }

  public static Answer of(Word word, String code) {
    return new Answer(word, "", 0, Optional.empty(), code);
  }

  public static Answer paid(String number, long amount) {
    return new Answer(Word.PAID, number, amount, Optional.empty(), "");
  }

  public static Answer settled(String number, Shares shares) {
    return new Answer(Word.SETTLED, number, shares.insured(), Optional.of(shares), "");
  }

  public static Answer unbookable(String number) {
    return new Answer(Word.UNBOOKABLE, number, 0, Optional.empty(), "shares");
  }
}
