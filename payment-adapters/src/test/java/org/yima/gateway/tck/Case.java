package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.yima.gateway.tck.Reporting.Heard;
import org.yima.gateway.tck.Reporting.Told;
import org.yima.gateway.tck.Stating.Booked;

/** The cases. Each leaves behind only its own numbers, so their order does not matter. */
public enum Case {
  HAPPY("HA", "happy", Driver.class, Case::happy),
  DECLINED("DE", "declined", Driver.class, Case::declined),
  FOUND_PAID("FP", "unknown, then found paid", Driver.class, Case::foundPaid),
  FOUND_UNPAID("FU", "unknown, then found unpaid", Driver.class, Case::foundUnpaid),
  DUPLICATE("DU", "duplicate", Driver.class, Case::duplicate),
  BEGUN_TWICE("BT", "begun twice", Beginning.class, Case::begunTwice),
  LATE_NOTIFICATION("LN", "late notification", Reporting.class, Case::lateNotification),
  FORGED_NOTIFICATION("FN", "forged notification", Reporting.class, Case::forgedNotification),
  OTHERS_NOTIFICATION("ON", "another's notification", Reporting.class, Case::othersNotification),
  REFUND_TWICE("RT", "refund twice", Refunding.class, Case::refundTwice),
  REFUND_UNKNOWN("RU", "refund, unknown, asked again", Refunding.class, Case::refundUnknown),
  REFUND_FOUND("RQ", "refund, unknown, asked for", RefundQuerying.class, Case::refundFound),
  REFUND_HELD("RH", "refund that can not arrive", RefundHolding.class, Case::refundHeld),
  CLOSED_UNKNOWN("CU", "close, unknown, asked again", Beginning.class, Case::closedUnknown),
  CLOSED_PAID("CP", "closed after it was paid", Beginning.class, Case::closedPaid),
  REVERSED("RV", "reversed, then asked", Reversing.class, Case::reversed),
  STATEMENT("ST", "statement", Stating.class, Case::statement);

  private final String letters;
  private final String title;
  private final Consumer<Driver> proof;

  <D extends Driver> Case(String letters, String title, Class<D> kind, Consumer<D> proof) {
    this.letters = letters;
    this.title = title;
    this.proof = driver -> proof.accept(kind.cast(driver));
  }

  String title() {
    return title;
  }

  void prove(Driver driver) {
    proof.accept(driver);
  }

  private String number(int of) {
    return "TCK%s%06d".formatted(letters, of);
  }

  private static void happy(Driver driver) {
    long before = driver.moved();
    assertThat(driver.pay(HAPPY.number(1))).isEqualTo(Standing.PAID);
    assertThat(driver.find(HAPPY.number(1))).isEqualTo(Standing.PAID);
    assertThat(driver.moved() - before).isEqualTo(driver.fen());
  }

  /**
   * Who asks afterwards is told that it is not paid, too: of an order that waits on, or of none.
   */
  private static void declined(Driver driver) {
    long before = driver.moved();
    assertThat(driver.payRefused(DECLINED.number(1))).isEqualTo(Standing.REFUSED);
    if (driver.findsRefused()) {
      assertThat(driver.find(DECLINED.number(1)))
          .isIn(Standing.OPEN, Standing.REFUSED, Standing.NOT_THERE);
    }
    assertThat(driver.moved()).isEqualTo(before);
  }

  /**
   * How a step's answer can get lost. Silence is what a payment is tried with: it takes its time,
   * and is the same for every call of an adapter.
   */
  private static List<Loss> losses(Driver driver, Step step, boolean effect) {
    List<Loss> all =
        driver.world().losses(driver.channel(), driver.calls().get(step)).stream()
            .filter(loss -> loss.hasEffect() == effect && (step == Step.PAY || !loss.isSilence()))
            .toList();
    assertThat(all).as("%s of %s, effect %s", step, driver.name(), effect).isNotEmpty();
    return all;
  }

  /** Whether with effect or without, all ways. */
  private static List<Loss> losses(Driver driver, Step step) {
    return Stream.of(true, false).flatMap(e -> losses(driver, step, e).stream()).toList();
  }

  private static void unheard(Driver driver, Step step, Loss loss, Supplier<Standing> ask) {
    driver
        .world()
        .lose(
            driver.channel(),
            driver.calls().get(step),
            loss,
            () -> {
              if (loss.isSilence()) {
                driver.hurry();
              }
              assertThat(ask.get()).as("%s by %s", step, loss).isEqualTo(Standing.UNKNOWN);
            });
  }

