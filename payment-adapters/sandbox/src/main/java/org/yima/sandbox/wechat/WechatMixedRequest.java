package org.yima.sandbox.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.http.Refused;

/** The members of a mixed order, each by its own rule, then the rules between them. */
final class WechatMixedRequest {
  private static final long MOST = 100_000_000_00L;
  private static final Set<String> KINDS =
      Set.of(
          "REG_PAY",
          "DIAG_PAY",
          "COVID_EXAM_PAY",
          "IN_HOSP_PAY",
          "PHARMACY_PAY",
          "INSURANCE_PAY",
          "INT_REG_PAY",
          "INT_RE_DIAG_PAY",
          "INT_RX_PAY",
          "COVID_ANTIGEN_PAY",
          "MED_PAY");
  private static final Set<String> ADDITIONS =
      Set.of("DEFAULT_ADD_TYPE", "FREIGHT", "OTHER_MEDICAL_EXPENSES");
  private static final Set<String> REDUCTIONS =
      Set.of(
          "DEFAULT_REDUCE_TYPE",
          "HOSPITAL_REDUCE",
          "PHARMACY_DISCOUNT",
          "DISCOUNT",
          "PRE_PAYMENT",
          "DEPOSIT_DEDUCTION");
  private static final List<String> OF_INSURANCE =
      List.of("pay_order_id", "pay_auth_no", "geo_location", "med_ins_order_create_time");
  private static final List<String> REPEATED =
      List.of(
          "mix_pay_type",
          "order_type",
          "appid",
          "sub_appid",
          "sub_mchid",
          "openid",
          "pay_for_relatives",
          "out_trade_no",
          "serial_no",
          "pay_order_id",
          "pay_auth_no",
          "geo_location",
          "city_id",
          "med_inst_name",
          "med_inst_no",
          "med_ins_order_create_time",
          "total_fee",
          "med_ins_gov_fee",
          "med_ins_self_fee",
          "med_ins_other_fee",
          "med_ins_cash_fee",
          "wechat_pay_cash_fee",
          "cash_add_detail",
          "cash_reduce_detail",
          "callback_url",
          "prepay_id",
          "passthrough_request_content",
          "extends",
          "attach",
          "channel_no",
          "med_ins_test_env");

  private final Fields fields;
  private final String type;

  private WechatMixedRequest(Fields fields) {
    this.fields = fields;
    this.type = one("mix_pay_type", Set.of("CASH_ONLY", "INSURANCE_ONLY", "CASH_AND_INSURANCE"));
  }

  /** Checks everything that can be seen in the request alone. */
  static WechatMixedRequest of(Fields fields) {
    WechatMixedRequest request = new WechatMixedRequest(fields);
    request.members();
    request.members(request.type);
    request.amounts();
    return request;
  }

  static Refused refused(int status, String code, String number, String message) {
    return new Refused(status, code + "#" + number, message);
  }

  private void members() {
    one("order_type", KINDS);
    fields.optional("sub_appid", 32);
    fields.text("serial_no", 20);
    fields.text("city_id", 8);
    fields.text("med_inst_name", 128);
    fields.text("med_inst_no", 32);
    fields.optional("extends", 2048);
    fields.optional("attach", 128);
    fields.optional("channel_no", 32);
    if (!outTradeNo().matches("[0-9A-Za-z_\\-|*]{6,64}")) {
      throw fields.bad("out_trade_no", "must be 6-64 of 0-9 A-Z a-z _ - | *");
    }
    String callback = callbackUrl();
    if (!callback.matches("(https|http(?=://(127\\.0\\.0\\.1|localhost)[:/]))://[^?#\\s]+")) {
      throw fields.bad("callback_url", "must be https, or http on this machine, without a query");
    }
  }

  /** What each kind of payment must and must not have. */
  private void members(String of) {
    boolean insured = !of.equals("CASH_ONLY");
    for (String name : OF_INSURANCE) {
      if (fields.optional(name, 64).isPresent() != insured) {
        throw combination(of, name);
      }
    }
    boolean cash = !of.equals("INSURANCE_ONLY");
    if (cash != fields.optional("prepay_id", 64).isPresent()) {
      throw combination(of, "prepay_id");
    }
    if (cash ? cash() == 0 : cash() != 0) {
      throw combination(of, "wechat_pay_cash_fee");
    }
    if (!insured && gov() + self() + other() != 0) {
      throw combination(of, "med_ins_gov_fee");
    }
    if (insured) {
      insurance(of);
    }
  }

