package org.yima.sandbox.wechat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.payers.WalletPayer;

/**
 * Whose insurance credential (医保电子凭证) is bound to which wallet, and whom its holder may pay for.
 * Documents are kept and compared by the digest that merchants send.
 */
final class WechatCredentials {
  private static final Set<String> DOCUMENTS =
      Set.of(
          "ID_CARD",
          "HOUSEHOLD_REGISTRATION",
          "FOREIGNER_PASSPORT",
          "MAINLAND_TRAVEL_PERMIT_FOR_TW",
          "MAINLAND_TRAVEL_PERMIT_FOR_MO",
          "MAINLAND_TRAVEL_PERMIT_FOR_HK",
          "FOREIGN_PERMANENT_RESIDENT");
  private final WechatKeys keys;

  WechatCredentials(WechatKeys keys) {
    this.keys = keys;
  }

  /** A person as wallet and merchant both can name them. */
  record Person(String name, String digest) {}

  private record WechatCredential(String openid, Person holder, List<Person> relatives) {}

  /**
   * POST /control/payers/{ref}/credential {name, idNumber, relatives?: [{name, idNumber}]}: the
   * payer activates the credential and binds the family.
   */
  Answer bind(Call call, Transaction tx) {
    String openid = call.parameter("ref");
    if (WalletPayer.find(tx, Wechat.CHANNEL, openid).isEmpty()) {
      throw new Refused(404, "payer.unknown", "no such payer");
    }
    Fields request = call.json();
    List<Person> relatives =
        request.has("relatives")
            ? request.objects("relatives", 20).stream().map(WechatCredentials::named).toList()
            : List.of();
    tx.put(openid, "", new WechatCredential(openid, named(request), relatives));
    return Answer.json(200, Map.of("ref", openid, "relatives", relatives.size()));
  }

  private static Person named(Fields person) {
    return new Person(person.text("name", 100), digest(person.text("idNumber", 32)));
  }

  static String digest(String idNumber) {
    return Digests.hex("MD5", idNumber.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  /** Whom an order is for: the payer, or the relative it names. */
  Person insured(Transaction tx, Call call, WechatMixedRequest request, String openid) {
    Fields fields = request.fields();
    Person payer = decrypted(call, fields.object("payer"));
    WechatCredential credential =
        tx.find(WechatCredential.class, openid)
            .orElseThrow(() -> refused("268545963", "微信号未绑定医保电子凭证"));
    if (!credential.holder().digest().equals(payer.digest())) {
      throw refused("268545961", "入参个人身份ID摘要和医保电子凭证绑卡身份ID摘要不匹配");
    }
    if (!credential.holder().name().equals(payer.name())) {
      throw refused("268545962", "入参用户姓名和医保电子凭证绑卡姓名不匹配");
    }
    boolean forRelative = fields.tree().path("pay_for_relatives").asBoolean(false);
    if (forRelative != fields.has("relative")) {
      throw fields.bad("relative", "belongs to pay_for_relatives");
    }
    if (!forRelative) {
      return payer;
    }
    Person relative = decrypted(call, fields.object("relative"));
    if (!credential.relatives().contains(relative)) {
      throw refused("268545964", "亲属关系不存在，请传入有效亲属关系后重试");
    }
    return relative;
  }

  private Person decrypted(Call call, Fields person) {
    if (!DOCUMENTS.contains(person.text("card_type", 64))) {
      throw person.bad("card_type", "is unknown");
    }
    if (!keys.keyId().equals(call.header("wechatpay-serial").orElse(""))) {
      throw new Refused(400, "PARAM_ERROR", "Wechatpay-Serial");
    }
    String digest = keys.decrypt(person.text("id_digest", 1024));
    if (!digest.matches("[0-9a-f]{32}")) {
      throw person.bad("id_digest", "must be lower-case hex of MD5");
    }
    return new Person(keys.decrypt(person.text("name", 1024)), digest);
  }

  private static Refused refused(String number, String message) {
    return WechatMixedRequest.refused(400, "PARAM_ERROR", number, message);
  }
}