  /** Whichever way the answer was lost, and the first one to the question as well. */
  private static void foundPaid(Driver driver) {
    for (Loss loss : losses(driver, Step.PAY, true)) {
      String number = FOUND_PAID.number(loss.number());
      long before = driver.moved();
      unheard(driver, Step.PAY, loss, () -> driver.pay(number));
      driver.payUnheard(number);
      if (driver.calls().containsKey(Step.FIND)) {
        unheard(driver, Step.FIND, Loss.ERROR_AFTER, () -> driver.find(number));
      }
      assertThat(driver.find(number)).as(loss.name()).isEqualTo(Standing.PAID);
      assertThat(driver.moved() - before).as(loss.name()).isEqualTo(driver.fen());
    }
  }

  /** Where asking is doing it again, it is then done, once. */
  private static void foundUnpaid(Driver driver) {
    for (Loss loss : losses(driver, Step.PAY, false)) {
      String number = FOUND_UNPAID.number(loss.number());
      long before = driver.moved();
      unheard(driver, Step.PAY, loss, () -> driver.pay(number));
      assertThat(driver.moved()).as(loss.name()).isEqualTo(before);
      if (driver.asksByRepeating()) {
        assertThat(driver.pay(number)).as(loss.name()).isEqualTo(Standing.PAID);
        assertThat(driver.moved() - before).as(loss.name()).isEqualTo(driver.fen());
      } else {
        assertThat(driver.find(number)).as(loss.name()).isIn(Standing.NOT_THERE, Standing.OPEN);
        assertThat(driver.moved()).as(loss.name()).isEqualTo(before);
      }
    }
  }

  /**
   * The second asking may be told the first answer, be refused or be left to be asked about; it
   * never moves money again. What is reported twice is known for the same.
   */
  private static void duplicate(Driver driver) {
    long before = driver.moved();
    assertThat(driver.pay(DUPLICATE.number(1))).isEqualTo(Standing.PAID);
    assertThat(driver.pay(DUPLICATE.number(1)))
        .isIn(Standing.PAID, Standing.REFUSED, Standing.UNKNOWN);
    assertThat(driver.find(DUPLICATE.number(1))).isEqualTo(Standing.PAID);
    assertThat(driver.moved() - before).isEqualTo(driver.fen());
    if (driver instanceof Reporting reporting) {
      String number = DUPLICATE.number(2);
      reported(reporting, "NOTIFY_TWICE", number);
      assertThat(reporting.read(reporting.hear(number)))
          .isEqualTo(reporting.read(reporting.hear(number)));
      assertThat(driver.moved() - before).isEqualTo(2 * driver.fen());
    }
  }

  /** A payment whose report goes wrong. */
  private static void reported(Reporting driver, String kind, String number) {
    driver.reportBefore();
    driver.world().fault(driver.channel(), driver.calls().get(Step.REPORT), kind);
    driver.payReported(number);
  }

  /** An order that is begun again before it is paid is one order, and afterwards it is over. */
  private static void begunTwice(Beginning driver) {
    String number = BEGUN_TWICE.number(1);
    long before = driver.moved();
    assertThat(driver.begin(number)).isEqualTo(Standing.OPEN);
    assertThat(driver.begin(number)).isEqualTo(Standing.OPEN);
    assertThat(driver.payBegun(number)).isTrue();
    assertThat(driver.find(number)).isEqualTo(Standing.PAID);
    assertThat(driver.begin(number)).isIn(Standing.PAID, Standing.REFUSED, Standing.OPEN);
    assertThat(driver.payBegun(number)).isFalse();
    assertThat(driver.find(number)).isEqualTo(Standing.PAID);
    assertThat(driver.moved() - before).isEqualTo(driver.fen());
  }

  /**
   * A report that is held back until the payment has been returned and another one was told of: it
   * still says what was true of it, again and again.
   */
  private static void lateNotification(Reporting driver) {
    String number = LATE_NOTIFICATION.number(1);
    long before = driver.moved();
    reported(driver, "NOTIFY_OUT_OF_ORDER", number);
    assertThat(driver.find(number)).isEqualTo(Standing.PAID);
    assertThat(driver.refund(number, LATE_NOTIFICATION.number(2))).isEqualTo(Standing.RETURNED);
    driver.payReported(LATE_NOTIFICATION.number(3));
    Told told = driver.hear(number);
    Heard late = driver.read(told);
    assertThat(late.believed()).isTrue();
    assertThat(late.fen()).isEqualTo(driver.fen());
    assertThat(driver.read(told)).isEqualTo(late);
    assertThat(driver.moved() - before).isEqualTo(2 * driver.fen() - driver.back());
  }

