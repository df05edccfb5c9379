package org.yima.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the sandbox's configuration: the other side of {@link ServerProperties}. */
final class SandboxConfigFile {
  private final Keys keys;
  private final Gateways gateways;
  private final Progress progress;

  SandboxConfigFile(Keys keys, Gateways gateways, Progress progress) {
    this.keys = keys;
    this.gateways = gateways;
    this.progress = progress;
  }

  void write(Path file, JsonNode city, String baseUrl) throws IOException {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("wechat", wechat(city));
    config.put("alipay", alipay(city));
    config.put("unionpay", unionPay(city));
    config.put(
        "insuranceAuth",
        Map.of("partnerId", Gateways.PARTNER_ID, "partnerSecret", gateways.partnerSecret()));
    config.put("bureau", bureau(city));
    config.put("insurers", insurers(city));
    config.put("einvoice", eInvoice(city));
    config.put("sms", port("sms"));
    config.put("identity", port("identity"));
    config.put(
        "cardCentre",
        Map.of(
            "appId",
            Gateways.CENTRE_APP,
            "termId",
            Gateways.CENTRE_TERMINAL,
            "appSecret",
            gateways.centreSecret(),
            "issuer",
            "990100A01"));
    keys.ec("yima");
    config.put(
        "yima",
        Map.of("keyId", Gateways.OWN_KEY_ID, "publicKeyFile", keys.publicFile("yima").toString()));
    config.put("his", hospitalSystems(city, baseUrl));
    SecretFile.write(
        file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(config));
  }

  private Map<String, Object> wechat(JsonNode city) throws IOException {
    List<String> merchants = new ArrayList<>();
    for (JsonNode institution : institutions(city)) {
      merchants.add(institution.path("merchant").path("subMchid").asText());
    }
    Map<String, Object> wechat = new LinkedHashMap<>();
    wechat.put("spMchid", gateways.spMchid());
    wechat.put("spAppid", gateways.spAppid());
    wechat.put("appSecret", gateways.appSecret());
    wechat.put("apiV3Key", gateways.apiV3Key());
    wechat.put("platformPrivateKeyFile", keys.privateFile("wechat-platform").toString());
    wechat.put("platformPublicKeyId", Gateways.PLATFORM_KEY_ID);
    wechat.put("merchantSerial", Gateways.MERCHANT_SERIAL);
    wechat.put("merchantPublicKeyFile", keys.publicFile("wechat-merchant").toString());
    wechat.put("subMchids", merchants);
    return wechat;
  }

  private Map<String, Object> alipay(JsonNode city) throws IOException {
    List<Map<String, String>> merchants = new ArrayList<>();
    for (JsonNode institution : institutions(city)) {
      String code = institution.path("code").asText();
      String number = number(institution);
      merchants.add(
          Map.of(
              "sellerId",
              "208800" + number,
              "authAppId",
              "202100" + number,
              "appAuthToken",
              gateways.alipayToken(code)));
    }
    return Map.of(
        "appId",
        Gateways.ALIPAY_APP,
        "appPublicKeyFile",
        keys.publicFile("alipay-app").toString(),
        "privateKeyFile",
        keys.privateFile("alipay").toString(),
        "merchants",
        merchants);
  }

  private Map<String, Object> unionPay(JsonNode city) throws IOException {
    List<Map<String, String>> merchants = new ArrayList<>();
    for (JsonNode institution : institutions(city)) {
      merchants.add(
          Map.of(
              "merId",
              "77729" + number(institution),
              "name",
              institution.path("name").asText(),
              "secureKey",
              gateways.unionPaySecret(institution.path("code").asText())));
    }
    return Map.of("merchants", merchants);
  }

  private Map<String, Object> eInvoice(JsonNode city) throws IOException {
    List<Map<String, String>> issuers = new ArrayList<>();
    for (JsonNode institution : city.path("hospitals")) {
      String code = institution.path("code").asText();
      issuers.add(
          Map.of(
              "appId",
              "EI" + number(institution),
              "appKey",
              gateways.eInvoiceSecret(code),
              "placeCode",
              code,
              "name",
              institution.path("name").asText()));
    }
    return Map.of("issuers", issuers);
  }

  /** An institution's number at WeChat, ten digits, from which those elsewhere are made. */
  private static String number(JsonNode institution) {
    return institution.path("merchant").path("subMchid").asText();
  }

  private Map<String, Object> bureau(JsonNode city) throws IOException {
    List<Map<String, String>> designated = new ArrayList<>();
    for (JsonNode institution : institutions(city)) {
      designated.add(
          Map.of(
              "code",
              institution.path("fixmedinsCode").asText(),
              "name",
              institution.path("name").asText()));
    }
    Map<String, Object> bureau = new LinkedHashMap<>();
    bureau.put("paasid", Gateways.PAASID);
    bureau.put("token", gateways.bureauToken());
    bureau.put("admdvs", gateways.admdvs());
    bureau.put("institutions", designated);
    // Both pairs are SM2, which this JDK cannot make: the sandbox does, where they are not there.
    bureau.put(
        "mobilePay",
        Map.of(
            "appId",
            Gateways.CENTRE_PAYMENT_APP,
            "appSecret",
            gateways.paymentCentreSecret(),
            "privateKeyFile",
            keys.privateFile("payment-centre").toString(),
            "appPublicKeyFile",
            keys.publicFile("payment-centre-app").toString()));
    return bureau;
  }

  private List<Map<String, Object>> insurers(JsonNode city) throws IOException {
    List<Map<String, Object>> insurers = new ArrayList<>();
    for (JsonNode insurer : city.path("insurers")) {
      String id = insurer.path("id").asText();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("id", id);
      entry.put("name", insurer.path("name").asText());
      // The server knows an insurer's key by its thumbprint.
      entry.put("keyId", keys.ec("insurer-" + id).thumbprint());
      entry.put("privateKeyFile", keys.privateFile("insurer-" + id).toString());
      entry.put("kind", insurer.path("kind").asText());
      insurers.add(entry);
    }
    return insurers;
  }

  private List<Map<String, Object>> hospitalSystems(JsonNode city, String baseUrl) {
    List<Map<String, Object>> systems = new ArrayList<>();
    for (JsonNode hospital : city.path("hospitals")) {
      String code = hospital.path("code").asText();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put(
          "hospitalId", progress.answer(InstitutionLoader.institutionKey(code)).orElseThrow());
      entry.put("clientId", progress.answer(InstitutionLoader.clientKey(code)).orElseThrow());
      entry.put("privateKeyFile", keys.privateFile(InstitutionLoader.keyName(code)).toString());
      entry.put("baseUrl", baseUrl);
      entry.put("confirms", hospital.path("confirms").asText());
      systems.add(entry);
    }
    return systems;
  }

  private Map<String, String> port(String name) throws IOException {
    keys.ec(name);
    return Map.of("keyId", name, "privateKeyFile", keys.privateFile(name).toString());
  }

  private static List<JsonNode> institutions(JsonNode city) {
    List<JsonNode> institutions = new ArrayList<>();
    city.path("hospitals").forEach(institutions::add);
    city.path("pharmacies").forEach(institutions::add);
    return institutions;
  }
}
