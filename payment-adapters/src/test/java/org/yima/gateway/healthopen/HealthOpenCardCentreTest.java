package org.yima.gateway.healthopen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.cardcentre.CardCentre;
import org.yima.gateway.cardcentre.CardCentre.CodeOrder;
import org.yima.gateway.cardcentre.CardCentre.Holder;
import org.yima.gateway.cardcentre.CardCentre.Scan;
import org.yima.gateway.http.Json;
import org.yima.gateway.peer.Peer;

/** The open platform's wire, against a peer that says what each path is told to. */
class HealthOpenCardCentreTest {
  private static final String CARD = "0123456789ABCDEF".repeat(4);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> responses = new HashMap<>();
  private final Peer peer = new Peer(this::answer);
  private Instant now = Instant.parse("2026-11-21T02:00:00Z");
  private String code = "0";
  private CardCentre centre = centre(Duration.ofSeconds(20));

  private CardCentre centre(Duration bound) {
    return new HealthOpenCardCentre(
        HealthOpenSettings.usual(peer.uri(), "app-1", "secret-1", "90003")
            .refusing(
                Map.of(
                    "40", DeclineReason.CREDENTIALS_REFUSED,
                    "41", DeclineReason.INVALID_REQUEST,
                    "50", DeclineReason.NOT_FOUND,
                    "51", DeclineReason.CLOSED,
                    "52", DeclineReason.ID_REUSED,
                    "90", DeclineReason.BUSY))
            .within(new Timeouts(bound, bound)),
        () -> now);
  }

  @AfterEach
  void close() {
    peer.close();
  }

  private Peer.Reaction answer(Peer.Request request) {
    String call = request.path().substring(request.path().lastIndexOf('/') + 1);
    boolean token = call.equals("getAppToken");
    String response =
        token ? "{\"appToken\":\"T-1\",\"expiresIn\":7200}" : responses.getOrDefault(call, "{}");
    return reply(
        "{\"commonOut\":{\"requestId\":\""
            + body(request).at("/commonIn/requestId").textValue()
            + "\",\"resultCode\":"
            + (token ? "0" : code)
            + ",\"errMsg\":\"某人\"},\"rsp\":"
            + response
            + "}");
  }

  private static Peer.Reply reply(String body) {
    return new Peer.Reply(200, Map.of("Content-Type", "application/json"), body);
  }

