package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alipay.api.internal.util.AlipaySignature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.Notification.Reason;
import org.yima.gateway.wallet.NotificationReply;

/**
 * Verifies and reads what Alipay posts to us: a form whose signature covers every field but the
 * signature and its kind (rule V1). Nothing is read before it verifies.
 */
final class AlipayNotifications {
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,65536}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

  /**
   * The signed text joins names and values without escapes: a value that holds another field has
   * the same text as the two fields, so either could be made of the other. No true report has one.
   */
  private static final Pattern SEPARATOR = Pattern.compile("&[A-Za-z0-9_.-]+=");

  /** The literal word that ends the reports of a fact. */
  static final NotificationReply ACCEPTED = new NotificationReply(200, "text/plain", "success");

  static final NotificationReply REFUSED = new NotificationReply(400, "text/plain", "failure");

  private final AlipaySettings settings;
  private final String provider;

  AlipayNotifications(AlipaySettings settings, String provider) {
    this.settings = settings;
    this.provider = provider;
  }

  Notification parse(String body) {
    return parse(body, this::charge);
  }

  /**
   * As {@link #parse}, of orders that medical insurance pays too.
   *
   * @param type what such a report names itself
   * @param facts reads its fields and the order's number
   */
  Notification parseMixed(String body, String type, BiFunction<Fields, String, MixedCharge> facts) {
    return parse(
        body,
        (id, notice) ->
            notice.text("notify_type").equals(type)
                ? new Notification.MixedChanged(
                    id, merchant(notice), facts.apply(notice, notice.text("out_trade_no")))
                : new Notification.Ignored(id));
  }

  private Notification parse(String body, BiFunction<String, Fields, Notification> reader) {
    try {
      Fields notice = fields(verified(body));
      return reader.apply(identified(notice), notice);
    } catch (Unbelievable forged) {
      return new Notification.Refused(forged.reason);
    } catch (UnreadableAnswer | IllegalArgumentException | ArithmeticException malformed) {
      return new Notification.Refused(Reason.UNREADABLE);
    }
  }

  /** The fields of a form that Alipay signed. */
  Map<String, String> verified(String body) throws Unbelievable {
    Map<String, String> form = form(body);
    String sign = form.getOrDefault("sign", "");
    if (!settings.signType().name().equals(form.get("sign_type")) || !isBase64(sign)) {
      throw new Unbelievable(Reason.BAD_SIGNATURE);
    }
    String text = AlipaySignature.getSignCheckContentV1(new HashMap<>(form));
    if (text.isEmpty() || !settings.verifies(text, sign)) {
      throw new Unbelievable(Reason.BAD_SIGNATURE);
    }
    return form;
  }

  private static Map<String, String> form(String body) throws Unbelievable {
    if (body == null || !FORM.matcher(body).matches()) {
      throw new Unbelievable(Reason.UNREADABLE);
    }
    Map<String, String> form = new TreeMap<>();
    try {
      for (String pair : body.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        String value = parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : null;
        if (value == null
            || SEPARATOR.matcher(value).find()
            || !NAME.matcher(parts[0]).matches()
            || form.put(parts[0], value) != null) {
          throw new Unbelievable(Reason.UNREADABLE);
        }
      }
    } catch (IllegalArgumentException malformed) {
      throw new Unbelievable(Reason.UNREADABLE);
    }
    return form;
  }

  /** The official client decodes leniently: another text would pass for the same signature. */
  private static boolean isBase64(String sign) {
    try {
      byte[] decoded = Base64.getDecoder().decode(sign);
      return decoded.length > 0 && Base64.getEncoder().encodeToString(decoded).equals(sign);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private static Fields fields(Map<String, String> form) {
    ObjectNode node = Json.object();
    form.forEach(node::put);
    return new Fields(node);
  }

  /** What is for us, by its number. */
  private String identified(Fields notice) {
    String charset = notice.optionalText("charset").orElse("utf-8").toLowerCase(Locale.ROOT);
    if (!charset.equals("utf-8")) {
      throw new UnreadableAnswer("charset");
    }
    notice.mustRepeat("app_id", settings.appId());
    return notice.text("notify_id");
  }

  private Merchant merchant(Fields notice) {
    return new Merchant(provider, settings.appId(), seller(notice), "");
  }

  /** Who is paid, by whichever of its names the product uses. */
  private static String seller(Fields notice) {
    return notice.has("seller_id") ? notice.text("seller_id") : notice.text("pid");
  }

  private Notification charge(String id, Fields notice) {
    return notice.text("notify_type").equals("trade_status_sync")
        ? new Notification.ChargeChanged(id, merchant(notice), charge(notice))
        : new Notification.Ignored(id);
  }

  /**
   * A report of a refund tells what was returned of the trade in all, not by which refund: that
   * something was is the fact, and the refund is asked for.
   */
  private static Charge charge(Fields notice) {
    Charge charge = TradeFacts.charge(notice, notice.text("out_trade_no"), "gmt_payment");
    boolean returned = notice.has("refund_fee") && notice.yuanAsFen("refund_fee") > 0;
    return charge.state() == Charge.State.PAID && returned
        ? new Charge(
            charge.orderNumber(),
            Charge.State.REFUNDED,
            charge.totalFen(),
            charge.transactionId(),
            charge.paidAt())
        : charge;
  }

  /** Why a form is not read. */
  static final class Unbelievable extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    Unbelievable(Reason reason) {
      super(null, null, false, false);
      this.reason = reason;
    }
  }
}
