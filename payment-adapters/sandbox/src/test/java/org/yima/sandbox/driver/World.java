package org.yima.sandbox.driver;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.Sandbox;
import org.yima.sandbox.config.SandboxConfig;

/**
 * A sandbox with keys, a settable clock and clients for its doors; closing and starting again keeps
 * its folder.
 */
public final class World implements AutoCloseable {
  public static final String SUB_MCHID = "1900000109";
  public static final String API_V3_KEY = "0123456789abcdef0123456789ABCDEF";
  public static final String ACP_MERCHANT = "777290058110048";
  public static final String ACP_SECRET_MERCHANT = "777290058110049";
  public static final String ACP_SECRET = "a-secret-of-both-sides";

  /** Made by whoever starts first, for three key pairs take most of a test's time. */
  private static final Path ACP_CA = Path.of("target", "unionpay-ca");

  public static final String ACP_CERT_ID = "68759663125";
  public static final String INSTITUTION = "H51010000001";

  /** Keeps decimals as they were written, so that a test sees how many there were. */
  public static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  public static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Path folder;
  private final Hands clock = new Hands();
  private final List<SandboxConfig.His> his;
  private final long silenceMillis;
  private Sandbox sandbox;
  private String notifyUrl;
  private double notificationFactor = 0.001;
  private String insurerNotifyUrl;

  public World(Path folder) {
    this(folder, List.of());
  }

  public World(Path folder, List<SandboxConfig.His> his) {
    this(folder, his, 60_000);
  }

  /** TIMEOUT faults drop the connection after so many milliseconds. */
  public World(Path folder, List<SandboxConfig.His> his, long silenceMillis) {
    this.folder = folder;
    this.his = his;
    this.silenceMillis = silenceMillis;
    start();
  }