  /** The true report with any one thing of it changed, or one of its headers left out. */
  private static void forgedNotification(Reporting driver) {
    forgedOnTheWay(driver);
    Told told = driver.payAndHear(FORGED_NOTIFICATION.number(1));
    assertThat(driver.read(told).believed()).isTrue();
    String body = told.body();
    for (String other :
        List.of(
            "",
            "{}",
            body.substring(1),
            body.substring(0, body.length() - 1),
            driver.signsBytes() ? body + " " : "[" + body + "]",
            body.replaceFirst("\\d", "x"),
            body.toLowerCase(java.util.Locale.ROOT) + "x")) {
      assertThat(driver.read(new Told(told.headers(), other))).isEqualTo(Heard.refused());
    }
    for (String name : told.headers().keySet()) {
      Map<String, String> changed = new LinkedHashMap<>(told.headers());
      String value = changed.remove(name);
      assertThat(driver.read(new Told(changed, body))).as(name).isEqualTo(Heard.refused());
      changed.put(name, value + "0");
      assertThat(driver.read(new Told(changed, body))).as(name).isEqualTo(Heard.refused());
    }
  }

  /** One with another's signature that comes first. */
  private static void forgedOnTheWay(Reporting driver) {
    String number = FORGED_NOTIFICATION.number(2);
    reported(driver, "NOTIFY_FORGED", number);
    boolean refused = false;
    Told told = driver.next(number);
    while (!driver.read(told).number().equals(number)) {
      refused |= Reporting.isRefused(driver.parse(told));
      told = driver.next(number);
    }
    assertThat(refused).as("a forged one came before").isTrue();
  }

  /**
   * A true report of the same number and amount, signed by the same gateway, but of somebody else's
   * order: it is refused, or says whose it is.
   */
  private static void othersNotification(Reporting driver) {
    assertThat(driver.others()).as("others of this gateway").isNotEmpty();
    for (Reporting other : driver.others()) {
      Told told = other.payAndHear(OTHERS_NOTIFICATION.number(1));
      assertThat(other.read(told).believed()).isTrue();
      assertThat(other.read(told).fen()).isEqualTo(driver.fen());
      Heard heard = driver.read(told);
      assertThat(heard.believed() && heard.whose().equals(driver.whose()))
          .as("%s for %s", other.whose(), driver.whose())
          .isFalse();
    }
  }

  private static void refundTwice(Refunding driver) {
    String number = REFUND_TWICE.number(1);
    long before = driver.moved();
    assertThat(driver.pay(number)).isEqualTo(Standing.PAID);
    assertThat(driver.refund(number, REFUND_TWICE.number(2))).isEqualTo(Standing.RETURNED);
    assertThat(driver.refund(number, REFUND_TWICE.number(2)))
        .isIn(Standing.RETURNED, Standing.REFUSED);
    assertThat(driver.moved() - before).isEqualTo(driver.fen() - driver.back());
  }

  /**
   * Whether it had its effect or not: asked again by its number it is done, once. Where a gateway
   * knows returns by no number of ours, it may refuse what is returned already.
   */
  private static void refundUnknown(Refunding driver) {
    for (Loss loss : losses(driver, Step.REFUND)) {
      String number = REFUND_UNKNOWN.number(loss.number());
      String refund = REFUND_UNKNOWN.number(10 + loss.number());
      long before = driver.moved();
      assertThat(driver.pay(number)).isEqualTo(Standing.PAID);
      unheard(driver, Step.REFUND, loss, () -> driver.refund(number, refund));
      Standing again = driver.refund(number, refund);
      if (loss.hasEffect() && !driver.knowsReturns()) {
        assertThat(again).as(loss.name()).isIn(Standing.RETURNED, Standing.REFUSED);
      } else {
        assertThat(again).as(loss.name()).isEqualTo(Standing.RETURNED);
      }
      assertThat(driver.moved() - before).isEqualTo(driver.fen() - driver.back());
    }
  }

  /**
   * Asked for by its number it is there or it is not, and asking moves nothing. Sent again it is
   * done, once.
   */
  private static void refundFound(RefundQuerying driver) {
    for (Loss loss : losses(driver, Step.REFUND)) {
      String number = REFUND_FOUND.number(loss.number());
      String refund = REFUND_FOUND.number(10 + loss.number());
      long before = driver.moved();
      assertThat(driver.pay(number)).isEqualTo(Standing.PAID);
      unheard(driver, Step.REFUND, loss, () -> driver.refund(number, refund));
      long unasked = driver.moved();
      assertThat(driver.findRefund(number, refund))
          .as(loss.name())
          .isEqualTo(loss.hasEffect() ? Standing.RETURNED : Standing.NOT_THERE);
      assertThat(driver.moved()).as(loss.name()).isEqualTo(unasked);
      assertThat(driver.refund(number, refund)).as(loss.name()).isEqualTo(Standing.RETURNED);
      assertThat(driver.moved() - before).isEqualTo(driver.fen() - driver.back());
    }
  }

