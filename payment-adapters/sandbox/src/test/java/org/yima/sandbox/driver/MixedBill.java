package org.yima.sandbox.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bill of 173.45 that the centre pre-settled as fund 101.50, account 30.00 and cash 41.95, and
 * what WeChat Pay wants to know of it.
 */
public final class MixedBill {
  private static final List<Hospital.Fee> FEES =
      List.of(
          new Hospital.Fee("01", 10_000),
          new Hospital.Fee("02", 5_000),
          new Hospital.Fee("03", 2_345));
  private final World world;
  private final Hospital hospital;
  private final String callbackUrl;
  private String number;
  private String auth;
  private String payOrdId;
  private String payToken;

  public MixedBill(World world, Hospital hospital, String callbackUrl) {
    this.world = world;
    this.hospital = hospital;
    this.callbackUrl = callbackUrl;
  }

  /** 1101 to 6201. */
  public MixedBill uploaded(String own) {
    number = own;
    Centre centre = new Centre(world);
    hospital.insure(3_000, 0, "0.7", 1_000_000, null);
    auth = hospital.payAuth();
    String psnNo = hospital.psnNo();
    JsonNode uploaded =
        centre.call("uldFeeInfo", centre.upload(auth, psnNo, hospital.visit(psnNo), number, FEES));
    payOrdId = uploaded.at("/data/payOrdId").asText();
    payToken = uploaded.at("/data/payToken").asText();
    return this;
  }

  /** The input of 6202. */
  public Map<String, Object> order() {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("payAuthNo", auth);
    order.put("payOrdId", payOrdId);
    order.put("payToken", payToken);
    order.put("orgCodg", World.INSTITUTION);
    order.put("orgBizSer", "S" + number);
    order.put("chrgBchno", number);
    order.put("feeType", "01");
    order.put("acctUsedFlag", "1");
    return order;
  }

  /** 1101 to 6202. */
  public MixedBill preSettled(String own) {
    uploaded(own);
    JsonNode ordered = new Centre(world).call("pay_order", order());
    if (!ordered.at("/data/ownPayAmt").asText().equals("41.95")) {
      throw new AssertionError(ordered.toString());
    }
    return this;
  }

  public String payOrdId() {
    return payOrdId;
  }

  /** What the person authorised it by. */
  public String payAuthNo() {
    return auth;
  }

  /** The input of 6301 and 6401. */
  public Map<String, Object> named() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("payOrdId", payOrdId);
    named.put("payToken", payToken);
    named.put("orgCodg", World.INSTITUTION);
    named.put("idType", "01");
    named.put("idNo", Hospital.ID_NUMBER);
    named.put("userName", "张三");
    return named;
  }

  /** The input of 6203 for what the insurance bore, or for all of it. */
  public Map<String, Object> refund(boolean all) {
    Map<String, Object> refund = new LinkedHashMap<>();
    refund.put("payOrdId", payOrdId);
    refund.put("appRefdSn", "R" + number);
    refund.put("appRefdTime", "20261121100000");
    refund.put("totlRefdAmt", all ? "173.45" : "131.50");
    refund.put("psnAcctRefdAmt", "30.00");
    refund.put("fundRefdAmt", "101.50");
    refund.put("cashRefdAmt", all ? "41.95" : "0.00");
    refund.put("refdType", all ? "ALL" : "HI");
    refund.put("payAuthNo", hospital.payAuth());
    return refund;
  }

  /** The order at Alipay's national mobile payment. */
  public Map<String, Object> alipayPayment() {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("out_trade_no", number);
    order.put("open_id", "open-1");
    order.put("pay_order_id", payOrdId);
    order.put("pay_auth_no", auth);
    order.put("med_org_ord", number);
    order.put("org_no", World.INSTITUTION);
    order.put("payment_city_code", "510100");
    order.put("total_amount", "173.45");
    order.put("gov_amount", "101.50");
    order.put("account_amount", "30.00");
    order.put("other_amount", "0.00");
    order.put("real_amount", "41.95");
    order.put("gmt_out_create", AlipayClient.at(world.now()));
    order.put("call_url", "http://127.0.0.1/back");
    return order;
  }

  /** The order at the wallet, after its cash part was ordered. */
  public Map<String, Object> wechatOrder() {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("mix_pay_type", "CASH_AND_INSURANCE");
    order.put("order_type", "DIAG_PAY");
    order.put("appid", "wx8888888888888888");
    order.put("sub_appid", "wxd678efh567hg6999");
    order.put("sub_mchid", World.SUB_MCHID);
    order.put("openid", "openid-1");
    order.put(
        "payer",
        Map.of(
            "name",
            Merchant.encrypted("张三"),
            "id_digest",
            Merchant.encrypted(digest(Hospital.ID_NUMBER)),
            "card_type",
            "ID_CARD"));
    order.put("pay_for_relatives", false);
    order.put("out_trade_no", number);
    order.put("serial_no", number);
    order.put("pay_order_id", payOrdId);
    order.put("pay_auth_no", auth);
    order.put("geo_location", "104.06,30.67");
    order.put("city_id", "510100");
    order.put("med_inst_name", "第一人民医院");
    order.put("med_inst_no", World.INSTITUTION);
    order.put(
        "med_ins_order_create_time",
        world.now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.ofHours(8)).toString());
    order.put("total_fee", 17_345);
    order.put("med_ins_gov_fee", 10_150);
    order.put("med_ins_self_fee", 3_000);
    order.put("med_ins_other_fee", 0);
    order.put("med_ins_cash_fee", 4_195);
    order.put("wechat_pay_cash_fee", 4_195);
    order.put("callback_url", callbackUrl);
    order.put("prepay_id", new Merchant(world).prepay(number, "openid-1", 4_195, callbackUrl));
    return order;
  }

  private static String digest(String idNumber) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(idNumber.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
