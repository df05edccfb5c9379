package org.yima.gateway.signed;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.Json;
import org.yima.gateway.insurer.Claim;
import org.yima.gateway.insurer.ClaimOrder;
import org.yima.gateway.insurer.ClaimPayment;
import org.yima.gateway.insurer.ClaimReversal;
import org.yima.gateway.insurer.CommercialInsurer;
import org.yima.gateway.insurer.Eligibility;
import org.yima.gateway.insurer.EligibilityQuestion;
import org.yima.gateway.insurer.Guarantee;
import org.yima.gateway.insurer.GuaranteeOrder;
import org.yima.gateway.insurer.InsurerStatement;
import org.yima.gateway.insurer.Quote;
import org.yima.gateway.insurer.QuoteRequest;
import org.yima.gateway.insurer.RapidClaim;
import org.yima.gateway.insurer.ReversalOrder;

/** The insurer port, as {@code openapi/insurer-port.yaml} describes it. */
public final class SignedInsurer implements CommercialInsurer {

  private final SignedPort port;

  public SignedInsurer(PortSettings settings, InstantSource clock, SecureRandom random) {
    this.port = new SignedPort(settings, clock, random);
  }

  @Override
  public Outcome<Eligibility> checkEligibility(EligibilityQuestion question) {
    return port.post(
        "/v1/eligibility",
        InsurerMessages.eligibility(question),
        answer -> InsurerMessages.readEligibility(answer, question.requestId()));
  }

  @Override
  public Outcome<Quote> quote(QuoteRequest request) {
    return port.post(
        "/v1/quotes",
        InsurerMessages.quote(request),
        answer -> InsurerMessages.readQuote(answer, request));
  }

  @Override
  public Outcome<Guarantee> guarantee(GuaranteeOrder order) {
    return port.post(
            "/v1/guarantees",
            InsurerMessages.guarantee(order),
            Conversation.guarantee(order.guaranteeId()),
            answer -> InsurerMessages.readGuaranteed(answer, order))
        .then(SignedInsurer::unlessDeclined);
  }

  private static Outcome<Guarantee> unlessDeclined(InsurerMessages.AnsweredGuarantee answered) {
    return answered.guarantee().state() == Guarantee.State.DECLINED
        ? Outcome.declined(DeclineReason.INSURER_DECLINED, answered.reason())
        : Outcome.succeeded(answered.guarantee());
  }

  @Override
  public Outcome<Guarantee> queryGuarantee(String guaranteeId) {
    return orNotFound(
        port.get(
                "/v1/guarantees/" + OwnIds.inPath(guaranteeId),
                Conversation.guarantee(guaranteeId),
                answer -> InsurerMessages.readGuarantee(answer, guaranteeId))
            .map(InsurerMessages.AnsweredGuarantee::guarantee),
        () -> Guarantee.notFound(guaranteeId));
  }

  @Override
  public Outcome<Guarantee> release(String guaranteeId, String reason) {
    return port.post(
            "/v1/guarantees/" + OwnIds.inPath(guaranteeId) + "/release",
            Json.object().put("reason", reason),
            Conversation.guarantee(guaranteeId),
            answer -> InsurerMessages.readGuarantee(answer, guaranteeId))
        .map(InsurerMessages.AnsweredGuarantee::guarantee)
        .then(SignedInsurer::mustStandNoMore);
  }

  private static Outcome<Guarantee> mustStandNoMore(Guarantee guarantee) {
    return switch (guarantee.state()) {
      case RELEASED, DECLINED -> Outcome.succeeded(guarantee);
      case GUARANTEED, CLAIMED, NOT_FOUND -> Outcome.unknown(UnknownCause.UNREADABLE);
    };
  }

  @Override
  public Outcome<Claim> claim(ClaimOrder order) {
    return port.post(
        "/v1/claims",
        InsurerMessages.claim(order),
        Conversation.claim(order.claimId()),
        answer -> InsurerMessages.readClaimed(answer, order));
  }

  @Override
  public Outcome<Claim> queryClaim(String claimId) {
    return orNotFound(
        port.get(
            "/v1/claims/" + OwnIds.inPath(claimId),
            Conversation.claim(claimId),
            answer -> InsurerMessages.readClaim(answer, claimId)),
        () -> Claim.notFound(claimId));
  }

  @Override
  public Outcome<ClaimReversal> reverse(ReversalOrder order) {
    return port.post(
        "/v1/claims/" + OwnIds.inPath(order.claimId()) + "/reversals",
        InsurerMessages.reversal(order),
        answer -> InsurerMessages.readReversal(answer, order));
  }

  @Override
  public Outcome<Claim> submit(RapidClaim claim) {
    return port.post(
        "/v1/rapid-claims",
        InsurerMessages.rapidClaim(claim),
        Conversation.claim(claim.claimId()),
        answer -> InsurerMessages.readSubmitted(answer, claim));
  }

  @Override
  public Outcome<List<ClaimPayment>> payments(String claimId) {
    return port.get(
        "/v1/claims/" + OwnIds.inPath(claimId) + "/payments",
        answer -> InsurerMessages.readPayments(answer, claimId));
  }

  @Override
  public Outcome<InsurerStatement> statement(LocalDate day) {
    return port.get("/v1/statements/" + day, answer -> InsurerMessages.readStatement(answer, day));
  }

  /** In a query, "not known" is the answer and no refusal. */
  private static <T> Outcome<T> orNotFound(Outcome<T> outcome, Supplier<T> notFound) {
    Optional<T> absent =
        outcome.fold(
            s -> Optional.empty(),
            p -> Optional.empty(),
            d ->
                d.reason() == DeclineReason.NOT_FOUND && d.code().equals("not-found")
                    ? Optional.of(notFound.get())
                    : Optional.empty(),
            u -> Optional.empty());
    return absent.map(Outcome::succeeded).orElse(outcome);
  }
}
