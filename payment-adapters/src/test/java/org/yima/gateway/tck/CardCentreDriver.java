package org.yima.gateway.tck;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.cardcentre.CardCentre;
import org.yima.gateway.ehc.EhcCardCentre;
import org.yima.gateway.ehc.EhcSettings;
import org.yima.gateway.healthopen.HealthOpenCardCentre;
import org.yima.gateway.healthopen.HealthOpenSettings;

/** A card centre: a code is good for one showing, and showing it is what is paid elsewhere. */
final class CardCentreDriver extends AdapterDriver<CardCentre> {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String ID_NUMBER = "990101197507070048";
  private static final String NAME = "戊";

  /** What the sandbox's codes mean, which are its own: the same by both of its interfaces. */
  private static final Map<String, DeclineReason> REFUSALS =
      Map.of(
          "40", DeclineReason.CREDENTIALS_REFUSED,
          "41", DeclineReason.INVALID_REQUEST,
          "50", DeclineReason.NOT_FOUND,
          "51", DeclineReason.CLOSED,
          "52", DeclineReason.ID_REUSED,
          "90", DeclineReason.BUSY);

  private final String name;
  private final Map<String, String> codes = new HashMap<>();

  private CardCentreDriver(
      SandboxWorld world,
      String name,
      String channel,
      String call,
      Function<Timeouts, CardCentre> centre) {
    super(world, channel, Map.of(Step.PAY, call), List.of(), centre);
    this.name = name;
  }

  /** For the sandbox's configuration. */
  static Map<String, Object> section() {
    return Map.of(
        "appId", "tck-app", "termId", "90003", "appSecret", SECRET, "issuer", "990100A01");
  }

  static CardCentreDriver ehc(SandboxWorld world) {
    EhcSettings usual =
        EhcSettings.usual(
                world.uri().resolve("/erhc/ehealthcard/business.do"), "tck-app", "90003", SECRET)
            .refusing(REFUSALS);
    return new CardCentreDriver(
        world,
        "Card centre (`ehc`)",
        "card-centre",
        "ehealthcode.verify",
        calls -> new EhcCardCentre(usual.within(calls), InstantSource.system()));
  }

  static CardCentreDriver open(SandboxWorld world) {
    HealthOpenSettings usual =
        HealthOpenSettings.usual(world.uri(), "tck-app", SECRET, "90003").refusing(REFUSALS);
    return new CardCentreDriver(
        world,
        "Card centre (open platform)",
        "health-open",
        "verifyQRCode",
        calls -> new HealthOpenCardCentre(usual.within(calls), InstantSource.system()));
  }

  @Override
  public String name() {
    return name;
  }

  /** Nothing is begun, returned, reported or listed. */
  @Override
  public Set<Case> cases() {
    return EnumSet.of(
        Case.HAPPY, Case.DECLINED, Case.FOUND_PAID, Case.FOUND_UNPAID, Case.DUPLICATE);
  }

  /** A code that was not shown is as good as before. */
  @Override
  public boolean asksByRepeating() {
    return true;
  }

  @Override
  public long fen() {
    return 0;
  }

  @Override
  public Standing pay(String number) {
    String code = codes.computeIfAbsent(number, this::code);
    return Standing.of(deciding().verify(scan(number, code)), Standing.PAID);
  }

  private String code(String number) {
    String card = register(number + "R", NAME).toOptional().orElseThrow().cardId();
    return adapter()
        .generate(new CardCentre.CodeOrder(number + "G", card, "01", ID_NUMBER, true))
        .toOptional()
        .orElseThrow();
  }

  private Outcome<CardCentre.Card> register(String number, String person) {
    return adapter()
        .register(
            new CardCentre.Registration(
                number,
                CardCentre.Door.APP,
                "01",
                ID_NUMBER,
                person,
                Optional.of("F"),
                Optional.empty(),
                Optional.empty()));
  }

  private static CardCentre.Scan scan(String number, String code) {
    return new CardCentre.Scan(number, code, "010101", "T0001");
  }

  /** The number belongs to somebody of another name. */
  @Override
  public Standing payRefused(String number) {
    Standing known = Standing.of(register(number + "A", NAME), Standing.PAID);
    return known == Standing.PAID
        ? Standing.of(register(number, "己"), Standing.PAID)
        : Standing.UNKNOWN;
  }

  @Override
  public Standing find(String number) {
    return Standing.of(adapter().query(scan(number + "Q", codes.get(number))), Standing.PAID);
  }

  /** No call moves money. */
  @Override
  public long moved() {
    return 0;
  }
}