  /**
   * The payer's account does not take it. Either somebody has to act, and the institution has it no
   * more, or it is over, and the institution has it still; whoever asks later is told the same, and
   * nobody that it has arrived.
   */
  private static void refundHeld(RefundHolding driver) {
    String number = REFUND_HELD.number(1);
    String refund = REFUND_HELD.number(2);
    long before = driver.moved();
    assertThat(driver.payUnlucky(number)).isEqualTo(Standing.PAID);
    long has = driver.unluckyHas();
    Standing said = driver.refund(number, refund);
    assertThat(said).isIn(Standing.HELD, Standing.REFUSED);
    assertThat(driver.findRefund(number, refund)).isEqualTo(said);
    assertThat(driver.refund(number, refund)).isEqualTo(said);
    assertThat(driver.moved() - before)
        .isEqualTo(driver.fen() - (said == Standing.HELD ? driver.back() : 0));
    assertThat(driver.unluckyHas()).isEqualTo(has);
  }

  /** What was undone is never said to be paid, and is undone once. */
  private static void reversed(Reversing driver) {
    String number = REVERSED.number(1);
    long before = driver.moved();
    assertThat(driver.pay(number)).isEqualTo(Standing.PAID);
    assertThat(driver.reverse(number)).isEqualTo(Standing.RETURNED);
    assertThat(driver.moved()).isEqualTo(before);
    assertThat(driver.find(number)).isIn(Standing.RETURNED, Standing.REFUSED);
    assertThat(driver.reverse(number)).isEqualTo(Standing.RETURNED);
    assertThat(driver.moved()).isEqualTo(before);
    for (Loss loss : losses(driver, Step.REVERSE)) {
      String unheard = REVERSED.number(10 + loss.number());
      assertThat(driver.pay(unheard)).isEqualTo(Standing.PAID);
      unheard(driver, Step.REVERSE, loss, () -> driver.reverse(unheard));
      assertThat(driver.reverse(unheard)).as(loss.name()).isEqualTo(Standing.RETURNED);
      assertThat(driver.find(unheard)).isIn(Standing.RETURNED, Standing.REFUSED);
      assertThat(driver.moved()).isEqualTo(before);
    }
  }

  /** Whether it had its effect or not: asked again it is closed, and nobody can pay it. */
  private static void closedUnknown(Beginning driver) {
    long before = driver.moved();
    for (Loss loss : losses(driver, Step.CLOSE)) {
      String number = CLOSED_UNKNOWN.number(loss.number());
      assertThat(driver.begin(number)).isEqualTo(Standing.OPEN);
      unheard(driver, Step.CLOSE, loss, () -> driver.close(number));
      assertThat(driver.close(number)).as(loss.name()).isEqualTo(Standing.CLOSED);
      assertThat(driver.close(number)).as(loss.name()).isEqualTo(Standing.CLOSED);
      assertThat(driver.find(number)).isEqualTo(Standing.REFUSED);
      assertThat(driver.payBegun(number)).as("paid after it was closed").isFalse();
      assertThat(driver.find(number)).isEqualTo(Standing.REFUSED);
    }
    assertThat(driver.moved()).isEqualTo(before);
  }

  /** The payer was faster: it is never said to be closed. */
  private static void closedPaid(Beginning driver) {
    String number = CLOSED_PAID.number(1);
    long before = driver.moved();
    assertThat(driver.begin(number)).isEqualTo(Standing.OPEN);
    assertThat(driver.payBegun(number)).isTrue();
    assertThat(driver.close(number)).isEqualTo(Standing.REFUSED);
    assertThat(driver.find(number)).isEqualTo(Standing.PAID);
    assertThat(driver.moved() - before).isEqualTo(driver.fen());
  }

  private static void statement(Stating driver) {
    String number = STATEMENT.number(1);
    assertThat(driver.pay(number)).isEqualTo(Standing.PAID);
    assertThat(driver.refund(number, STATEMENT.number(2))).isEqualTo(Standing.RETURNED);
    List<Booked> lines = driver.statement();
    assertThat(lines)
        .contains(
            new Booked(number, driver.fen()), new Booked(STATEMENT.number(2), -driver.back()));
    assertThat(lines.stream().mapToLong(Booked::fen).sum()).isEqualTo(driver.moved());
  }
}
