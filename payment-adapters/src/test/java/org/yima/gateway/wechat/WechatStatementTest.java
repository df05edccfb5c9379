package org.yima.gateway.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.peer.WechatPeer;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.StatementLine;

class WechatStatementTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final String BILL =
      "\uFEFF交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,"
          + "货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,"
          + "商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n"
          + "`2026-11-20 10:00:00,`wx-app,`1900000001,`1600000009,`,`42001,`ord_000001,`oPAYER,`JSAPI,"
          + "`SUCCESS,`OTHERS,`CNY,`12.34,`0.00,`0,`0,`0.00,`0.00,`,`,`门诊,费用,`,`0.07000,`0.60%,`12.34,"
          + "`0.00,`\r\n"
          + "`2026-11-20 11:30:00,`wx-app,`1900000001,`1600000009,`,`42001,`ord_000001,`oPAYER,`JSAPI,"
          + "`REFUND,`OTHERS,`CNY,`0.00,`0.00,`50001,`ref_000001,`2.34,`0.00,`ORIGINAL,`SUCCESS,`门诊费用,`,"
          + "`-0.01000,`0.60%,`0.00,`2.34,`\r\n"
          + "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n"
          + "`2,`12.34,`2.34,`0.00,`0.06000,`12.34,`2.34\r\n";

  private final Peer peer = new Peer(request -> new Peer.Hang());
  private final WechatWallet wallet = WechatFixture.wallet(peer.uri(), 20_000);

  @AfterEach
  void close() {
    peer.close();
  }

  private void serves(String bill, String announcedOf) {
    String link =
        "{\"hash_type\":\"SHA1\",\"hash_value\":\""
            + sha1(announcedOf)
            + "\",\"download_url\":"
            + "\"https://api.mch.weixin.qq.com/v3/billdownload/file?token=abc%2Bdef\"}";
    peer.behave(
        request -> {
          if (!WechatPeer.accepts(request)) {
            return new Peer.Reply(401, Map.of(), "{\"code\":\"SIGN_ERROR\"}");
          }
          return request.path().equals("/v3/bill/tradebill")
              ? WechatPeer.answer(200, link, WechatFixture.NOW)
              : new Peer.Reply(200, Map.of("Content-Type", "text/plain"), bill);
        });
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void readsTheLinesOfADayWithoutThePayers() {
    serves(BILL, BILL);
    try (Statement statement =
        wallet.statement(WechatFixture.MERCHANT, DAY).toOptional().orElseThrow()) {
      assertThat(statement.count()).isEqualTo(2);
      assertThat(peer.seen().get(0).target())
          .contains("bill_date=2026-11-20")
          .contains("sub_mchid=1600000009");
      assertThat(peer.last().target()).isEqualTo("/v3/billdownload/file?token=abc%2Bdef");
      try (Stream<StatementLine> lines = statement.lines()) {
        List<StatementLine> all = lines.toList();
        assertThat(all)
            .containsExactly(
                new StatementLine.ChargeLine(
                    "1600000009",
                    "ord_000001",
                    "42001",
                    LocalDateTime.of(2026, 11, 20, 10, 0),
                    1234,
                    "0.07000"),
                new StatementLine.RefundLine(
                    "1600000009",
                    "ord_000001",
                    "42001",
                    LocalDateTime.of(2026, 11, 20, 11, 30),
                    "ref_000001",
                    "50001",
                    234,
                    Refund.State.SUCCEEDED));
        assertThat(all.toString()).doesNotContain("oPAYER");
      }
    }
  }

  @Test
  void aBillThatDiffersFromItsDigestIsNotRead() {
    serves(BILL.replace("12.34", "12.35"), BILL);
    assertThat(wallet.statement(WechatFixture.MERCHANT, DAY))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "'`2,`12.34', '`3,`12.34'",
    "'`12.34,`2.34\r\n', '`12.35,`2.34\r\n'",
    "'`0.60%,`12.34', '`0.60%,`12.345'",
    "`SUCCESS, `PAYING",
    "'`1600000009,`,`42001,`ord_000001,`oPAYER,`JSAPI,`REFUND', '`1600000008,`,`42001,`ord_000001,`oPAYER,`JSAPI,`REFUND'",
    "2026-11-20 10:00:00, 2026-11-20 25:00:00",
    "商户订单号, 订单号"
  })
  void aBillThatContradictsItselfIsNotRead(String text, String other) {
    String bill = BILL.replace(text, other);
    assertThat(bill).isNotEqualTo(BILL);
    serves(bill, bill);
    assertThat(wallet.statement(WechatFixture.MERCHANT, DAY))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  /** It names payers: what was not read does not stay. */
  @ParameterizedTest
  @CsvSource({
    "'`0.60%,`12.34', '`0.60%,`12.345'",
    "'`0.60%,`12.34', '`0.60%,`99999999999999999.00'",
    "2026-11-20 10:00:00, 2026-11-20 25:00:00",
    "商户订单号, 订单号"
  })
  void aBillThatIsNotReadLeavesNoCopy(String text, String other) throws IOException {
    String mark = UUID.randomUUID().toString();
    String bill = BILL.replace("`门诊费用", "`" + mark).replace(text, other);
    serves(bill, bill);
    assertThat(wallet.statement(WechatFixture.MERCHANT, DAY))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    assertThat(copies(mark)).isEmpty();
    serves(BILL.replace("`门诊费用", "`" + mark), bill);
    assertThat(wallet.statement(WechatFixture.MERCHANT, DAY))
        .as("of another digest")
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    assertThat(copies(mark)).isEmpty();
    String whole = BILL.replace("`门诊费用", "`" + mark);
    serves(whole, whole);
    try (Statement statement =
        wallet.statement(WechatFixture.MERCHANT, DAY).toOptional().orElseThrow()) {
      assertThat(statement.count()).isEqualTo(2);
      assertThat(copies(mark)).as("one that is read").hasSize(1);
    }
    assertThat(copies(mark)).isEmpty();
  }

  /** Other processes have theirs there, too. */
  private static List<Path> copies(String mark) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "wechat-bill*")) {
      for (Path each : all) {
        if (Files.exists(each) && new String(Files.readAllBytes(each), UTF_8).contains(mark)) {
          found.add(each);
        }
      }
    }
    return found;
  }

  @Test
  void aBillThatWasCutIsNotRead() {
    String cut = BILL.substring(0, BILL.indexOf("总交易单数"));
    serves(cut, cut);
    assertThat(wallet.statement(WechatFixture.MERCHANT, DAY))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void aDayWithoutABillIsSaidSo() {
    peer.behave(
        request ->
            WechatPeer.answer(
                400, "{\"code\":\"NO_STATEMENT_EXIST\",\"message\":\"m\"}", WechatFixture.NOW));
    assertThat(wallet.statement(WechatFixture.MERCHANT, DAY))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "NO_STATEMENT_EXIST"));
  }

  /** Not made yet is not "nothing was traded": the same question has its answer later. */
  @Test
  void aBillThatIsBeingMadeIsAskedForAgain() {
    peer.behave(
        request ->
            WechatPeer.answer(
                400, "{\"code\":\"STATEMENT_CREATING\",\"message\":\"m\"}", WechatFixture.NOW));
    Outcome<Statement> asked = wallet.statement(WechatFixture.MERCHANT, DAY);
    assertThat(asked).isEqualTo(Outcome.declined(DeclineReason.BUSY, "STATEMENT_CREATING"));
    assertThat(((Outcome.Declined<Statement>) asked).retryable()).isTrue();
  }

  /** What does not end is not copied until the disk is full. */
  @Test
  void aBillThatIsLargerThanAnyDaysIsGivenUp() {
    serves(BILL, BILL);
    WechatClient client =
        new WechatClient(
            WechatFixture.settings(peer.uri(), 5000), InstantSource.fixed(WechatFixture.NOW));
    int length = BILL.getBytes(UTF_8).length;
    assertThat(new WechatBills(client, length - 1).statement(WechatFixture.MERCHANT, DAY))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    try (Statement whole =
        new WechatBills(client, length)
            .statement(WechatFixture.MERCHANT, DAY)
            .toOptional()
            .orElseThrow()) {
      assertThat(whole.count()).isEqualTo(2);
    }
  }
}
