package org.yima.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes {@code server.properties}: what the server is told of its database, its keys and its
 * peers.
 */
final class ServerProperties {
  private final Keys keys;
  private final Gateways gateways;
  private final Map<String, String> properties = new LinkedHashMap<>();

  ServerProperties(Keys keys, Gateways gateways) {
    this.keys = keys;
    this.gateways = gateways;
  }

  void write(Path file, int port, String baseUrl, DatabaseAddress database) throws IOException {
    properties.clear();
    put("quarkus.http.host", "127.0.0.1");
    put("quarkus.http.port", Integer.toString(port));
    database(database);
    access(baseUrl);
    gateways(baseUrl);
    webhooks();
    String text =
        properties.entrySet().stream()
            .map(property -> property.getKey() + "=" + escaped(property.getValue()) + "\n")
            .collect(Collectors.joining());
    SecretFile.write(file, text);
  }

  private void database(DatabaseAddress database) throws IOException {
    put("quarkus.datasource.reactive.url", database.reactiveUrl());
    put("quarkus.datasource.jdbc.url", database.jdbcUrl());
    database.tls().reactiveProperties().forEach(this::put);
    put("quarkus.datasource.username", database.serverRole());
    put("quarkus.datasource.password", keys.secret("database", 32));
    // The schema's owner migrates. Flyway wants a password even where the database asks for none.
    put("quarkus.flyway.jdbc-url", database.jdbcUrl());
    put("quarkus.flyway.username", database.user());
    put("quarkus.flyway.password", database.password().isEmpty() ? "none" : database.password());
  }

  private void access(String baseUrl) throws IOException {
    put("yima.crypto.current-key", "1");
    put("yima.crypto.keys.1", keys.base64("data-1", 32));
    put("yima.crypto.index-key", keys.base64("index", 32));
    put("yima.card.region", "990100");
    put("yima.card.current-key", "1");
    put("yima.card.keys.1.seed", keys.base64("card-1", 32));
    // A demonstration and its load come from one address; the limits per phone stay.
    put("yima.limits.networks", "false");
    put("yima.limits.callers", "false");
    put("yima.access.base-url", baseUrl);
    put("yima.access.signing-key-file", ec("access"));
    put("yima.access.bootstrap.login", Staff.LOADER);
    put("yima.access.bootstrap.password", keys.secret("staff-" + Staff.LOADER, 24));
    put("yima.access.bootstrap.totp-secret", keys.totpSecret("totp-" + Staff.LOADER));
  }

  /** Who tries webhooks out receives them on this machine. */
  private void webhooks() {
    put("yima.webhooks.allowed-hosts", "127.0.0.1,localhost");
    put("yima.webhooks.plain-http", "true");
  }

  private void gateways(String baseUrl) throws IOException {
    String sandbox = gateways.sandboxUrl();
    keys.rsa("wechat-merchant");
    keys.rsa("wechat-platform");
    put("yima.gateway.wechat.base-url", sandbox);
    put("yima.gateway.wechat.sp-mchid", gateways.spMchid());
    put("yima.gateway.wechat.sp-appid", gateways.spAppid());
    put("yima.gateway.wechat.app-secret", gateways.appSecret());
    put("yima.gateway.wechat.api-v3-key", gateways.apiV3Key());
    put("yima.gateway.wechat.merchant-serial", Gateways.MERCHANT_SERIAL);
    put(
        "yima.gateway.wechat.merchant-private-key-file",
        keys.privateFile("wechat-merchant").toString());
    put("yima.gateway.wechat.platform-public-key-id", Gateways.PLATFORM_KEY_ID);
    put(
        "yima.gateway.wechat.platform-public-key-file",
        keys.publicFile("wechat-platform").toString());
    put("yima.gateway.wechat.notify-base-url", baseUrl);
    keys.rsa("alipay-app");
    keys.rsa("alipay");
    put("yima.gateway.alipay.endpoint", sandbox + "/alipay/gateway.do");
    put("yima.gateway.alipay.app-id", Gateways.ALIPAY_APP);
    put("yima.gateway.alipay.private-key-file", keys.privateFile("alipay-app").toString());
    put("yima.gateway.alipay.public-key-file", keys.publicFile("alipay").toString());
    put("yima.gateway.alipay.insurance.org-app-id", Gateways.ALIPAY_ORG_APP);
    put("yima.gateway.alipay.insurance.channel-code", Gateways.ALIPAY_CHANNEL);
    put("yima.gateway.alipay.insurance.call-url", baseUrl);
    put("yima.gateway.alipay.insurance.institution", gateways.institution());
    put("yima.gateway.insurance-auth.base-url", sandbox);
    put("yima.gateway.insurance-auth.partner-id", Gateways.PARTNER_ID);
    put("yima.gateway.insurance-auth.partner-secret", gateways.partnerSecret());
    put("yima.gateway.bureau.base-url", sandbox);
    put("yima.gateway.bureau.paasid", Gateways.PAASID);
    put("yima.gateway.bureau.token", gateways.bureauToken());
    put("yima.gateway.bureau.admdvs", gateways.admdvs());
    put("yima.gateway.signing.key-id", Gateways.OWN_KEY_ID);
    put("yima.gateway.signing.private-key-file", ec("yima"));
    put("yima.gateway.card-centre.endpoint", sandbox + "/erhc/ehealthcard/business.do");
    put("yima.gateway.card-centre.app-id", Gateways.CENTRE_APP);
    put("yima.gateway.card-centre.term-id", Gateways.CENTRE_TERMINAL);
    put("yima.gateway.card-centre.app-secret", gateways.centreSecret());
    // The sandbox's own codes: a live centre has others.
    put("yima.gateway.card-centre.refusals.40", "CREDENTIALS_REFUSED");
    put("yima.gateway.card-centre.refusals.41", "INVALID_REQUEST");
    put("yima.gateway.card-centre.refusals.50", "NOT_FOUND");
    put("yima.gateway.card-centre.refusals.51", "CLOSED");
    put("yima.gateway.card-centre.refusals.52", "ID_REUSED");
    put("yima.gateway.card-centre.refusals.90", "BUSY");
    put("yima.gateway.sms.base-url", sandbox);
    put("yima.gateway.sms.key-id", "sms");
    put("yima.gateway.sms.public-key-file", ecPublic("sms"));
    put("yima.gateway.identity.base-url", sandbox);
    put("yima.gateway.identity.key-id", "identity");
    put("yima.gateway.identity.public-key-file", ecPublic("identity"));
  }

  private String ec(String name) throws IOException {
    keys.ec(name);
    return keys.privateFile(name).toString();
  }

  private String ecPublic(String name) throws IOException {
    keys.ec(name);
    return keys.publicFile(name).toString();
  }

  private void put(String key, String value) {
    properties.put(key, value);
  }

  /** Backslashes for the format, and for the configuration's own {@code ${…}} expressions. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("$", "\\\\$");
  }
}
