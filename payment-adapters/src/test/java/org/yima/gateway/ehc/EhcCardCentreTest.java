package org.yima.gateway.ehc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.security.MessageDigest;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.cardcentre.CardCentre;
import org.yima.gateway.peer.Peer;

/** The interface's wire: what is sent is opened and digested here through the JCA. */
class EhcCardCentreTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String CARD = "AB".repeat(32);
  private static final Provider BC = new BouncyCastleProvider();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Peer peer;
  private CardCentre centre;

  @BeforeEach
  void start() {
    peer = new Peer(request -> answer("10", "{}"));
    centre = centre(true, PATIENCE);
  }

  @AfterEach
  void stop() {
    peer.close();
  }

  private CardCentre centre(boolean signedAnswers, Duration bound) {
    EhcSettings usual =
        EhcSettings.usual(
            URI.create(peer.uri() + "/erhc/ehealthcard/business.do"), "app", "term", SECRET);
    return new EhcCardCentre(
        new EhcSettings(
            usual.endpoint(),
            usual.appId(),
            usual.termId(),
            usual.appSecret(),
            usual.version(),
            usual.channel(),
            usual.zone(),
            usual.successes(),
            Map.of("41", DeclineReason.INVALID_REQUEST, "52", DeclineReason.ID_REUSED),
            signedAnswers,
            new Timeouts(bound, bound)),
        () -> Instant.parse("2026-11-01T04:00:00Z"));
  }

  private static byte[] sm4(int mode, byte[] in) {
    try {
      Cipher cipher = Cipher.getInstance("SM4/ECB/PKCS5Padding", BC);
      cipher.init(mode, new SecretKeySpec(HexFormat.of().parseHex(SECRET), "SM4"));
      return cipher.doFinal(in);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sm3(String text) {
    try {
      byte[] covered = (text + "&app_secret=" + SECRET).getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SM3", BC).digest(covered));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Peer.Reply answer(String code, String content) {
    return reply(code, content, sm3(covered(code, content)));
  }

  private static String covered(String code, String content) {
    return "biz_content=" + content + "&code=" + code + "&digest_type=SM3&enc_type=SM4";
  }

  private static Peer.Reply reply(String code, String content, String digest) {
    String sealed = HexFormat.of().formatHex(sm4(Cipher.ENCRYPT_MODE, content.getBytes(UTF_8)));
    return new Peer.Reply(
        200,
        Map.of("Content-Type", "application/json"),
        "{\"code\":\"%s\",\"msg\":\"m\",\"biz_content\":\"%s\",\"digest\":\"%s\"}"
            .formatted(code, sealed, digest));
  }

  private Outcome<CardCentre.Card> register() {
    return centre.register(
        new CardCentre.Registration(
            "r1",
            CardCentre.Door.APP,
            "01",
            "99010120000101123X",
            "张三",
            Optional.of("F"),
            Optional.of(LocalDate.of(2000, 1, 1)),
            Optional.of("13900000001")));
  }

  private static void unknown(Outcome<?> outcome, UnknownCause cause) {
    assertThat(outcome).isEqualTo(Outcome.unknown(cause));
  }

  @Test
  void aRegistrationGoesOutDigestedAndEncrypted() throws Exception {
    peer.behave(
        request -> {
          JsonNode sent = tree(request.body());
          String plain =
              new String(
                  sm4(
                      Cipher.DECRYPT_MODE,
                      HexFormat.of().parseHex(sent.get("biz_content").asText())),
                  UTF_8);
          String digest =
              sm3(
                  "app_id=app&biz_content="
                      + plain
                      + "&digest_type=SM3&enc_type=SM4&method=ehc.ehealthcard.register"
                      + "&term_id=term&timestamp=1793505600000&version=X.M.0.1");
          JsonNode content = tree(plain);
          boolean right =
              sent.get("digest").asText().equals(digest)
                  && content.get("apply_type").asText().equals("1")
                  && content.get("register_time").asText().equals("20261101120000")
                  && content.get("gender").asText().equals("2")
                  && content.get("birthday").asText().equals("2000-01-01")
                  && !request.body().contains("99010120000101123X");
          return right
              ? answer(
                  "10", "{\"ehealth_card_id\":\"" + CARD.toLowerCase(java.util.Locale.ROOT) + "\"}")
              : answer("41", "{}");
        });

    assertThat(register()).isEqualTo(Outcome.succeeded(new CardCentre.Card(CARD)));
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void refusalsAreReadFromTheTable() {
    peer.behave(request -> answer("52", "{}"));
    Outcome<CardCentre.Holder> spent =
        centre.verify(new CardCentre.Scan("s1", CARD + ":0:00", "010101", "t1"));
    assertThat(spent).isEqualTo(Outcome.declined(DeclineReason.ID_REUSED, "ehc-52"));
    peer.behave(request -> answer("77", "{}"));
    assertThat(register()).isEqualTo(Outcome.declined(DeclineReason.OTHER, "ehc-77"));
  }

  @Test
  void askingWhoseACodeWasShowsNothing() {
    peer.behave(
        request -> {
          JsonNode sent = tree(request.body());
          String plain =
              new String(
                  sm4(
                      Cipher.DECRYPT_MODE,
                      HexFormat.of().parseHex(sent.get("biz_content").asText())),
                  UTF_8);
          boolean right =
              sent.get("method").asText().equals("ehc.ehealthcode.query")
                  && plain.equals("{\"ehealth_code\":\"" + CARD + ":0:00\"}");
          return right
              ? answer(
                  "10",
                  "{\"ehealth_card_id\":\""
                      + CARD
                      + "\",\"id_type\":\"01\",\"id_no\":\"99010120000101123x\",\"name\":\"张三\"}")
              : answer("41", "{}");
        });

    assertThat(centre.query(new CardCentre.Scan("s1", CARD + ":0:00", "010101", "t1")))
        .isEqualTo(
            Outcome.succeeded(new CardCentre.Holder(CARD, "01", "99010120000101123X", "张三")));
  }

  @Test
  void whatIsNotProvedIsUnknown() {
    String content = "{\"ehealth_card_id\":\"" + CARD + "\"}";
    peer.behave(request -> reply("10", content, sm3(covered("00", content))));
    unknown(register(), UnknownCause.UNREADABLE);
    peer.behave(request -> answer("10", "{\"ehealth_card_id\":\"short\"}"));
    unknown(register(), UnknownCause.UNREADABLE);
    peer.behave(request -> new Peer.Reply(200, Map.of(), "{\"code\":\"10\"}"));
    unknown(register(), UnknownCause.UNREADABLE);
    peer.behave(
        request -> new Peer.Reply(200, Map.of(), "{\"code\":\"10\",\"biz_content\":\"zz\"}"));
    unknown(register(), UnknownCause.UNREADABLE);
    peer.behave(request -> new Peer.Reply(502, Map.of(), ""));
    unknown(register(), UnknownCause.SERVER_ERROR);
    peer.behave(request -> new Peer.Reset());
    unknown(register(), UnknownCause.CONNECTION);
    peer.behave(request -> new Peer.Hang());
    centre = centre(true, Duration.ofMillis(400));
    unknown(register(), UnknownCause.TIMEOUT);
  }

  @Test
  void aPlatformWithoutDigestsIsReadWhenSettingsSaySo() {
    centre = centre(false, PATIENCE);
    peer.behave(request -> reply("00", "{\"ehealth_code\":\"" + CARD + ":1\"}", "-"));
    assertThat(
            centre.generate(
                new CardCentre.CodeOrder("g1", CARD, "01", "990105199001010014", false)))
        .isEqualTo(Outcome.succeeded(CARD + ":1"));
  }

  @Test
  void nothingPersonalIsPrinted() {
    assertThat(new CardCentre.Holder(CARD, "01", "99010120000101123X", "张三").toString())
        .doesNotContain("张三")
        .doesNotContain("9901");
    assertThat(
            EhcSettings.usual(URI.create("http://127.0.0.1/x"), "app", "term", SECRET).toString())
        .doesNotContain(SECRET);
  }
}
