package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yima.sandbox.driver.AcpClient;
import org.yima.sandbox.driver.AlipayClient;
import org.yima.sandbox.driver.Callback;
import org.yima.sandbox.driver.CardOffice;
import org.yima.sandbox.driver.Centre;
import org.yima.sandbox.driver.InsuranceProbes;
import org.yima.sandbox.driver.Issuer;
import org.yima.sandbox.driver.Merchant;
import org.yima.sandbox.driver.OpenBooks;
import org.yima.sandbox.driver.Port;
import org.yima.sandbox.driver.PortProbes;
import org.yima.sandbox.driver.Probe;
import org.yima.sandbox.driver.WalletProbes;
import org.yima.sandbox.driver.World;

/**
 * Every kind of fault at every call that the routes declare: what it leaves in the books and what
 * the caller sees. A call that nobody tries here fails by its absence.
 */
class FaultsTest {
  private static final List<String> NOT_CALLS = List.of("NOTIFY", "SETTLE");
  @TempDir static Path folder;
  private static World world;
  private static OpenBooks books;
  private static Callback wechat;
  private static Callback alipay;
  private static Callback unionpay;
  private static AcpClient acp;
  private static final Map<String, Probe> PROBES = new HashMap<>();

  @BeforeAll
  static void start() {
    world = new World(folder, List.of(), 1);
    books = new OpenBooks(folder.resolve("data"));
    wechat = new Callback(0);
    alipay = new Callback(0, 200, "success");
    unionpay = new Callback(0, 200, "ok");
    acp = new AcpClient(world);
    PROBES.putAll(new WalletProbes(world, wechat, alipay, unionpay).all());
    PROBES.putAll(new InsuranceProbes(world).all());
    PROBES.putAll(new PortProbes(world).all());
  }

  @AfterAll
  static void stop() {
    List.of(wechat, alipay, unionpay).forEach(Callback::close);
    books.close();
    world.close();
  }

  /** Every call and what can happen to its answer. */
  static Stream<Arguments> calls() {
    return world.declared().stream()
        .map(one -> Arguments.of(one.channel(), one.call(), answered(one.kinds())))
        .filter(one -> !((List<?>) one.get()[2]).isEmpty());
  }