  private void insurance(String of) {
    for (String name :
        List.of("med_ins_gov_fee", "med_ins_self_fee", "med_ins_other_fee", "med_ins_cash_fee")) {
      if (!fields.has(name)) {
        throw combination(of, name);
      }
    }
    fields.text("pay_order_id", 64);
    fields.text("pay_auth_no", 40);
    if (!fields.text("geo_location", 40).matches("-?\\d{1,3}(\\.\\d+)?,-?\\d{1,2}(\\.\\d+)?")) {
      throw fields.bad("geo_location", "must be longitude,latitude");
    }
    try {
      OffsetDateTime at = OffsetDateTime.parse(fields.text("med_ins_order_create_time", 64));
      if (!at.getOffset().equals(ZoneOffset.ofHours(8))) {
        throw fields.bad("med_ins_order_create_time", "must have +08:00");
      }
    } catch (DateTimeParseException e) {
      throw fields.bad("med_ins_order_create_time", "must be RFC 3339");
    }
    passedThrough().ifPresent(this::mustRepeat);
  }

  private Optional<JsonNode> passedThrough() {
    Optional<String> text = fields.optional("passthrough_request_content", 2048);
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(Json.tree(text.get().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw fields.bad("passthrough_request_content", "must be JSON");
    }
  }

  /** What goes through to the bureau is what the order itself says. */
  private void mustRepeat(JsonNode through) {
    Map<String, String> due =
        Map.of(
            "payAuthNo", fields.text("pay_auth_no", 40),
            "payOrdId", payOrderId(),
            "setlLatlnt", fields.text("geo_location", 40));
    due.forEach(
        (name, value) -> {
          if (!value.equals(through.path(name).asText())) {
            throw refused(400, "PARAM_ERROR", "268547120", "PAY_AUTH_NO校验失败，请确认无误后重试");
          }
        });
  }

  private static Refused combination(String of, String name) {
    return refused(
        400, "PARAM_ERROR", of.equals("CASH_ONLY") ? "268529474" : "268529475", "字段校验失败: " + name);
  }

  private void amounts() {
    long added = details("cash_add_detail", "cash_add_fee", "cash_add_type", ADDITIONS);
    long reduced = details("cash_reduce_detail", "cash_reduce_fee", "cash_reduce_type", REDUCTIONS);
    if (cash() != ownPart() + added - reduced) {
      throw refused(400, "RULE_LIMIT", "268529476", "自费金额校验不通过");
    }
    if (fields.whole("total_fee", 1, MOST) != gov() + self() + other() + cash() + reduced) {
      throw refused(400, "RULE_LIMIT", "268529477", "订单总金额校验不通过");
    }
  }

  private long details(String list, String fee, String kind, Set<String> kinds) {
    if (!fields.has(list)) {
      return 0;
    }
    long sum = 0;
    for (Fields detail : fields.objects(list, 20)) {
      if (!kinds.contains(detail.text(kind, 32))) {
        throw detail.bad(kind, "is unknown");
      }
      sum += detail.whole(fee, 0, MOST);
    }
    return sum;
  }

  private String one(String name, Set<String> values) {
    String value = fields.text(name, 32);
    if (!values.contains(value)) {
      throw fields.bad(name, "is unknown");
    }
    return value;
  }

  private long fen(String name) {
    return fields.whole(name, 0, MOST, 0);
  }

  long gov() {
    return fen("med_ins_gov_fee");
  }

  long self() {
    return fen("med_ins_self_fee");
  }

  long other() {
    return fen("med_ins_other_fee");
  }

  /** What the centre leaves to the person. */
  long ownPart() {
    return fen("med_ins_cash_fee");
  }

  /** What the wallet takes. */
  long cash() {
    return fen("wechat_pay_cash_fee");
  }

  boolean insured() {
    return !type.equals("CASH_ONLY");
  }

  String payOrderId() {
    return fields.text("pay_order_id", 64);
  }

  String outTradeNo() {
    return fields.text("out_trade_no", 64);
  }

  String callbackUrl() {
    return fields.text("callback_url", 256);
  }

  Fields fields() {
    return fields;
  }

  /** What every answer repeats: all but the people. */
  Map<String, Object> said() {
    Map<String, Object> said = new LinkedHashMap<>();
    for (String name : REPEATED) {
      if (fields.has(name)) {
        said.put(name, fields.tree().get(name));
      }
    }
    return said;
  }
}
