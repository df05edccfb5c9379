package org.yima.gateway.unionpay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.tck.SandboxWorld;
import org.yima.gateway.tck.UnionPaySection;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Way;

/** True notifications, spoilt at random: none is believed, and nothing is thrown. */
class UnionPayFuzzTest {
  private static final int ROUNDS = 20_000 * Integer.getInteger("yima.scale", 1);
  private static final String INSERTED = "%&=+ \u0000{}[]0aZ\uFFFD中";
  @TempDir Path folder;
  private SandboxWorld world;
  private UnionPayWallet wallet;

  @BeforeEach
  void start() {
    world = SandboxWorld.start(folder, Map.of("unionpay", UnionPaySection.of(folder)));
    wallet =
        new UnionPayWallet(
            UnionPaySection.settings(folder, world.uri(), world.hearing().of("x")),
            InstantSource.system());
    assertThat(
            world
                .control("payers", Map.of("channel", "UNIONPAY", "ref", "acp-1", "balance", 10_000))
                .path("ref")
                .asText())
        .isEqualTo("acp-1");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private String told(Merchant merchant, String number) {
    Outcome<Charge> begun =
        wallet.prepay(
            merchant,
            new Prepay(
                new OrderRef(number, Instant.now()),
                "门诊缴费",
                1_200,
                new Way.App(),
                Instant.now().plusSeconds(600),
                world.hearing().of(number)));
    NextAction next = ((Outcome.Pending<Charge>) begun).nextAction();
    assertThat(
            world
                .control("payers/acp-1/approve", Map.of("prepayId", next.params().get("tn")))
                .path("status")
                .asText())
        .isEqualTo("PAID");
    return world.hearing().next(number).body();
  }

  @Test
  void noSpoiltNotificationIsBelieved() {
    long seed = Long.getLong("yima.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    for (Merchant merchant :
        new Merchant[] {UnionPaySection.MERCHANT, UnionPaySection.WITH_SECRET}) {
      String body = told(merchant, "fuzz" + merchant.account());
      assertThat(wallet.parseNotification(Map.of(), body))
          .isInstanceOf(Notification.ChargeChanged.class);
      Map<String, String> meant = fields(body);
      for (int round = 0; round < ROUNDS; round++) {
        String spoilt = spoilt(body, random);
        Notification read = wallet.parseNotification(Map.of(), spoilt);
        if (!(read instanceof Notification.Refused) && !fields(spoilt).equals(meant)) {
          throw new AssertionError("seed " + seed + ", round " + round + ": " + read);
        }
      }
    }
  }

  /** What a form means: another way to encode the same is the same, and so is an empty field. */
  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new TreeMap<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      String value = URLDecoder.decode(pair.substring(equals + 1), UTF_8);
      if (!value.isEmpty()) {
        fields.put(pair.substring(0, equals), value);
      }
    }
    return fields;
  }

  private static String spoilt(String body, SplittableRandom random) {
    StringBuilder text = new StringBuilder(body);
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && text.length() > 0; i++) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(40));
      char other = INSERTED.charAt(random.nextInt(INSERTED.length()));
      switch (random.nextInt(7)) {
        case 0 -> text.setCharAt(at, other);
        case 1 -> text.insert(at, other);
        case 2 -> text.delete(at, end);
        case 3 -> text.insert(at, text.substring(at, end));
        case 4 -> text.setLength(at);
        case 5 -> text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(7)));
        default -> text.insert(at, "&txnAmt=1&merId=777290058110049&signMethod=12");
      }
    }
    return text.toString();
  }
}
