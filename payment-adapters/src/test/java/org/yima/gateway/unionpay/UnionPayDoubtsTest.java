package org.yima.gateway.unionpay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.RefundRef;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.StatementLine;
import org.yima.gateway.wallet.Way;

/** A platform that keeps the form and says what it likes: what is not sure is not believed. */
class UnionPayDoubtsTest {
  private static final String SECRET = "a-secret-of-both-sides";
  private static final Merchant MERCHANT = Merchant.of("", "", "777290058110049");
  private static final Instant AT = Instant.parse("2026-12-31T15:59:30Z");
  private static final OrderRef ORDER = new OrderRef("order00001", AT);
  private static final RefundRef REFUND = new RefundRef("refund0001", AT, ORDER);
  private Peer peer;
  private UnionPayWallet wallet;
  private UnaryOperator<Map<String, String>> change = UnaryOperator.identity();

  @BeforeEach
  void start() {
    peer = new Peer(request -> reply(answered(request)));
    wallet = new UnionPayWallet(settings(Duration.ofSeconds(20)), () -> AT.plusSeconds(60));
  }

  private UnionPaySettings settings(Duration bound) {
    return new UnionPaySettings(
        peer.uri().resolve("/gateway/api/"),
        peer.uri().resolve("/filedownload/"),
        URI.create("http://127.0.0.1:9/back"),
        Map.of(MERCHANT.account(), new UnionPayKey.Secret(UnionPayKey.Hash.SHA_256, SECRET)),
        Optional.empty(),
        UnionPayProfile.usual(),
        new Timeouts(bound, bound),
        Timeouts.usual());
  }

  @AfterEach
  void stop() {
    peer.close();
  }

