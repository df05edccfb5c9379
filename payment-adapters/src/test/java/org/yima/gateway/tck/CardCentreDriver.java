package org.yima.gateway.tck;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.Outcome;
import org.yima.gateway.cardcentre.CardCentre;
import org.yima.gateway.ehc.EhcCardCentre;
import org.yima.gateway.ehc.EhcSettings;
import org.yima.gateway.healthopen.HealthOpenCardCentre;
import org.yima.gateway.healthopen.HealthOpenSettings;

/** A card centre: a code is good for one showing, and showing it is what is paid elsewhere. */
final class CardCentreDriver implements Driver {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String ID_NUMBER = "990101197507070048";
  private static final String NAME = "戊";
  private final SandboxWorld world;
  private final String name;
  private final CardCentre centre;
  private final String channel;
  private final String call;
  private final Map<String, String> codes = new HashMap<>();

  private CardCentreDriver(
      SandboxWorld world, String name, CardCentre centre, String channel, String call) {
    this.world = world;
    this.name = name;
    this.centre = centre;
    this.channel = channel;
    this.call = call;
  }

  /** For the sandbox's configuration. */
  static Map<String, Object> section() {
    return Map.of(
        "appId", "tck-app", "termId", "90003", "appSecret", SECRET, "issuer", "990100A01");
  }

  static CardCentreDriver ehc(SandboxWorld world) {
    EhcSettings settings =
        EhcSettings.usual(
            world.uri().resolve("/erhc/ehealthcard/business.do"), "tck-app", "90003", SECRET);
    return new CardCentreDriver(
        world,
        "Card centre (`ehc`)",
        new EhcCardCentre(settings, InstantSource.system()),
        "card-centre",
        "ehealthcode.verify");
  }

  static CardCentreDriver open(SandboxWorld world) {
    HealthOpenSettings settings = HealthOpenSettings.usual(world.uri(), "tck-app", SECRET, "90003");
    return new CardCentreDriver(
        world,
        "Card centre (open platform)",
        new HealthOpenCardCentre(settings, InstantSource.system()),
        "health-open",
        "verifyQRCode");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<OutsideCheck> checkedBy() {
    return Optional.empty();
  }

  /** A code that was not shown is as good as before: nothing unpaid is left, returned or listed. */
  @Override
  public Set<Case> cases() {
    return EnumSet.of(Case.HAPPY, Case.DECLINED, Case.FOUND_PAID, Case.DUPLICATE);
  }

  @Override
  public long fen() {
    return 0;
  }

  @Override
  public long back() {
    return 0;
  }

  @Override
  public Standing pay(String number) {
    String code = codes.computeIfAbsent(number, this::code);
    return Standing.of(centre.verify(scan(number, code)), Standing.PAID);
  }

  private String code(String number) {
    String card = register(number + "R", NAME).toOptional().orElseThrow().cardId();
    return centre
        .generate(new CardCentre.CodeOrder(number + "G", card, "01", ID_NUMBER, true))
        .toOptional()
        .orElseThrow();
  }

  private Outcome<CardCentre.Card> register(String number, String person) {
    return centre.register(
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
  public void loseNextAnswer(boolean effect) {
    world.fault(channel, call, effect ? "RESET_AFTER" : "RESET_BEFORE");
  }

  @Override
  public Standing find(String number) {
    return Standing.of(centre.query(scan(number + "Q", codes.get(number))), Standing.PAID);
  }

  @Override
  public Standing refund(String number, String refundNumber) {
    throw new UnsupportedOperationException(number);
  }

  /** No call moves money. */
  @Override
  public long moved() {
    return 0;
  }
}
