package org.yima.gateway.tck;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.insurer.Claim;
import org.yima.gateway.insurer.ClaimOrder;
import org.yima.gateway.insurer.CommercialInsurer;
import org.yima.gateway.insurer.Guarantee;
import org.yima.gateway.insurer.GuaranteeOrder;
import org.yima.gateway.insurer.InsurerNotification;
import org.yima.gateway.insurer.InsurerStatement;
import org.yima.gateway.insurer.QuoteRequest;
import org.yima.gateway.insurer.ReversalOrder;
import org.yima.gateway.signed.PortSettings;
import org.yima.gateway.signed.SignedInsurer;
import org.yima.gateway.signed.SignedInsurerNotifications;

/** A commercial insurer, DIRECT: quote, guarantee, claim; it reports what it paid. */
final class InsurerDriver extends AdapterDriver<CommercialInsurer> implements Reporting, Stating {
  private static final String INSTITUTION = "H99010000001";
  private static final long FEN = 2_000;
  private static final long BACK = 500;
  private final Hearing hearing;
  private final SignedInsurerNotifications notifications;
  private final LocalDate began = today();
  private final String policyRef;
  private final String refusing;

  InsurerDriver(
      SandboxWorld world,
      Hearing hearing,
      Function<Timeouts, PortSettings> settings,
      SignedInsurerNotifications notifications,
      List<Reporting> others) {
    super(
        world,
        "insurer",
        Map.of(
            Step.PAY, "claims",
            Step.FIND, "claim-query",
            Step.REFUND, "reversals",
            Step.REPORT, "notify"),
        others,
        calls ->
            new SignedInsurer(settings.apply(calls), InstantSource.system(), new SecureRandom()));
    this.hearing = hearing;
    this.notifications = notifications;
    hearing.answer(SignedInsurerNotifications.accepted());
    policyRef = InsurerSection.policy(world, "TCK-1", "DIRECT", "at-once", "");
    refusing = InsurerSection.policy(world, "TCK-2", "DIRECT", "at-once", "CLAIM");
  }

  @Override
  public String name() {
    return "Commercial insurer (our port)";
  }

  /**
   * Nothing waits for a payer: the institution claims, and the insurer decides. What was returned
   * is seen in the claim alone.
   */
  @Override
  public Set<Case> cases() {
    return EnumSet.complementOf(
        EnumSet.of(
            Case.BEGUN_TWICE,
            Case.CLOSED_UNKNOWN,
            Case.CLOSED_PAID,
            Case.REVERSED,
            Case.REFUND_FOUND,
            Case.REFUND_HELD));
  }

  @Override
  public long fen() {
    return FEN;
  }

  @Override
  public long back() {
    return BACK;
  }

  @Override
  public Standing pay(String number) {
    return pay(number, policyRef);
  }

  @Override
  public Standing payRefused(String number) {
    return pay(number, refusing);
  }

  private Standing pay(String number, String policy) {
    return Standing.of(
        guaranteed(number, policy)
            .then(guarantee -> deciding().claim(claim(number, guarantee.guaranteeId()))),
        Standing.PAID);
  }

  private Outcome<Guarantee> guaranteed(String number, String policy) {
    return adapter()
        .quote(
            new QuoteRequest(
                "Q" + number,
                policy,
                new QuoteRequest.Institution(INSTITUTION, "第一医院"),
                new QuoteRequest.Bill(
                    "B" + number, 1, 10_000, List.of(new QuoteRequest.Line(1, "C", "项目", 10_000))),
                new QuoteRequest.BasicInsurance(6_000, 0, 4_000)))
        .then(quote -> adapter().guarantee(new GuaranteeOrder("G" + number, quote.quoteId(), FEN)));
  }

  private static ClaimOrder claim(String number, String guaranteeId) {
    return new ClaimOrder(
        number, guaranteeId, FEN, new ClaimOrder.SettlementShares("S1", 6_000, 0, 4_000));
  }

  @Override
  public Standing find(String number) {
    Outcome<Claim> found = deciding().queryClaim(number);
    return found
        .toOptional()
        .map(
            claim ->
                switch (claim.state()) {
                  case NOT_FOUND -> Standing.NOT_THERE;
                  case ACCEPTED -> Standing.PAID;
                  case DECLINED -> Standing.REFUSED;
                  case REVERSED -> Standing.RETURNED;
                })
        .orElseGet(() -> Standing.of(found, Standing.PAID));
  }

  @Override
  public Standing refund(String number, String refundNumber) {
    return Standing.of(
        deciding().reverse(new ReversalOrder(refundNumber, number, BACK, "退费")), Standing.RETURNED);
  }

  /** What was accepted, paid or not: an accepted claim is the institution's to have. */
  @Override
  public long moved() {
    return world.balance("insurer", "owed:" + INSTITUTION)
        + world.balance("insurer", "institution:" + INSTITUTION);
  }

  @Override
  public void payReported(String number) {
    if (pay(number) != Standing.PAID || payout() < 1) {
      throw new AssertionError(number);
    }
  }

  /** It pays everything that it owes at once. */
  @Override
  public void reportBefore() {
    if (payout() < 0) {
      throw new AssertionError("paid less than nothing");
    }
  }

  private int payout() {
    return world.control("insurers/" + InsurerSection.ID + "/pay", Map.of()).path("paid").asInt();
  }

  /** An insurer has one address for all. */
  @Override
  public Told next(String number) {
    Told told = hearing.next("insurer");
    told.headers()
        .keySet()
        .retainAll(Set.of("content-digest", "yima-correlation-id", "signature-input", "signature"));
    return told;
  }

  /** What it decides later, of a guarantee and of a claim, and that it paid. */
  @Override
  public List<Told> everyReport(String number) {
    String later = InsurerSection.policy(world, "TCK-3", "DIRECT", "later", "");
    String claim = number + "01";
    Standing taken = Standing.of(guaranteed(claim, later), Standing.PAID);
    Told guarantee = heard(InsurerNotification.GuaranteeDecided.class);
    Standing claimed = Standing.of(adapter().claim(claim(claim, "G" + claim)), Standing.PAID);
    Told decided = heard(InsurerNotification.ClaimDecided.class);
    if (taken != Standing.OPEN || claimed != Standing.OPEN || payout() < 1) {
      throw new AssertionError(taken + " " + claimed);
    }
    return List.of(guarantee, decided, heard(InsurerNotification.ClaimPaid.class));
  }

  private Told heard(Class<? extends InsurerNotification> kind) {
    for (int i = 0; i < 1_000; i++) {
      Told told = next("");
      if (kind.isInstance(parse(told))) {
        return told;
      }
    }
    throw new AssertionError(kind.getSimpleName() + " was never told");
  }

  @Override
  public Sealed sealed() {
    return Sealed.P_256;
  }

  @Override
  public Object parse(Told told) {
    return notifications.parse("POST", "/insurer", told.headers(), told.body());
  }

  @Override
  public Heard read(Told told) {
    return parse(told) instanceof InsurerNotification.ClaimPaid paid
        ? new Heard(true, paid.payment().claimId(), Standing.PAID, paid.payment().amountFen(), paid)
        : Heard.refused();
  }

  @Override
  public List<Booked> statement() {
    return new TreeSet<>(List.of(began, today()))
        .stream()
            .flatMap(day -> adapter().statement(day).toOptional().orElseThrow().lines().stream())
            .map(InsurerDriver::booked)
            .toList();
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneId.of("Asia/Shanghai"));
  }

  private static Booked booked(InsurerStatement.Line line) {
    return new Booked(line.id(), line.signedFen());
  }
}
