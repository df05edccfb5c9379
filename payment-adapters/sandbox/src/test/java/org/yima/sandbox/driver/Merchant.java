package org.yima.sandbox.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;

/** The service provider's own signing client, written for the tests alone. */
public final class Merchant {
  private final World world;
  private final PrivateKey key;

  public Merchant(World world) {
    this(world, Keys.MERCHANT.getPrivate());
  }

  public Merchant(World world, PrivateKey key) {
    this.world = world;
    this.key = key;
  }

  public HttpResponse<byte[]> post(String target, Object body) {
    return call("POST", target, World.text(body));
  }

  public HttpResponse<byte[]> get(String target) {
    return call("GET", target, "");
  }

  public HttpResponse<byte[]> call(String method, String target, String body) {
    return World.send(request(method, target, body, body));
  }

  /** A request whose signature covers {@code signed} while {@code sent} leaves. */
  public HttpRequest request(String method, String target, String signed, String sent) {
    String nonce = UUID.randomUUID().toString().replace("-", "");
    String timestamp = Long.toString(world.now().getEpochSecond());
    String message =
        method + "\n" + target + "\n" + timestamp + "\n" + nonce + "\n" + signed + "\n";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(world.base() + target))
            .timeout(Duration.ofSeconds(60))
            .header("Wechatpay-Serial", "PUB_KEY_ID_0119000000012026")
            .header(
                "Authorization",
                "WECHATPAY2-SHA256-RSA2048 mchid=\"1900000001\",nonce_str=\"%s\",timestamp=\"%s\",serial_no=\"%s\",signature=\"%s\""
                    .formatted(
                        nonce,
                        timestamp,
                        "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
                        sign(message)));
    return sent.isEmpty() && method.equals("GET")
        ? request.GET().build()
        : request
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(sent))
            .build();
  }

  private String sign(String message) {
    try {
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(key);
      signer.update(message.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Personal data as merchants send it: RSA-OAEP with the platform's public key. */
  public static String encrypted(String text) {
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
      cipher.init(Cipher.ENCRYPT_MODE, Keys.PLATFORM.getPublic());
      return Base64.getEncoder()
          .encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether an answer's or a notification's signature verifies with the platform's public key. */
  public static boolean platformSigned(Map<String, String> headers, byte[] body) {
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(Keys.PLATFORM.getPublic());
      verifier.update(
          (headers.get("Wechatpay-Timestamp") + "\n" + headers.get("Wechatpay-Nonce") + "\n")
              .getBytes(StandardCharsets.UTF_8));
      verifier.update(body);
      verifier.update((byte) '\n');
      return verifier.verify(Base64.getDecoder().decode(headers.get("Wechatpay-Signature")));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  public static Map<String, String> platformHeaders(HttpResponse<?> answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name :
        new String[] {"Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature"}) {
      headers.put(name, answer.headers().firstValue(name).orElseThrow());
    }
    return headers;
  }

  /** By whom and to whom an order is made. */
  private static Map<String, Object> ours() {
    Map<String, Object> ours = new LinkedHashMap<>();
    ours.put("sp_appid", "wx8888888888888888");
    ours.put("sp_mchid", "1900000001");
    ours.put("sub_mchid", World.SUB_MCHID);
    return ours;
  }

  private static Map<String, Object> order(String no, long fen) {
    Map<String, Object> order = ours();
    order.put("description", "门诊缴费");
    order.put("out_trade_no", no);
    order.put("amount", Map.of("total", fen, "currency", "CNY"));
    return order;
  }

  /** What a terminal asks for with a code that somebody shows. */
  public static Map<String, Object> byCode(String no, String code, long fen) {
    Map<String, Object> order = order(no, fen);
    order.put("payer", Map.of("auth_code", code));
    order.put(
        "scene_info", Map.of("device_id", "T0001", "store_info", Map.of("out_id", "H990101")));
    return order;
  }

  /** What undoes a payment by code, under {@link #reversal}. */
  public static Map<String, Object> undoing() {
    return ours();
  }

  /** The target that undoes a payment by code. */
  public static String reversal(String no) {
    return "/v3/pay/partner/transactions/out-trade-no/" + no + "/reverse";
  }

  public Map<String, Object> order(String no, String openid, long fen, String notifyUrl) {
    Map<String, Object> order = order(no, fen);
    order.put(
        "time_expire",
        world.now().plus(Duration.ofMinutes(10)).atOffset(ZoneOffset.ofHours(8)).toString());
    order.put("notify_url", notifyUrl);
    order.put("payer", Map.of("sp_openid", openid));
    return order;
  }

  /** Makes an order and gives its prepay id. */
  public String prepay(String no, String openid, long fen, String notifyUrl) {
    HttpResponse<byte[]> answer =
        post("/v3/pay/partner/transactions/jsapi", order(no, openid, fen, notifyUrl));
    return World.tree(answer.body()).required("prepay_id").textValue();
  }

  public void pay(String no, String openid, long fen, String notifyUrl) {
    String prepayId = prepay(no, openid, fen, notifyUrl);
    JsonNode paid = world.control("payers/" + openid + "/approve", Map.of("prepayId", prepayId));
    if (!paid.get("status").textValue().equals("PAID")) {
      throw new AssertionError(paid.toString());
    }
  }

  public HttpResponse<byte[]> query(String no) {
    return get(
        "/v3/pay/partner/transactions/out-trade-no/"
            + no
            + "?sp_mchid=1900000001&sub_mchid="
            + World.SUB_MCHID);
  }

  public HttpResponse<byte[]> close(String no) {
    return post(
        "/v3/pay/partner/transactions/out-trade-no/" + no + "/close",
        Map.of("sp_mchid", "1900000001", "sub_mchid", World.SUB_MCHID));
  }

  public HttpResponse<byte[]> refund(String no, String refundNo, long fen, long total, String url) {
    return post(
        "/v3/refund/domestic/refunds",
        Map.of(
            "sub_mchid",
            World.SUB_MCHID,
            "out_trade_no",
            no,
            "out_refund_no",
            refundNo,
            "reason",
            "退费",
            "notify_url",
            url,
            "amount",
            Map.of("refund", fen, "total", total, "currency", "CNY")));
  }

  public HttpResponse<byte[]> refundQuery(String refundNo) {
    return get("/v3/refund/domestic/refunds/" + refundNo + "?sub_mchid=" + World.SUB_MCHID);
  }
}
