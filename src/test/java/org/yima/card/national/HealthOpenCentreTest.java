package org.yima.card.national;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.cardcentre.CardCentre;
import org.yima.gateway.cardcentre.CardCentre.CodeOrder;
import org.yima.gateway.cardcentre.CardCentre.Holder;
import org.yima.gateway.cardcentre.CardCentre.Scan;
import org.yima.healthcard.national.NationalCode;
import org.yima.platform.GatewayConfig;
import org.yima.sandbox.Sandbox;
import org.yima.sandbox.config.SandboxConfig;

/** One centre behind either wire: what a deployment configures against the sandbox's own side. */
class HealthOpenCentreTest {
  private static final String SECRET = "00112233445566778899aabbccddeeff";
  private static final String NUMBER = "990105199001010014";

  @TempDir Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox =
        Sandbox.start(
            new SandboxConfig(
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                new SandboxConfig.CardCentre("yima-app", "90003", SECRET, "990100A01"),
                null,
                null,
                List.of(),
                null,
                null,
                null),
            folder.resolve("data"),
            0,
            Clock.systemUTC(),
            new SecureRandom());
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  /** As the configuration has it. */
  private record Configured(
      GatewayConfig.CardCentre.Shape shape,
      String endpoint,
      String appSecret,
      Optional<String> hospitalId)
      implements GatewayConfig.CardCentre {
    @Override
    public String appId() {
      return "yima-app";
    }

    @Override
    public String termId() {
      return "90003";
    }

    @Override
    public String version() {
      return "X.M.0.1";
    }

    @Override
    public String channel() {
      return "0401";
    }

    @Override
    public boolean signedAnswers() {
      return true;
    }

    @Override
    public Map<String, String> refusals() {
      return Map.of(
          "40", "CREDENTIALS_REFUSED",
          "41", "INVALID_REQUEST",
          "50", "NOT_FOUND",
          "51", "CLOSED",
          "52", "ID_REUSED",
          "90", "BUSY");
    }
  }

  private String base() {
    return "http://127.0.0.1:" + sandbox.port();
  }

  private CardCentre centre(GatewayConfig.CardCentre config) {
    return Centre.port(config, Clock.system(ZoneId.of("Asia/Shanghai")));
  }

  private CardCentre open(String secret) {
    return centre(
        new Configured(
            GatewayConfig.CardCentre.Shape.HEALTH_OPEN, base(), secret, Optional.of("90003")));
  }

  private CardCentre ehc() {
    return centre(
        new Configured(
            GatewayConfig.CardCentre.Shape.EHC,
            base() + "/erhc/ehealthcard/business.do",
            SECRET,
            Optional.empty()));
  }

  private static Outcome<CardCentre.Card> register(CardCentre centre, String name) {
    return centre.register(
        new CardCentre.Registration(
            "R1",
            CardCentre.Door.APP,
            "01",
            NUMBER,
            name,
            Optional.of("F"),
            Optional.empty(),
            Optional.empty()));
  }

  private static Outcome<Holder> verify(CardCentre centre, String text) {
    return centre.verify(new Scan("R3", text, "010101", "T0001"));
  }

  @Test
  void aCodeMadeByOneWireIsKnownToTheOther() {
    CardCentre open = open(SECRET);
    CardCentre.Card card = register(open, "陈静").toOptional().orElseThrow();
    String text =
        open.generate(new CodeOrder("R2", card.cardId(), "01", NUMBER, true))
            .toOptional()
            .orElseThrow();

    assertThat(NationalCode.parse(text).orElseThrow().isDynamic()).isTrue();
    assertThat(register(ehc(), "陈静")).isEqualTo(Outcome.succeeded(card));
    assertThat(verify(ehc(), text))
        .isEqualTo(Outcome.succeeded(new Holder(card.cardId(), "01", NUMBER, "陈静")));
    assertThat(verify(open, text)).isEqualTo(Outcome.declined(DeclineReason.ID_REUSED, "open-52"));
    assertThat(open.query(new Scan("R6", text, "010101", "T0001")))
        .as("asked for, shown or not")
        .isEqualTo(ehc().query(new Scan("R7", text, "010101", "T0001")))
        .isEqualTo(Outcome.succeeded(new Holder(card.cardId(), "01", NUMBER, "陈静")));
    String printed =
        open.generate(new CodeOrder("R4", card.cardId(), "01", NUMBER, false))
            .toOptional()
            .orElseThrow();
    assertThat(NationalCode.parse(printed).orElseThrow().isDynamic()).isFalse();
    assertThat(verify(open, printed).toOptional()).isPresent();
    assertThat(verify(ehc(), printed).toOptional()).isPresent();
  }

  @Test
  void refusalsHaveTheirReasons() {
    CardCentre open = open(SECRET);
    CardCentre.Card card = register(open, "陈静").toOptional().orElseThrow();

    assertThat(register(open, "陈婧")).isEqualTo(Outcome.declined(DeclineReason.OTHER, "open-53"));
    assertThat(verify(open, "AB".repeat(32) + ":1::990100A01"))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "open-50"));
    assertThat(open.generate(new CodeOrder("R5", card.cardId(), "03", NUMBER, true)))
        .isEqualTo(Outcome.declined(DeclineReason.OTHER, "open-53"));
    assertThat(register(open("another-secret"), "陈静"))
        .isEqualTo(Outcome.declined(DeclineReason.CREDENTIALS_REFUSED, "open-40"));
  }

  @Test
  void anAnswerThatIsLostIsUnknownAndMayBeAskedAgain() throws Exception {
    CardCentre open = open(SECRET);
    fault("registerBatchHealthCard", "RESET_AFTER");
    assertThat(register(open, "陈静")).isInstanceOf(Outcome.Unknown.class);
    assertThat(register(open, "陈静")).isInstanceOf(Outcome.Succeeded.class);
  }

  private void fault(String call, String kind) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(base() + "/control/faults"))
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"channel\":\"health-open\",\"call\":\""
                                + call
                                + "\",\"kind\":\""
                                + kind
                                + "\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }
}
