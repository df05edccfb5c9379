package org.yima.sandbox.bureau;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.yima.sandbox.config.Pem;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.sm.Sm;
import org.yima.sandbox.sm.Sm2;

/** The payment centre's envelope: SM4 around the data, SM2 over all of it. */
final class MobileEnvelope {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(Fsi.ZONE);
  private static final ObjectMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final long SKEW_SECONDS = 300;

  private final String appId;
  private final String appSecret;
  private final byte[] key;
  private final AsymmetricKeyParameter ours;
  private final AsymmetricKeyParameter app;
  private final Sm2 sm2 = new Sm2("1234567812345678");

  MobileEnvelope(SandboxConfig.MobilePay config) {
    appId = config.appId();
    appSecret = config.appSecret();
    key = dataKey(appId, appSecret).getBytes(StandardCharsets.US_ASCII);
    ours = Sm2.privateKey(Pem.der(config.privateKeyFile(), "PRIVATE KEY"));
    app = Sm2.publicKey(Pem.der(config.appPublicKeyFile(), "PUBLIC KEY"));
  }

  /** The secret under the first 16 characters of the application's name; 16 characters of hex. */
  static String dataKey(String appId, String appSecret) {
    return Sm.hex(
            Sm.encrypt(
                appId.substring(0, 16).getBytes(StandardCharsets.US_ASCII),
                appSecret.getBytes(StandardCharsets.UTF_8)))
        .substring(0, 16);
  }

  /** The data of a request whose signature and time were verified. */
  ObjectNode open(byte[] body, Instant now) {
    ObjectNode envelope = object(body);
    if (!appId.equals(envelope.path("appId").textValue())) {
      throw new Refused(200, "1001", "appId不存在");
    }
    if (!"SM4".equals(envelope.path("encType").textValue())
        || !"SM2".equals(envelope.path("signType").textValue())
        || !"2.0.1".equals(envelope.path("version").textValue())) {
      throw new Refused(200, "1002", "报文版本或加密方式不支持");
    }
    requireRecent(envelope.path("timestamp").asText(), now);
    return opened(envelope);
  }

  /** The data of an answer that the application gave to us. */
  ObjectNode opened(ObjectNode envelope) {
    ObjectNode data = envelope.has("encData") ? decrypted(envelope) : EXACT.createObjectNode();
    byte[] signature;
    try {
      signature = Base64.getDecoder().decode(envelope.path("signData").asText());
    } catch (IllegalArgumentException notBase64) {
      signature = new byte[0];
    }
    byte[] text = signed(envelope, data).getBytes(StandardCharsets.UTF_8);
    if (!sm2.verifies(text, signature, app)) {
      throw new Refused(200, "1003", "验签失败");
    }
    return data;
  }

  static ObjectNode object(byte[] body) {
    try {
      if (EXACT.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException malformed) {
      throw new Refused(200, "1000", "报文格式错误");
    }
    throw new Refused(200, "1000", "报文格式错误");
  }

  private ObjectNode decrypted(ObjectNode envelope) {
    try {
      return object(Sm.decrypt(key, HexFormat.of().parseHex(envelope.path("encData").asText())));
    } catch (IllegalArgumentException notOurs) {
      throw new Refused(200, "1004", "解密失败");
    }
  }

  private static void requireRecent(String timestamp, Instant now) {
    try {
      Instant at = LocalDateTime.parse(timestamp, STAMP).atZone(Fsi.ZONE).toInstant();
      if (Math.abs(now.getEpochSecond() - at.getEpochSecond()) <= SKEW_SECONDS) {
        return;
      }
    } catch (DateTimeParseException malformed) {
      throw new Refused(200, "1005", "timestamp格式错误");
    }
    throw new Refused(200, "1005", "timestamp已过期");
  }

  /**
   * Seals what is said.
   *
   * @param said {@code code}, {@code message}, {@code success} where it is an answer, and {@code
   *     data}
   */
  byte[] seal(ObjectNode said, Instant now, boolean spoilt) {
    ObjectNode envelope = EXACT.createObjectNode();
    JsonNode data = said.remove("data");
    envelope.setAll(said);
    envelope
        .put("appId", appId)
        .put("encType", "SM4")
        .put("signType", "SM2")
        .put("version", "2.0.1")
        .put("timestamp", STAMP.format(now));
    ObjectNode content = data instanceof ObjectNode object ? object : EXACT.createObjectNode();
    String text = signed(envelope, content) + (spoilt ? "spoilt" : "");
    if (!content.isEmpty()) {
      byte[] plain = bytes(content);
      envelope.put("encData", Sm.hex(Sm.encrypt(key, plain)));
    }
    byte[] signature = sm2.sign(text.getBytes(StandardCharsets.UTF_8), ours);
    envelope.put("signData", Base64.getEncoder().encodeToString(signature));
    return bytes(envelope);
  }

  /** {@code k=v&...&key=secret} in the order of the names, without what is empty. */
  private String signed(ObjectNode envelope, ObjectNode data) {
    TreeMap<String, String> fields = new TreeMap<>();
    envelope.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    fields.keySet().removeAll(List.of("signData", "encData", "extra"));
    JsonNode sorted = sorted(data);
    fields.put("data", sorted.isEmpty() ? "" : written(sorted));
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            text.append(name).append('=').append(value).append('&');
          }
        });
    return text.append("key=").append(appSecret).toString();
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      TreeMap<String, JsonNode> members = new TreeMap<>();
      object.properties().forEach(m -> members.put(m.getKey(), sorted(m.getValue())));
      ObjectNode out = EXACT.createObjectNode();
      members.forEach(
          (name, value) -> {
            if (!empty(value)) {
              out.set(name, value);
            }
          });
      return out;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode out = EXACT.createArrayNode();
      array.forEach(item -> out.add(sorted(item)));
      return out;
    }
    return node;
  }

  private static boolean empty(JsonNode value) {
    return value.isNull()
        || (value.isTextual() && value.textValue().isEmpty())
        || (value.isContainerNode() && value.isEmpty());
  }

  static byte[] bytes(JsonNode node) {
    return written(node).getBytes(StandardCharsets.UTF_8);
  }

  private static String written(JsonNode node) {
    try {
      return EXACT.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
