package org.yima.sandbox.alipay;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.bureau.MobileOrders;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/** What both families of medical methods are asked alike, and the rules that it has to keep. */
final class MedicalRequest {
  private MedicalRequest() {}

  static Instant time(Fields request, String name) {
    try {
      return LocalDateTime.parse(request.text(name, 32), AlipayMoney.TIME)
          .toInstant(AlipayMoney.ZONE);
    } catch (DateTimeParseException malformed) {
      throw request.bad(name, "must be yyyy-MM-dd HH:mm:ss");
    }
  }

  /** An amount that may be nothing. */
  static long amount(Fields request, String name) {
    String text = request.text(name, 11);
    return text.matches("0(\\.0{1,2})?") ? 0 : AlipayMoney.fen(request, name);
  }

  /** The payer that it names, who has an account. */
  static AlipayPayer payer(Fields request, Transaction tx) {
    String ref =
        request
            .optional("alipay_user_id", 16)
            .or(() -> request.optional("open_id", 128))
            .orElseThrow(() -> request.bad("open_id", "or alipay_user_id is required"));
    return tx.find(AlipayPayer.class, ref)
        .orElseThrow(() -> new Refused(200, "USER_NOT_EXIST", "用户不存在"));
  }

  /** What is paid besides or spared, to be repeated. */
  static List<Map<String, String>> subsidies(Fields request) {
    return request.has("subsidy_amount_params")
        ? request.objects("subsidy_amount_params", 20).stream()
            .map(
                each ->
                    Map.of(
                        "subsidy_type", each.text("subsidy_type", 64),
                        "subsidy_mode", each.text("subsidy_mode", 32),
                        "subsidy_amount",
                            AlipayMoney.yuan(AlipayMoney.fen(each, "subsidy_amount"))))
            .toList()
        : List.of();
  }

  static long reduced(Fields request) {
    return sum(request, "REDUCE");
  }

  private static long sum(Fields request, String mode) {
    return request.has("subsidy_amount_params")
        ? request.objects("subsidy_amount_params", 20).stream()
            .filter(each -> each.text("subsidy_mode", 32).equals(mode))
            .mapToLong(each -> AlipayMoney.fen(each, "subsidy_amount"))
            .sum()
        : 0;
  }

  /** Everybody's shares and what is spared make the total; what is added is in the cash. */
  static void adds(Fields request, long cash) {
    List<Map<String, String>> unused = subsidies(request);
    long reduced = reduced(request);
    long shares =
        amount(request, "gov_amount")
            + amount(request, "account_amount")
            + amount(request, "other_amount")
            + cash;
    if (shares + reduced != AlipayMoney.fen(request, "total_amount")) {
      throw new Refused(200, "AMOUNT_NOT_MATCH", "金额校验不通过");
    }
  }

  /**
   * An order under a number that has one has to be the same, and that one not over.
   *
   * @param paidAt null while it is not paid
   */
  static void mayComeAgain(boolean same, boolean open, Instant paidAt) {
    if (!same) {
      throw new Refused(200, "ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改");
    }
    if (!open) {
      throw new Refused(
          200, paidAt == null ? "ACQ.TRADE_HAS_CLOSE" : "ACQ.TRADE_HAS_SUCCESS", "交易已结束");
    }
  }

  /** The centre knows the order, its authorisation and the very split, and it is the payer's. */
  static void fits(
      Fields request, AlipayPayer payer, Optional<MobileOrders> centre, Transaction tx) {
    MobileOrders.Taken taken =
        centre
            .flatMap(there -> there.find(tx, request.text("pay_order_id", 64)))
            .orElseThrow(() -> new Refused(200, "PAY_ORDER_NOT_EXIST", "医保订单不存在"));
    if (!taken.payAuthNo().equals(request.text("pay_auth_no", 64))) {
      throw new Refused(200, "PAY_AUTH_NO_INVALID", "支付授权码无效");
    }
    if (!payer.mayPayFor(taken.idNumber())) {
      throw new Refused(200, "USER_NOT_MATCH", "支付人与参保人不一致");
    }
    long cash = amount(request, "real_amount");
    boolean fits =
        taken.payable()
            && taken.own() + sum(request, "ADD") - sum(request, "REDUCE") == cash
            && taken.fund() == amount(request, "gov_amount")
            && taken.account() == amount(request, "account_amount")
            && taken.other() == amount(request, "other_amount")
            && taken.orgCodg().equals(request.text("org_no", 32))
            && taken.medOrgOrd().equals(request.text("med_org_ord", 64));
    if (!fits) {
      throw new Refused(200, "MEDICAL_ORDER_NOT_MATCH", "医保订单信息不一致");
    }
  }
}
