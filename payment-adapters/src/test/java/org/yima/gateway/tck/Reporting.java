package org.yima.gateway.tck;

import java.util.List;
import java.util.Map;
import org.yima.gateway.insurer.InsurerNotification;
import org.yima.gateway.mobilepay.MobileNotification;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.Notification;

/** A gateway that reports by itself of what was paid, which an adapter has to believe or refuse. */
public interface Reporting extends Refunding {

  /** Has all reported that {@link #payReported} would have the gateway report beside its own. */
  default void reportBefore() {}

  /** Pays by the way that the gateway reports of afterwards. */
  void payReported(String number);

  /**
   * What arrives next where a payment is reported to, as it came over the wire; no more than what
   * takes part in its signature.
   */
  Told next(String number);

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
  List<Reporting> others();

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
  Object parse(Told told);

  /** Whether what was made of a report is that it is not believed. */
  static boolean isRefused(Object parsed) {
    return parsed instanceof Notification.Refused
        || parsed instanceof InsurerNotification.Refused
        || parsed instanceof MobileNotification.Refused;
  }

  /** Reads a report of a payment by the adapter; one of anything else is refused. */
  Heard read(Told told);

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

    /** Whose order it is about, as {@link Reporting#whose}. */
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
      // What the institution bears itself is paid by nobody.
      long fen = charge.shares().map(due -> due.totalFen() - due.otherFen()).orElse(0L);
      return new Heard(true, charge.orderNumber(), standing, fen, changed);
    }
  }
}
