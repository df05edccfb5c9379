package org.yima.sandbox.cardcentre;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.http.Route;
import org.yima.sandbox.sm.Sm;

/** The people, cards and codes of one centre. */
public final class CardCentre {
  /** The gateway's name for faults and the log. */
  public static final String CHANNEL = "card-centre";

  private static final String PATH = "/erhc/ehealthcard/business.do";
  private static final Duration LIFE = Duration.ofSeconds(60);
  private static final Pattern CODE =
      Pattern.compile("([0-9A-F]{64}):([0-9])(?::([0-9A-F]*))?(?::([0-9A-Z]*))?");
  private static final DateTimeFormatter END =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));
  private final SandboxConfig.CardCentre config;
  private final CentreDoor door;
  private final HealthOpen open;
  private final byte[] rootKey;
  private final byte[] protectionKey;

  public CardCentre(SandboxConfig.CardCentre config, Clock clock) {
    this.config = config;
    this.door = new CentreDoor(config, clock);
    this.open = new HealthOpen(config, this, clock);
    this.rootKey = key("root");
    this.protectionKey = key("protection");
  }

  private byte[] key(String purpose) {
    byte[] hash = Sm.sm3((purpose + config.appSecret()).getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(hash, 16);
  }

  record CentreCard(
      String cardId,
      String mindexId,
      String idType,
      String idNumber,
      String name,
      boolean closed) {}

  private record CentreCode(String text, String cardId, Instant end, boolean shown) {}

  /** The one address of all methods, the open platform's, and the control API's. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(open.routes());
    routes.addAll(own());
    return routes;
  }

  private List<Route> own() {
    return List.of(
        Route.of(
            "POST",
            PATH,
            CHANNEL,
            call -> call.json().optional("method", 64).orElse("-").replaceFirst("^ehc\\.", ""),
            Set.of(
                "ehealthcard.register",
                "ehealthcard.close",
                "ehealthcode.generate",
                "ehealthcode.verify",
                "ehealthcode.query"),
            door,
            this::handle),
        Route.of(
            "POST",
            "/control/centre-codes",
            "control",
            "centre-codes",
            new OpenDoor(),
            this::foreign));
  }

  private Answer handle(Call call, Transaction tx) {
    Fields content = door.content(call);
    return switch (call.json().text("method", 64)) {
      case "ehc.ehealthcard.register" -> done(register(content, tx));
      case "ehc.ehealthcard.close" -> done(close(content, tx));
      case "ehc.ehealthcode.generate" -> done(generate(content, tx));
      case "ehc.ehealthcode.verify" -> done(verify(content, tx));
      case "ehc.ehealthcode.query" -> done(holder(named(content.text("ehealth_code", 512), tx)));
      default -> throw new Refused(200, CentreDoor.BAD_FIELD, "接口不存在");
    };
  }

  private static Answer done(Map<String, Object> content) {
    return Answer.json(200, Map.of("code", "10", "msg", "成功", "content", content));
  }

  private Map<String, Object> register(Fields content, Transaction tx) {
    content.text("register_no", 32);
    content.text("register_time", 14);
    if (!content.text("apply_type", 1).matches("[1-4]")) {
      throw content.bad("apply_type", "must be 1 to 4");
    }
    CentreCard card =
        card(content.text("id_type", 2), content.text("id_no", 30), content.text("name", 100), tx);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("ehealth_card_id", card.cardId());
    view.put("mindex_id", card.mindexId());
    return view;
  }

  /** A card that was closed opens again for its owner; another name for the number is refused. */
  CentreCard card(String idType, String idNumber, String name, Transaction tx) {
    String number = idNumber.toUpperCase(Locale.ROOT);
    String mindexId = Sm.hex(Sm.sm3((idType + number).getBytes(StandardCharsets.UTF_8)));
    CentreCard card =
        new CentreCard(cardId(mindexId, idType + number), mindexId, idType, number, name, false);
    Optional<CentreCard> known = tx.find(CentreCard.class, card.cardId());
    if (known.isPresent() && !known.get().name().equals(name)) {
      throw new Refused(200, "53", "姓名与证件号码不一致");
    }
    tx.put(card.cardId(), "", card);
    return card;
  }

  private String cardId(String mindexId, String document) {
    byte[] index = HexFormat.of().parseHex(mindexId);
    byte[] seed = new byte[16];
    for (int i = 0; i < 32; i++) {
      seed[i % 8] ^= index[i];
    }
    for (int i = 0; i < 8; i++) {
      seed[8 + i] = (byte) (seed[i] ^ 0xff);
    }
    byte[] userKey = Sm.blocks(rootKey, seed);
    byte[] plain = Arrays.copyOf(document.getBytes(StandardCharsets.US_ASCII), 32);
    return Sm.hex(Sm.blocks(userKey, plain));
  }

  static CentreCard living(String cardId, Transaction tx) {
    CentreCard card =
        tx.find(CentreCard.class, cardId).orElseThrow(() -> new Refused(200, "50", "健康卡不存在"));
    if (card.closed()) {
      throw new Refused(200, "51", "健康卡已注销");
    }
    return card;
  }

  private static Map<String, Object> close(Fields content, Transaction tx) {
    content.text("revoke_no", 32);
    content.text("revoke_time", 14);
    CentreCard card = living(content.text("ehealth_card_id", 64), tx);
    tx.put(
        card.cardId(),
        "",
        new CentreCard(
            card.cardId(), card.mindexId(), card.idType(), card.idNumber(), card.name(), true));
    return Map.of("ehealth_card_id", card.cardId());
  }

  private Map<String, Object> generate(Fields content, Transaction tx) {
    content.text("generate_no", 32);
    content.text("generate_time", 14);
    CentreCard card = living(content.text("ehealth_card_id", 64), tx);
    boolean dynamic =
        switch (content.text("ewmbs", 1)) {
          case "0" -> true;
          case "1" -> false;
          default -> throw content.bad("ewmbs", "must be 0 or 1");
        };
    return Map.of("ehealth_code", dynamic ? dynamic(card, tx) : printed(card));
  }

  String printed(CentreCard card) {
    return card.cardId() + ":1::" + config.issuer();
  }

  /** The validity counts seconds; the end moves on until no other code has this text. */
  String dynamic(CentreCard card, Transaction tx) {
    Instant end = tx.now().plus(LIFE);
    String text = dynamicText(card, end);
    while (tx.find(CentreCode.class, text).isPresent()) {
      end = end.plusSeconds(1);
      text = dynamicText(card, end);
    }
    tx.put(text, card.cardId(), new CentreCode(text, card.cardId(), end, false));
    return text;
  }

  private String dynamicText(CentreCard card, Instant end) {
    byte[] digits = HexFormat.of().parseHex(END.format(end));
    return card.cardId()
        + ":0:"
        + Sm.hex(Sm.blocks(protectionKey, Arrays.copyOf(digits, 16)))
        + ":"
        + config.issuer();
  }

  private static Map<String, Object> verify(Fields content, Transaction tx) {
    content.text("medstepcode", 16);
    content.text("terminalcode", 64);
    content.text("channelcode", 16);
    return holder(scanned(content.text("ehealth_code", 512), tx));
  }

  private static Map<String, Object> holder(CentreCard card) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("ehealth_card_id", card.cardId());
    view.put("id_type", card.idType());
    view.put("id_no", card.idNumber());
    view.put("name", card.name());
    return view;
  }

  /** Whose a scanned code is; a dynamic one is shown once. */
  static CentreCard scanned(String code, Transaction tx) {
    Matcher parts = parts(code);
    if (parts.group(2).equals("0")) {
      show(parts.group(), tx);
    }
    return living(parts.group(1), tx);
  }

  /** Whose a code is that is only asked about, shown or not. */
  static CentreCard named(String code, Transaction tx) {
    Matcher parts = parts(code);
    if (parts.group(2).equals("0")) {
      mustLive(made(parts.group(), tx), tx);
    }
    return living(parts.group(1), tx);
  }

  private static Matcher parts(String code) {
    Matcher parts = CODE.matcher(code.toUpperCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new Refused(200, CentreDoor.BAD_FIELD, "二维码格式错误");
    }
    return parts;
  }

  private static void show(String text, Transaction tx) {
    CentreCode code = made(text, tx);
    if (code.shown()) {
      throw new Refused(200, "52", "二维码已使用");
    }
    mustLive(code, tx);
    tx.put(text, code.cardId(), new CentreCode(text, code.cardId(), code.end(), true));
  }

  private static CentreCode made(String text, Transaction tx) {
    return tx.find(CentreCode.class, text).orElseThrow(() -> new Refused(200, "50", "二维码不存在"));
  }

  private static void mustLive(CentreCode code, Transaction tx) {
    if (!code.end().isAfter(tx.now())) {
      throw new Refused(200, "51", "二维码已过期");
    }
  }

  /** A code that another application of the province shows. */
  private Answer foreign(Call call, Transaction tx) {
    Fields request = call.json();
    CentreCard card =
        card(
            request.optional("idType", 2).orElse("01"),
            request.text("idNumber", 30),
            request.text("name", 100),
            tx);
    boolean dynamic = !request.optional("kind", 8).orElse("DYNAMIC").equals("STATIC");
    return Answer.json(200, Map.of("text", dynamic ? dynamic(card, tx) : printed(card)));
  }
}
