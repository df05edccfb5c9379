package org.yima.gateway.tck;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.Outcome;
import org.yima.gateway.alipay.AlipayMixed;
import org.yima.gateway.alipay.AlipayMixedSettings;
import org.yima.gateway.mobilepay.BillUpload;
import org.yima.gateway.mobilepay.PayOrder;
import org.yima.gateway.mobilepay.RefundRequest;
import org.yima.gateway.mobilepay.Split;
import org.yima.gateway.mobilepay.Uploaded;
import org.yima.gateway.paymentcentre.PaymentCentre;
import org.yima.gateway.wallet.MixedAmounts;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.MixedGateway;
import org.yima.gateway.wallet.MixedInstitution;
import org.yima.gateway.wallet.MixedInsured;
import org.yima.gateway.wallet.MixedOrder;
import org.yima.gateway.wallet.MixedPayer;
import org.yima.gateway.wallet.MixedPerson;
import org.yima.gateway.wallet.MixedRefundOrder;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.RefundRef;

/**
 * Alipay with medical insurance: the centre has a bill ordered, the wallet takes the cash and has
 * the centre settle.
 */
final class AlipayMixedDriver implements Driver {

  private static final long IN_SCOPE = 8_000;
  private static final long OWN = 2_000;
  private static final String ID_NUMBER = "990101199303030023";
  private static final String NAME = "丁";
  private static final String HOLDER = "tck-alipay-holder";
  private static final String NOBODY = "tck-alipay-nobody";
  private static final int PATIENCE = 2_000;

  /** What the centre knows of a number before the wallet does. */
  private record Prepared(BillUpload bill, Uploaded uploaded, Split split, MixedOrder order) {}

  private final SandboxWorld world;
  private final MixedGateway wallet;
  private final PaymentCentre centre;
  private final MobileBills insured;
  private final Instant began = Instant.now();
  private final Set<String> atTheCentre = new HashSet<>();
  private final Map<String, Prepared> prepared = new HashMap<>();
  private boolean paysUnheard;

  AlipayMixedDriver(SandboxWorld world) {
    this.world = world;
    this.wallet =
        new AlipayMixed(
            AlipaySection.settings(world.uri()),
            AlipayMixedSettings.usual(),
            AlipaySection.MIXED_MERCHANT.provider());
    this.centre = new PaymentCentre(BureauSection.centre(world.uri()), InstantSource.system());
    this.insured = new MobileBills(world, ID_NUMBER, NAME);
    insured.insure(100_000, "0.7", "");
    payer(HOLDER);
  }

  private void payer(String ref) {
    said("payers", Map.of("channel", "ALIPAY", "ref", ref, "balance", 10_000_000));
  }

  private void said(String path, Map<String, ?> body) {
    if (world.control(path, body).isEmpty()) {
      throw new AssertionError(path);
    }
  }

  @Override
  public String name() {
    return "Alipay with medical insurance";
  }

  @Override
  public Optional<OutsideCheck> checkedBy() {
    return Optional.empty();
  }

  /** Its cash is in the wallet's statement, its insurance part in the bureau's totals. */
  @Override
  public Set<Case> cases() {
    return EnumSet.complementOf(EnumSet.of(Case.REVERSED, Case.STATEMENT));
  }

  @Override
  public long fen() {
    return IN_SCOPE + OWN;
  }

  @Override
  public long back() {
    return fen();
  }

  @Override
  public void prepare(String number) {
    prepared.put(number, prepare(number, HOLDER));
  }

  @Override
  public Standing pay(String number) {
    return pay(number, HOLDER);
  }

  @Override
  public Standing payRefused(String number) {
    return pay(number, NOBODY);
  }

  private Standing pay(String number, String payer) {
    MixedOrder order = prepared.computeIfAbsent(number, bill -> prepare(bill, payer)).order();
    Outcome<MixedCharge> asked = wallet.order(AlipaySection.MIXED_MERCHANT, order);
    if (!(asked instanceof Outcome.Pending<MixedCharge> pending)) {
      return Standing.of(asked, Standing.PAID);
    }
    String url = pending.nextAction().params().get("url");
    approve(url.substring(url.lastIndexOf('=') + 1));
    if (paysUnheard) {
      paysUnheard = false;
      world.fault("alipay", "alipay.commerce.medical.trade.query", "RESET_AFTER");
    }
    return find(number);
  }

  private void approve(String mixTradeNo) {
    String status =
        world
            .control(
                "payers/" + HOLDER + "/approve",
                Map.of("prepayId", mixTradeNo, "channel", "ALIPAY"))
            .path("status")
            .asText();
    if (!status.equals("PAID")) {
      throw new AssertionError(mixTradeNo + " " + status);
    }
  }

