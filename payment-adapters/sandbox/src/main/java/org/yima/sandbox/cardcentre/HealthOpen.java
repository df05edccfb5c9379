package org.yima.sandbox.cardcentre;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.http.Route;
import org.yima.sandbox.sm.Sm;

/** The same centre's people and codes, as an open platform answers for it. */
final class HealthOpen {
  private static final String CHANNEL = "health-open";
  private static final String TOKEN = "/rest/auth/HealthCard/HealthOpenAuth/AuthObj/getAppToken";
  private static final String CALLS = "/rest/auth/HealthCard/HealthOpenPlatform/ISVOpenObj/{call}";
  private static final Duration TOKEN_LIFE = Duration.ofHours(2);

  private final SandboxConfig.CardCentre config;
  private final CardCentre centre;
  private final HealthOpenDoor door;

  HealthOpen(SandboxConfig.CardCentre config, CardCentre centre, Clock clock) {
    this.config = config;
    this.centre = centre;
    this.door = new HealthOpenDoor(config, clock);
  }

  private record OpenToken(String token, Instant until) {}

  List<Route> routes() {
    return List.of(
        Route.of("POST", TOKEN, CHANNEL, "getAppToken", door, this::token),
        Route.of(
            "POST",
            CALLS,
            CHANNEL,
            call -> call.parameter("call"),
            Set.of(
                "registerBatchHealthCard",
                "getDynamicQRCode",
                "verifyQRCode",
                "getHealthCardByQRCode"),
            door,
            this::handle));
  }

  private Answer token(Call call, Transaction tx) {
    if (!config.appId().equals(call.json().object("req").text("appId", 64))) {
      throw new Refused(200, CentreDoor.BAD_DIGEST, "应用不存在");
    }
    String drawn = "token" + tx.next("open-token") + config.appSecret();
    String token = Sm.hex(Sm.sm3(drawn.getBytes(StandardCharsets.UTF_8)));
    tx.put(token, "", new OpenToken(token, tx.now().plus(TOKEN_LIFE)));
    return door.done(call, Map.of("appToken", token, "expiresIn", TOKEN_LIFE.toSeconds()));
  }

  private Answer handle(Call call, Transaction tx) {
    String token = call.json().object("commonIn").optional("appToken", 64).orElse("");
    if (tx.find(OpenToken.class, token).filter(t -> tx.now().isBefore(t.until())).isEmpty()) {
      throw new Refused(200, CentreDoor.BAD_DIGEST, "appToken无效");
    }
    Fields request = call.json().object("req");
    return door.done(
        call,
        switch (call.parameter("call")) {
          case "registerBatchHealthCard" -> register(request, tx);
          case "getDynamicQRCode" -> code(request, tx);
          case "verifyQRCode" -> verify(request, tx);
          case "getHealthCardByQRCode" ->
              Map.of("card", view(CardCentre.named(request.text("qrCodeText", 512), tx)));
          default -> throw new Refused(200, CentreDoor.BAD_FIELD, "接口不存在");
        });
  }

  private Map<String, Object> register(Fields request, Transaction tx) {
    List<Fields> items = request.objects("healthCardItems", 15);
    if (items.isEmpty()) {
      throw request.bad("healthCardItems", "must not be empty");
    }
    List<Map<String, Object>> cards = new ArrayList<>();
    for (Fields item : items) {
      CardCentre.CentreCard card =
          centre.card(
              item.text("idType", 2), item.text("idNumber", 30), item.text("name", 100), tx);
      cards.add(view(card));
    }
    return Map.of("rspItems", cards);
  }

  private Map<String, Object> code(Fields request, Transaction tx) {
    CardCentre.CentreCard card = CardCentre.living(request.text("healthCardId", 64), tx);
    if (!card.idType().equals(request.text("idType", 2))
        || !card.idNumber().equals(request.text("idNumber", 30))) {
      throw new Refused(200, "53", "证件与健康卡不一致");
    }
    boolean dynamic = request.whole("codeType", 0, 1) == 0;
    return Map.of("qrCodeText", dynamic ? centre.dynamic(card, tx) : centre.printed(card));
  }

  private Map<String, Object> verify(Fields request, Transaction tx) {
    request.text("terminalId", 64);
    request.text("time", 19);
    request.text("medicalStep", 16);
    request.text("channelCode", 16);
    return Map.of("card", view(CardCentre.scanned(request.text("qrCodeText", 512), tx)));
  }

  private static Map<String, Object> view(CardCentre.CentreCard card) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", card.name());
    view.put("idType", card.idType());
    view.put("idNumber", card.idNumber());
    view.put("healthCardId", card.cardId());
    return view;
  }
}
