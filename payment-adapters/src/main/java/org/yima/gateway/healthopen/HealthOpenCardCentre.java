package org.yima.gateway.healthopen;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.cardcentre.CardCentre;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;

/**
 * The card centre behind the open platform. People come to it as the institution's own batch, one
 * at a time: who they are was proved here, and a single registration would want the code of a
 * WeChat page.
 */
public final class HealthOpenCardCentre implements CardCentre {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final HealthOpenSettings settings;
  private final Platform platform;
  private final InstantSource clock;

  public HealthOpenCardCentre(HealthOpenSettings settings, InstantSource clock) {
    this.settings = settings;
    this.platform = new Platform(settings, clock);
    this.clock = clock;
  }

  @Override
  public Outcome<Card> register(Registration registration) {
    ObjectNode item =
        Json.object()
            .put("name", registration.name())
            .put("idType", registration.idTypeCode())
            .put("idNumber", registration.idNumber());
    registration.sex().ifPresent(sex -> item.put("gender", sex.equals("M") ? "男" : "女"));
    registration.birthDate().ifPresent(date -> item.put("birthday", date.toString()));
    registration.phone().ifPresent(phone -> item.put("phone1", phone));
    ObjectNode request = Json.object();
    ArrayNode items = request.putArray("healthCardItems");
    items.add(item);
    return call(
        "registerBatchHealthCard",
        registration.requestId(),
        request,
        answer -> {
          List<Fields> cards = answer.objects("rspItems");
          if (cards.size() != 1) {
            throw new UnreadableAnswer("rspItems");
          }
          cards.get(0).mustRepeat("idNumber", registration.idNumber());
          return new Card(cardId(cards.get(0)));
        });
  }

  @Override
  public Outcome<String> generate(CodeOrder order) {
    return call(
        "getDynamicQRCode",
        order.requestId(),
        Json.object()
            .put("healthCardId", order.cardId())
            .put("idType", order.idTypeCode())
            .put("idNumber", order.idNumber())
            .put("codeType", order.dynamic() ? 0 : 1),
        answer -> answer.text("qrCodeText"));
  }

  @Override
  public Outcome<Holder> verify(Scan scan) {
    return call(
        "verifyQRCode",
        scan.requestId(),
        Json.object()
            .put("qrCodeText", scan.text())
            .put("terminalId", scan.terminal())
            .put("time", TIME.format(clock.instant().atZone(settings.zone())))
            .put("medicalStep", scan.step())
            .put("channelCode", settings.cardChannel())
            .put("hospitalCode", settings.hospitalId()),
        HealthOpenCardCentre::holder);
  }

  @Override
  public Outcome<Holder> query(Scan scan) {
    return call(
        "getHealthCardByQRCode",
        scan.requestId(),
        Json.object().put("qrCodeText", scan.text()),
        HealthOpenCardCentre::holder);
  }

  private static Holder holder(Fields answer) {
    Fields card = answer.object("card").orElse(answer);
    return new Holder(
        cardId(card),
        card.text("idType"),
        card.text("idNumber").toUpperCase(Locale.ROOT),
        card.text("name"));
  }

  @Override
  public boolean closesCards() {
    return false;
  }

  /** The platform has no such call; nothing is asked. */
  @Override
  public Outcome<Card> close(String requestId, String cardId) {
    return Outcome.declined(DeclineReason.NOT_PERMITTED, "no-such-call");
  }

  private <T> Outcome<T> call(
      String name, String requestId, ObjectNode request, Function<Fields, T> reader) {
    return platform
        .call(name, requestId, request)
        .then(answer -> UnreadableAnswer.orUnknown(() -> Outcome.succeeded(reader.apply(answer))));
  }

  private static String cardId(Fields card) {
    String id = card.text("healthCardId").toUpperCase(Locale.ROOT);
    if (!id.matches("[0-9A-F]{64}")) {
      throw new UnreadableAnswer("healthCardId");
    }
    return id;
  }
}