  private Prepared prepare(String number, String payer) {
    // The institution has bills of other drivers, and each needs a number of its own.
    BillUpload bill = insured.bill("A" + number, IN_SCOPE, OWN);
    Uploaded uploaded = centre.upload(bill).toOptional().orElseThrow();
    PayOrder placed =
        centre.place(MobileBills.placement(bill, uploaded)).toOptional().orElseThrow();
    Split split = placed.split().orElseThrow();
    MixedOrder order =
        new MixedOrder(
            ref(number),
            MixedOrder.Kind.OUTPATIENT,
            "门诊缴费",
            new MixedPayer(
                payer,
                new MixedPerson(NAME, MixedPerson.Document.ID_CARD, ID_NUMBER),
                Optional.empty()),
            bill.ownNumber(),
            new MixedInstitution(
                "", BureauSection.MOBILE_HOSPITAL, "第二医院", BureauSection.AREA, true),
            Optional.of(
                new MixedInsured(
                    uploaded.payOrdId(),
                    bill.authorisation().value(),
                    bill.visit().batchNumber(),
                    new MixedInsured.Place(
                        new BigDecimal("104.065735"), new BigDecimal("30.659462")),
                    began)),
            MixedAmounts.of(split.fundFen(), split.accountFen(), 0, split.ownFen()),
            began.plusSeconds(900),
            world.hearing().of(path(number)),
            world.hearing().of("back"));
    return new Prepared(bill, uploaded, split, order);
  }

  /** Other wallets report of orders with the same numbers. */
  private static String path(String number) {
    return "alipay-mixed-" + number;
  }

  private OrderRef ref(String number) {
    return new OrderRef(number, began);
  }

  /** With effect it is the query that tells of the payment; without, the order itself. */
  @Override
  public void loseNextAnswer(boolean effect) {
    if (effect) {
      paysUnheard = true;
    } else {
      world.fault("alipay", "alipay.commerce.medical.trade.createandpay", "RESET_BEFORE");
    }
  }

  @Override
  public Standing find(String number) {
    Outcome<MixedCharge> found = wallet.query(AlipaySection.MIXED_MERCHANT, ref(number));
    return found
        .toOptional()
        .map(charge -> standing(charge.state()))
        .orElseGet(() -> Standing.of(found, Standing.PAID));
  }

  private static Standing standing(MixedCharge.State state) {
    return switch (state) {
      case NOT_FOUND -> Standing.NOT_THERE;
      case CREATED, PAYING -> Standing.OPEN;
      case PAID -> Standing.PAID;
      case REFUNDED -> Standing.RETURNED;
      case REVERSED, FAILED -> Standing.REFUSED;
    };
  }

  @Override
  public void loseNextRefund(boolean effect) {
    world.fault(
        "alipay", "alipay.commerce.medical.trade.refund", effect ? "RESET_AFTER" : "RESET_BEFORE");
  }

  /** The centre returns the insurance part first; the wallet, the cash and its own word. */
  @Override
  public Standing refund(String number, String refundNumber) {
    Prepared of = prepared.get(number);
    MixedCharge paid =
        wallet.query(AlipaySection.MIXED_MERCHANT, ref(number)).toOptional().orElseThrow();
    String reversal = refundNumber + "HI";
    // An authorisation returns the insurance part once: what the centre did is not asked for again.
    if (paid.state() == MixedCharge.State.PAID && !atTheCentre.contains(reversal)) {
      Standing returned =
          Standing.of(
              centre.refund(
                  RefundRequest.insurance(
                      of.uploaded().payOrdId(),
                      reversal,
                      LocalDateTime.of(2026, 11, 21, 12, 0),
                      of.split(),
                      insured.authorisation(),
                      "退费")),
              Standing.RETURNED);
      if (returned != Standing.RETURNED) {
        return returned;
      }
      atTheCentre.add(reversal);
    }
    MixedRefundOrder back =
        new MixedRefundOrder(
            new RefundRef(refundNumber, began, ref(number)),
            paid.number(),
            of.split().ownFen(),
            of.split().ownFen(),
            of.split().fundFen(),
            of.split().accountFen(),
            0,
            began,
            "退费",
            world.hearing().of(refundNumber));
    Standing asked = Standing.OPEN;
    for (int i = 0; asked == Standing.OPEN && i < PATIENCE; i++) {
      asked = Standing.of(wallet.refund(AlipaySection.MIXED_MERCHANT, back), Standing.RETURNED);
    }
    return asked;
  }

  @Override
  public long moved() {
    return world.balance("alipay", "merchant:" + AlipaySection.MIXED_MERCHANT.account())
        + world.balance("bureau", "institution:" + BureauSection.MOBILE_HOSPITAL);
  }

  @Override
  public Told payAndHear(String number) {
    if (pay(number) != Standing.PAID) {
      throw new AssertionError(number);
    }
    return new Told(Map.of(), world.hearing().next(path(number)).body());
  }

  @Override
  public boolean hasOneSpelling() {
    return false;
  }

  @Override
  public Heard read(Told told) {
    return wallet.parseNotification(told.headers(), told.body())
            instanceof Notification.MixedChanged changed
        ? Heard.of(changed, standing(changed.charge().state()))
        : Heard.refused();
  }
}
