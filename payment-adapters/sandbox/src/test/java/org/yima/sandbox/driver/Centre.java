package org.yima.sandbox.driver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yima.sandbox.sm.Sm;
import org.yima.sandbox.sm.Sm2;

/**
 * A hospital's application at the mobile payment centre. The primitives are the sandbox's, the
 * envelope is written anew.
 */
public final class Centre {
  public static final String APP_ID = "43AF047BBA47FC8A1AE8EFB232BDBBCB";
  public static final String APP_SECRET = "4117E877F5FA0A0188891283E4B617D5";

  /** What this application and secret give (published). */
  private static final byte[] KEY = "863B5F40C70B71EA".getBytes(US_ASCII);

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));
  private static final ObjectMapper SORTED =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final Sm2 SM2 = new Sm2("1234567812345678");
  private final World world;

  public Centre(World world) {
    this.world = world;
  }

  /** Calls a path; {@code data} holds strings, maps and lists of maps, nothing empty. */
  public JsonNode call(String path, Map<String, ?> data) {
    return opened(send(path, data, APP_SECRET));
  }

  public JsonNode send(String path, Map<String, ?> data, String secret) {
    Map<String, Object> envelope = envelope(data, Map.of(), secret);
    return World.tree(
        World.send(
                HttpRequest.newBuilder(URI.create(world.base() + "/org/local/api/hos/" + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(World.text(envelope)))
                    .build())
            .body());
  }

  /** What a hospital answers a notification with. */
  public byte[] reply(boolean success) {
    return World.text(
            envelope(
                Map.of(),
                Map.of("code", success ? "0" : "1", "message", "ok", "success", success),
                APP_SECRET))
        .getBytes(UTF_8);
  }

  private Map<String, Object> envelope(Map<String, ?> data, Map<String, ?> more, String secret) {
    Map<String, Object> envelope = new TreeMap<>(more);
    envelope.put("appId", APP_ID);
    envelope.put("encType", "SM4");
    envelope.put("signType", "SM2");
    envelope.put("version", "2.0.1");
    envelope.put("timestamp", STAMP.format(world.now()));
    Map<String, Object> signed = new TreeMap<>(envelope);
    String content = sorted(data);
    if (!data.isEmpty()) {
      signed.put("data", content);
      envelope.put("encData", Sm.hex(Sm.encrypt(KEY, content.getBytes(UTF_8))));
    }
    envelope.put(
        "signData",
        Base64.getEncoder()
            .encodeToString(SM2.sign(text(signed, secret), Keys.APPLICATION.getPrivate())));
    return envelope;
  }

  private static byte[] text(Map<String, Object> fields, String secret) {
    StringBuilder text = new StringBuilder();
    fields.forEach((name, value) -> text.append(name).append('=').append(value).append('&'));
    return text.append("key=").append(secret).toString().getBytes(UTF_8);
  }

  private static String sorted(Object value) {
    try {
      return SORTED.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Verifies what the centre said and puts its data in place of the cipher text. */
  public static JsonNode opened(JsonNode envelope) {
    if (!signed(envelope)) {
      throw new AssertionError("the centre's signature does not verify");
    }
    return envelope;
  }

  /** Whether the centre signed it; its data stands in place of the cipher text afterwards. */
  public static boolean signed(JsonNode envelope) {
    Map<String, Object> fields = new TreeMap<>();
    envelope
        .properties()
        .forEach(
            f -> {
              if (!f.getKey().equals("signData") && !f.getKey().equals("encData")) {
                fields.put(f.getKey(), f.getValue().asText());
              }
            });
    ObjectNode data = World.JSON.createObjectNode();
    if (envelope.has("encData")) {
      byte[] plain = Sm.decrypt(KEY, HexFormat.of().parseHex(envelope.get("encData").textValue()));
      data = (ObjectNode) World.tree(plain);
      try {
        fields.put("data", sorted(SORTED.readValue(plain, TreeMap.class)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    boolean verifies =
        SM2.verifies(
            text(fields, APP_SECRET),
            Base64.getDecoder().decode(envelope.get("signData").textValue()),
            Keys.CENTRE.getPublic());
    ((ObjectNode) envelope).set("data", data);
    return verifies;
  }

  /** The input of 6201: lines of class and fen, amounts as they add up. */
  public Map<String, Object> upload(
      String payAuth, String psnNo, String mdtrtId, String ownNumber, List<Hospital.Fee> fees) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("orgCodg", World.INSTITUTION);
    data.put("psnNo", psnNo);
    data.put("insutype", "310");
    data.put("medOrgOrd", ownNumber);
    data.put("begntime", "20261121090000");
    data.put("idNo", Hospital.ID_NUMBER);
    data.put("userName", "张三");
    data.put("idType", "01");
    data.put("payAuthNo", payAuth);
    data.put("mdtrtId", mdtrtId);
    data.put("medType", "11");
    data.put("feeType", "01");
    data.put("acctUsedFlag", "1");
    data.put("chrgBchno", ownNumber);
    long[] sums = new long[4];
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Hospital.Fee fee : fees) {
      long own = fee.insuranceClass().equals("03") ? fee.fen() : 0;
      long first = fee.insuranceClass().equals("02") ? fee.fen() / 10 : 0;
      sums[0] += fee.fen();
      sums[1] += own;
      sums[2] += first;
      sums[3] += fee.fen() - own - first;
      lines.add(
          Map.of(
              "feedetlSn",
              ownNumber + "-" + lines.size(),
              "medListCodg",
              "CODE",
              "chrgitmLv",
              fee.insuranceClass(),
              "hospApprFlag",
              "1",
              "detItemFeeSumamt",
              Hospital.yuan(fee.fen())));
    }
    data.put("medfeeSumamt", Hospital.yuan(sums[0]));
    data.put("fulamtOwnpayAmt", Hospital.yuan(sums[1]));
    data.put("preselfpayAmt", Hospital.yuan(sums[2]));
    data.put("inscpScpAmt", Hospital.yuan(sums[3]));
    data.put("diseinfoList", List.of(Map.of("diagCode", "J06.900", "diagName", "上呼吸道感染")));
    data.put("feedetailList", lines);
    return data;
  }
}
