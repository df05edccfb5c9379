package org.yima.gateway.tck;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.Notification;

/**
 * One adapter with the sandbox behind it. A payment is whatever the gateway is for: a charge, a
 * settlement, a claim, an invoice. Numbers are ours: letters and digits, at most 20, and a driver
 * sends the same thing whenever it is given the same number.
 */
public interface Driver {

  /** The row of the table. */
  String name();

  /** Who but this project checks the sandbox or the adapter; empty for nobody. */
  Optional<OutsideCheck> checkedBy();

  /** What this gateway has a place for; the others are shown as such in the table. */
  Set<Case> cases();

  /** What one payment moves, in fen. */
  long fen();

  /** What one refund moves back, in fen: less than {@link #fen} where the gateway does parts. */
  long back();

  /**
   * Does what precedes {@link #pay} and takes no call of ours to the gateway that is measured: a
   * code is shown, a bill is ordered at another place.
   */
  default void prepare(String number) {}

  /** Pays: all calls until the money has moved, or one of them does not come back. */
  Standing pay(String number);

  /** Pays so that the gateway says no. */
  Standing payRefused(String number);

  /**
   * The next call of {@link #pay} that decides gets no answer.
   *
   * @param effect whether it has its effect nevertheless
   */
  void loseNextAnswer(boolean effect);

  /**
   * The next call of {@link #refund} that moves money gets no answer.
   *
   * @param effect whether it has its effect nevertheless
   */
  default void loseNextRefund(boolean effect) {
    throw new UnsupportedOperationException(name());
  }

  /** Undoes a payment whose outcome nobody knows, wholly. */
  default Standing reverse(String number) {
    throw new UnsupportedOperationException(number);
  }

  /** Asks by the number until the answer is final, or stays open. */
  Standing find(String number);

  /** Returns {@link #back} fen of a payment; asks until that is done. */
  Standing refund(String number, String refundNumber);

  /** What left payers and reached merchants, net, by the sandbox's own books: the truth. */
  long moved();

  /**
   * Pays by the way that the gateway reports of afterwards.
   *
   * @return what it reported, as it came over the wire
   */
  default Told payAndHear(String number) {
    throw new UnsupportedOperationException(number);
  }

  /** Whether a report is signed byte by byte, so that a blank more is another report. */
  default boolean signsBytes() {
    return true;
  }

  /**
   * Whether a report can be spelled in one way only. A form can be in several: what is escaped in
   * it may be escaped otherwise and still say the same.
   */
  default boolean hasOneSpelling() {
    return signsBytes();
  }

  /** Reads a report by the adapter. */
  default Heard read(Told told) {
    throw new UnsupportedOperationException(told.body());
  }

  /** Today's statement, fetched by the adapter. */
  default List<Booked> statement() {
    throw new UnsupportedOperationException(name());
  }

  /** A report as it came. */
  record Told(Map<String, String> headers, String body) {}

  /**
   * What the adapter made of it.
   *
   * @param believed false when it was refused, and then the rest is empty
   * @param fen what it says was paid
   * @param whole all that the adapter read out of it: merchant, numbers, amounts, times
   */
  record Heard(boolean believed, String number, Standing standing, long fen, Object whole) {
    static Heard refused() {
      return new Heard(false, "", Standing.UNKNOWN, 0, "");
    }

    static Heard of(Notification.ChargeChanged changed, Standing standing) {
      Charge charge = changed.charge();
      return new Heard(true, charge.orderNumber(), standing, charge.totalFen(), changed);
    }

    static Heard of(Notification.MixedChanged changed, Standing standing) {
      MixedCharge charge = changed.charge();
      long fen = charge.shares().map(MixedCharge.Shares::totalFen).orElse(0L);
      return new Heard(true, charge.orderNumber(), standing, fen, changed);
    }
  }

  /** A line of a statement: what came in, or negative what went back, under our number of it. */
  record Booked(String number, long fen) {}
}
