package org.yima;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yima.local.FreePort;
import org.yima.local.LocalPostgres;
import org.yima.sandbox.Sandbox;
import org.yima.sandbox.config.SandboxConfig;

/**
 * The world around the server under test: a real PostgreSQL, durable as in production, and the
 * gateway sandbox over real HTTP, both with fresh keys.
 */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {
  /** Sub-merchants that the sandbox's wallet knows. */
  public static final List<String> SUB_MCHIDS = List.of("1900000201", "1900000202", "1900000203");

  /** Institutions on the sandbox bureau's list. */
  public static final List<String> FIXMEDINS =
      List.of("H99010100001", "H99010100002", "H99010100003");

  /** Insurers of the sandbox; each signs under the RFC 7638 thumbprint of its key. */
  public static final List<String> INSURERS = List.of("insurer-1", "insurer-2");

  private static final String API_V3_KEY = "0123456789abcdef0123456789abcdef";

  private static final String CENTRE_SECRET = "00112233445566778899aabbccddeeff";

  private LocalPostgres postgres;
  private Sandbox sandbox;
  private final Map<String, String> settings = new HashMap<>();

  @Override
  public Map<String, String> start() {
    try {
      Path directory = Files.createTempDirectory("yima-test");
      TestKeys keys = new TestKeys(directory);
      postgres = LocalPostgres.start(directory.resolve("postgres"), 0);
      database(keys);
      gateways(keys, directory);
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void database(TestKeys keys) {
    String address = postgres.host() + ":" + postgres.port() + "/" + LocalPostgres.DATABASE;
    settings.put("quarkus.datasource.reactive.url", "postgresql://" + address);
    settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + address);
    settings.put("quarkus.datasource.password", keys.secret());
    settings.put("quarkus.flyway.username", postgres.user());
    settings.put("quarkus.flyway.password", postgres.user());
    settings.put("yima.crypto.current-key", "1");
    settings.put("yima.crypto.keys.1", keys.secret());
    settings.put("yima.crypto.index-key", keys.secret());
    settings.put("yima.access.signing-key-file", keys.ec("access").privateKey().toString());
    settings.put("yima.card.region", "990100");
    settings.put("yima.card.current-key", "1");
    settings.put("yima.card.keys.1.seed", keys.secret());
    // Classes keep their sign-ins, and on a busy machine the suite is longer than a token's ten
    // minutes.
    settings.put("yima.access.token-life", "PT12H");
    // No older server puts anything here.
    settings.put("yima.index.engine.rollout", "PT0S");
    // What a test changes behind the server's back is seen at once.
    settings.put("yima.institutions.kept", "PT0S");
    settings.put("yima.access.otp-pause", "PT0S");
    settings.put("yima.access.otp-per-day", "1000");
    settings.put("yima.access.bootstrap.login", TestStaff.OPERATOR_LOGIN);
    settings.put("yima.access.bootstrap.password", TestStaff.PASSWORD);
    settings.put("yima.access.bootstrap.totp-secret", TestStaff.TOTP_SECRET);
  }

  private void gateways(TestKeys keys, Path directory) {
    TestKeys.Files2 merchant = keys.rsa("merchant");
    TestKeys.Files2 platform = keys.rsa("platform");
    TestKeys.Files2 alipayApp = keys.rsa("alipay-app");
    TestKeys.Files2 alipay = keys.rsa("alipay");
    TestKeys.Files2 yima = keys.ec("yima");
    TestKeys.Files2 sms = keys.ec("sms");
    TestKeys.Files2 identity = keys.ec("identity");
    Map<String, TestKeys.Files2> insurers = new HashMap<>();
    INSURERS.forEach(id -> insurers.put(id, keys.ec(id)));
    sandbox =
        Sandbox.start(
            new SandboxConfig(
                new SandboxConfig.Wechat(
                    "1900000100",
                    "wx0000000000000001",
                    "test-app-secret",
                    API_V3_KEY,
                    platform.privateKey(),
                    "PUB_KEY_ID_0100000001",
                    "TESTSERIAL01",
                    merchant.publicKey(),
                    SUB_MCHIDS,
                    null),
                new SandboxConfig.Alipay(
                    "2021000000000001", alipayApp.publicKey(), alipay.privateKey()),
                null,
                new SandboxConfig.InsuranceAuth("partner-1", "partner-secret"),
                new SandboxConfig.Bureau(
                    "yima-paas",
                    "bureau-token",
                    "990101",
                    FIXMEDINS.stream()
                        .map(code -> new SandboxConfig.Institution(code, "Hospital " + code))
                        .toList()),
                INSURERS.stream()
                    .map(
                        id ->
                            new SandboxConfig.Insurer(
                                id,
                                id,
                                insurers.get(id).thumbprint(),
                                insurers.get(id).privateKey(),
                                "DIRECT"))
                    .toList(),
                new SandboxConfig.Port("sms-key", sms.privateKey()),
                new SandboxConfig.Port("identity-key", identity.privateKey()),
                new SandboxConfig.CardCentre("yima-app", "T0001", CENTRE_SECRET, "990100A01"),
                null,
                new SandboxConfig.Caller("yima-key", yima.publicKey()),
                List.of(),
                0.001,
                50L,
                3_000L),
            directory.resolve("sandbox"),
            0,
            Clock.systemUTC(),
            new SecureRandom());
    String url = "http://127.0.0.1:" + sandbox.port();
    settings.put("yima.test.sandbox-url", url);
    INSURERS.forEach(
        id ->
            settings.put(
                "yima.test.insurer-key-file." + id, insurers.get(id).publicKey().toString()));
    settings.put("yima.gateway.wechat.base-url", url);
    settings.put("yima.gateway.wechat.sp-mchid", "1900000100");
    settings.put("yima.gateway.wechat.sp-appid", "wx0000000000000001");
    settings.put("yima.gateway.wechat.app-secret", "test-app-secret");
    settings.put("yima.gateway.wechat.api-v3-key", API_V3_KEY);
    settings.put("yima.gateway.wechat.merchant-serial", "TESTSERIAL01");
    settings.put("yima.gateway.wechat.merchant-private-key-file", merchant.privateKey().toString());
    settings.put("yima.gateway.wechat.platform-public-key-id", "PUB_KEY_ID_0100000001");
    settings.put("yima.gateway.wechat.platform-public-key-file", platform.publicKey().toString());
    // The wallet tells the server what was paid, so the server's port is known before it starts.
    int port = freePort();
    settings.put("quarkus.http.test-port", Integer.toString(port));
    settings.put("%test.quarkus.http.test-port", Integer.toString(port));
    settings.put("yima.gateway.wechat.notify-base-url", "http://127.0.0.1:" + port);
    settings.put("yima.gateway.alipay.endpoint", url + "/alipay/gateway.do");
    settings.put("yima.gateway.alipay.app-id", "2021000000000001");
    settings.put("yima.gateway.alipay.private-key-file", alipayApp.privateKey().toString());
    settings.put("yima.gateway.alipay.public-key-file", alipay.publicKey().toString());
    settings.put("yima.gateway.alipay.insurance.org-app-id", "TESTORGAPP");
    settings.put("yima.gateway.alipay.insurance.channel-code", "TESTCHANNEL");
    settings.put("yima.gateway.alipay.insurance.call-url", "https://app.example/back");
    settings.put("yima.gateway.alipay.insurance.institution", FIXMEDINS.get(0));
    settings.put("yima.gateway.insurance-auth.base-url", url);
    settings.put("yima.gateway.insurance-auth.partner-id", "partner-1");
    settings.put("yima.gateway.insurance-auth.partner-secret", "partner-secret");
    settings.put("yima.gateway.bureau.base-url", url);
    settings.put("yima.gateway.bureau.paasid", "yima-paas");
    settings.put("yima.gateway.bureau.token", "bureau-token");
    settings.put("yima.gateway.bureau.admdvs", "990101");
    settings.put("yima.gateway.signing.key-id", "yima-key");
    settings.put("yima.gateway.signing.private-key-file", yima.privateKey().toString());
    settings.put("yima.gateway.card-centre.endpoint", url + "/erhc/ehealthcard/business.do");
    settings.put("yima.gateway.card-centre.app-id", "yima-app");
    settings.put("yima.gateway.card-centre.term-id", "T0001");
    settings.put("yima.gateway.card-centre.app-secret", CENTRE_SECRET);
    settings.put("yima.gateway.card-centre.refusals.40", "CREDENTIALS_REFUSED");
    settings.put("yima.gateway.card-centre.refusals.41", "INVALID_REQUEST");
    settings.put("yima.gateway.card-centre.refusals.50", "NOT_FOUND");
    settings.put("yima.gateway.card-centre.refusals.51", "CLOSED");
    settings.put("yima.gateway.card-centre.refusals.52", "ID_REUSED");
    settings.put("yima.gateway.card-centre.refusals.90", "BUSY");
    peer("sms", url, sms);
    peer("identity", url, identity);
  }

  private static int freePort() {
    try {
      return FreePort.find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void peer(String name, String url, TestKeys.Files2 key) {
    settings.put("yima.gateway." + name + ".base-url", url);
    settings.put("yima.gateway." + name + ".key-id", name + "-key");
    settings.put("yima.gateway." + name + ".public-key-file", key.publicKey().toString());
  }

  @Override
  public void stop() {
    if (sandbox != null) {
      sandbox.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