  private static Map<String, String> fields(String form) {
    return Arrays.stream(form.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  /** A paid order, or an accepted request, with what the test changes of it. */
  private Map<String, String> answered(Peer.Request request) {
    Map<String, String> asked = fields(request.body());
    Map<String, String> answer = new LinkedHashMap<>();
    for (String name :
        new String[] {
          "merId",
          "orderId",
          "txnTime",
          "txnType",
          "txnSubType",
          "signMethod",
          "origQryId",
          "reqReserved"
        }) {
      if (asked.containsKey(name)) {
        answer.put(name, asked.get(name));
      }
    }
    answer.put("respCode", "00");
    if (asked.get("txnType").equals("00")) {
      String number = asked.get("orderId");
      answer.put("txnType", type(number));
      answer.put("txnSubType", answer.get("txnType").equals("01") ? "01" : "00");
      if (!answer.get("txnType").equals("01")) {
        answer.put("reqReserved", ORDER.number());
      }
      answer.put("origRespCode", "00");
      answer.put("txnAmt", "1200");
      answer.put("currencyCode", "156");
      answer.put("queryId", "1".repeat(21));
      answer.put("traceTime", "1231235945");
    }
    if (asked.get("orderId") != null && asked.get("orderId").endsWith("W")) {
      answer.put("respCode", answer.containsKey("origRespCode") ? "34" : "00");
    }
    change.apply(answer).values().removeIf("-"::equals);
    return answer;
  }

  private static String type(String number) {
    if (number.endsWith("V")) {
      return "31";
    }
    return number.startsWith("r") || number.startsWith("Y") || number.endsWith("W") ? "04" : "01";
  }

  /** What the platform says to a message of this kind about this number. */
  private void saysTo(String type, String number, String... pairs) {
    UnaryOperator<Map<String, String>> before = change;
    change =
        answer -> {
          Map<String, String> said = before.apply(answer);
          boolean asked = type.equals("00") == said.containsKey("origRespCode");
          if (asked
              && said.get("orderId").equals(number)
              && (type.equals("00") || said.get("txnType").equals(type))) {
            for (int i = 0; i < pairs.length; i += 2) {
              said.put(pairs[i], pairs[i + 1]);
            }
          }
          return said;
        };
  }

  private static Peer.Reply reply(Map<String, String> fields) {
    Map<String, String> sorted = new TreeMap<>(fields);
    sorted.putIfAbsent("signature", signature(sorted));
    return new Peer.Reply(
        200,
        Map.of("Content-Type", "text/html"),
        sorted.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&")));
  }

  private static String signature(Map<String, String> sorted) {
    String text =
        sorted.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&"));
    return sha256(text + "&" + sha256(SECRET));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void says(String... pairs) {
    change =
        answer -> {
          for (int i = 0; i < pairs.length; i += 2) {
            answer.put(pairs[i], pairs[i + 1]);
          }
          return answer;
        };
  }

  @Test
  void aPaymentOfTheLastMinuteOfAYearKeepsItsYear() {
    assertThat(wallet.query(MERCHANT, ORDER).toOptional().orElseThrow().paidAt())
        .contains(Instant.parse("2026-12-31T15:59:45Z"));
    says("traceTime", "0101000012");
    assertThat(wallet.query(MERCHANT, ORDER).toOptional().orElseThrow().paidAt())
        .contains(Instant.parse("2026-12-31T16:00:12Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "orderId, order00002",
    "merId, 777290058110048",
    "txnTime, 20261231235931",
    "txnType, 00",
    "txnType, 04",
    "txnType, 31",
    "txnType, -",
    "txnAmt, 0",
    "txnAmt, -5",
    "txnAmt, 12.00",
    "txnAmt, 1234567890123",
    "currencyCode, 840",
    "queryId, -",
    "traceTime, 1331000000",
    "respCode, -",
    "respCode, 000"
  })
  void anAnswerThatContradictsTheQuestionOrItselfIsUnreadable(String field, String value) {
    says(field, value);
    assertThat(wallet.query(MERCHANT, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"signature", "signMethod"})
  void anAnswerThatIsNotSignedAsAgreedIsNotBelieved(String field) {
    says(field, field.equals("signMethod") ? "01" : "a".repeat(64));
    assertThat(wallet.query(MERCHANT, ORDER))
        .isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"03", "04", "05"})
  void aQueryThatIsNotAnsweredSaysNothing(String code) {
    says("respCode", code);
    assertThat(wallet.query(MERCHANT, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
  }

  @ParameterizedTest
  @CsvSource({"03, PAYING", "05, PAYING", "42, DEBITED", "99, PAYING", "64, NOT_PAID", "A6, PAID"})
  void theOrdersOwnCodeIsReadWithCare(String code, Charge.State state) {
    says("origRespCode", code);
    assertThat(wallet.query(MERCHANT, ORDER).toOptional().orElseThrow().state()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "67, FAILED",
    "99, FAILED",
    "34, FAILED",
    "01, FAILED",
    "42, DEBITED",
    "74, DEBITED",
    "75, DEBITED",
    "A6, PAID"
  })
  void whenTheTimeIsOverWhatIsNotOpenHasFailed(String code, Charge.State state) {
    UnionPayWallet later =
        new UnionPayWallet(
            settings(Duration.ofSeconds(20)), () -> AT.plus(Duration.ofMinutes(126)));
    says("origRespCode", code);
    assertThat(later.query(MERCHANT, ORDER).toOptional().orElseThrow().state()).isEqualTo(state);
    assertThat(later.close(MERCHANT, ORDER).toOptional().isPresent())
        .isEqualTo(state == Charge.State.FAILED);
  }

  /** Nobody pays any more, so that to be asked again is no state of the order. */
  @ParameterizedTest
  @ValueSource(strings = {"03", "04", "05"})
  void whenTheTimeIsOverAnOrderWithoutAnAnswerIsNotBeingPaid(String code) {
    UnionPayWallet later =
        new UnionPayWallet(
            settings(Duration.ofSeconds(20)), () -> AT.plus(Duration.ofMinutes(126)));
    says("origRespCode", code);
    assertThat(later.query(MERCHANT, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(later.close(MERCHANT, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
  }

  /** It is no payment and can not be undone; closing says so at once instead of waiting. */
  @ParameterizedTest
  @ValueSource(strings = {"42", "74", "75"})
  void whoeverWasDebitedForNothingIsNotAskedAboutForEver(String code) {
    says("origRespCode", code);
    assertThat(wallet.close(MERCHANT, ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.PAYER_DEBITED, "DEBITED"));
    assertThat(wallet.reverse(MERCHANT, ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.PAYER_DEBITED, code));
  }

  @Test
  void aPaymentByCodeThatWasUndoneIsNotPaid() {
    saysTo("00", ORDER.number(), "txnSubType", "06");
    assertThat(wallet.query(MERCHANT, ORDER).toOptional().orElseThrow().state())
        .isEqualTo(Charge.State.CLOSED);
    assertThat(wallet.close(MERCHANT, ORDER).toOptional()).isPresent();
    assertThat(byCode().toOptional()).isPresent();
    saysTo("01", ORDER.number(), "respCode", "12");
    assertThat(byCode()).isEqualTo(Outcome.declined(DeclineReason.CLOSED, "12"));
    saysTo("00", ORDER.number() + "V", "origRespCode", "05");
    assertThat(wallet.query(MERCHANT, ORDER)).isEqualTo(Outcome.stillRunning());
    saysTo("00", ORDER.number() + "V", "origRespCode", "01");
    assertThat(wallet.query(MERCHANT, ORDER).toOptional().orElseThrow().state())
        .isEqualTo(Charge.State.PAID);
    saysTo("00", ORDER.number() + "V", "respCode", "37");
    assertThat(wallet.query(MERCHANT, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    saysTo("00", ORDER.number() + "V", "respCode", "34");
    assertThat(wallet.query(MERCHANT, ORDER).toOptional().orElseThrow().state())
        .isEqualTo(Charge.State.PAID);
  }

  private List<String> sent(String type) {
    return peer.seen().stream()
        .map(request -> fields(request.body()))
        .filter(asked -> asked.get("txnType").equals(type))
        .map(asked -> asked.get("orderId"))
        .toList();
  }

  @Test
  void aCancellationThatComesTooLateIsARefundUnderANumberOfItsOwn() {
    String undo = ORDER.number() + "V";
    String instead = ORDER.number() + "W";
    saysTo("00", undo, "respCode", "34");
    saysTo("31", undo, "respCode", "35");
    assertThat(wallet.reverse(MERCHANT, ORDER)).isEqualTo(Outcome.stillRunning());
    assertThat(sent("31")).containsExactly(undo);
    assertThat(sent("04")).containsExactly(instead);
    saysTo("04", instead, "respCode", "36");
    assertThat(wallet.reverse(MERCHANT, ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.REFUND_NOT_ALLOWED, "36"));
    saysTo("31", undo, "respCode", "11");
    assertThat(wallet.reverse(MERCHANT, ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.CREDENTIALS_REFUSED, "11"));
    saysTo("00", instead, "respCode", "00");
    assertThat(wallet.reverse(MERCHANT, ORDER).toOptional()).isPresent();
    saysTo("00", instead, "reqReserved", "another001");
    assertThat(wallet.reverse(MERCHANT, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  /** A platform may keep what it refused under the number: no second one goes there. */
  @Test
  void aCancellationThatIsKeptAsRefusedIsNotSentAgain() {
    String undo = ORDER.number() + "V";
    saysTo("00", undo, "origRespCode", "35");
    assertThat(wallet.reverse(MERCHANT, ORDER)).isEqualTo(Outcome.stillRunning());
    assertThat(sent("31")).isEmpty();
    assertThat(sent("04")).containsExactly(ORDER.number() + "W");
    saysTo("00", ORDER.number() + "W", "respCode", "00", "origRespCode", "36");
    assertThat(wallet.reverse(MERCHANT, ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.REFUND_NOT_ALLOWED, "36"));
    assertThat(sent("04")).hasSize(1);
  }

  /** The first one, whose answer was lost, arrives while the second one is sent, and refuses it. */
  @ParameterizedTest
  @CsvSource({"31, 35", "31, 39", "31, 11", "04, 36", "04, 35", "04, 64"})
  void aRefusedUndoingIsNotBelievedWhereAnEarlierOneArrived(String refusing, String code) {
    String undo = ORDER.number() + "V";
    saysTo("31", undo, "respCode", "35");
    saysTo(refusing, ORDER.number() + (refusing.equals("31") ? "V" : "W"), "respCode", code);
    UnaryOperator<Map<String, String>> refuses = change;
    change =
        answer -> {
          if (undo.equals(answer.get("orderId"))
              && answer.containsKey("origRespCode")
              && sent(refusing).isEmpty()) {
            answer.put("respCode", "34");
          }
          return refuses.apply(answer);
        };
    assertThat(wallet.reverse(MERCHANT, ORDER).toOptional()).isPresent();
    assertThat(sent(refusing)).hasSize(1);
  }

  private Outcome<Refund> refunded() {
    return wallet.refund(
        MERCHANT, new RefundOrder(REFUND, 1_200, 1_200, "退费", URI.create("http://127.0.0.1:9/r")));
  }

  @Test
  void aRefundThatIsThereIsNotSentAgain() {
    assertThat(refunded().toOptional().orElseThrow().state()).isEqualTo(Refund.State.SUCCEEDED);
    saysTo("00", REFUND.number(), "origRespCode", "05");
    assertThat(refunded()).isEqualTo(Outcome.stillRunning());
    saysTo("00", REFUND.number(), "txnAmt", "1199");
    assertThat(refunded()).isEqualTo(Outcome.declined(DeclineReason.ID_REUSED, "12"));
    saysTo("00", REFUND.number(), "respCode", "37");
    assertThat(refunded()).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(sent("04")).isEmpty();
  }

  /** The first one arrives between the question and the second one. */
  private void arrivesWhileSent() {
    change =
        answer -> {
          if (answer.get("txnType").equals("04")
              && answer.containsKey("origRespCode")
              && sent("04").isEmpty()) {
            answer.put("respCode", "34");
          }
          return answer;
        };
  }

  @ParameterizedTest
  @ValueSource(strings = {"36", "35", "39", "10", "02", "06", "12", "64", "99"})
  void aRefusalAfterALostAnswerIsNotBelieved(String code) {
    arrivesWhileSent();
    saysTo("04", REFUND.number(), "respCode", code);
    assertThat(refunded().toOptional().orElseThrow().state()).isEqualTo(Refund.State.SUCCEEDED);
    assertThat(sent("04")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "36, REFUND_NOT_ALLOWED",
    "64, MERCHANT_BALANCE_TOO_LOW",
    "02, BUSY",
    "10, INVALID_REQUEST"
  })
  void aRefusalIsFinalWhenNothingStandsUnderTheNumber(String code, DeclineReason reason) {
    saysTo("00", REFUND.number(), "respCode", "34");
    saysTo("04", REFUND.number(), "respCode", code);
    assertThat(refunded()).isEqualTo(Outcome.declined(reason, code));
    saysTo("04", REFUND.number(), "respCode", "12");
    assertThat(refunded()).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    saysTo("04", REFUND.number(), "respCode", "99");
    assertThat(refunded()).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void anAcceptanceOfAnotherPaymentOrAmountIsUnreadable() {
    saysTo("00", REFUND.number(), "respCode", "34");
    assertThat(refunded()).isEqualTo(Outcome.stillRunning());
    saysTo("04", REFUND.number(), "origQryId", "2".repeat(21));
    assertThat(refunded()).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    saysTo("04", REFUND.number(), "origQryId", "1".repeat(21), "txnAmt", "1199");
    assertThat(refunded()).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  private Outcome<Charge> prepaid() {
    return wallet.prepay(
        MERCHANT,
        new Prepay(
            ORDER,
            "门诊缴费",
            1_200,
            new Way.App(),
            AT.plusSeconds(600),
            URI.create("http://127.0.0.1:9/p")));
  }

  @Test
  void anOrderThatStandsAlreadyIsNotRefused() {
    saysTo("01", ORDER.number(), "respCode", "12");
    assertThat(prepaid()).isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "12"));
    saysTo("00", ORDER.number(), "origRespCode", "64");
    assertThat(prepaid()).isEqualTo(Outcome.stillRunning());
    saysTo("00", ORDER.number(), "txnAmt", "1201");
    assertThat(prepaid()).isEqualTo(Outcome.declined(DeclineReason.ID_REUSED, "12"));
    saysTo("00", ORDER.number(), "respCode", "37");
    assertThat(prepaid()).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    saysTo("00", ORDER.number(), "respCode", "34");
    assertThat(prepaid()).isEqualTo(Outcome.stillRunning());
  }

  private Map<String, String> told() {
    Map<String, String> told =
        new TreeMap<>(
            Map.of(
                "merId",
                MERCHANT.account(),
                "orderId",
                ORDER.number(),
                "txnTime",
                "20261231235930",
                "txnType",
                "01",
                "respCode",
                "00",
                "txnAmt",
                "1200",
                "currencyCode",
                "840",
                "queryId",
                "1".repeat(21),
                "traceTime",
                "1231235945",
                "signMethod",
                "11"));
    told.put("bizType", "000000");
    return told;
  }

  private Notification heard(Map<String, String> fields) {
    return wallet.parseNotification(
        Map.of(),
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&")));
  }

  @Test
  void aFieldThatVanishesIntoItsNeighbourIsSeen() {
    Map<String, String> foreign = told();
    foreign.put("signature", signature(foreign));
    assertThat(heard(foreign)).isEqualTo(new Notification.Refused(Notification.Reason.UNREADABLE));
    Map<String, String> cut = new TreeMap<>(foreign);
    cut.remove("currencyCode");
    cut.put("bizType", "000000&currencyCode=840");
    assertThat(heard(cut)).isEqualTo(new Notification.Refused(Notification.Reason.UNREADABLE));
    Map<String, String> ours = told();
    ours.put("currencyCode", "156");
    // Within braces it parts nothing.
    ours.put("customerInfo", "{phoneNo=1&certifTp=01}");
    ours.put("signature", signature(ours));
    assertThat(heard(ours)).isInstanceOf(Notification.ChargeChanged.class);
    ours.put("signature", ours.get("signature").toUpperCase(Locale.ROOT));
    assertThat(heard(ours)).isEqualTo(new Notification.Refused(Notification.Reason.BAD_SIGNATURE));
  }

  /** Only a payment by code is not tried again. */
  @Test
  void aReportedFailureIsTheLastWordOfAPaymentByCodeAlone() {
    Map<String, String> failed = told();
    failed.put("currencyCode", "156");
    failed.put("respCode", "64");
    for (String subType : new String[] {"01", "07", "06"}) {
      failed.remove("signature");
      failed.put("txnSubType", subType);
      failed.put("signature", signature(failed));
      Notification heard = heard(failed);
      if (subType.equals("06")) {
        assertThat(((Notification.ChargeChanged) heard).charge().state())
            .isEqualTo(Charge.State.FAILED);
      } else {
        assertThat(heard).as(subType).isInstanceOf(Notification.Ignored.class);
      }
    }
  }

  /** The day's file shows 32 characters of a number. */
  @Test
  void noNumberThatTheFileWouldCutIsSent() {
    String number = "0123456789abcdef0123456789abcdef";
    OrderRef order = new OrderRef(number, AT);
    RefundRef refund = new RefundRef(number + "R12", AT, order);
    saysTo("00", number, "txnSubType", "06");
    UnaryOperator<Map<String, String>> before = change;
    change =
        answer -> {
          if (answer.containsKey("origRespCode") && !answer.get("txnType").equals("01")) {
            answer.put("respCode", "34");
          }
          return before.apply(answer);
        };
    RefundOrder back =
        new RefundOrder(refund, 200, 1_200, "退费", URI.create("http://127.0.0.1:9/r"));
    assertThat(wallet.refund(MERCHANT, back)).isEqualTo(Outcome.stillRunning());
    assertThat(wallet.reverse(MERCHANT, order)).isEqualTo(Outcome.stillRunning());
    assertThat(peer.seen())
        .allSatisfy(
            request -> assertThat(fields(request.body()).get("orderId")).hasSizeBetween(8, 32));
    String sent = sent("04").get(0);
    assertThat(sent("31")).hasSize(1).doesNotContain(sent, number);
    assertThat(wallet.queryRefund(MERCHANT, refund))
        .isEqualTo(Outcome.succeeded(Refund.notFound(number + "R12")));

    Map<Integer, String> line = payment();
    line.put(20, "04");
    line.put(12, sent);
    line.put(27, "1".repeat(21));
    line.put(41, number);
    try (Statement statement = statement(line(line)).toOptional().orElseThrow();
        var lines = statement.lines()) {
      assertThat(lines.map(each -> ((StatementLine.RefundLine) each).refundNumber()))
          .containsExactly(number + "R12");
    }
    line.put(12, number);
    assertThat(read(statement(line(line))))
        .as("cut: it would be the payment's own number")
        .singleElement()
        .isInstanceOf(StatementLine.OtherLine.class);
    for (String unfit : List.of(number + "g", number + "Rx", "Y" + "0".repeat(25) + "R1")) {
      int before2 = peer.seen().size();
      RefundRef other = new RefundRef(unfit, AT, order);
      assertThat(wallet.queryRefund(MERCHANT, other))
          .isEqualTo(Outcome.declined(DeclineReason.INVALID_REQUEST, "orderId"));
      assertThat(peer.seen()).hasSize(before2);
    }
  }

  private Outcome<Charge> byCode() {
    return wallet.payByCode(
        MERCHANT, new CodePayment(ORDER, "门诊缴费", 1_200, "62" + "1".repeat(17), "T", "S"));
  }

  @Test
  void aPaymentByCodeThatMayHaveArrivedIsUnknownAndSentOnce() {
    for (Peer.Reaction reaction :
        new Peer.Reaction[] {
          new Peer.Hang(),
          new Peer.Reset(),
          new Peer.CutOff("respCode=00"),
          new Peer.Reply(502, Map.of(), ""),
          new Peer.Reply(302, Map.of("Location", "/x"), "")
        }) {
      peer.behave(request -> reaction);
      Duration bound =
          reaction instanceof Peer.Hang ? Duration.ofSeconds(2) : Duration.ofSeconds(20);
      wallet = new UnionPayWallet(settings(bound), () -> AT.plusSeconds(60));
      int before = peer.seen().size();
      assertThat(byCode()).isInstanceOf(Outcome.Unknown.class);
      assertThat(peer.seen(before + 1)).hasSize(before + 1);
    }
  }

  @Test
  void anAcceptedPaymentByCodeWhoseFateIsNotToldIsUnknown() {
    for (String code : new String[] {"03", "02", "37"}) {
      saysTo("00", ORDER.number(), "respCode", code);
      assertThat(byCode()).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    }
    says("txnAmt", "1201");
    assertThat(byCode()).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    says("respCode", "99");
    assertThat(byCode()).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    says("respCode", "05");
    assertThat(byCode()).isEqualTo(Outcome.stillRunning());
    says("respCode", "02");
    assertThat(byCode()).isEqualTo(Outcome.declined(DeclineReason.BUSY, "02"));
  }

  @Test
  void aRefundOfWhatIsNotPaidIsNotSent() {
    RefundOrder refund =
        new RefundOrder(REFUND, 200, 1_200, "退费", URI.create("http://127.0.0.1:9/r"));
    saysTo("00", REFUND.number(), "respCode", "34");
    saysTo("00", ORDER.number(), "origRespCode", "05");
    assertThat(wallet.refund(MERCHANT, refund))
        .isEqualTo(Outcome.declined(DeclineReason.REFUND_NOT_ALLOWED, "05"));
    says("respCode", "34");
    assertThat(wallet.refund(MERCHANT, refund))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "34"));
    assertThat(sent("04")).isEmpty();
    for (String order : new String[] {"another001", "-"}) {
      says("reqReserved", order);
      assertThat(wallet.queryRefund(MERCHANT, REFUND))
          .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    }
    says("txnType", "01");
    assertThat(wallet.queryRefund(MERCHANT, REFUND))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  private static String file(String... lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(new DeflaterOutputStream(out))) {
      zip.putNextEntry(new ZipEntry("INN26123188ZM_" + MERCHANT.account()));
      zip.write(String.join("\r\n", lines).getBytes(UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }

  /** A line of the file, by column. */
  private static String line(Map<Integer, String> cells) {
    ZmLayout layout = ZmLayout.usual();
    StringBuilder line = new StringBuilder();
    for (int column = 1; column <= layout.widths().size(); column++) {
      String cell = cells.getOrDefault(column, "");
      line.append(column == 1 ? "" : " ")
          .append(cell)
          .append(" ".repeat(layout.widths().get(column - 1) - cell.length()));
    }
    return line.toString();
  }

  private static Map<Integer, String> payment() {
    return new LinkedHashMap<>(
        Map.of(
            5,
            "1231235945",
            7,
            "000000001200",
            10,
            "1".repeat(21),
            12,
            "order00001",
            16,
            "D000000000007",
            20,
            "01",
            28,
            MERCHANT.account()));
  }

  private Outcome<Statement> statement(String... lines) {
    says("fileContent", file(lines), "settleDate", "1231");
    return wallet.statement(MERCHANT, LocalDate.parse("2026-12-31"));
  }

  @Test
  void theDaysFileIsReadByItsColumns() {
    Map<Integer, String> refund = payment();
    refund.put(20, "04");
    refund.put(12, "refund0001");
    refund.put(27, "1".repeat(21));
    refund.put(41, "order00001");
    try (Statement statement =
            statement(line(payment()) + " and more", line(refund), "").toOptional().orElseThrow();
        var lines = statement.lines()) {
      assertThat(statement.count()).isEqualTo(2);
      var all = lines.toList();
      assertThat(((StatementLine.ChargeLine) all.get(0)).feeText()).isEqualTo("D000000000007");
      assertThat(((StatementLine.ChargeLine) all.get(0)).totalFen()).isEqualTo(1_200);
      assertThat(((StatementLine.RefundLine) all.get(1)).orderNumber()).isEqualTo("order00001");
      assertThat(((StatementLine.RefundLine) all.get(1)).refundNumber()).isEqualTo("refund0001");
    }
  }

  private static List<StatementLine> read(Outcome<Statement> asked) {
    try (Statement statement = asked.toOptional().orElseThrow();
        var lines = statement.lines()) {
      return lines.toList();
    }
  }

  /**
   * A file tells of the past: what was authorised days before is of this year, and what is of the
   * next day by the clock is of the next year only where that day is.
   */
  @ParameterizedTest
  @CsvSource({
    "1228235959, 2026-12-28T23:59:59",
    "1130000000, 2026-11-30T00:00:00",
    "1231235959, 2026-12-31T23:59:59",
    "0101000012, 2027-01-01T00:00:12",
    "0102000000, 2026-01-02T00:00:00"
  })
  void aLineLiesInTheYearThatIsOver(String traceTime, LocalDateTime at) {
    Map<Integer, String> late = payment();
    late.put(5, traceTime);
    assertThat(read(statement(line(late)))).extracting(StatementLine::at).containsExactly(at);
  }

  @Test
  void aLineOfADayThatIsNoneIsUnreadable() {
    Map<Integer, String> never = payment();
    never.put(5, "0229120000");
    assertThat(statement(line(never))).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  /** What the hospital's own tills did under its number stands beside what is ours. */
  @Test
  void aLineOfAnotherKindDoesNotHideTheOthers() {
    Map<Integer, String> authorised = payment();
    authorised.put(20, "02");
    authorised.put(12, "");
    assertThat(read(statement(line(payment()), line(authorised))))
        .hasSize(2)
        .last()
        .isEqualTo(
            new StatementLine.OtherLine(
                MERCHANT.account(),
                "",
                "1".repeat(21),
                LocalDateTime.parse("2026-12-31T23:59:45"),
                "02",
                1_200));
  }

  /** A till's refund names no payment of ours. */
  @Test
  void aRefundWithoutThePaymentsNumbersIsNobodysOfOurs() {
    Map<Integer, String> tills = payment();
    tills.put(20, "04");
    assertThat(read(statement(line(payment()), line(tills))))
        .hasSize(2)
        .last()
        .isInstanceOf(StatementLine.OtherLine.class);
  }

  @Test
  void aFileWithAnyLineThatDoesNotFitIsUnreadable() {
    Map<Integer, String> other = payment();
    other.put(28, "777290058110048");
    Map<Integer, String> unpaid = payment();
    unpaid.put(7, "00000000x200");
    Map<Integer, String> kind = payment();
    kind.put(20, "9x");
    String shifted = line(payment()).replaceFirst("^   ", "  ");
    for (String bad :
        new String[] {
          line(other), line(unpaid), line(kind), shifted, line(payment()).substring(0, 300)
        }) {
      assertThat(statement(line(payment()), bad))
          .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    }
    says("respCode", "98");
    assertThat(wallet.statement(MERCHANT, LocalDate.parse("2026-12-31")))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "98"));
    says("fileContent", "AAAA", "settleDate", "1231");
    assertThat(wallet.statement(MERCHANT, LocalDate.parse("2026-12-31")))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    says("fileContent", file(line(payment())), "settleDate", "1230");
    assertThat(wallet.statement(MERCHANT, LocalDate.parse("2026-12-31")))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }
}
