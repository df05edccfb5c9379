package org.yima.sandbox.driver;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bouncycastle.jcajce.provider.digest.SM3;

/** A merchant of UnionPay's, written for the tests alone. */
public final class AcpClient {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.ofHours(8));
  private final World world;

  public AcpClient(World world) {
    this.world = world;
  }

  public static String time(Instant at) {
    return TIME.format(at);
  }

  /** The fields that every message of the certificate's merchant has. */
  public Map<String, String> common(String type, String subType, String biz, String order) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("version", "5.1.0");
    fields.put("encoding", "UTF-8");
    fields.put("signMethod", "01");
    fields.put("certId", World.ACP_CERT_ID);
    fields.put("txnType", type);
    fields.put("txnSubType", subType);
    fields.put("bizType", biz);
    fields.put("channelType", "08");
    fields.put("accessType", "0");
    fields.put("merId", World.ACP_MERCHANT);
    fields.put("orderId", order);
    fields.put("txnTime", time(world.now()));
    return fields;
  }

  public Map<String, String> payment(String sub, String biz, String order, long fen, String url) {
    Map<String, String> fields = common("01", sub, biz, order);
    fields.put("txnAmt", Long.toString(fen));
    fields.put("currencyCode", "156");
    fields.put("backUrl", url);
    fields.put("orderDesc", "门诊缴费");
    fields.put("payTimeout", time(world.now().plus(Duration.ofMinutes(15))));
    return fields;
  }

  public static String text(Map<String, String> fields) {
    return new TreeMap<>(fields)
        .entrySet().stream()
            .filter(field -> !field.getKey().equals("signature") && !field.getValue().isEmpty())
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&"));
  }

  public static String sign(Map<String, String> fields) {
    try {
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(Keys.MERCHANT.getPrivate());
      signer.update(utf8(sha256(text(fields))));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The signature of methods 11 and 12. */
  public static String keyed(Map<String, String> fields, String secret) {
    boolean sm3 = fields.get("signMethod").equals("12");
    return sm3
        ? sm3(text(fields) + "&" + sm3(secret))
        : sha256(text(fields) + "&" + sha256(secret));
  }

  private static String sm3(String text) {
    return HexFormat.of().formatHex(new SM3.Digest().digest(utf8(text)));
  }

  public static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Signs and sends; the answer must verify. */
  public Map<String, String> send(String path, Map<String, String> fields) {
    fields.put("signature", sign(fields));
    Map<String, String> answer = sendAsIs(path, fields);
    if (!verifies(answer)) {
      throw new AssertionError("the answer's signature does not verify: " + answer.keySet());
    }
    return answer;
  }

  public Map<String, String> sendAsIs(String path, Map<String, String> fields) {
    HttpResponse<byte[]> answer = post(path, fields);
    if (answer.statusCode() != 200) {
      throw new AssertionError("HTTP " + answer.statusCode());
    }
    return parsed(new String(answer.body(), StandardCharsets.UTF_8));
  }

  public HttpResponse<byte[]> post(String path, Map<String, String> fields) {
    String form =
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return World.send(
        HttpRequest.newBuilder(URI.create(world.base() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  /** An answer's body, which is not encoded. */
  private static Map<String, String> parsed(String body) {
    Map<String, String> fields = new TreeMap<>();
    for (String pair : List.of(body.split("&", -1))) {
      int equals = pair.indexOf('=');
      if (equals <= 0
          || fields.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        throw new AssertionError("malformed answer");
      }
    }
    return fields;
  }

  /** The same of bytes. */
  public static Map<String, String> plain(byte[] body) {
    return parsed(new String(body, StandardCharsets.UTF_8));
  }

  /** A notification's body, which is. */
  public static Map<String, String> form(byte[] body) {
    Map<String, String> fields = new TreeMap<>();
    parsed(new String(body, StandardCharsets.UTF_8))
        .forEach(
            (name, value) -> fields.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8)));
    return fields;
  }

  /** Whether the certificate is UnionPay's and signed this. */
  public boolean verifies(Map<String, String> answer) {
    try {
      X509Certificate signing = certificate(answer.getOrDefault("signPubKeyCert", ""));
      Map<String, X509Certificate> chain = chain();
      PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(chain.get("root"), null)));
      trust.setRevocationEnabled(false);
      var unused =
          CertPathValidator.getInstance("PKIX")
              .validate(
                  CertificateFactory.getInstance("X.509")
                      .generateCertPath(List.of(signing, chain.get("middle"))),
                  trust);
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(signing.getPublicKey());
      verifier.update(utf8(sha256(text(answer))));
      return signing.getSubjectX500Principal().getName().contains("@中国银联股份有限公司@")
          && signing.getSerialNumber().toString().equals(answer.get("certId"))
          && verifier.verify(Base64.getDecoder().decode(answer.get("signature")));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  public Map<String, X509Certificate> chain() throws GeneralSecurityException {
    var pem = World.tree(world.get("/control/unionpay/certificates").body());
    return Map.of(
        "root", certificate(pem.get("root").textValue()),
        "middle", certificate(pem.get("middle").textValue()));
  }

  private static X509Certificate certificate(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(utf8(pem)));
  }

  public Map<String, String> query(String order, String txnTime) {
    Map<String, String> fields = common("00", "00", "000000", order);
    fields.put("txnTime", txnTime);
    return send("/gateway/api/queryTrans.do", fields);
  }

  public Map<String, String> back(String type, String order, String queryId, long fen, String url) {
    Map<String, String> fields = common(type, "00", "000000", order);
    fields.put("txnAmt", Long.toString(fen));
    fields.put("currencyCode", "156");
    fields.put("backUrl", url);
    fields.put("origQryId", queryId);
    return fields;
  }
}
