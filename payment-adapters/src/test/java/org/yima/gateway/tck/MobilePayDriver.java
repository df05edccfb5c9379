package org.yima.gateway.tck;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
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
import org.yima.gateway.mobilepay.Split;
import org.yima.gateway.mobilepay.Uploaded;
import org.yima.gateway.paymentcentre.PaymentCentre;

/** The payment centre: a bill uploaded and ordered by us, paid by the patient at its cashier. */
final class MobilePayDriver extends AdapterDriver<PaymentCentre> implements Reporting, Beginning {
  private static final MobileBills.Parts PARTS = new MobileBills.Parts(8_000, 1_000, 1_000);
  private static final LocalDateTime AT = LocalDateTime.of(2026, 11, 21, 12, 0);
  private final Hearing hearing;
  private final MobileBills insured;
  private final MobileBills inHospital;
  private final Map<String, BillUpload> bills = new HashMap<>();
  private final Map<String, Uploaded> uploads = new HashMap<>();
  private final Map<String, Authorisation> authorisations = new HashMap<>();

  MobilePayDriver(SandboxWorld world, Hearing hearing, String appId, List<Reporting> others) {
    super(
        world,
        "mobile-pay",
        Map.of(
            Step.PAY, "6202",
            Step.FIND, "6301",
            Step.REFUND, "6203",
            Step.CLOSE, "6401",
            Step.REPORT, "6302"),
        others,
        calls ->
            new PaymentCentre(
                BureauSection.centre(world.uri(), appId, calls), InstantSource.system()));
    this.hearing = hearing;
    hearing.answer(adapter().accepted());
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

  /**
   * Its totals are judged with those of the provider interface, so it has no statement; what it
   * returned is seen in the order alone.
   */
  @Override
  public Set<Case> cases() {
    return EnumSet.complementOf(
        EnumSet.of(Case.REFUND_FOUND, Case.REFUND_HELD, Case.REVERSED, Case.STATEMENT));
  }

  @Override
  public long fen() {
    return PARTS.paidFen();
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
    Outcome<PayOrder> placed = place(number, person);
    if (isPlaced(placed) && find(number) == Standing.OPEN) {
      payUnheard(number);
    }
    return isPlaced(placed) ? find(number) : Standing.of(placed, Standing.OPEN);
  }

  private Outcome<PayOrder> place(String number, MobileBills person) {
    BillUpload bill = bills.computeIfAbsent(number, unpaid -> person.bill(unpaid, PARTS));
    Outcome<Uploaded> uploaded = adapter().upload(bill);
    uploaded.toOptional().ifPresent(there -> uploads.put(number, there));
    return uploads.containsKey(number)
        ? deciding().place(MobileBills.placement(bill, uploads.get(number)))
        : uploaded.then(never -> Outcome.stillRunning());
  }

  private static boolean isPlaced(Outcome<PayOrder> placed) {
    return placed.toOptional().isPresent();
  }

  /** At the cashier the patient pays what it shows, whether or not we know of it. */
  @Override
  public void payUnheard(String number) {
    if (!payBegun(number)) {
      throw new AssertionError(number);
    }
  }

  @Override
  public boolean payBegun(String number) {
    return world.isPaidAtCashier(uploads.get(number).payOrdId());
  }

  private OrderKey key(String number) {
    return insured.key(uploads.get(number));
  }

  @Override
  public Standing find(String number) {
    Outcome<PayOrder> found = deciding().query(key(number));
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
  public Standing begin(String number) {
    Outcome<PayOrder> placed = place(number, insured);
    return isPlaced(placed) ? find(number) : Standing.of(placed, Standing.OPEN);
  }

  @Override
  public Standing close(String number) {
    return Standing.of(deciding().revoke(key(number)), Standing.CLOSED);
  }

  @Override
  public Standing refund(String number, String refundNumber) {
    PayOrder paid = adapter().query(key(number)).toOptional().orElseThrow();
    return Standing.of(
        deciding()
            .refund(
                RefundRequest.all(
                    key(number),
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
  public void payReported(String number) {
    if (pay(number) != Standing.PAID) {
      throw new AssertionError(number);
    }
  }

  /** What the institution bears itself is paid by nobody. */
  private static long paid(Split split) {
    return split.totalFen() - split.otherFen();
  }

  /** The centre has one address for all. */
  @Override
  public Told next(String number) {
    return new Told(Map.of(), hearing.next("6302").body());
  }

  @Override
  public Sealed sealed() {
    return Sealed.SM2;
  }

  @Override
  public boolean signsBytes() {
    return false;
  }

  @Override
  public Object parse(Told told) {
    return adapter().parseNotification(told.body());
  }

  @Override
  public Heard read(Told told) {
    return parse(told) instanceof MobileNotification.Settled settled
        ? new Heard(true, settled.ownNumber(), Standing.PAID, paid(settled.split()), settled)
        : Heard.refused();
  }
}
