package org.yima.gateway.ehc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.cardcentre.CardCentre;
import org.yima.gateway.http.BoundedHttp;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.HttpAnswer;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;

/** The card centre behind the {@code ehc.*} methods. */
public final class EhcCardCentre implements CardCentre {
  private static final String DIGEST = "SM3";
  private static final String CIPHER = "SM4";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

  private final EhcSettings settings;
  private final Sealing sealing;
  private final BoundedHttp http;
  private final InstantSource clock;

  public EhcCardCentre(EhcSettings settings, InstantSource clock) {
    this.settings = settings;
    this.sealing = new Sealing(settings.appSecret());
    this.http = new BoundedHttp(settings.timeouts());
    this.clock = clock;
  }

  @Override
  public Outcome<Card> register(Registration registration) {
    ObjectNode content =
        Json.object()
            .put("register_no", registration.requestId())
            .put("register_time", now())
            .put("apply_type", applyType(registration.door()))
            .put("id_type", registration.idTypeCode())
            .put("id_no", registration.idNumber())
            .put("name", registration.name());
    registration.sex().ifPresent(sex -> content.put("gender", sex.equals("M") ? "1" : "2"));
    registration.birthDate().ifPresent(date -> content.put("birthday", date.toString()));
    registration.phone().ifPresent(phone -> content.put("cellphone", phone));
    return call("ehc.ehealthcard.register", content, EhcCardCentre::card);
  }

  private static String applyType(Door door) {
    return switch (door) {
      case APP -> "1";
      case INSTITUTION -> "2";
      case WINDOW -> "3";
      case BATCH -> "4";
    };
  }

  @Override
  public Outcome<String> generate(CodeOrder order) {
    return call(
        "ehc.ehealthcode.generate",
        Json.object()
            .put("ehealth_card_id", order.cardId())
            .put("ewmbs", order.dynamic() ? "0" : "1")
            .put("generate_no", order.requestId())
            .put("generate_time", now()),
        answer -> answer.text("ehealth_code"));
  }

  @Override
  public Outcome<Holder> verify(Scan scan) {
    return call(
        "ehc.ehealthcode.verify",
        Json.object()
            .put("ehealth_code", scan.text())
            .put("medstepcode", scan.step())
            .put("terminalcode", scan.terminal())
            .put("channelcode", settings.channel()),
        EhcCardCentre::holder);
  }

  /** The facts name the method and not its fields; they are taken to be those of the answer. */
  @Override
  public Outcome<Holder> query(Scan scan) {
    return call(
        "ehc.ehealthcode.query",
        Json.object().put("ehealth_code", scan.text()),
        EhcCardCentre::holder);
  }

  private static Holder holder(Fields answer) {
    return new Holder(
        cardId(answer),
        answer.text("id_type"),
        answer.text("id_no").toUpperCase(Locale.ROOT),
        answer.text("name"));
  }

  @Override
  public boolean closesCards() {
    return true;
  }

  @Override
  public Outcome<Card> close(String requestId, String cardId) {
    return call(
        "ehc.ehealthcard.close",
        Json.object()
            .put("ehealth_card_id", cardId)
            .put("revoke_no", requestId)
            .put("revoke_time", now()),
        answer -> new Card(cardId));
  }

  private static Card card(Fields answer) {
    return new Card(cardId(answer));
  }

  private static String cardId(Fields answer) {
    String id = answer.text("ehealth_card_id").toUpperCase(Locale.ROOT);
    if (!id.matches("[0-9A-F]{64}")) {
      throw new UnreadableAnswer("ehealth_card_id");
    }
    return id;
  }

  private String now() {
    return TIME.format(clock.instant().atZone(settings.zone()));
  }

  private <T> Outcome<T> call(String method, ObjectNode content, Function<Fields, T> reader) {
    byte[] body = Json.bytes(envelope(method, Json.bytes(content), clock.instant()));
    return http.send(
            HttpRequest.newBuilder(settings.endpoint())
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(body)))
        .then(answer -> UnreadableAnswer.orUnknown(() -> read(answer).map(reader)));
  }

  private ObjectNode envelope(String method, byte[] content, Instant now) {
    Map<String, String> fields =
        Map.of(
            "app_id",
            settings.appId(),
            "term_id",
            settings.termId(),
            "method",
            method,
            "version",
            settings.version(),
            "timestamp",
            Long.toString(now.toEpochMilli()),
            "digest_type",
            DIGEST,
            "enc_type",
            CIPHER,
            "biz_content",
            new String(content, UTF_8));
    ObjectNode envelope = Json.object();
    fields.forEach(envelope::put);
    return envelope
        .put("digest", sealing.digest(fields))
        .put("biz_content", sealing.encrypt(content));
  }

  private Outcome<Fields> read(HttpAnswer answer) {
    if (answer.isServerError()) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    if (answer.status() != 200) {
      throw new UnreadableAnswer("status");
    }
    Fields fields = Json.read(answer.body());
    String code = fields.text("code");
    byte[] content =
        fields.has("biz_content") ? sealing.decrypt(fields.text("biz_content")) : new byte[0];
    mustBeSealed(fields, code, content);
    if (settings.successes().contains(code)) {
      return Outcome.succeeded(
          content.length == 0 ? new Fields(Json.object()) : Json.read(content));
    }
    return Outcome.declined(
        settings.refusals().getOrDefault(code, DeclineReason.OTHER), "ehc-" + code);
  }

  private void mustBeSealed(Fields fields, String code, byte[] content) {
    if (!settings.signedAnswers()) {
      return;
    }
    String expected =
        sealing.digest(
            Map.of(
                "biz_content", new String(content, UTF_8),
                "code", code,
                "digest_type", DIGEST,
                "enc_type", CIPHER));
    String given = fields.text("digest").toLowerCase(Locale.ROOT);
    if (!MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8))) {
      throw new UnreadableAnswer("digest");
    }
  }
}
