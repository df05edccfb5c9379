package org.yima.gateway.signed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.insurer.Claim;
import org.yima.gateway.insurer.ClaimOrder;
import org.yima.gateway.insurer.Guarantee;
import org.yima.gateway.insurer.GuaranteeOrder;
import org.yima.gateway.insurer.InsurerNotification;
import org.yima.gateway.insurer.InsurerNotification.ClaimDecided;
import org.yima.gateway.insurer.InsurerNotification.GuaranteeDecided;
import org.yima.gateway.insurer.InsurerNotification.Refused;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.peer.SignedPeer;

/** A later answer is believed only by the correlation id of the request that it answers. */
class ConversationTest {
  private static final Instant NOW = Instant.parse("2026-11-21T01:02:03Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final Refused ANOTHER = new Refused(InsurerNotification.Reason.ANOTHER_REQUEST);
  private static final String DECIDED =
      "{\"guaranteeId\":\"one\",\"status\":\"GUARANTEED\",\"amount\":1200}";

  private final SignedPeer keys = new SignedPeer();
  private final Peer peer = new Peer(request -> new Peer.Hang());
  private final SignedInsurer insurer =
      new SignedInsurer(
          new PortSettings(
              URI.create(peer.uri() + ""),
              "yima-1",
              keys.yima().getPrivate(),
              "peer-1",
              keys.own().getPublic(),
              Timeouts.usual()),
          CLOCK,
          new SecureRandom());
  private final SignedInsurerNotifications notifications =
      new SignedInsurerNotifications("peer-1", keys.own().getPublic(), CLOCK);

  @AfterEach
  void close() {
    peer.close();
  }

  /** The peer answers with this; {@code <mine>} in it stands for the request's own id. */
  private void answers(int status, String body) {
    peer.behave(
        request ->
            keys.answer(
                request,
                status,
                body.replace("<mine>", request.header("Yima-Correlation-Id")),
                NOW));
  }

  private String orderGuarantee(String id) {
    answers(202, "{\"status\":\"PENDING\",\"correlationId\":\"<mine>\"}");
    assertThat(insurer.guarantee(new GuaranteeOrder(id, "quo", 1_200)))
        .isEqualTo(Outcome.stillRunning());
    return peer.last().header("Yima-Correlation-Id");
  }

  private String orderClaim(String id) {
    answers(202, "{\"status\":\"PENDING\",\"correlationId\":\"<mine>\"}");
    assertThat(
            insurer.claim(
                new ClaimOrder(
                    id, "gua", 1_200, new ClaimOrder.SettlementShares("S1", 0, 0, 1_200))))
        .isEqualTo(Outcome.stillRunning());
    return peer.last().header("Yima-Correlation-Id");
  }

  private InsurerNotification told(String correlationId, String type, String data) {
    String body =
        "{\"eventId\":\"e1\",\"type\":\"%s\",\"at\":\"2026-11-21T01:02:03Z\",\"data\":%s}"
            .formatted(type, data);
    String digest = MessageSignature.digest(body.getBytes(UTF_8));
    String params =
        MessageSignature.params(
            MessageSignature.REQUEST_COMPONENTS, NOW.getEpochSecond(), "peer-1");
    String base = MessageSignature.requestBase("POST", "/told", digest, correlationId, params);
    byte[] signed = MessageSignature.sign(base, keys.own().getPrivate());
    return notifications.parse(
        "POST",
        "/told",
        Map.of(
            "Content-Digest",
            digest,
            "Yima-Correlation-Id",
            correlationId,
            "Signature-Input",
            "yima=" + params,
            "Signature",
            "yima=:" + Base64.getEncoder().encodeToString(signed) + ":"),
        body);
  }

  @Test
  void aDecisionAnswersEveryRequestThatWasMadeForItAndNoOther() {
    String first = orderGuarantee("one");
    String again = orderGuarantee("one");
    String other = orderGuarantee("two");
    String claim = orderClaim("one");
    assertThat(again).isNotEqualTo(first).matches("[A-Za-z0-9_-]{16,64}");
    for (String mine : new String[] {first, again}) {
      assertThat(told(mine, "guarantee.decided", DECIDED))
          .isInstanceOfSatisfying(
              GuaranteeDecided.class,
              decided -> {
                assertThat(decided.correlationId()).isEqualTo(mine);
                assertThat(decided.guarantee().state()).isEqualTo(Guarantee.State.GUARANTEED);
              });
    }
    for (String strange : new String[] {other, claim, "0123456789abcdef01234567"}) {
      assertThat(told(strange, "guarantee.decided", DECIDED)).isEqualTo(ANOTHER);
    }
    String accepted = "{\"claimId\":\"one\",\"status\":\"ACCEPTED\",\"amount\":1200}";
    assertThat(told(claim, "claim.decided", accepted))
        .isEqualTo(new ClaimDecided("e1", claim, new Claim("one", Claim.State.ACCEPTED, 1_200, 0)));
    assertThat(told(first, "claim.decided", accepted)).isEqualTo(ANOTHER);
    assertThat(told("0123456789abcdef", "bulletin", "{}"))
        .isEqualTo(new InsurerNotification.Ignored("e1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"PENDING\"}",
        "{\"status\":\"PENDING\",\"correlationId\":\"0123456789abcdef01234567\"}"
      })
  void whatWasTakenNamesItsRequest(String body) {
    answers(202, body);
    assertThat(insurer.guarantee(new GuaranteeOrder("one", "quo", 1_200)))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    assertThat(insurer.queryGuarantee("one")).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    assertThat(insurer.queryClaim("one")).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void aQueryFindsTheAnswerToItsOwnRequest() {
    String first = orderGuarantee("one");
    String other = orderGuarantee("two");
    String decided = DECIDED.replace("}", ",\"correlationId\":\"%s\"}");
    answers(200, decided.formatted(first));
    assertThat(insurer.queryGuarantee("one").toOptional().map(Guarantee::amountFen))
        .contains(1_200L);
    answers(200, decided.formatted(other));
    assertThat(insurer.queryGuarantee("one")).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    answers(200, DECIDED);
    assertThat(insurer.queryGuarantee("one").isFinal()).as("decided at once").isTrue();
  }
}
