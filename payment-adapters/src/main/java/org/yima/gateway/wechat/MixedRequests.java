package org.yima.gateway.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.wechat.pay.java.core.cipher.PrivacyEncryptor;
import java.util.Optional;
import org.yima.gateway.http.Json;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.MixedAmounts;
import org.yima.gateway.wallet.MixedInsured;
import org.yima.gateway.wallet.MixedOrder;
import org.yima.gateway.wallet.MixedPerson;
import org.yima.gateway.wallet.MixedRefundOrder;

/** Our mixed orders and refunds as the members of {@code /v3/med-ins}. */
final class MixedRequests {

  private final PrivacyEncryptor encryptor;
  private final WechatMixedSettings settings;

  MixedRequests(PrivacyEncryptor encryptor, WechatMixedSettings settings) {
    this.encryptor = encryptor;
    this.settings = settings;
  }

  /**
   * An order.
   *
   * @param prepayId of the cash part, absent when there is none
   */
  ObjectNode order(Merchant merchant, MixedOrder order, Optional<String> prepayId) {
    ObjectNode body =
        Json.object()
            .put("mix_pay_type", order.payment().name())
            .put("order_type", kind(order.kind()))
            .put("appid", merchant.application())
            .put("sub_mchid", merchant.account())
            .put("openid", order.payer().walletId())
            .put("pay_for_relatives", order.payer().relative().isPresent())
            .put("out_trade_no", order.order().number())
            .put("serial_no", order.serial())
            .put("city_id", order.institution().cityCode())
            .put("med_inst_name", order.institution().name())
            .put("med_inst_no", order.institution().code())
            .put("callback_url", order.notifyUrl().toString());
    if (!order.institution().application().isEmpty()) {
      body.put("sub_appid", order.institution().application());
    }
    body.set("payer", person(order.payer().self()));
    order.payer().relative().ifPresent(relative -> body.set("relative", person(relative)));
    prepayId.ifPresent(id -> body.put("prepay_id", id));
    amounts(body, order.amounts());
    order.insured().ifPresent(insured -> insured(body, order, insured));
    if (settings.testEnvironment()) {
      body.put("med_ins_test_env", true);
    }
    return body;
  }

  private static void insured(ObjectNode body, MixedOrder order, MixedInsured insured) {
    body.put("pay_order_id", insured.payOrderId())
        .put("pay_auth_no", insured.payAuthNo())
        .put("geo_location", insured.place().text())
        .put("med_ins_order_create_time", WechatRequests.rfc3339(insured.orderedAt()));
    if (order.institution().passThrough()) {
      ObjectNode through =
          Json.object()
              .put("payAuthNo", insured.payAuthNo())
              .put("payOrdId", insured.payOrderId())
              .put("setlLatlnt", insured.place().text());
      body.put("passthrough_request_content", new String(Json.bytes(through), UTF_8));
    }
  }

  private static void amounts(ObjectNode body, MixedAmounts amounts) {
    body.put("total_fee", amounts.totalFen())
        .put("med_ins_gov_fee", amounts.fundFen())
        .put("med_ins_self_fee", amounts.accountFen())
        .put("med_ins_other_fee", amounts.otherFen())
        .put("med_ins_cash_fee", amounts.cashFen())
        .put("wechat_pay_cash_fee", amounts.walletCashFen());
    if (!amounts.additions().isEmpty()) {
      ArrayNode added = body.putArray("cash_add_detail");
      amounts
          .additions()
          .forEach(
              each ->
                  added
                      .addObject()
                      .put("cash_add_fee", each.fen())
                      .put("cash_add_type", addition(each.kind())));
    }
    if (!amounts.reductions().isEmpty()) {
      ArrayNode reduced = body.putArray("cash_reduce_detail");
      amounts
          .reductions()
          .forEach(
              each ->
                  reduced
                      .addObject()
                      .put("cash_reduce_fee", each.fen())
                      .put("cash_reduce_type", reduction(each.kind())));
    }
  }

  /** What the centre has returned of an order. */
  ObjectNode returned(Merchant merchant, MixedRefundOrder order) {
    WechatMixedSettings.Spelling spelling = settings.spelling();
    return Json.object()
        .put("sub_mchid", merchant.account())
        .put("med_refund_total_fee", order.insuredFen())
        .put(spelling.share("gov_fee"), order.fundFen())
        .put(spelling.share("self_fee"), order.accountFen())
        .put(spelling.share("other_fee"), order.otherFen())
        .put("refund_time", WechatRequests.rfc3339(order.returnedAt()))
        .put("out_refund_no", order.refund().number());
  }

  private ObjectNode person(MixedPerson person) {
    return Json.object()
        .put("name", encryptor.encrypt(person.name()))
        .put("id_digest", encryptor.encrypt(IdDigest.of(person)))
        .put("card_type", document(person.document()));
  }

  private static String document(MixedPerson.Document document) {
    return switch (document) {
      case ID_CARD -> "ID_CARD";
      case HOUSEHOLD_REGISTRATION -> "HOUSEHOLD_REGISTRATION";
      case FOREIGN_PASSPORT -> "FOREIGNER_PASSPORT";
      case TAIWAN_TRAVEL_PERMIT -> "MAINLAND_TRAVEL_PERMIT_FOR_TW";
      case MACAO_TRAVEL_PERMIT -> "MAINLAND_TRAVEL_PERMIT_FOR_MO";
      case HONG_KONG_TRAVEL_PERMIT -> "MAINLAND_TRAVEL_PERMIT_FOR_HK";
      case FOREIGN_PERMANENT_RESIDENT -> "FOREIGN_PERMANENT_RESIDENT";
    };
  }

  private static String kind(MixedOrder.Kind kind) {
    return switch (kind) {
      case REGISTRATION -> "REG_PAY";
      case OUTPATIENT -> "DIAG_PAY";
      case INPATIENT -> "IN_HOSP_PAY";
      case PHARMACY -> "PHARMACY_PAY";
      case INSURANCE_PREMIUM -> "INSURANCE_PAY";
      case EPIDEMIC_TEST -> "COVID_EXAM_PAY";
      case EPIDEMIC_SELF_TEST -> "COVID_ANTIGEN_PAY";
      case ONLINE_REGISTRATION -> "INT_REG_PAY";
      case ONLINE_FOLLOW_UP -> "INT_RE_DIAG_PAY";
      case ONLINE_PRESCRIPTION -> "INT_RX_PAY";
      case MEDICINE -> "MED_PAY";
    };
  }

  private static String addition(MixedAmounts.AdditionKind kind) {
    return switch (kind) {
      case UNSPECIFIED -> "DEFAULT_ADD_TYPE";
      case FREIGHT -> "FREIGHT";
      case OTHER_MEDICAL_EXPENSES -> "OTHER_MEDICAL_EXPENSES";
    };
  }

  private static String reduction(MixedAmounts.ReductionKind kind) {
    return switch (kind) {
      case UNSPECIFIED -> "DEFAULT_REDUCE_TYPE";
      case HOSPITAL -> "HOSPITAL_REDUCE";
      case PHARMACY_DISCOUNT -> "PHARMACY_DISCOUNT";
      case DISCOUNT -> "DISCOUNT";
      case PREPAYMENT -> "PRE_PAYMENT";
      case DEPOSIT -> "DEPOSIT_DEDUCTION";
    };
  }
}