  private static JsonNode body(Peer.Request request) {
    try {
      return JSON.readTree(request.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode fields(String... pairs) {
    ObjectNode node = Json.object();
    for (int i = 0; i < pairs.length; i += 2) {
      node.put(pairs[i], pairs[i + 1]);
    }
    return node;
  }

  private Outcome<Holder> verified() {
    return centre.verify(new Scan("R1", CARD + ":0:AA:990100A01", "010101", "T0001"));
  }

  /** Both computed from the published text by {@code openssl dgst -sha256 -binary | base64}. */
  @Test
  void signsByThePublishedVectors() {
    ObjectNode common =
        fields(
            "hospitalId", "90003",
            "requestId", "DB4D975748A84309977EA25224C0F5CF",
            "timestamp", "1525392000",
            "appToken", "",
            "sign", "ignored");
    assertThat(
            new FieldSignature("8c8e763f443ef983ac33aef1c7085cfb")
                .of(common, fields("appId", "a1a2e0bde41574ad8ea9a4bb58022oop")))
        .isEqualTo("TsccMUMTHfOiEovR2hMlRXcQqctRFmPbpPIZdxXCJ/o=");
    assertThat(new FieldSignature("secret").of(Json.object().put("channelNum", 0), Json.object()))
        .isEqualTo("izPY5tjxkXETiFSV03ck5ImGpUv2fvK8aHcFrDebzc4=");
  }

  @Test
  void registersOnePersonAsABatch() {
    responses.put(
        "registerBatchHealthCard",
        "{\"rspItems\":[{\"idNumber\":\"990105199001010014\",\"healthCardId\":\""
            + CARD.toLowerCase(java.util.Locale.ROOT)
            + "\"}]}");

    assertThat(
            centre.register(
                new CardCentre.Registration(
                    "R1",
                    CardCentre.Door.APP,
                    "01",
                    "990105199001010014",
                    "某人",
                    Optional.of("F"),
                    Optional.of(LocalDate.of(1990, 1, 1)),
                    Optional.of("13800000000"))))
        .isEqualTo(Outcome.succeeded(new CardCentre.Card(CARD)));
    JsonNode sent = body(peer.last());
    assertThat(peer.last().path())
        .isEqualTo("/rest/auth/HealthCard/HealthOpenPlatform/ISVOpenObj/registerBatchHealthCard");
    assertThat(sent.at("/commonIn/appToken").textValue()).isEqualTo("T-1");
    assertThat(sent.at("/commonIn/timestamp").textValue()).isEqualTo("1795226400");
    assertThat(sent.at("/commonIn/channelNum").intValue()).isZero();
    assertThat(sent.at("/req/healthCardItems/0").toString())
        .isEqualTo(
            "{\"name\":\"某人\",\"idType\":\"01\",\"idNumber\":\"990105199001010014\",\"gender\":\"女\","
                + "\"birthday\":\"1990-01-01\",\"phone1\":\"13800000000\"}");
  }

  @Test
  void makesCodesOfBothKinds() {
    responses.put("getDynamicQRCode", "{\"qrCodeText\":\"" + CARD + ":0:AA:990100A01\"}");

    assertThat(centre.generate(new CodeOrder("R1", CARD, "01", "990105199001010014", true)))
        .isEqualTo(Outcome.succeeded(CARD + ":0:AA:990100A01"));
    assertThat(body(peer.last()).at("/req/codeType").intValue()).isZero();
    assertThat(centre.generate(new CodeOrder("R2", CARD, "01", "990105199001010014", false)))
        .isInstanceOf(Outcome.Succeeded.class);
    assertThat(body(peer.last()).at("/req/codeType").intValue()).isEqualTo(1);
    assertThat(body(peer.last()).at("/req/idNumber").textValue()).isEqualTo("990105199001010014");
  }

  @Test
  void asksWhoseACodeIs() {
    responses.put(
        "verifyQRCode",
        "{\"card\":{\"healthCardId\":\""
            + CARD
            + "\",\"idType\":\"01\",\"idNumber\":\"11010519900101001x\",\"name\":\"某人\"}}");

    assertThat(verified())
        .isEqualTo(Outcome.succeeded(new Holder(CARD, "01", "11010519900101001X", "某人")));
    assertThat(body(peer.last()).at("/req").toString())
        .contains("\"medicalStep\":\"010101\"", "\"time\":\"2026-11-21 10:00:00\"");
  }

  @Test
  void askingWhoseACodeWasShowsNothing() {
    responses.put(
        "getHealthCardByQRCode",
        "{\"card\":{\"healthCardId\":\""
            + CARD
            + "\",\"idType\":\"01\",\"idNumber\":\"11010519900101001x\",\"name\":\"某人\"}}");

    assertThat(centre.query(new Scan("R1", CARD + ":0:AA:990100A01", "010101", "T0001")))
        .isEqualTo(Outcome.succeeded(new Holder(CARD, "01", "11010519900101001X", "某人")));
    assertThat(body(peer.last()).at("/req").toString())
        .isEqualTo("{\"qrCodeText\":\"" + CARD + ":0:AA:990100A01\"}");
  }

  @Test
  void aTokenIsKeptUntilItIsOldOrRefused() {
    responses.put("verifyQRCode", "{}");
    assertThat(List.of(verified(), verified())).hasSize(2);
    assertThat(peer.seen()).hasSize(3);
    now = now.plus(Duration.ofMinutes(116));
    assertThat(verified()).isNotNull();
    assertThat(peer.seen()).as("asked anew before it dies").hasSize(5);
    code = "40";
    assertThat(verified())
        .isEqualTo(Outcome.declined(DeclineReason.CREDENTIALS_REFUSED, "open-40"));
    assertThat(verified()).isNotNull();
    assertThat(peer.seen()).as("the refused one is not used again").hasSize(8);
  }

  @ParameterizedTest
  @CsvSource({
    "41, INVALID_REQUEST",
    "50, NOT_FOUND",
    "51, CLOSED",
    "52, ID_REUSED",
    "90, BUSY",
    "-1, OTHER"
  })
  void aRefusalHasItsReason(String resultCode, DeclineReason reason) {
    code = resultCode;
    assertThat(verified()).isEqualTo(Outcome.declined(reason, "open-" + resultCode));
  }

  @Test
  void whatIsNotAnAnswerToThisCallIsUnknown() {
    Outcome<Holder> unreadable = Outcome.unknown(UnknownCause.UNREADABLE);
    assertThat(verified()).as("no card in it").isEqualTo(unreadable);
    String another =
        "{\"commonOut\":{\"requestId\":\"R0\",\"resultCode\":0},\"rsp\":{\"appToken\":\"T\","
            + "\"expiresIn\":7200,\"idType\":\"01\",\"idNumber\":\"1\",\"name\":\"某人\","
            + "\"healthCardId\":\""
            + CARD
            + "\"}}";
    peer.behave(request -> reply(another));
    assertThat(verified()).as("another call's").isEqualTo(unreadable);
    peer.behave(request -> reply("[]"));
    assertThat(verified()).isEqualTo(unreadable);
    peer.behave(request -> new Peer.Reply(503, Map.of(), ""));
    assertThat(verified()).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    peer.behave(request -> new Peer.Reset());
    assertThat(verified()).isEqualTo(Outcome.unknown(UnknownCause.CONNECTION));
    peer.behave(request -> new Peer.Hang());
    centre = centre(Duration.ofMillis(400));
    assertThat(verified()).isEqualTo(Outcome.unknown(UnknownCause.TIMEOUT));
  }

  @Test
  void noCardIsClosedThere() {
    assertThat(centre.closesCards()).isFalse();
    assertThat(centre.close("R1", CARD))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_PERMITTED, "no-such-call"));
    assertThat(peer.seen()).isEmpty();
  }
}
