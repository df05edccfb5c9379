package org.yima.payment.gateways;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yima.gateway.MaskedName;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.insurance.BureauCall;
import org.yima.gateway.insurance.MedicalInsurance;
import org.yima.gateway.insurance.Settlement;
import org.yima.gateway.insurance.SettlementKey;
import org.yima.gateway.insurance.SettlementStatus;
import org.yima.gateway.insurance.UnknownCall;
import org.yima.gateway.insurer.CommercialInsurer;
import org.yima.gateway.insurer.GuaranteeOrder;
import org.yima.gateway.insurer.ReversalOrder;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.RefundRef;
import org.yima.gateway.wallet.WalletGateway;
import org.yima.gateway.wallet.Way;
import org.yima.institution.Institution;
import org.yima.payment.leg.Answer;
import org.yima.payment.leg.Answer.Word;
import org.yima.payment.leg.Command;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.Payment;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayBusyException;
import org.yima.platform.GatewayConfig;
import org.yima.platform.GatewayPool;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;

/**
 * Carries out one command of the decisions at its gateway, once, on the bounded pool. It decides
 * nothing and never asks twice.
 */
@ApplicationScoped
public class Desk {
  private final GatewayPool pool;
  private final WalletGateway wallet;
  private final MedicalInsurance bureau;
  private final Insurers insurers;
  private final GatewayConfig config;

  Desk(
      GatewayPool pool,
      WalletGateway wallet,
      MedicalInsurance bureau,
      Insurers insurers,
      GatewayConfig config) {
    this.pool = pool;
    this.wallet = wallet;
    this.bureau = bureau;
    this.insurers = insurers;
    this.config = config;
  }

  /**
   * One question to a gateway.
   *
   * @param payment as it was stored when the question was decided
   * @param callId the id of this very call, where the gateway wants each call to have its own
   */
  public record Question(
      Payment payment,
      Command command,
      LegContext context,
      Institution institution,
      String callId) {
    Leg leg() {
      return payment.leg(command.legId());
    }
  }

  /**
   * What came back.
   *
   * @param next what the payer has to do, when that is part of it
   * @param familyPayer whose account bears the family's part of a settlement, where that is told
   */
  public record Heard(Answer answer, NextAction next, Optional<MaskedName> familyPayer) {
    static Heard of(Answer answer) {
      return new Heard(answer, NextAction.none(), Optional.empty());
    }
  }

  /**
   * Asks. Never fails: what throws on its way is not known; what can't even be addressed is not
   * asked, and says so.
   */
  public Uni<Heard> ask(Question question) {
    return Uni.createFrom()
        .deferred(() -> addressed(question))
        .map(
            call ->
                pool.call(call.to(), call.made())
                    .onFailure(GatewayBusyException.class)
                    .recoverWithItem(busy -> heard(Word.UNASKED, busy))
                    .onFailure()
                    .recoverWithItem(failure -> heard(Word.UNKNOWN, failure)))
        .onFailure()
        .recoverWithItem(failure -> Uni.createFrom().item(heard(Word.UNASKED, failure)))
        .chain(heard -> heard);
  }

  /** The call, with everything that it needs of ours looked up; nothing is sent yet. */
  private Uni<Addressed> addressed(Question q) {
    return switch (q.leg().kind()) {
      case WALLET -> {
        Merchant merchant = merchant(q.institution());
        yield ready(Gateway.WECHAT, () -> askWallet(merchant, q));
      }
      case INSURANCE -> {
        BureauCall call = bureauCall(q.institution(), q.callId(), q.context().text("area"));
        yield ready(Gateway.BUREAU, () -> askBureau(call, q));
      }
      case COMMERCIAL -> {
        Id insurer =
            Id.parse(q.context().text("insurerId"))
                .orElseThrow(PlatformProblem.UNAVAILABLE::problem);
        yield insurers
            .of(insurer)
            .chain(port -> ready(Gateway.insurer(insurer), () -> Heard.of(askInsurer(port, q))));
      }
    };
  }

  private record Addressed(Gateway to, Callable<Heard> made) {}

  private static Uni<Addressed> ready(Gateway to, Callable<Heard> call) {
    return Uni.createFrom().item(new Addressed(to, call));
  }

  private static Heard heard(Word word, Throwable failure) {
    return Heard.of(Answer.of(word, code(failure)));
  }

  private static String code(Throwable failure) {
    return failure.getClass().getSimpleName();
  }

  private Heard askWallet(Merchant merchant, Question q) {
    OrderRef order = order(q);
    return switch (q.command().op()) {
      case PREPAY -> prepay(merchant, q);
      case PAY_CODE -> Heard.of(Answers.ofCodePayment(wallet.payByCode(merchant, shown(q))));
      case REVERSE_CHARGE -> Heard.of(Answers.ofUndoing(wallet.reverse(merchant, order)));
      case QUERY_CHARGE ->
          Heard.of(Answers.ofQuery(wallet.query(merchant, order), Answers::ofCharge));
      case CLOSE_CHARGE -> Heard.of(Answers.ofClose(wallet.close(merchant, order)));
      case REFUND -> Heard.of(Answers.ofRefund(wallet.refund(merchant, refund(q))));
      case QUERY_REFUND ->
          Heard.of(
              Answers.ofQuery(
                  wallet.queryRefund(merchant, back(q)),
                  refund -> Answers.ofRefund(refund, q.command().amount())));
      default -> throw new IllegalStateException("not a wallet's: " + q.command().op());
    };
  }

