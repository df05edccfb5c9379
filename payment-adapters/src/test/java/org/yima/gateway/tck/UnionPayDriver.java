package org.yima.gateway.tck;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.NextAction;
import org.yima.gateway.unionpay.UnionPayWallet;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.NotificationReply;
import org.yima.gateway.wallet.Way;

/** UnionPay: payments by a shown code, and by app where it has to report of them. */
final class UnionPayDriver extends WalletDriver implements RefundHolding {

  /** Where payments by code are reported to, of every merchant and number. */
  private static final String BACK_DOOR = "unionpay";

  private static final NotificationReply ACCEPTED = new NotificationReply(200, "", "ok");
  private static final long FEN = 2_345;
  private static final long BACK = 345;
  private static final Map<Step, String> CALLS =
      Map.of(
          Step.PAY, "code",
          Step.FIND, "query",
          Step.REFUND, "refund",
          Step.REVERSE, "cancel",
          Step.REPORT, "app");

  /**
   * For one merchant.
   *
   * @param folder of the sandbox's chain of certificates
   */
  UnionPayDriver(SandboxWorld world, Path folder, Merchant merchant, List<Reporting> others) {
    super(
        world,
        "unionpay",
        CALLS,
        merchant,
        FEN,
        BACK,
        others,
        calls ->
            new UnionPayWallet(
                UnionPaySection.settings(
                    folder,
                    world.uri(),
                    world.hearing().answering(BACK_DOOR, ACCEPTED),
                    merchant,
                    calls),
                InstantSource.system()));
  }

  @Override
  public String name() {
    return "UnionPay";
  }

  @Override
  public Optional<OutsideCheck> checkedBy() {
    return Optional.of(
        new OutsideCheck("`openssl` (signatures of both sides, the chain)", "UnionPayOpensslTest"));
  }

  /** Its orders end by their time alone. */
  @Override
  public Set<Case> cases() {
    return EnumSet.complementOf(EnumSet.of(Case.CLOSED_UNKNOWN));
  }

  @Override
  Way way() {
    return new Way.App();
  }

  @Override
  String asked(NextAction next, String number) {
    Map<String, String> params = next.params();
    return switch (next.kind()) {
      case UNIONPAY -> params.get("tn");
      case FORM -> {
        Browser.send(params);
        yield waiting(number).orElse("");
      }
      default -> params.get("text").replaceAll(".*/", "");
    };
  }

  /**
   * Payments by app, of the merchant with a secret too, and by code, by one who can and one who can
   * not, a refund, a cancellation.
   */
  @Override
  public List<Told> everyReport(String number) {
    List<Told> all = new ArrayList<>(List.of(payAndHear(number + "01")));
    done(refund(number + "01", number + "11"), Standing.RETURNED);
    all.add(next(number + "11"));
    payReported(UnionPaySection.WITH_SECRET, number + "04", rich());
    all.add(next(number + "04"));
    String byCode = number + "02";
    done(pay(byCode), Standing.PAID);
    done(payRefused(number + "03"), Standing.REFUSED);
    done(reverse(byCode), Standing.RETURNED);
    for (String said : List.of("orderId=" + byCode, "orderId=" + number + "03", "txnType=31")) {
      all.add(atTheBackDoor(said));
    }
    return all;
  }

  private static void done(Standing asked, Standing expected) {
    if (asked != expected) {
      throw new AssertionError(asked + " is not " + expected);
    }
  }

  private Told atTheBackDoor(String said) {
    for (int i = 0; i < 1_000; i++) {
      Told told = signing(world.hearing().next(BACK_DOOR));
      if (told.body().contains(said) && told.body().contains(merchant.account())) {
        return told;
      }
    }
    throw new AssertionError(said + " was never told");
  }

  @Override
  public boolean hasOneSpelling() {
    return false;
  }

  /** The day of settlement ends at eleven in the evening. */
  @Override
  LocalDate day(Instant at) {
    return super.day(at.plusSeconds(3_600));
  }
}
