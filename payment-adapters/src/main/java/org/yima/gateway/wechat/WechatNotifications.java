package org.yima.gateway.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.wechat.pay.java.core.cipher.AeadCipher;
import com.wechat.pay.java.core.util.GsonUtil;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction;
import com.wechat.pay.java.service.refund.model.RefundNotification;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.Notification.Reason;

/** Verifies, decrypts and reads what WeChat posts to us. Nothing is parsed before it verifies. */
final class WechatNotifications {

  private static final String SIGNATURE_TYPE = "WECHATPAY2-SHA256-RSA2048";
  private static final String ALGORITHM = "AEAD_AES_256_GCM";

  private final String spMchid;
  private final AnswerValidator validator;
  private final AeadCipher cipher;
  private final Gson gson = GsonUtil.getGson();

  WechatNotifications(String spMchid, WechatClient client) {
    this.spMchid = spMchid;
    this.validator = client.validator();
    this.cipher = client.config().createAeadCipher();
  }

  Notification parse(Map<String, String> received, String body) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    received.forEach(
        (name, value) -> {
          if (name != null && value != null) {
            headers.put(name, value);
          }
        });
    String serial = headers.get("Wechatpay-Serial");
    String timestamp = headers.get("Wechatpay-Timestamp");
    String nonce = headers.get("Wechatpay-Nonce");
    String signature = headers.get("Wechatpay-Signature");
    if (serial == null || timestamp == null || nonce == null || signature == null || body == null) {
      return new Notification.Refused(Reason.HEADERS_MISSING);
    }
    String type = headers.getOrDefault("Wechatpay-Signature-Type", SIGNATURE_TYPE);
    if (!SIGNATURE_TYPE.equals(type)
        || !validator.verifies(serial, timestamp, nonce, signature, body)) {
      return new Notification.Refused(Reason.BAD_SIGNATURE);
    }
    try {
      return read(Json.read(body.getBytes(UTF_8)));
    } catch (RuntimeException malformed) {
      // Whatever is thrown here may carry the message; only the fact of it goes on.
      return new Notification.Refused(Reason.UNREADABLE);
    }
  }

  private Notification read(Fields envelope) {
    String id = envelope.text("id");
    JsonObject resource = opened(envelope);
    return switch (envelope.text("event_type")) {
      case "TRANSACTION.SUCCESS" -> charge(id, gson.fromJson(resource, Transaction.class));
      case "MEDICAL_INSURANCE.SUCCESS" -> mixed(id, MixedFacts.fields(resource));
      case "REFUND.SUCCESS", "REFUND.ABNORMAL", "REFUND.CLOSED" -> refund(id, resource);
      default -> new Notification.Ignored(id);
    };
  }

  /** What is encrypted in it. The SDK's own reader would verify the signature once more. */
  private JsonObject opened(Fields envelope) {
    Fields sealed = envelope.object("resource").orElseThrow(() -> new UnreadableAnswer("resource"));
    sealed.mustRepeat("algorithm", ALGORITHM);
    String plain =
        cipher.decrypt(
            sealed.optionalText("associated_data").orElse("").getBytes(UTF_8),
            sealed.text("nonce").getBytes(UTF_8),
            Base64.getDecoder().decode(sealed.text("ciphertext")));
    return gson.fromJson(plain, JsonObject.class);
  }

  private Notification charge(String id, Transaction transaction) {
    WechatFacts.same(spMchid, transaction.getSpMchid(), "sp_mchid");
    Merchant merchant = Merchant.of(spMchid, transaction.getSpAppid(), transaction.getSubMchid());
    return new Notification.ChargeChanged(id, merchant, WechatFacts.charge(transaction));
  }

  /** The provider is not named within; only the provider's own key could decrypt it. */
  private Notification mixed(String id, Fields order) {
    Merchant merchant = Merchant.of(spMchid, order.text("appid"), order.text("sub_mchid"));
    return new Notification.MixedChanged(id, merchant, MixedFacts.read(order));
  }

  private Notification refund(String id, JsonObject resource) {
    WechatFacts.same(spMchid, text(resource, "sp_mchid"), "sp_mchid");
    RefundNotification notice = gson.fromJson(resource, RefundNotification.class);
    return new Notification.RefundChanged(
        id,
        spMchid,
        text(resource, "sub_mchid"),
        WechatFacts.refund(
            notice.getOutRefundNo(),
            notice.getOutTradeNo(),
            notice.getRefundStatus(),
            notice.getAmount() == null ? null : notice.getAmount().getRefund(),
            notice.getRefundId(),
            notice.getSuccessTime()));
  }

  private static String text(JsonObject object, String name) {
    return WechatFacts.present(object.get(name), name).getAsString();
  }
}
