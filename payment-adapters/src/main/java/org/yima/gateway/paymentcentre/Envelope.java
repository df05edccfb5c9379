package org.yima.gateway.paymentcentre;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.sm.Sm4;

/** Seals what we say and opens what the centre says. */
final class Envelope {
  static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
  private static final String SM4 = "SM4";
  private static final String SM2 = "SM2";

  private final CentreSettings settings;
  private final SignedText signedText;
  private final Sm4 sm4;

  Envelope(CentreSettings settings) {
    this.settings = settings;
    this.signedText = new SignedText(settings.profile().dropsEmptyContainers());
    this.sm4 = new Sm4(dataKey(settings.appId(), settings.appSecret()).getBytes(US_ASCII));
  }

  /**
   * The key of the data, 16 characters: the secret in SM4 under the first 16 characters of the
   * application's id, of its upper-case hexadecimal form the beginning. Whoever has both has the
   * key; it never changes.
   */
  static String dataKey(String appId, String appSecret) {
    byte[] hidden =
        new Sm4(appId.substring(0, 16).getBytes(US_ASCII)).encrypt(appSecret.getBytes(UTF_8));
    return HexFormat.of().withUpperCase().formatHex(hidden).substring(0, 16);
  }

  /**
   * A sealed envelope.
   *
   * @param head what stands beside the data, as in a reply; may be empty
   */
  ObjectNode seal(ObjectNode head, ObjectNode data, Instant now) {
    ObjectNode envelope = Json.object();
    envelope.setAll(head);
    envelope
        .put("appId", settings.appId())
        .put("encType", SM4)
        .put("signType", SM2)
        .put("version", settings.profile().version())
        .put("timestamp", STAMP.format(now.atZone(settings.profile().zone())));
    ObjectNode canonical = signedText.canonical(data);
    if (!canonical.isEmpty()) {
      byte[] hidden = sm4.encrypt(Json.bytes(canonical));
      envelope.put("encData", HexFormat.of().withUpperCase().formatHex(hidden));
    }
    byte[] text = signedText.of(envelope, canonical, settings.appSecret());
    return envelope.put(
        "signData", Base64.getEncoder().encodeToString(settings.ownKey().sign(text)));
  }

  /** An envelope whose signature verified: its head and its data. */
  record Opened(Fields head, Fields data) {}

  /**
   * Opens an envelope; empty when it is not the centre's for this application, which data that
   * can't be read is too: what is signed follows from it.
   */
  Optional<Opened> open(Fields envelope) {
    ObjectNode tree = envelope.tree();
    if (!isText(tree, "appId", settings.appId())
        || !isText(tree, "encType", SM4)
        || !isText(tree, "signType", SM2)
        || !SignedText.isUnambiguous(tree)) {
      return Optional.empty();
    }
    try {
      Fields data = data(tree);
      byte[] signature = Base64.getDecoder().decode(tree.path("signData").asText());
      byte[] text = signedText.of(tree, data.tree(), settings.appSecret());
      return settings.centreKey().verifies(text, signature)
          ? Optional.of(new Opened(envelope, data))
          : Optional.empty();
    } catch (IllegalArgumentException | UnreadableAnswer notTheirs) {
      return Optional.empty();
    }
  }

  private static boolean isText(ObjectNode tree, String name, String expected) {
    JsonNode value = tree.get(name);
    return value != null && value.isTextual() && value.textValue().equals(expected);
  }

  private Fields data(ObjectNode tree) {
    String hidden = tree.path("encData").asText();
    return hidden.isEmpty()
        ? new Fields(Json.object())
        : Json.read(sm4.decrypt(HexFormat.of().parseHex(hidden)));
  }

  /** Whether an envelope was sealed no longer than that before, or after, now. */
  boolean isWithin(Duration age, Fields head, Instant now) {
    try {
      Instant sealed =
          LocalDateTime.parse(head.text("timestamp"), STAMP)
              .atZone(settings.profile().zone())
              .toInstant();
      return Duration.between(sealed, now).abs().compareTo(age) <= 0;
    } catch (DateTimeException malformed) {
      return false;
    }
  }
}