  /** What can happen to an answer. */
  private static List<String> answered(List<String> kinds) {
    return kinds.stream().filter(kind -> NOT_CALLS.stream().noneMatch(kind::startsWith)).toList();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("calls")
  void everyKindDoesWhatItSays(String channel, String name, List<String> kinds) {
    Probe probe = PROBES.get(channel + " " + name);
    assertThat(probe).as("how %s %s is called", channel, name).isNotNull();
    world.control("reset", Map.of()).required("status");
    Probe.Call call = probe.prepared().get();
    HttpRequest request = World.caught(call);
    String before = books.settled(world.now());
    assertTrue(channel, kinds, World.send(request), Duration.ZERO);
    assertThat(!books.settled(world.now()).equals(before))
        .as("an effect without a fault")
        .isEqualTo(probe.effect());
    HttpRequest next = World.caught(probe.again() ? call : probe.prepared().get());
    for (String kind : kinds) {
      if (kind.endsWith("_BEFORE")) {
        assertThat(faulty(channel, name, kind, next)).as("an effect of " + kind).isFalse();
      } else {
        HttpRequest own = World.caught(probe.again() ? call : probe.prepared().get());
        assertThat(faulty(channel, name, kind, own)).as(kind).isEqualTo(probe.effect());
      }
    }
  }

  /** Sends it with a fault, looks at what comes, and says whether the books changed. */
  private static boolean faulty(String channel, String call, String kind, HttpRequest request) {
    String before = books.settled(world.now());
    world
        .control(
            "faults",
            Map.of("channel", channel, "call", call, "kind", kind, "delayMillis", delay(kind)))
        .required("status");
    boolean nothing = kind.startsWith("TIMEOUT") || kind.startsWith("RESET");
    Optional<HttpResponse<byte[]>> answer =
        nothing ? sent(request) : Optional.of(World.send(request));
    assertThat(books.faults()).as("what waits after " + kind).isZero();
    if (nothing) {
      assertThat(answer).as(kind).isEmpty();
    } else if (kind.startsWith("ERROR")) {
      assertThat(answer.orElseThrow().statusCode()).as(kind).isEqualTo(500);
    } else if (kind.equals("BAD_SIGNATURE")) {
      assertThat(answer.orElseThrow().statusCode()).isLessThan(500);
      assertThat(genuine(channel, answer.get())).as(kind).isFalse();
    } else {
      Duration ahead = kind.equals("CLOCK_SKEW") ? Duration.ofMinutes(10) : Duration.ZERO;
      assertTrue(channel, List.of(kind), answer.orElseThrow(), ahead);
    }
    return !books.settled(world.now()).equals(before);
  }

  private static long delay(String kind) {
    return kind.equals("CLOCK_SKEW") ? 600_000 : 1;
  }

  /** What comes, without a client that asks again by itself where nothing came. */
  private static Optional<HttpResponse<byte[]>> sent(HttpRequest request) {
    if (request.method().equals("GET")) {
      assertThat(comes(request)).as("an answer").isFalse();
      return Optional.empty();
    }
    try {
      return Optional.of(World.HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException nothing) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean comes(HttpRequest get) {
    URI uri = get.uri();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    StringBuilder head = new StringBuilder("GET " + uri.getRawPath() + query + " HTTP/1.1\r\n");
    head.append("Host: ").append(uri.getRawAuthority()).append("\r\nConnection: close\r\n");
    get.headers()
        .map()
        .forEach((name, values) -> head.append(name + ": " + values.get(0) + "\r\n"));
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
      return socket.getInputStream().read() >= 0;
    } catch (IOException reset) {
      return false;
    }
  }

  /** A success, signed as the gateway signs, by a clock that is so much ahead. */
  private static void assertTrue(
      String channel, List<String> kinds, HttpResponse<byte[]> answer, Duration ahead) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(body).isLessThan(500);
    assertThat(successful(channel, answer)).as(body).isTrue();
    if (kinds.contains("BAD_SIGNATURE")) {
      assertThat(genuine(channel, answer)).as("signed").isTrue();
    }
    if (kinds.contains("CLOCK_SKEW")) {
      assertThat(Duration.between(world.now(), signedAt(channel, answer)).minus(ahead).abs())
          .isLessThan(Duration.ofMinutes(1));
    }
  }

  private static boolean successful(String channel, HttpResponse<byte[]> answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    String type = answer.headers().firstValue("Content-Type").orElse("");
    boolean page = !type.contains("json") && !body.startsWith("{") && !channel.equals("unionpay");
    if (page) {
      return answer.statusCode() < 400;
    }
    return switch (channel) {
      case "wechat" -> answer.statusCode() < 300 || body.contains("公钥模式");
      case "alipay" -> body.contains("\"code\":\"10000\"") || body.contains("\"access_token\"");
      case "unionpay" -> type.contains("charset=utf-8") || body.contains("respCode=00");
      case "bureau" -> body.contains("\"infcode\":0");
      case "insurance-auth" -> body.contains("\"code\":0");
      case "mobile-pay" -> body.contains("\"success\":true");
      case "einvoice" ->
          !World.tree(answer.body()).has("sign")
              || Issuer.said(answer).path("result").asText().equals("S0000");
      case "card-centre" -> body.contains("\"code\":\"10\"");
      case "health-open" -> body.contains("\"resultCode\":0");
      default -> answer.statusCode() < 300 && !body.contains("DECLINED");
    };
  }

  private static boolean genuine(String channel, HttpResponse<byte[]> answer) {
    return switch (channel) {
      case "wechat" -> Merchant.platformSigned(Merchant.platformHeaders(answer), answer.body());
      case "alipay" -> AlipayClient.signed(answer);
      case "unionpay" -> acp.verifies(AcpClient.plain(answer.body()));
      case "einvoice" -> Issuer.signed(answer);
      case "card-centre" -> CardOffice.digested(answer);
      case "mobile-pay" -> Centre.signed(World.tree(answer.body()));
      default -> Port.signed(answer);
    };
  }

  private static Instant signedAt(String channel, HttpResponse<byte[]> answer) {
    return switch (channel) {
      case "wechat" ->
          Instant.ofEpochSecond(
              Long.parseLong(answer.headers().firstValue("Wechatpay-Timestamp").orElseThrow()));
      case "mobile-pay" ->
          LocalDateTime.parse(
                  World.tree(answer.body()).get("timestamp").asText(),
                  DateTimeFormatter.ofPattern("uuuuMMddHHmmss"))
              .toInstant(ZoneOffset.ofHours(8));
      default ->
          Instant.ofEpochSecond(
              Long.parseLong(
                  answer
                      .headers()
                      .firstValue("Signature-Input")
                      .orElseThrow()
                      .replaceAll(".*created=(\\d+).*", "$1")));
    };
  }
}
