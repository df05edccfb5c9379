package org.yima.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.yima.cli.signin.ClientAssertion;
import org.yima.cli.signin.Totp;

/** Signs in: systems by private_key_jwt (RFC 7523, ES256), staff by password and second factor. */
final class SignIn {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A refusal in words for the person at the terminal; never holds a secret. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  private final HttpClient http;
  private final String baseUrl;
  private final Clock clock;

  SignIn(HttpClient http, String baseUrl, Clock clock) {
    this.http = http;
    this.baseUrl = baseUrl;
    this.clock = clock;
  }

  /** An access token for a client. */
  String client(String id, Path keyFile) throws Refused, IOException, InterruptedException {
    String form =
        Map.of(
                "grant_type",
                "client_credentials",
                "client_assertion_type",
                ClientAssertion.TYPE,
                "client_assertion",
                assertion(id, keyFile))
            .entrySet()
            .stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return post("/v1/token", "application/x-www-form-urlencoded", form)
        .get("access_token")
        .asText();
  }

  /** An access token for a member of staff. */
  String staff(String login, String password, String totpSecret)
      throws Refused, IOException, InterruptedException {
    String body =
        new ObjectMapper()
            .writeValueAsString(
                Map.of(
                    "login",
                    login,
                    "password",
                    password,
                    "totp",
                    Totp.at(clock.instant(), totpSecret)));
    return post("/v1/staff/login", "application/json", body).get("accessToken").asText();
  }

  String assertion(String id, Path keyFile) throws Refused {
    try {
      return ClientAssertion.of(
          id, baseUrl + "/v1/token", key(keyFile), clock.instant(), new SecureRandom());
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw new Refused(keyFile + " is no PKCS#8 PEM file of an EC P-256 private key");
    }
  }

  private static ECPrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
    return (ECPrivateKey)
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }

  private JsonNode post(String path, String type, String body)
      throws Refused, IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(PATIENCE)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode json = new ObjectMapper().readTree(answer.body());
    if (answer.statusCode() != 200) {
      String detail = json.path("detail").asText(json.path("error_description").asText());
      throw new Refused(path + " answered " + answer.statusCode() + " " + detail);
    }
    return json;
  }
}
