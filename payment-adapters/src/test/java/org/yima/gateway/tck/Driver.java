package org.yima.gateway.tck;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.insurer.InsurerNotification;
import org.yima.gateway.mobilepay.MobileNotification;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Merchant;
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
  default Optional<OutsideCheck> checkedBy() {
    return Optional.empty();
  }

  /** What this gateway has a place for; the others are shown as such in the table. */
  Set<Case> cases();

  /** What one payment moves, in fen. */
  long fen();

  /** What one refund moves back, in fen: less than {@link #fen} where the gateway does parts. */
  default long back() {
    return 0;
  }

  /**
   * Does what precedes {@link #pay} and takes no call of ours to the gateway that is measured: a
   * code is shown, a bill is ordered at another place.
   */
  default void prepare(String number) {}

  /** Pays: all calls until the money has moved, or one of them does not come back. */
  Standing pay(String number);

  /** Pays so that the gateway says no. */
  Standing payRefused(String number);

  /** Where the gateway is, and what went over its books. */
  SandboxWorld world();

  /** The gateway's name in the sandbox. */
  String channel();

  /** What the sandbox calls the calls that decide; a step that has none is not there. */
  Map<Step, String> calls();

  /** The next call that decides waits for an answer for a tenth of a second at most. */
  void hurry();

  /** The payer pays what was asked for in a call whose answer we never had. */
  default void payUnheard(String number) {}

  /** Whether the only way to ask what became of a call is to make it again. */
  default boolean asksByRepeating() {
    return false;
  }

  /**
   * Whether what was refused can be asked for. A visit that was never opened has no number to ask
   * by.
   */
  default boolean findsRefused() {
    return calls().containsKey(Step.FIND);
  }

  /** Whether returns are known by our number, so that the same again is answered the same. */
  default boolean knowsReturns() {
    return true;
  }

  /** Begins what a payer has yet to pay; again, what was begun before. */
  default Standing begin(String number) {
    throw new UnsupportedOperationException(number);
  }

  /** Ends what nobody has paid; CLOSED when it is over. */
  default Standing close(String number) {
    throw new UnsupportedOperationException(number);
  }

  /** Undoes a payment whose outcome nobody knows, wholly. */
  default Standing reverse(String number) {
    throw new UnsupportedOperationException(number);
  }

  /** Asks by the number until the answer is final, or stays open. */
  Standing find(String number);

  /** Returns {@link #back} fen of a payment; asks until that is done. */
  default Standing refund(String number, String refundNumber) {
    throw new UnsupportedOperationException(number);
  }

  /** What left payers and reached merchants, net, by the sandbox's own books: the truth. */
  long moved();

  /** Has the payer pay what {@link #begin} began; whether the wallet let them. */
  default boolean payBegun(String number) {
    throw new UnsupportedOperationException(number);
  }

  /** Has all reported that {@link #payReported} would have the gateway report beside its own. */
  default void reportBefore() {}

  /** Pays by the way that the gateway reports of afterwards. */
  default void payReported(String number) {
    throw new UnsupportedOperationException(number);
  }

  /**
   * What arrives next where a payment is reported to, as it came over the wire; no more than what
   * takes part in its signature.
   */
  default Told next(String number) {
    throw new UnsupportedOperationException(number);
  }

  /** The next report of this payment, whatever else arrives at the same door. */
  default Told hear(String number) {
    for (int i = 0; i < 1_000; i++) {
      Told told = next(number);
      if (read(told).number().equals(number) && read(told).standing() == Standing.PAID) {
        return told;
      }
    }
    throw new AssertionError("nothing was reported of " + number);
  }

  /** Pays, and gives what was reported of it. */
  default Told payAndHear(String number) {
    payReported(number);
    return hear(number);
  }

  /**
   * One true report of every kind that the gateway sends.
   *
   * @param number begins every number that is used up by it; 8 characters
   */
  default List<Told> everyReport(String number) {
    return List.of(payAndHear(number + "01"));
  }

  /** Whose payments these are, where a report names that; empty text where it does not. */
  default String whose() {
    return "";
  }

  /**
   * Others before the same gateway, whose keys are as much as possible ours: another institution of
   * the same provider, another provider or application.
   */
  default List<Driver> others() {
    return List.of();
  }

  /** What reports are signed with. */
  default Sealed sealed() {
    return Sealed.RSA_2048;
  }

  /** Whether a report is signed byte by byte, so that a blank more is another report. */
  default boolean signsBytes() {
    return true;
  }

  /**
   * Whether a report can be spelled in one way only. A form can be in several: what is escaped in
   * it may be escaped otherwise and still say the same. The second form that an ECDSA signature has
   * by nature is none of the report.
   */
  default boolean hasOneSpelling() {
    return signsBytes();
  }

  /** What the adapter makes of a report: one of its kinds, of which one is a refusal. */
  default Object parse(Told told) {
    throw new UnsupportedOperationException(told.body());
  }

  /** Whether what was made of a report is that it is not believed. */
  static boolean isRefused(Object parsed) {
    return parsed instanceof Notification.Refused
        || parsed instanceof InsurerNotification.Refused
        || parsed instanceof MobileNotification.Refused;
  }

  /** Reads a report of a payment by the adapter; one of anything else is refused. */
  default Heard read(Told told) {
    throw new UnsupportedOperationException(told.body());
  }

  /** The statement of today, and of yesterday if the kit began then, fetched by the adapter. */
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

    /** Whose order it is about, as {@link Driver#whose}. */
    String whose() {
      if (whole instanceof Notification.ChargeChanged charge) {
        return whose(charge.merchant());
      }
      return whole instanceof Notification.MixedChanged mixed ? whose(mixed.merchant()) : "";
    }

    static String whose(Merchant merchant) {
      return merchant.provider() + "/" + merchant.application() + "/" + merchant.account();
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
