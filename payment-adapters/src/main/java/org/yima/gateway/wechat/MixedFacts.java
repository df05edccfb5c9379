package org.yima.gateway.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.MixedCharge.Part;
import org.yima.gateway.wallet.MixedCharge.State;

/** A mixed order as WeChat gives it, in an answer and in a notification alike. */
final class MixedFacts {

  /** WeChat's inner numbers; a text may hold one, and nothing else of the text is carried. */
  private static final Pattern NUMBER = Pattern.compile("(?<!\\d)268\\d{6}(?!\\d)");

  private MixedFacts() {}

  static Fields fields(JsonObject answer) {
    return Json.read(WechatFacts.present(answer, "body").toString().getBytes(UTF_8));
  }

  static MixedCharge read(Fields order) {
    State state = state(order.text("mix_pay_status"));
    return new MixedCharge(
        order.text("out_trade_no"),
        order.text("mix_trade_no"),
        state,
        part(order.text("self_pay_status"), "SELF_PAY", "NO_SELF_PAY"),
        part(order.text("med_ins_pay_status"), "MED_INS_PAY", "NO_MED_INS_PAY"),
        Optional.of(shares(order)),
        state.wasPaid() ? order.instant("paid_time") : Optional.empty(),
        order.optionalText("med_ins_fail_reason").map(MixedFacts::code));
  }

  private static State state(String text) {
    return switch (text) {
      case "MIX_PAY_CREATED" -> State.CREATED;
      case "MIX_PAY_USER_PAYING" -> State.PAYING;
      case "MIX_PAY_SUCCESS" -> State.PAID;
      case "MIX_PAY_REFUND" -> State.REFUNDED;
      case "MIX_PAY_REVERSED" -> State.REVERSED;
      case "MIX_PAY_FAIL" -> State.FAILED;
      default -> throw new UnreadableAnswer("mix_pay_status");
    };
  }

  private static Part part(String text, String prefix, String none) {
    if (text.equals(none)) {
      return Part.NONE;
    }
    if (!text.startsWith(prefix + "_")) {
      throw new UnreadableAnswer("status");
    }
    return switch (text.substring(prefix.length() + 1)) {
      case "CREATED" -> Part.CREATED;
      case "SUCCESS" -> Part.PAID;
      case "REFUND" -> Part.REFUNDED;
      case "FAIL" -> Part.FAILED;
      default -> throw new UnreadableAnswer("status");
    };
  }

  /** Believed when both of WeChat's own formulas hold. */
  private static MixedCharge.Shares shares(Fields order) {
    long added = sum(order.objects("cash_add_detail"), "cash_add_fee");
    long reduced = sum(order.objects("cash_reduce_detail"), "cash_reduce_fee");
    MixedCharge.Shares shares =
        new MixedCharge.Shares(
            fen(order, "med_ins_gov_fee"),
            fen(order, "med_ins_self_fee"),
            fen(order, "med_ins_other_fee"),
            fen(order, "wechat_pay_cash_fee"),
            order.fen("total_fee"));
    long insured =
        Math.addExact(Math.addExact(shares.fundFen(), shares.accountFen()), shares.otherFen());
    if (shares.totalFen()
        != Math.addExact(Math.addExact(insured, shares.walletCashFen()), reduced)) {
      throw new UnreadableAnswer("total_fee");
    }
    if (order.has("med_ins_cash_fee")
        && shares.walletCashFen()
            != Math.subtractExact(Math.addExact(order.fen("med_ins_cash_fee"), added), reduced)) {
      throw new UnreadableAnswer("wechat_pay_cash_fee");
    }
    return shares;
  }

  private static long sum(List<Fields> details, String name) {
    return details.stream().mapToLong(each -> fen(each, name)).reduce(0, Math::addExact);
  }

  private static long fen(Fields object, String name) {
    long fen = object.has(name) ? object.fen(name) : 0;
    if (fen < 0) {
      throw new UnreadableAnswer(name);
    }
    return fen;
  }

  private static String code(String reason) {
    Matcher number = NUMBER.matcher(reason);
    return number.find() ? number.group() : "unspecified";
  }
}
