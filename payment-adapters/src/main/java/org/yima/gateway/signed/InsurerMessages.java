package org.yima.gateway.signed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.insurer.Claim;
import org.yima.gateway.insurer.ClaimOrder;
import org.yima.gateway.insurer.ClaimReversal;
import org.yima.gateway.insurer.Eligibility;
import org.yima.gateway.insurer.EligibilityQuestion;
import org.yima.gateway.insurer.Guarantee;
import org.yima.gateway.insurer.GuaranteeOrder;
import org.yima.gateway.insurer.Quote;
import org.yima.gateway.insurer.QuoteRequest;
import org.yima.gateway.insurer.ReversalOrder;

/** The insurer port's bodies: our records to JSON and back. */
final class InsurerMessages {

  private enum ReversalStatus {
    REVERSED,
    DECLINED
  }

  private enum ClaimStatus {
    ACCEPTED,
    DECLINED
  }

  /** A guarantee, and why it was declined. */
  record AnsweredGuarantee(Guarantee guarantee, String reason) {}

  private InsurerMessages() {}

  static ObjectNode eligibility(EligibilityQuestion question) {
    ObjectNode body =
        Json.object()
            .put("requestId", question.requestId())
            .put("policyNumber", question.policyNumber());
    body.putObject("holder")
        .put("name", question.holder().name())
        .put("idType", question.holder().idType())
        .put("idNumber", question.holder().idNumber());
    return body;
  }

  static Outcome<Eligibility> readEligibility(Fields answer, String requestId) {
    answer.mustRepeat("requestId", requestId);
    boolean eligible = answer.flag("eligible");
    return Outcome.succeeded(
        new Eligibility(
            requestId,
            eligible,
            answer.has("kind")
                ? Optional.of(answer.choice("kind", Eligibility.PolicyKind.class))
                : Optional.empty(),
            eligible ? answer.text("policyRef") : "",
            answer.optionalText("reason").orElse("")));
  }

  static ObjectNode quote(QuoteRequest request) {
    ObjectNode body =
        Json.object().put("quoteId", request.quoteId()).put("policyRef", request.policyRef());
    body.putObject("institution")
        .put("code", request.institution().code())
        .put("name", request.institution().name());
    QuoteRequest.Bill bill = request.bill();
    ArrayNode lines =
        body.putObject("bill")
            .put("id", bill.id())
            .put("version", bill.version())
            .put("total", bill.totalFen())
            .putArray("lines");
    bill.lines()
        .forEach(
            line ->
                lines
                    .addObject()
                    .put("lineNo", line.lineNo())
                    .put("code", line.code())
                    .put("name", line.name())
                    .put("amount", line.amountFen()));
    body.putObject("basic")
        .put("fundShare", request.basic().fundFen())
        .put("accountShare", request.basic().accountFen())
        .put("selfPay", request.basic().selfPayFen());
    return body;
  }

  static Outcome<Quote> readQuote(Fields answer, QuoteRequest request) {
    answer.mustRepeat("quoteId", request.quoteId());
    long covered = answer.fen("covered");
    if (covered > request.bill().totalFen()) {
      throw new UnreadableAnswer("covered");
    }
    List<Quote.Reason> reasons =
        answer.objects("reasons").stream()
            .map(reason -> new Quote.Reason(reason.text("code"), reason.text("text")))
            .toList();
    return Outcome.succeeded(
        new Quote(
            request.quoteId(),
            covered,
            reasons,
            answer.instant("validUntil").orElseThrow(() -> new UnreadableAnswer("validUntil"))));
  }

  static ObjectNode guarantee(GuaranteeOrder order) {
    return Json.object()
        .put("guaranteeId", order.guaranteeId())
        .put("quoteId", order.quoteId())
        .put("amount", order.amountFen());
  }

  static Outcome<AnsweredGuarantee> readGuarantee(Fields answer, String guaranteeId) {
    answer.mustRepeat("guaranteeId", guaranteeId);
    Guarantee.State state = answer.choice("status", Guarantee.State.class);
    if (state == Guarantee.State.NOT_FOUND) {
      throw new UnreadableAnswer("status");
    }
    return Outcome.succeeded(
        new AnsweredGuarantee(
            new Guarantee(
                guaranteeId,
                state,
                answer.optionalText("insurerRef"),
                answer.instant("validUntil")),
            answer.optionalText("reason").orElse(null)));
  }

  static ObjectNode claim(ClaimOrder order) {
    ObjectNode body =
        Json.object()
            .put("claimId", order.claimId())
            .put("guaranteeId", order.guaranteeId())
            .put("amount", order.amountFen());
    body.putObject("settlement")
        .put("setlId", order.settlement().setlId())
        .put("fundShare", order.settlement().fundFen())
        .put("accountShare", order.settlement().accountFen())
        .put("selfPay", order.settlement().selfPayFen());
    return body;
  }

  static Outcome<Claim> readClaimed(Fields answer, ClaimOrder order) {
    answer.mustRepeat("claimId", order.claimId());
    return switch (answer.choice("status", ClaimStatus.class)) {
      case ACCEPTED ->
          Outcome.succeeded(new Claim(order.claimId(), Claim.State.ACCEPTED, order.amountFen(), 0));
      case DECLINED ->
          Outcome.declined(
              DeclineReason.INSURER_DECLINED, answer.optionalText("reason").orElse(null));
    };
  }

  static Outcome<Claim> readClaim(Fields answer, String claimId) {
    answer.mustRepeat("claimId", claimId);
    Claim.State state = answer.choice("status", Claim.State.class);
    if (state == Claim.State.NOT_FOUND) {
      throw new UnreadableAnswer("status");
    }
    return Outcome.succeeded(
        new Claim(claimId, state, answer.fen("amount"), answer.fen("reversed")));
  }

  static ObjectNode reversal(ReversalOrder order) {
    return Json.object()
        .put("reversalId", order.reversalId())
        .put("amount", order.amountFen())
        .put("reason", order.reason());
  }

  static Outcome<ClaimReversal> readReversal(Fields answer, ReversalOrder order) {
    answer.mustRepeat("reversalId", order.reversalId());
    return switch (answer.choice("status", ReversalStatus.class)) {
      case REVERSED ->
          Outcome.succeeded(
              new ClaimReversal(order.reversalId(), order.claimId(), order.amountFen()));
      case DECLINED ->
          Outcome.declined(
              DeclineReason.INSURER_DECLINED, answer.optionalText("reason").orElse(null));
    };
  }
}
