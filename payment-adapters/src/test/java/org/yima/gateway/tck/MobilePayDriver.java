package org.yima.gateway.tck;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.Outcome;
import org.yima.gateway.mobilepay.Authorisation;
import org.yima.gateway.mobilepay.BillUpload;
import org.yima.gateway.mobilepay.MobileNotification;
import org.yima.gateway.mobilepay.OrderKey;
import org.yima.gateway.mobilepay.OrderState;
import org.yima.gateway.mobilepay.PayOrder;
import org.yima.gateway.mobilepay.RefundRequest;
import org.yima.gateway.mobilepay.Uploaded;
import org.yima.gateway.paymentcentre.PaymentCentre;

/** The payment centre: a bill uploaded and ordered by us, paid by the patient at its cashier. */
final class MobilePayDriver implements Driver {
  private static final long IN_SCOPE = 8_000;
  private static final long OWN = 2_000;
  private static final LocalDateTime AT = LocalDateTime.of(2026, 11, 21, 12, 0);
  private final SandboxWorld world;
  private final Hearing hearing;
  private final PaymentCentre centre;
  private final MobileBills insured;
  private final MobileBills inHospital;
  private final Map<String, BillUpload> bills = new HashMap<>();
  private final Map<String, Uploaded> uploads = new HashMap<>();
  private final Map<String, Authorisation> authorisations = new HashMap<>();
  private boolean lost;
  private boolean lostWithEffect;

  MobilePayDriver(SandboxWorld world, Hearing hearing) {
    this.world = world;
    this.hearing = hearing;
    this.centre = new PaymentCentre(BureauSection.centre(world.uri()), InstantSource.system());
    hearing.answer(centre.accepted());
    insured = new MobileBills(world, "990101199001010019", "甲");
    insured.insure(100_000, "0.7", "");
    inHospital = new MobileBills(world, "990101198505050028", "乙");
    inHospital.insure(0, "0.7", "IN_HOSPITAL");
  }

  @Override
  public String name() {
    return "Mobile payment centre";
  }

  @Override
  public Optional<OutsideCheck> checkedBy() {
    return Optional.of(new OutsideCheck("openssl (signature, envelope)", "OpensslTest"));
  }

  /** Its totals are judged with those of the provider interface, so it has no statement. */
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
  public Standing pay(String number) {
    return pay(number, insured);
  }

  @Override
  public Standing payRefused(String number) {
    return pay(number, inHospital);
  }

  private Standing pay(String number, MobileBills person) {
    BillUpload bill = bills.computeIfAbsent(number, unpaid -> person.bill(unpaid, IN_SCOPE, OWN));
    Outcome<Uploaded> uploaded = centre.upload(bill);
    uploaded.toOptional().ifPresent(there -> uploads.put(number, there));
    if (!uploads.containsKey(number)) {
      return Standing.of(uploaded, Standing.OPEN);
    }
    Outcome<PayOrder> placed = centre.place(MobileBills.placement(bill, uploads.get(number)));
    boolean unanswered = lost;
    lost = false;
    // The patient pays whatever the cashier shows, whether or not we know of it.
    if (unanswered ? lostWithEffect : find(number) == Standing.OPEN && isPlaced(placed)) {
      payAtCashier(number);
    }
    return isPlaced(placed) ? find(number) : Standing.of(placed, Standing.OPEN);
  }

  private static boolean isPlaced(Outcome<PayOrder> placed) {
    return placed.toOptional().isPresent();
  }

  private void payAtCashier(String number) {
    int state =
        world
            .control("mobile-orders/" + uploads.get(number).payOrdId() + "/pay", Map.of())
            .path("ordStas")
            .asInt();
    if (state != OrderState.INSURANCE_PAID.code()) {
      throw new AssertionError(number + " " + state);
    }
  }

  @Override
  public void loseNextAnswer(boolean effect) {
    lost = true;
    lostWithEffect = effect;
    world.fault("mobile-pay", "6202", effect ? "RESET_AFTER" : "RESET_BEFORE");
  }

  private OrderKey key(String number) {
    return insured.key(uploads.get(number));
  }

  @Override
  public Standing find(String number) {
    Outcome<PayOrder> found = centre.query(key(number));
    return found
        .toOptional()
        .map(order -> standing(order.state()))
        .orElseGet(() -> Standing.of(found, Standing.PAID));
  }

  private static Standing standing(OrderState state) {
    return switch (state) {
      case SAVED, PRE_SETTLED, SETTLING, SELF_PAY_DONE, REFUNDING -> Standing.OPEN;
      case INSURANCE_PAID, HOSPITAL_SETTLED, DONE -> Standing.PAID;
      case REFUNDED,
          INSURANCE_REFUNDED,
          SELF_PAY_REFUNDED,
          SELF_PAY_PARTLY_REFUNDED,
          INSURANCE_AND_PART_OF_SELF_PAY_REFUNDED ->
          Standing.RETURNED;
      case REVOKED, INSURANCE_REVOKED, SETTLE_FAILED -> Standing.REFUSED;
      case ABNORMAL, ONE_SIDED -> Standing.UNKNOWN;
    };
  }

  @Override
  public void loseNextRefund(boolean effect) {
    world.fault("mobile-pay", "6203", effect ? "RESET_AFTER" : "RESET_BEFORE");
  }

  @Override
  public Standing refund(String number, String refundNumber) {
    PayOrder paid = centre.query(key(number)).toOptional().orElseThrow();
    return Standing.of(
        centre.refund(
            RefundRequest.all(
                paid.payOrdId(),
                refundNumber,
                AT,
                paid.split().orElseThrow(),
                authorisations.computeIfAbsent(refundNumber, unused -> insured.authorisation()),
                "退费")),
        Standing.RETURNED);
  }

  @Override
  public long moved() {
    return world.balance("bureau", "institution:" + BureauSection.MOBILE_HOSPITAL);
  }

  @Override
  public Told payAndHear(String number) {
    if (pay(number) != Standing.PAID) {
      throw new AssertionError(number);
    }
    for (int i = 0; i < 100; i++) {
      Told told = new Told(Map.of(), hearing.next("6302").body());
      if (read(told).number().equals(number)) {
        return told;
      }
    }
    throw new AssertionError("nothing was reported of " + number);
  }

  @Override
  public boolean signsBytes() {
    return false;
  }

  @Override
  public Heard read(Told told) {
    return centre.parseNotification(told.body()) instanceof MobileNotification.Settled settled
        ? new Heard(true, settled.ownNumber(), Standing.PAID, settled.split().totalFen(), settled)
        : Heard.refused();
  }
}