  /**
   * Goes on like the real time from a noon in Shanghai, far from the ends of a day, a month and a
   * year; moved by hand.
   */
  private static final class Hands extends Clock {
    private volatile Duration moved =
        Duration.between(Instant.now(), Instant.parse("2026-11-21T04:00:00Z"));

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(moved);
    }
  }

  public void moveClock(Duration by) {
    clock.moved = clock.moved.plus(by);
  }

  public Instant now() {
    return clock.instant();
  }

  public SandboxConfig config() {
    return new SandboxConfig(
        new SandboxConfig.Wechat(
            "1900000001",
            "wx8888888888888888",
            "app-secret",
            API_V3_KEY,
            Keys.privatePem(folder, "platform.pem", Keys.PLATFORM),
            "PUB_KEY_ID_0119000000012026",
            "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
            Keys.publicPem(folder, "merchant.pem", Keys.MERCHANT),
            List.of(SUB_MCHID),
            null),
        new SandboxConfig.Alipay(
            "2021000000000001",
            Keys.publicPem(folder, "alipay-app.pem", Keys.MERCHANT),
            Keys.privatePem(folder, "alipay.pem", Keys.PLATFORM),
            List.of(
                new SandboxConfig.AlipayMerchant(
                    AlipayClient.SELLER, "2021000000000109", AlipayClient.TOKEN))),
        new SandboxConfig.UnionPay(
            List.of(
                new SandboxConfig.AcpMerchant(
                    ACP_MERCHANT,
                    "第一人民医院",
                    ACP_CERT_ID,
                    Keys.publicPem(folder, "acp-merchant.pem", Keys.MERCHANT),
                    null),
                new SandboxConfig.AcpMerchant(
                    ACP_SECRET_MERCHANT, "第二人民医院", null, null, ACP_SECRET)),
            ACP_CA),
        new SandboxConfig.InsuranceAuth("partner-1", "partner-secret"),
        new SandboxConfig.Bureau(
            "paas-1",
            "bureau-token",
            "510100",
            List.of(new SandboxConfig.Institution(INSTITUTION, "第一人民医院")),
            new SandboxConfig.MobilePay(
                Centre.APP_ID,
                Centre.APP_SECRET,
                Keys.privatePem(folder, "centre.pem", Keys.CENTRE),
                Keys.publicPem(folder, "centre-app.pem", Keys.APPLICATION),
                notifyUrl)),
        List.of(
            new SandboxConfig.Insurer(
                "pingshan",
                "平山健康",
                "insurer-key",
                Keys.privatePem(folder, "insurer.pem", Keys.PORT),
                "DIRECT",
                insurerNotifyUrl)),
        new SandboxConfig.Port("sms-key", Keys.privatePem(folder, "sms.pem", Keys.PORT)),
        new SandboxConfig.Port("identity-key", Keys.privatePem(folder, "identity.pem", Keys.PORT)),
        new SandboxConfig.CardCentre(
            "yima-app", "T0001", "00112233445566778899aabbccddeeff", "5100A0013"),
        new SandboxConfig.EInvoice(
            List.of(
                new SandboxConfig.Issuer(Issuer.APP_ID, Issuer.KEY, Issuer.PLACE, "第一人民医院", null))),
        new SandboxConfig.Caller("yima-key", Keys.publicPem(folder, "yima.pem", Keys.YIMA)),
        his,
        notificationFactor,
        1L,
        silenceMillis);
  }

  public void start() {
    sandbox = Sandbox.start(config(), folder.resolve("data"), 0, clock, new SecureRandom());
  }

  /** Starts again as a centre and an insurer that tell these addresses. */
  public void restartNotifying(String centreUrl, String insurerUrl) {
    insurerNotifyUrl = insurerUrl;
    restartNotifying(centreUrl);
  }

  /** Starts again as a centre that tells this address. */
  public void restartNotifying(String url) {
    notifyUrl = url;
    restart();
  }

  /** Starts again with waits as long as a gateway's own: they end when the clock is moved. */
  public void restartUnhurried() {
    notificationFactor = 1;
    restart();
  }

  public void restart() {
    sandbox.close();
    start();
  }

  private int movedTo;

  /** Speaks to another process from now on, which has the real time. */
  public void moveTo(int port) {
    clock.moved = Duration.ZERO;
    movedTo = port;
  }

  public String base() {
    return "http://127.0.0.1:" + (movedTo == 0 ? sandbox.port() : movedTo);
  }

  /** A control call that must succeed. */
  public JsonNode control(String path, Map<String, ?> body) {
    HttpResponse<byte[]> answer =
        send(
            HttpRequest.newBuilder(URI.create(base() + "/control/" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(text(body)))
                .build());
    if (answer.statusCode() != 200) {
      throw new AssertionError(
          "control " + path + ": " + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return tree(answer.body());
  }

  public HttpResponse<byte[]> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(base() + path)).GET().build());
  }

  public JsonNode books(String channel) {
    return tree(get("/control/books?channel=" + channel).body());
  }

  /** The balance of one account in the books, 0 where it has no row. */
  public long balance(String channel, String account) {
    for (JsonNode row : books(channel).get("accounts")) {
      if (row.get("account").textValue().equals(account)) {
        return row.get("balance").longValue();
      }
    }
    return 0;
  }

  /**
   * What can go wrong at a call or at what is told, as the routes declare it.
   *
   * @param kinds of faults, in the routes' order
   */
  public record Declared(String channel, String call, List<String> kinds) {}

  /** All that is declared, in the routes' order. */
  public List<Declared> declared() {
    List<Declared> all = new ArrayList<>();
    JsonNode channels = tree(get("/control/faults").body()).required("calls");
    for (Map.Entry<String, JsonNode> channel : channels.properties()) {
      for (Map.Entry<String, JsonNode> call : channel.getValue().properties()) {
        List<String> kinds = call.getValue().valueStream().map(JsonNode::textValue).toList();
        all.add(new Declared(channel.getKey(), call.getKey(), kinds));
      }
    }
    return all;
  }

  public void fault(String channel, String call, String kind) {
    JsonNode waiting =
        control("faults", Map.of("channel", channel, "call", call, "kind", kind, "times", 1));
    if (!waiting.get("status").textValue().equals("WAITING")) {
      throw new AssertionError(waiting.toString());
    }
  }

  /** What a driver would send next. */
  private static final class Caught extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient HttpRequest request;

    private Caught(HttpRequest request) {
      super(null, null, false, false);
      this.request = request;
    }
  }

  private static final ThreadLocal<Boolean> CATCHING = ThreadLocal.withInitial(() -> false);

  /** The request that a call of a driver would send first, signed and unsent. */
  public static HttpRequest caught(Probe.Call call) {
    CATCHING.set(true);
    try {
      Object made = call.make();
      throw new AssertionError("nothing was sent: " + made);
    } catch (Caught caught) {
      return caught.request;
    } finally {
      CATCHING.set(false);
    }
  }

  public static HttpResponse<byte[]> send(HttpRequest request) {
    if (CATCHING.get()) {
      throw new Caught(request);
    }
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static JsonNode tree(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
