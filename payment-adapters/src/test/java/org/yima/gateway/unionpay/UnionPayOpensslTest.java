package org.yima.gateway.unionpay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.yima.gateway.Outcome;
import org.yima.gateway.tck.OutsideCheck;
import org.yima.gateway.tck.SandboxWorld;
import org.yima.gateway.tck.UnionPaySection;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Way;

/**
 * A second opinion: no client that others wrote exists, so the {@code openssl} command checks what
 * both sides sign, and signs in the place of one of them.
 */
@ExtendWith(OutsideCheck.Kept.class)
class UnionPayOpensslTest {
  @TempDir Path folder;
  private SandboxWorld world;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(
        isThere(), "openssl is not installed: UnionPay's signatures are checked by us alone");
    world = SandboxWorld.start(folder, Map.of("unionpay", UnionPaySection.of(folder)));
  }

  @AfterEach
  void stop() {
    if (world != null) {
      world.close();
    }
  }

  private static boolean isThere() throws IOException {
    for (String part : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(part, "openssl"))) {
        return true;
      }
    }
    return false;
  }

  /** Runs it in the test's folder; its output without the last line's end. */
  private String openssl(String... arguments) {
    try {
      List<String> command = Stream.concat(Stream.of("openssl"), Arrays.stream(arguments)).toList();
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private void write(String name, byte[] content) {
    try {
      assertThat(Files.write(folder.resolve(name), content)).exists();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The hexadecimal digest that is signed in the place of the text. */
  private void digested(Map<String, String> fields) {
    String text =
        new TreeMap<>(fields)
            .entrySet().stream()
                .filter(field -> !List.of("signature", "action").contains(field.getKey()))
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
    write("text", text.getBytes(UTF_8));
    String said = openssl("dgst", "-sha256", "-r", "text");
    write("digest", said.substring(0, 64).getBytes(UTF_8));
  }

  private Map<String, String> send(String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    String form =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    String answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(world.uri().resolve(path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build(),
                BodyHandlers.ofString())
            .body();
    return Arrays.stream(answer.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  @Test
  void opensslVerifiesWhatTheAdapterSigns() {
    UnionPayWallet wallet =
        new UnionPayWallet(
            UnionPaySection.settings(folder, world.uri(), world.hearing().of("x")),
            InstantSource.system());
    Outcome<Charge> form =
        wallet.prepay(
            UnionPaySection.MERCHANT,
            new Prepay(
                new OrderRef("order00001", Instant.now()),
                "门诊缴费",
                1_200,
                new Way.Web("127.0.0.1", URI.create("http://127.0.0.1:9/back")),
                Instant.now().plus(Duration.ofMinutes(10)),
                world.hearing().of("order00001")));
    Map<String, String> fields = ((Outcome.Pending<Charge>) form).nextAction().params();
    digested(fields);
    write("signature", Base64.getDecoder().decode(fields.get("signature")));
    assertThat(
            openssl(
                "dgst",
                "-sha256",
                "-verify",
                "unionpay-merchant.pem",
                "-signature",
                "signature",
                "digest"))
        .isEqualTo("Verified OK");
  }

  @Test
  void opensslSignsWhatTheSandboxAcceptsAndVerifiesItsAnswer()
      throws IOException, InterruptedException {
    // A second world, whose merchant's key the command made.
    world.close();
    String made = openssl("genrsa", "-out", "made.key", "2048");
    assertThat(folder.resolve("made.key")).as(made).exists();
    String written = openssl("rsa", "-in", "made.key", "-pubout", "-out", "made.pem");
    assertThat(folder.resolve("made.pem")).as(written).exists();
    world =
        SandboxWorld.start(
            folder,
            Map.of(
                "unionpay",
                Map.of(
                    "caFolder",
                    "unionpay-ca",
                    "merchants",
                    List.of(
                        Map.of(
                            "merId", "777290058110050",
                            "name", "第三人民医院",
                            "certId", "12345678901234567890",
                            "publicKeyFile", "made.pem")))));
    String time = AcpFields.time(Instant.now());
    Map<String, String> query =
        new TreeMap<>(
            Map.of(
                "version", "5.1.0",
                "encoding", "UTF-8",
                "signMethod", "01",
                "certId", "12345678901234567890",
                "txnType", "00",
                "txnSubType", "00",
                "bizType", "000000",
                "accessType", "0",
                "merId", "777290058110050",
                "txnTime", time));
    query.put("orderId", "order00001");
    digested(query);
    String signed = openssl("dgst", "-sha256", "-sign", "made.key", "-out", "signature", "digest");
    assertThat(folder.resolve("signature")).as(signed).exists();
    query.put(
        "signature",
        Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("signature"))));
    Map<String, String> answer = send("/gateway/api/queryTrans.do", query);
    assertThat(answer).containsEntry("respCode", "34").containsEntry("merId", "777290058110050");

    write("sign.pem", answer.get("signPubKeyCert").getBytes(UTF_8));
    assertThat(
            openssl(
                "verify",
                "-CAfile",
                "unionpay-ca/root.pem",
                "-untrusted",
                "unionpay-ca/middle.pem",
                "sign.pem"))
        .endsWith("sign.pem: OK");
    assertThat(openssl("x509", "-in", "sign.pem", "-noout", "-subject", "-nameopt", "utf8"))
        .contains("@中国银联股份有限公司@");
    write("answer.pem", openssl("x509", "-in", "sign.pem", "-noout", "-pubkey").getBytes(UTF_8));
    digested(answer);
    write("signature", Base64.getDecoder().decode(answer.get("signature")));
    assertThat(
            openssl(
                "dgst", "-sha256", "-verify", "answer.pem", "-signature", "signature", "digest"))
        .isEqualTo("Verified OK");
  }

  @Test
  void opensslAgreesOnTheSecretsMethods() {
    UnionPayKey.Secret secret = new UnionPayKey.Secret(UnionPayKey.Hash.SM3, "a-secret");
    AcpFields fields = new AcpFields().with("orderId", "order00001").with("orderDesc", "门诊缴费");
    AcpFields signed = new AcpSignature(secret, null).sign(fields);
    write("secret", "a-secret".getBytes(UTF_8));
    String inner = openssl("dgst", "-sm3", "-r", "secret").substring(0, 64);
    write("text", (signed.signed() + "&" + inner).getBytes(UTF_8));
    assertThat(signed.text("signature"))
        .isEqualTo(openssl("dgst", "-sm3", "-r", "text").substring(0, 64));
  }
}
