package org.yima.gateway.signed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.insurer.Claim;
import org.yima.gateway.insurer.ClaimDocument;
import org.yima.gateway.insurer.ClaimOrder;
import org.yima.gateway.insurer.ClaimPayment;
import org.yima.gateway.insurer.ClaimReversal;
import org.yima.gateway.insurer.Eligibility;
import org.yima.gateway.insurer.EligibilityQuestion;
import org.yima.gateway.insurer.Guarantee;
import org.yima.gateway.insurer.GuaranteeOrder;
import org.yima.gateway.insurer.InsurerStatement;
import org.yima.gateway.insurer.Quote;
import org.yima.gateway.insurer.QuoteRequest;
import org.yima.gateway.insurer.RapidClaim;
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
  record AnsweredGuarantee(Guarantee guarantee, String reason) {
    @Override
    public String toString() {
      return "AnsweredGuarantee[" + guarantee + "]";
    }
  }

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
    putBill(body, request.institution(), request.bill(), request.basic());
    return body;
  }

  private static void putBill(
      ObjectNode body,
      QuoteRequest.Institution institution,
      QuoteRequest.Bill bill,
      QuoteRequest.BasicInsurance basic) {
    body.putObject("institution").put("code", institution.code()).put("name", institution.name());
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
        .put("fundShare", basic.fundFen())
        .put("accountShare", basic.accountFen())
        .put("selfPay", basic.selfPayFen());
  }

  static Outcome<Quote> readQuote(Fields answer, QuoteRequest request) {
    answer.mustRepeat("quoteId", request.quoteId());
    long covered = answer.fen("covered");
    if (covered > request.basic().selfPayFen()) {
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

  /** A guarantee of less than was asked is none that the bill could count on. */
  static Outcome<AnsweredGuarantee> readGuaranteed(Fields answer, GuaranteeOrder order) {
    if (answer.choice("status", Guarantee.State.class) == Guarantee.State.GUARANTEED
        && answer.fen("amount") != order.amountFen()) {
      throw new UnreadableAnswer("amount");
    }
    return readGuarantee(answer, order.guaranteeId());
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
                guaranteedFen(answer, state),
                answer.optionalText("insurerRef"),
                answer.instant("validUntil")),
            answer.optionalText("reason").orElse(null)));
  }

  /** Whoever guarantees says how much; of the other states it may be left out. */
  private static long guaranteedFen(Fields data, Guarantee.State state) {
    return state == Guarantee.State.GUARANTEED || data.has("amount") ? data.fen("amount") : 0;
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
    if (!order.documents().isEmpty()) {
      putDocuments(body, order.documents());
    }
    return body;
  }

  private static void putDocuments(ObjectNode body, List<ClaimDocument> all) {
    ArrayNode documents = body.putArray("documents");
    all.forEach(
        document ->
            documents
                .addObject()
                .put("kind", document.kind().name())
                .put("number", document.number())
                .put("sha256", document.sha256()));
  }

  /** What is guaranteed is accepted wholly or not at all: a part of it is no answer. */
  static Outcome<Claim> readClaimed(Fields answer, ClaimOrder order) {
    answer.mustRepeat("claimId", order.claimId());
    return switch (answer.choice("status", ClaimStatus.class)) {
      case ACCEPTED -> {
        if (answer.fen("amount") != order.amountFen()) {
          throw new UnreadableAnswer("amount");
        }
        yield Outcome.succeeded(
            new Claim(order.claimId(), Claim.State.ACCEPTED, order.amountFen(), 0));
      }
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

  static ObjectNode rapidClaim(RapidClaim claim) {
    ObjectNode body =
        Json.object()
            .put("claimId", claim.claimId())
            .put("policyRef", claim.policyRef())
            .put("paid", claim.paidFen())
            .put("setlId", claim.setlId())
            .put("consentId", claim.consentId());
    putBill(body, claim.institution(), claim.bill(), claim.basic());
    putDocuments(body, claim.documents());
    return body;
  }

  static Outcome<Claim> readSubmitted(Fields answer, RapidClaim asked) {
    answer.mustRepeat("claimId", asked.claimId());
    Claim decided = decidedClaim(answer);
    if (decided.amountFen() > asked.paidFen()) {
      throw new UnreadableAnswer("amount");
    }
    return decided.state() == Claim.State.DECLINED
        ? Outcome.declined(
            DeclineReason.INSURER_DECLINED, answer.optionalText("reason").orElse(null))
        : Outcome.succeeded(decided);
  }

  /** A claim in an answer or a notification that tells its amount. */
  static Claim decidedClaim(Fields data) {
    return switch (data.choice("status", ClaimStatus.class)) {
      case ACCEPTED -> new Claim(data.text("claimId"), Claim.State.ACCEPTED, data.fen("amount"), 0);
      case DECLINED -> new Claim(data.text("claimId"), Claim.State.DECLINED, 0, 0);
    };
  }

  static Guarantee decidedGuarantee(Fields data) {
    Guarantee.State state = data.choice("status", Guarantee.State.class);
    if (state != Guarantee.State.GUARANTEED && state != Guarantee.State.DECLINED) {
      throw new UnreadableAnswer("status");
    }
    return new Guarantee(
        data.text("guaranteeId"),
        state,
        guaranteedFen(data, state),
        data.optionalText("insurerRef"),
        data.instant("validUntil"));
  }

  static ClaimPayment payment(Fields data) {
    return new ClaimPayment(
        data.text("paymentId"),
        data.text("claimId"),
        data.fen("amount"),
        data.choice("payee", ClaimPayment.Payee.class),
        data.instant("paidAt").orElseThrow(() -> new UnreadableAnswer("paidAt")));
  }

  static Outcome<List<ClaimPayment>> readPayments(Fields answer, String claimId) {
    answer.mustRepeat("claimId", claimId);
    List<ClaimPayment> payments =
        answer.objects("payments").stream().map(InsurerMessages::payment).toList();
    if (payments.stream().anyMatch(payment -> !payment.claimId().equals(claimId))) {
      throw new UnreadableAnswer("claimId");
    }
    return Outcome.succeeded(payments);
  }

  static Outcome<InsurerStatement> readStatement(Fields answer, LocalDate day) {
    answer.mustRepeat("day", day.toString());
    return Outcome.succeeded(
        new InsurerStatement(
            day,
            answer.objects("lines").stream()
                .map(
                    line ->
                        new InsurerStatement.Line(
                            line.choice("kind", InsurerStatement.Kind.class),
                            line.text("id"),
                            line.fen("amount")))
                .toList(),
            answer.fen("total")));
  }
}
