package org.yima.sandbox.alipay;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/**
 * People with an Alipay account, and the exchange that tells who one is. A reference of 16 digits
 * from 2088 is a user's number, as older applications are told it; any other is an open id.
 */
final class AlipayPayers implements PayerChannel {
  private static final Duration CODE_LIFE = Duration.ofMinutes(3);
  private static final String METHOD = "alipay.system.oauth.token";

  private final AlipayDoor door;
  private final SecureRandom random;

  AlipayPayers(AlipayDoor door, SecureRandom random) {
    this.door = door;
    this.random = random;
  }

  private record AlipayPayer(String ref) {}

  private record AlipayOauthCode(String code, String ref, Instant expiresAt) {}

  @Override
  public String name() {
    return "ALIPAY";
  }

  @Override
  public boolean has(Transaction tx, String ref) {
    return tx.find(AlipayPayer.class, ref).isPresent();
  }

  @Override
  public Answer create(Fields request, Transaction tx) {
    String ref = request.text("ref", 64);
    tx.put(ref, "", new AlipayPayer(ref));
    tx.ledger().open(Alipay.CHANNEL, "payer:" + ref, request.whole("balance", 0, 100_000_000_000L));
    return Answer.json(200, Map.of("ref", ref));
  }

  @Override
  public List<Payer> payers(Transaction tx) {
    return tx.all(AlipayPayer.class).stream()
        .map(
            payer ->
                new Payer(
                    payer.ref(),
                    "manual",
                    tx.ledger().balance(Alipay.CHANNEL, "payer:" + payer.ref())))
        .toList();
  }

  @Override
  public Answer oauthCode(String ref, Transaction tx) {
    String code = drawn(16);
    tx.put(code, ref, new AlipayOauthCode(code, ref, tx.now().plus(CODE_LIFE)));
    return Answer.json(200, Map.of("authCode", code));
  }

  private String drawn(int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  /** The one method that is spoken. */
  Answer answer(Call call, Transaction tx) {
    Map<String, String> parameters = door.parameters(call);
    if (!METHOD.equals(parameters.get("method"))) {
      throw new Refused(200, "isv.invalid-method", "不存在的方法名");
    }
    if (!"authorization_code".equals(parameters.get("grant_type"))) {
      throw new Refused(200, "isv.grant-type-invalid", "授权类型不支持");
    }
    Optional<AlipayOauthCode> code =
        tx.find(AlipayOauthCode.class, parameters.getOrDefault("code", ""))
            .filter(c -> tx.now().isBefore(c.expiresAt()));
    if (code.isEmpty()) {
      throw new Refused(200, "isv.code-invalid", "授权码无效");
    }
    tx.remove(AlipayOauthCode.class, code.get().code());
    return Answer.json(
        200, Map.of("alipay_system_oauth_token_response", granted(code.get().ref())));
  }

  private Map<String, String> granted(String ref) {
    Map<String, String> granted = new LinkedHashMap<>();
    granted.put(ref.matches("2088\\d{12}") ? "user_id" : "open_id", ref);
    granted.put("access_token", "authusrB" + drawn(16));
    granted.put("expires_in", "1296000");
    granted.put("refresh_token", "authusrB" + drawn(16));
    granted.put("re_expires_in", "2592000");
    return granted;
  }
}
