package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yima.gateway.tck.Driver.Booked;
import org.yima.gateway.tck.Driver.Heard;
import org.yima.gateway.tck.Driver.Told;

/** The cases. Each leaves behind only its own numbers, so their order does not matter. */
public enum Case {
  HAPPY("HA", "happy", Case::happy),
  DECLINED("DE", "declined", Case::declined),
  FOUND_PAID("FP", "unknown, then found paid", Case::foundPaid),
  FOUND_UNPAID("FU", "unknown, then found unpaid", Case::foundUnpaid),
  DUPLICATE("DU", "duplicate", Case::duplicate),
  LATE_NOTIFICATION("LN", "late notification", Case::lateNotification),
  FORGED_NOTIFICATION("FN", "forged notification", Case::forgedNotification),
  REFUND_TWICE("RT", "refund twice", Case::refundTwice),
  REFUND_UNKNOWN("RU", "refund, unknown, asked again", Case::refundUnknown),
  REVERSED("RV", "reversed, then asked", Case::reversed),
  STATEMENT("ST", "statement", Case::statement);

  private final String letters;
  private final String title;
  private final Consumer<Driver> proof;

  Case(String letters, String title, Consumer<Driver> proof) {
    this.letters = letters;
    this.title = title;
    this.proof = proof;
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

  private static void declined(Driver driver) {
    long before = driver.moved();
    assertThat(driver.payRefused(DECLINED.number(1))).isEqualTo(Standing.REFUSED);
    assertThat(driver.moved()).isEqualTo(before);
  }

  private static void foundPaid(Driver driver) {
    long before = driver.moved();
    driver.loseNextAnswer(true);
    assertThat(driver.pay(FOUND_PAID.number(1))).isEqualTo(Standing.UNKNOWN);
    assertThat(driver.find(FOUND_PAID.number(1))).isEqualTo(Standing.PAID);
    assertThat(driver.moved() - before).isEqualTo(driver.fen());
  }

  private static void foundUnpaid(Driver driver) {
    long before = driver.moved();
    driver.loseNextAnswer(false);
    assertThat(driver.pay(FOUND_UNPAID.number(1))).isEqualTo(Standing.UNKNOWN);
    assertThat(driver.find(FOUND_UNPAID.number(1))).isIn(Standing.NOT_THERE, Standing.OPEN);
    assertThat(driver.moved()).isEqualTo(before);
  }

  /** The second asking may be told the first answer or be refused; it never moves money again. */
  private static void duplicate(Driver driver) {
    long before = driver.moved();
    assertThat(driver.pay(DUPLICATE.number(1))).isEqualTo(Standing.PAID);
    assertThat(driver.pay(DUPLICATE.number(1))).isIn(Standing.PAID, Standing.REFUSED);
    assertThat(driver.find(DUPLICATE.number(1))).isEqualTo(Standing.PAID);
    assertThat(driver.moved() - before).isEqualTo(driver.fen());
  }

  /** A report read after everything is over, and twice, still says what was true of it. */
  private static void lateNotification(Driver driver) {
    String number = LATE_NOTIFICATION.number(1);
    Told told = driver.payAndHear(number);
    assertThat(driver.find(number)).isEqualTo(Standing.PAID);
    assertThat(driver.refund(number, LATE_NOTIFICATION.number(2))).isEqualTo(Standing.RETURNED);
    Heard late = driver.read(told);
    assertThat(late.believed()).isTrue();
    assertThat(late.number()).isEqualTo(number);
    assertThat(late.standing()).isEqualTo(Standing.PAID);
    assertThat(late.fen()).isEqualTo(driver.fen());
    assertThat(driver.read(told)).isEqualTo(late);
  }

  /** The true report with any one thing of it changed, or one of its headers left out. */
  private static void forgedNotification(Driver driver) {
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

  private static void refundTwice(Driver driver) {
    String number = REFUND_TWICE.number(1);
    long before = driver.moved();
    assertThat(driver.pay(number)).isEqualTo(Standing.PAID);
    assertThat(driver.refund(number, REFUND_TWICE.number(2))).isEqualTo(Standing.RETURNED);
    assertThat(driver.refund(number, REFUND_TWICE.number(2)))
        .isIn(Standing.RETURNED, Standing.REFUSED);
    assertThat(driver.moved() - before).isEqualTo(driver.fen() - driver.back());
  }

  /**
   * Whether it had its effect or not: asked again by its number it is done once. Where a gateway
   * knows returns by no number of ours, it may refuse what is returned already.
   */
  private static void refundUnknown(Driver driver) {
    for (boolean effect : new boolean[] {true, false}) {
      String number = REFUND_UNKNOWN.number(effect ? 1 : 2);
      String refund = REFUND_UNKNOWN.number(effect ? 11 : 12);
      long before = driver.moved();
      assertThat(driver.pay(number)).isEqualTo(Standing.PAID);
      driver.loseNextRefund(effect);
      assertThat(driver.refund(number, refund)).isEqualTo(Standing.UNKNOWN);
      Standing again = driver.refund(number, refund);
      if (effect) {
        assertThat(again).isIn(Standing.RETURNED, Standing.REFUSED);
      } else {
        assertThat(again).isEqualTo(Standing.RETURNED);
      }
      assertThat(driver.moved() - before).isEqualTo(driver.fen() - driver.back());
    }
  }

  /** What was undone is never said to be paid, and is undone once. */
  private static void reversed(Driver driver) {
    String number = REVERSED.number(1);
    long before = driver.moved();
    assertThat(driver.pay(number)).isEqualTo(Standing.PAID);
    assertThat(driver.reverse(number)).isEqualTo(Standing.RETURNED);
    assertThat(driver.moved()).isEqualTo(before);
    assertThat(driver.find(number)).isIn(Standing.RETURNED, Standing.REFUSED);
    assertThat(driver.reverse(number)).isEqualTo(Standing.RETURNED);
    assertThat(driver.moved()).isEqualTo(before);
  }

  private static void statement(Driver driver) {
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
