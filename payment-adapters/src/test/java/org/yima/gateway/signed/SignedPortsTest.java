package org.yima.gateway.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.identity.IdentityCheck;
import org.yima.gateway.insurer.Claim;
import org.yima.gateway.insurer.ClaimOrder;
import org.yima.gateway.insurer.Eligibility;
import org.yima.gateway.insurer.EligibilityQuestion;
import org.yima.gateway.insurer.Guarantee;
import org.yima.gateway.insurer.GuaranteeOrder;
import org.yima.gateway.insurer.Quote;
import org.yima.gateway.insurer.QuoteRequest;
import org.yima.gateway.insurer.ReversalOrder;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.peer.SignedPeer;
import org.yima.gateway.sms.Sms;

/** The three signed ports against a peer that keeps the profile, and against one that does not. */
class SignedPortsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T01:02:03Z");
  private static final GuaranteeOrder ORDER = new GuaranteeOrder("gua_1", "quo_1", 1200);
  private static final String GUARANTEED =
      "{\"guaranteeId\":\"gua_1\",\"status\":\"GUARANTEED\",\"amount\":1200,\"insurerRef\":\"R9\","
          + "\"validUntil\":\"2026-11-22T09:00:00+08:00\"}";

  private final SignedPeer keys = new SignedPeer();
  private final Peer peer = new Peer(request -> new Peer.Hang());
  private final SignedInsurer insurer =
      new SignedInsurer(
          settings("/insurers/pa", 5000), InstantSource.fixed(NOW), new SecureRandom());

  private PortSettings settings(String base, int totalMillis) {
    return new PortSettings(
        URI.create(peer.uri() + base),
        "yima-1",
        keys.yima().getPrivate(),
        "peer-1",
        keys.own().getPublic(),
        new Timeouts(Duration.ofMillis(totalMillis), Duration.ofMillis(totalMillis)));
  }

  @AfterEach
  void close() {
    peer.close();
  }

  /** The peer answers only what is signed well; else it says so, signed. */
  private void answers(int status, String body) {
    peer.behave(
        request ->
            keys.accepts(request)
                ? keys.answer(request, status, body, NOW)
                : keys.answer(request, 401, "{\"code\":\"signature.invalid\"}", NOW));
  }

  @Test
  void guaranteesWithASignedCallAndAVerifiedAnswer() {
    answers(200, GUARANTEED);
    assertThat(insurer.guarantee(ORDER))
        .isEqualTo(
            Outcome.succeeded(
                new Guarantee(
                    "gua_1",
                    Guarantee.State.GUARANTEED,
                    1200,
                    Optional.of("R9"),
                    Optional.of(Instant.parse("2026-11-22T01:00:00Z")))));
    assertThat(peer.last().target()).isEqualTo("/insurers/pa/v1/guarantees");
    assertThat(peer.last().body())
        .isEqualTo("{\"guaranteeId\":\"gua_1\",\"quoteId\":\"quo_1\",\"amount\":1200}");
    assertThat(peer.last().header("Yima-Correlation-Id")).matches("[A-Za-z0-9_-]{16,64}");
  }

  @Test
  void everyCallHasItsOwnCorrelation() {
    answers(200, GUARANTEED);
    assertThat(insurer.guarantee(ORDER)).isEqualTo(insurer.guarantee(ORDER));
    assertThat(peer.seen())
        .extracting(seen -> seen.header("Yima-Correlation-Id"))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "409, id.reused, ID_REUSED",
    "409, guarantee.claimed, ALREADY_CLAIMED",
    "409, guarantee.released, CLOSED",
    "409, guarantee.pending, BUSY",
    "409, claim.pending, BUSY",
    "409, other, OTHER",
    "404, not-found, NOT_FOUND",
    "401, signature.invalid, CREDENTIALS_REFUSED",
    "400, invalid, INVALID_REQUEST",
    "429, busy, BUSY",
    "403, forbidden, NOT_PERMITTED"
  })
  void readsSignedRefusals(int status, String code, DeclineReason reason) {
    answers(status, "{\"code\":\"" + code + "\",\"message\":\"not for machines\"}");
    assertThat(insurer.guarantee(ORDER)).isEqualTo(Outcome.declined(reason, code));
  }

  /** 64 bytes leave four bits of the last character that say nothing; only zeros are written. */
  @Test
  void aSignatureIsSpelledInOneWay() {
    peer.behave(
        request -> {
          Peer.Reply truth = keys.answer(request, 200, GUARANTEED, NOW);
          Map<String, String> bent = new LinkedHashMap<>(truth.headers());
          bent.computeIfPresent(
              "Signature",
              (name, value) -> {
                char last = value.charAt(value.length() - 4);
                return value.substring(0, value.length() - 4) + (char) (last + 1) + "==:";
              });
          assertThat(bent).isNotEqualTo(truth.headers());
          return new Peer.Reply(200, bent, GUARANTEED);
        });
    assertThat(insurer.guarantee(ORDER)).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
  }

  @Test
  void aDeclinedGuaranteeIsARefusal() {
    answers(200, "{\"guaranteeId\":\"gua_1\",\"status\":\"DECLINED\",\"reason\":\"limit.used\"}");
    assertThat(insurer.guarantee(ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.INSURER_DECLINED, "limit.used"));
  }

  /** Sends the call once, whatever happens to it, and never takes a broken answer for an answer. */
  @ParameterizedTest
  @ValueSource(strings = {"hang", "reset", "cut", "500", "503"})
  void whatHappenedToALostCallIsUnknown(String fault) {
    SignedInsurer hasty =
        new SignedInsurer(
            settings("", fault.equals("hang") ? 2_000 : 20_000),
            InstantSource.fixed(NOW),
            new SecureRandom());
    Map<String, Function<Peer.Request, Peer.Reaction>> faults =
        Map.of(
            "hang", request -> new Peer.Hang(),
            "reset", request -> new Peer.Reset(),
            "cut", request -> new Peer.CutOff("{\"guaranteeId\":"),
            "500", request -> keys.answer(request, 500, "{\"code\":\"internal\"}", NOW),
            "503", request -> new Peer.Reply(503, Map.of(), "<html>busy</html>"));
    Map<String, UnknownCause> causes =
        Map.of(
            "hang", UnknownCause.TIMEOUT,
            "reset", UnknownCause.CONNECTION,
            "cut", UnknownCause.CONNECTION,
            "500", UnknownCause.SERVER_ERROR,
            "503", UnknownCause.SERVER_ERROR);
    peer.behave(faults.get(fault));
    assertThat(hasty.guarantee(ORDER)).isEqualTo(Outcome.unknown(causes.get(fault)));
    assertThat(peer.seen(1)).hasSize(1);
  }

  @Test
  void nobodyThereIsUnknown() {
    peer.close();
    assertThat(insurer.guarantee(ORDER)).isEqualTo(Outcome.unknown(UnknownCause.CONNECTION));
  }

  /** Each forgery changes one thing about an answer that would otherwise be believed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unsigned",
        "body",
        "status",
        "digest",
        "correlation",
        "replayed",
        "old",
        "future",
        "keyid",
        "otherKey",
        "fewerComponents",
        "label",
        "twoSignatures",
        "otherSpelling"
      })
  void aForgedAnswerIsUnknown(String forgery) {
    SignedPeer stranger = new SignedPeer();
    peer.behave(
        request -> {
          Peer.Reply good = keys.answer(request, 200, GUARANTEED, NOW);
          Map<String, String> headers = new HashMap<>(good.headers());
          switch (forgery) {
            case "unsigned" -> {
              headers.remove("Signature");
              headers.remove("Signature-Input");
            }
            case "body" -> {
              return new Peer.Reply(200, headers, GUARANTEED.replace("R9", "R8"));
            }
            case "status" -> {
              return new Peer.Reply(404, headers, GUARANTEED);
            }
            case "digest" -> headers.remove("Content-Digest");
            case "correlation" -> headers.put("Yima-Correlation-Id", "another-correlation");
            case "replayed" -> {
              return keys.answer("an-earlier-correlation", 200, GUARANTEED, NOW, "peer-1");
            }
            case "old" -> {
              return keys.answer(request, 200, GUARANTEED, NOW.minusSeconds(301));
            }
            case "future" -> {
              return keys.answer(request, 200, GUARANTEED, NOW.plusSeconds(301));
            }
            case "keyid" -> {
              return keys.answer(
                  request.header("Yima-Correlation-Id"), 200, GUARANTEED, NOW, "peer-2");
            }
            case "otherKey" -> {
              return stranger.answer(request, 200, GUARANTEED, NOW);
            }
            case "fewerComponents" ->
                headers.compute("Signature-Input", (name, is) -> is.replace("\"@status\" ", ""));
            case "label" ->
                headers.compute("Signature-Input", (name, is) -> is.replace("yima=", "sig1="));
            case "twoSignatures" ->
                headers.compute("Signature", (name, is) -> is + ", yima=:AAAA:");
            case "otherSpelling" ->
                headers.compute("Signature", (name, is) -> spelledOtherwise(is));
            default -> throw new IllegalArgumentException(forgery);
          }
          return new Peer.Reply(200, headers, GUARANTEED);
        });
    assertThat(insurer.guarantee(ORDER)).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
  }

  /** Another last character whose surplus bits a lenient decoder drops. */
  private static String spelledOtherwise(String signature) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    int last = signature.indexOf("==") - 1;
    char other = alphabet.charAt(alphabet.indexOf(signature.charAt(last)) + 1);
    return signature.substring(0, last) + other + signature.substring(last + 1);
  }

  @Test
  void skewIsAllowedUpToItsBound() {
    peer.behave(request -> keys.answer(request, 200, GUARANTEED, NOW.minusSeconds(300)));
    assertThat(insurer.guarantee(ORDER).isFinal()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"guaranteeId\":\"gua_2\",\"status\":\"GUARANTEED\",\"amount\":1200}",
        "{\"guaranteeId\":\"gua_1\",\"status\":\"GUARANTEED\",\"amount\":1199}",
        "{\"guaranteeId\":\"gua_1\",\"status\":\"GUARANTEED\"}",
        "{\"guaranteeId\":\"gua_1\"}",
        "{\"guaranteeId\":\"gua_1\",\"status\":\"NOT_FOUND\"}",
        "{\"guaranteeId\":\"gua_1\",\"status\":\"DECLINED\",\"status\":\"GUARANTEED\"}",
        "{\"guaranteeId\":\"gua_1\",\"status\":\"GUARANTEED\",\"amount\":1200} {}",
        "{\"guaranteeId\":\"gua_1\",\"status\":\"GUARANTEED\",\"amount\":1200,"
            + "\"validUntil\":\"tomorrow\"}"
      })
  void aSignedAnswerThatMakesNoSenseIsUnknown(String body) {
    answers(200, body);
    assertThat(insurer.guarantee(ORDER)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void anUnknownGuaranteeIsAnAnswerToAQueryAndARefusalOfARelease() {
    answers(404, "{\"code\":\"not-found\"}");
    assertThat(insurer.queryGuarantee("gua_1"))
        .isEqualTo(Outcome.succeeded(Guarantee.notFound("gua_1")));
    assertThat(insurer.release("gua_1", "cancelled"))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "not-found"));
  }

  @Test
  void aReleaseThatLeavesItStandingIsUnknown() {
    answers(200, GUARANTEED);
    assertThat(insurer.release("gua_1", "cancelled"))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    answers(200, "{\"guaranteeId\":\"gua_1\",\"status\":\"RELEASED\"}");
    assertThat(insurer.release("gua_1", "cancelled").isFinal()).isTrue();
  }

  @Test
  void eligibilityAndQuote() {
    answers(
        200,
        "{\"requestId\":\"eli_1\",\"eligible\":true,\"kind\":\"DIRECT\",\"policyRef\":\"pol-7\"}");
    assertThat(
            insurer.checkEligibility(
                new EligibilityQuestion(
                    "eli_1", "P-1", new EligibilityQuestion.Holder("某人", "RESIDENT_ID", "X"))))
        .isEqualTo(
            Outcome.succeeded(
                new Eligibility(
                    "eli_1", true, Optional.of(Eligibility.PolicyKind.DIRECT), "pol-7", "")));
    EligibilityQuestion unknown =
        new EligibilityQuestion(
            "eli_2", "P-2", new EligibilityQuestion.Holder("某人", "RESIDENT_ID", "X"));
    answers(200, "{\"requestId\":\"eli_2\",\"eligible\":false,\"reason\":\"no such policy\"}");
    assertThat(insurer.checkEligibility(unknown))
        .isEqualTo(
            Outcome.succeeded(
                new Eligibility("eli_2", false, Optional.empty(), "", "no such policy")));
    answers(200, "{\"requestId\":\"eli_2\",\"eligible\":true,\"policyRef\":\"pol-8\"}");
    assertThat(insurer.checkEligibility(unknown))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    QuoteRequest request =
        new QuoteRequest(
            "quo_1",
            "pol-7",
            new QuoteRequest.Institution("H1", "First"),
            new QuoteRequest.Bill(
                "bil_1", 2, 300, List.of(new QuoteRequest.Line(1, "C", "N", 300))),
            new QuoteRequest.BasicInsurance(100, 50, 150));
    answers(
        200,
        "{\"quoteId\":\"quo_1\",\"covered\":90,\"reasons\":[{\"code\":\"ratio\",\"text\":\"60 %\"}],"
            + "\"validUntil\":\"2026-11-21T02:00:00Z\"}");
    assertThat(insurer.quote(request))
        .isEqualTo(
            Outcome.succeeded(
                new Quote(
                    "quo_1",
                    90,
                    List.of(new Quote.Reason("ratio", "60 %")),
                    Instant.parse("2026-11-21T02:00:00Z"))));
    assertThat(peer.last().body())
        .contains("\"bill\":{\"id\":\"bil_1\",\"version\":2,\"total\":300")
        .contains("\"basic\":{\"fundShare\":100,\"accountShare\":50,\"selfPay\":150}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "151", "301", "90.5", "\"90\"", "1e2", "99999999999999999999"})
  void aQuoteWithAnImpossibleAmountIsUnknown(String covered) {
    answers(
        200,
        "{\"quoteId\":\"quo_1\",\"covered\":"
            + covered
            + ",\"validUntil\":\"2026-11-21T02:00:00Z\"}");
    QuoteRequest request =
        new QuoteRequest(
            "quo_1",
            "pol-7",
            new QuoteRequest.Institution("H1", "First"),
            new QuoteRequest.Bill(
                "bil_1", 2, 300, List.of(new QuoteRequest.Line(1, "C", "N", 300))),
            new QuoteRequest.BasicInsurance(100, 50, 150));
    assertThat(insurer.quote(request)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void claimsAndReversals() {
    ClaimOrder order =
        new ClaimOrder("cla_1", "gua_1", 1200, new ClaimOrder.SettlementShares("S1", 1, 2, 3));
    for (String part : List.of("", ",\"amount\":1199", ",\"amount\":1201")) {
      answers(200, "{\"claimId\":\"cla_1\",\"status\":\"ACCEPTED\"" + part + "}");
      assertThat(insurer.claim(order)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    }
    answers(200, "{\"claimId\":\"cla_1\",\"status\":\"ACCEPTED\",\"amount\":1200}");
    assertThat(insurer.claim(order))
        .isEqualTo(Outcome.succeeded(new Claim("cla_1", Claim.State.ACCEPTED, 1200, 0)));
    answers(
        200, "{\"claimId\":\"cla_1\",\"status\":\"ACCEPTED\",\"amount\":1200,\"reversed\":200}");
    assertThat(insurer.queryClaim("cla_1"))
        .isEqualTo(Outcome.succeeded(new Claim("cla_1", Claim.State.ACCEPTED, 1200, 200)));
    answers(200, "{\"reversalId\":\"rev_1\",\"status\":\"DECLINED\",\"reason\":\"period.closed\"}");
    assertThat(insurer.reverse(new ReversalOrder("rev_1", "cla_1", 200, "refund")))
        .isEqualTo(Outcome.declined(DeclineReason.INSURER_DECLINED, "period.closed"));
    assertThat(peer.last().target()).isEqualTo("/insurers/pa/v1/claims/cla_1/reversals");
  }

  @Test
  void anIdThatWouldNeedEscapingNeverGetsIntoAPath() {
    assertThatThrownBy(() -> insurer.queryClaim("a/../b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(peer.seen()).isEmpty();
  }

  @Test
  void sendsSms() {
    SignedSms sms = new SignedSms(settings("", 5000), InstantSource.fixed(NOW), new SecureRandom());
    answers(200, "{\"messageId\":\"msg_1\",\"status\":\"ACCEPTED\"}");
    Sms login = new Sms.LoginCode("msg_1", "13900000000", "482913");
    assertThat(sms.send(login).isFinal()).isTrue();
    assertThat(peer.last().body())
        .isEqualTo(
            "{\"messageId\":\"msg_1\",\"phone\":\"13900000000\",\"template\":\"login-otp\","
                + "\"params\":{\"code\":\"482913\"}}");
    assertThat(login.toString()).doesNotContain("139").doesNotContain("482913");
    answers(200, "{\"messageId\":\"msg_1\",\"status\":\"REFUSED\",\"reason\":\"blocked\"}");
    assertThat(sms.query("msg_1")).isEqualTo(Outcome.declined(DeclineReason.OTHER, "blocked"));
  }

  @ParameterizedTest
  @CsvSource({"MATCH", "MISMATCH", "NOT_FOUND"})
  void checksIdentity(IdentityCheck.Result result) {
    SignedIdentityCheck check =
        new SignedIdentityCheck(settings("", 5000), InstantSource.fixed(NOW), new SecureRandom());
    answers(200, "{\"requestId\":\"idc_1\",\"result\":\"" + result + "\"}");
    IdentityCheck.Question two =
        new IdentityCheck.Question("idc_1", "某人", "RESIDENT_ID", "99", Optional.empty());
    assertThat(check.verify(two)).isEqualTo(Outcome.succeeded(result));
    assertThat(peer.last().target()).isEqualTo("/identity/v1/verify");
    assertThat(peer.last().body()).doesNotContain("phone").contains("某人");
    assertThat(two.toString()).doesNotContain("某人");
  }

  @Test
  void anIdentityAnswerThatIsNoneOfTheThreeIsUnknown() {
    SignedIdentityCheck check =
        new SignedIdentityCheck(settings("", 5000), InstantSource.fixed(NOW), new SecureRandom());
    answers(200, "{\"requestId\":\"idc_1\",\"result\":\"PROBABLY\"}");
    assertThat(
            check.verify(
                new IdentityCheck.Question("idc_1", "某人", "RESIDENT_ID", "99", Optional.of("1"))))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }
}
