package org.yima.gateway.tck;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.Outcome;
import org.yima.gateway.insurer.Claim;
import org.yima.gateway.insurer.ClaimOrder;
import org.yima.gateway.insurer.CommercialInsurer;
import org.yima.gateway.insurer.GuaranteeOrder;
import org.yima.gateway.insurer.InsurerNotification;
import org.yima.gateway.insurer.InsurerStatement;
import org.yima.gateway.insurer.QuoteRequest;
import org.yima.gateway.insurer.ReversalOrder;
import org.yima.gateway.signed.SignedInsurer;
import org.yima.gateway.signed.SignedInsurerNotifications;

/** A commercial insurer, DIRECT: quote, guarantee, claim; it reports what it paid. */
final class InsurerDriver implements Driver {
  private static final String INSTITUTION = "H99010000001";
  private static final long FEN = 2_000;
  private static final long BACK = 500;
  private final SandboxWorld world;
  private final Hearing hearing;
  private final CommercialInsurer insurer;
  private final SignedInsurerNotifications notifications;
  private final String policyRef;
  private final String refusing;

  InsurerDriver(SandboxWorld world, Hearing hearing) {
    this.world = world;
    this.hearing = hearing;
    this.insurer =
        new SignedInsurer(
            InsurerSection.settings(world.uri()), InstantSource.system(), new SecureRandom());
    this.notifications = InsurerSection.notifications(InstantSource.system());
    hearing.answer(SignedInsurerNotifications.accepted());
    policyRef = InsurerSection.policy(world, "TCK-1", "DIRECT", "at-once", "");
    refusing = InsurerSection.policy(world, "TCK-2", "DIRECT", "at-once", "CLAIM");
  }

  @Override
  public String name() {
    return "Commercial insurer (our port)";
  }

  @Override
  public Optional<OutsideCheck> checkedBy() {
    return Optional.empty();
  }

  @Override
  public Set<Case> cases() {
    return EnumSet.complementOf(EnumSet.of(Case.REVERSED));
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
        insurer
            .quote(
                new QuoteRequest(
                    "Q" + number,
                    policy,
                    new QuoteRequest.Institution(INSTITUTION, "第一医院"),
                    new QuoteRequest.Bill(
                        "B" + number,
                        1,
                        10_000,
                        List.of(new QuoteRequest.Line(1, "C", "项目", 10_000))),
                    new QuoteRequest.BasicInsurance(6_000, 0, 4_000)))
            .then(
                quote -> insurer.guarantee(new GuaranteeOrder("G" + number, quote.quoteId(), FEN)))
            .then(
                guarantee ->
                    insurer.claim(
                        new ClaimOrder(
                            number,
                            guarantee.guaranteeId(),
                            FEN,
                            new ClaimOrder.SettlementShares("S1", 6_000, 0, 4_000)))),
        Standing.PAID);
  }

  @Override
  public void loseNextAnswer(boolean effect) {
    world.fault("insurer", "claims", effect ? "RESET_AFTER" : "RESET_BEFORE");
  }

  @Override
  public Standing find(String number) {
    Outcome<Claim> found = insurer.queryClaim(number);
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
  public void loseNextRefund(boolean effect) {
    world.fault("insurer", "reversals", effect ? "RESET_AFTER" : "RESET_BEFORE");
  }

  @Override
  public Standing refund(String number, String refundNumber) {
    return Standing.of(
        insurer.reverse(new ReversalOrder(refundNumber, number, BACK, "退费")), Standing.RETURNED);
  }

  /** What was accepted, paid or not: an accepted claim is the institution's to have. */
  @Override
  public long moved() {
    return world.balance("insurer", "owed:" + INSTITUTION)
        + world.balance("insurer", "institution:" + INSTITUTION);
  }

  @Override
  public Told payAndHear(String number) {
    if (pay(number) != Standing.PAID
        || world.control("insurers/" + InsurerSection.ID + "/pay", Map.of()).path("paid").asInt()
            < 1) {
      throw new AssertionError(number);
    }
    for (int i = 0; i < 100; i++) {
      Told told = hearing.next("insurer");
      told.headers()
          .keySet()
          .retainAll(
              Set.of("content-digest", "yima-correlation-id", "signature-input", "signature"));
      if (read(told).number().equals(number)) {
        return told;
      }
    }
    throw new AssertionError("nothing was reported of " + number);
  }

  @Override
  public Heard read(Told told) {
    return notifications.parse("POST", "/insurer", told.headers(), told.body())
            instanceof InsurerNotification.ClaimPaid paid
        ? new Heard(true, paid.payment().claimId(), Standing.PAID, paid.payment().amountFen(), paid)
        : Heard.refused();
  }

  @Override
  public List<Booked> statement() {
    LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    return insurer.statement(today).toOptional().orElseThrow().lines().stream()
        .map(InsurerDriver::booked)
        .toList();
  }

  private static Booked booked(InsurerStatement.Line line) {
    return new Booked(line.id(), line.signedFen());
  }
}