  private Merchant merchant(Institution institution) {
    return Merchant.of(
        config.wechat().spMchid(),
        config.wechat().spAppid(),
        institution.subMchid().orElseThrow(PlatformProblem.UNAVAILABLE::problem));
  }

  private Heard prepay(Merchant merchant, Question q) {
    Outcome<Charge> outcome =
        wallet.prepay(
            merchant,
            new Prepay(
                order(q),
                q.context().text("description"),
                q.leg().amount(),
                new Way.InWallet(q.context().text("payerId")),
                q.payment().payBy(),
                notifyUrl()));
    NextAction next =
        outcome.fold(
            s -> NextAction.none(),
            p -> p.nextAction(),
            d -> NextAction.none(),
            u -> NextAction.none());
    return new Heard(Answers.ofPrepay(outcome), next, Optional.empty());
  }

  private static CodePayment shown(Question q) {
    return new CodePayment(
        order(q),
        q.context().text("description"),
        q.leg().amount(),
        q.context().code(),
        q.context().text("device"),
        q.institution().code());
  }

  /** A leg is ordered under its own id, which tells when it was made. */
  private static OrderRef order(Question q) {
    return new OrderRef(q.leg().hex(), Instant.ofEpochMilli(q.leg().id().millis()));
  }

  private static RefundRef back(Question q) {
    String number = q.command().number();
    return new RefundRef(number, q.leg().back(number).since(), order(q));
  }

  private RefundOrder refund(Question q) {
    return new RefundOrder(back(q), q.command().amount(), q.leg().moved(), "退款", notifyUrl());
  }

  private URI notifyUrl() {
    return URI.create(config.wechat().notifyBaseUrl() + "/v1/callbacks/wechat");
  }

  private Heard askBureau(BureauCall call, Question q) {
    return switch (q.command().op()) {
      case SETTLE -> {
        Outcome<Settlement> outcome = bureau.settle(call, q.context().settleOrder());
        yield settled(Answers.ofSettle(outcome), outcome.toOptional());
      }
      case QUERY_SETTLEMENT -> {
        Outcome<SettlementStatus> outcome = bureau.querySettlement(call, key(q));
        yield settled(
            Answers.ofQuery(outcome, Answers::ofStatus),
            outcome.toOptional().flatMap(SettlementStatus::settlement));
      }
      case BAR_SETTLEMENT ->
          Heard.of(Answers.ofOrder(bureau.reverseUnknown(call, unknown(q)), Word.NOTED));
      case REVERSE_SETTLEMENT ->
          Heard.of(Answers.ofOrder(bureau.reverse(call, key(q)), Word.REVERSED));
      default -> throw new IllegalStateException("not the bureau's: " + q.command().op());
    };
  }

  private static Heard settled(Answer answer, Optional<Settlement> settlement) {
    return new Heard(answer, NextAction.none(), settlement.flatMap(Settlement::mutualAidPayer));
  }

  /** What every message to the bureau carries. */
  public static BureauCall bureauCall(Institution institution, String msgid, String area) {
    return new BureauCall(
        msgid,
        new BureauCall.Institution(
            institution.fixmedinsCode().orElseThrow(PlatformProblem.UNAVAILABLE::problem),
            institution.name(),
            institution.admdvs().orElseThrow(PlatformProblem.UNAVAILABLE::problem),
            "yima",
            "yima"),
        area);
  }

  private static SettlementKey key(Question q) {
    String psnNo = q.context().text("psnNo");
    String mdtrtId = q.context().text("mdtrtId");
    return q.leg().number().isEmpty()
        ? SettlementKey.byMessage(psnNo, mdtrtId, q.leg().asked())
        : SettlementKey.byNumber(psnNo, mdtrtId, q.leg().number());
  }

  private static UnknownCall unknown(Question q) {
    return new UnknownCall(q.context().text("psnNo"), q.leg().asked(), UnknownCall.Kind.SETTLE);
  }

  private static Answer askInsurer(CommercialInsurer port, Question q) {
    String id = q.leg().hex();
    return switch (q.command().op()) {
      case GUARANTEE ->
          Answers.ofGuarantee(
              port.guarantee(
                  new GuaranteeOrder(id, q.context().text("quoteId"), q.leg().amount())));
      case RELEASE -> Answers.ofRelease(port.release(id, "not-needed"));
      case CLAIM -> Answers.ofClaim(port.claim(q.context().claim(id, q.leg().amount())));
      case REVERSE_CLAIM ->
          Answers.ofClaimReversal(
              port.reverse(
                  new ReversalOrder(id, q.context().claimId(id), q.leg().amount(), "refund")));
      default -> throw new IllegalStateException("not an insurer's: " + q.command().op());
    };
  }
}
