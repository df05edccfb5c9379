package org.yima.gateway.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yima.gateway.alipay.AlipayFixture.reply;
import static org.yima.gateway.alipay.AlipayFixture.signed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.RefundRef;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.StatementLine;

/** Answers that a sandbox in its right mind never gives. */
class AlipayWalletTest {
  private static final Merchant MERCHANT =
      new Merchant("2088000000000001", "2021000000000001", "2088000000000109", "token");
  private static final LocalDate DAY = LocalDate.of(2026, 10, 3);
  private static final OrderRef ORDER = new OrderRef("ORDER1", Instant.EPOCH);
  private static final RefundRef REFUND = new RefundRef("R1", Instant.EPOCH, ORDER);

  private final Peer peer = new Peer(request -> new Peer.Hang());
  private AlipayWallet wallet = new AlipayWallet(AlipayFixture.settings(peer), MERCHANT.provider());

  @AfterEach
  void close() {
    peer.close();
  }

  private void says(String method, String node) {
    String name = "alipay_" + method.replace('.', '_') + "_response";
    peer.behave(request -> reply(200, signed(name, node)));
  }

  private Outcome<Charge> pay() {
    return wallet.payByCode(
        MERCHANT, new CodePayment(ORDER, "缴费", 1_000, "281234567890123456", "T", "S"));
  }

  private static String paid(String number, String total, String more) {
    return "{\"code\":\"10000\",\"out_trade_no\":\"%s\",\"trade_no\":\"T1\",\"total_amount\":\"%s\"%s}"
        .formatted(number, total, more);
  }

  @Test
  void aPaymentIsBelievedWhenItIsTheOneAskedFor() {
    String at = ",\"gmt_payment\":\"2026-10-03 12:00:00\"";
    says("trade.pay", paid("ORDER1", "10.00", at));
    assertThat(pay().toOptional().map(Charge::totalFen)).contains(1_000L);
    Outcome<Charge> unreadable = Outcome.unknown(UnknownCause.UNREADABLE);
    says("trade.pay", paid("ORDER2", "10.00", at));
    assertThat(pay()).isEqualTo(unreadable);
    says("trade.pay", paid("ORDER1", "10.01", at));
    assertThat(pay()).isEqualTo(unreadable);
    says("trade.pay", paid("ORDER1", "10.001", at));
    assertThat(pay()).isEqualTo(unreadable);
    says("trade.pay", paid("ORDER1", "10.00", ""));
    assertThat(pay()).isEqualTo(unreadable);
  }

  @ParameterizedTest
  @CsvSource({
    "40004, ACQ.PAYMENT_AUTH_CODE_INVALID,  AUTHORISATION_INVALID",
    "40004, ACQ.BUYER_BALANCE_NOT_ENOUGH,   PAYER_RESTRICTED",
    "40006, isv.insufficient-isv-permissions, NOT_PERMITTED",
    "40002, isv.invalid-app-id,             CREDENTIALS_REFUSED"
  })
  void aRefusedPaymentHasItsReason(String code, String subCode, DeclineReason reason) {
    says("trade.pay", "{\"code\":\"" + code + "\",\"sub_code\":\"" + subCode + "\"}");
    assertThat(pay()).isEqualTo(Outcome.declined(reason, subCode));
  }

  /**
   * The public list of reasons is not whole: a word that is new does not say that nothing moved.
   */
  @Test
  void aRefusalThatIsNotKnownToMeanThatNothingMovedIsNotKnown() {
    Outcome<Charge> unknown = Outcome.unknown(UnknownCause.SERVER_ERROR);
    String fresh = "{\"code\":\"40004\",\"sub_code\":\"ACQ.SOMETHING_NEW\"}";
    says("trade.pay", fresh);
    assertThat(pay()).isEqualTo(unknown);
    for (String known :
        List.of("TRADE_HAS_SUCCESS", "TRADE_HAS_FINISHED", "CONTEXT_INCONSISTENT")) {
      says("trade.pay", fresh.replace("SOMETHING_NEW", known));
      assertThat(pay()).as("it may be of this very call").isEqualTo(unknown);
    }
    says("trade.refund", fresh);
    assertThat(refund()).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    says("trade.cancel", fresh);
    assertThat(wallet.reverse(MERCHANT, ORDER))
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    String finished = fresh.replace("SOMETHING_NEW", "TRADE_HAS_FINISHED");
    says("trade.refund", finished);
    assertThat(refund())
        .isEqualTo(Outcome.declined(DeclineReason.REFUND_NOT_ALLOWED, "ACQ.TRADE_HAS_FINISHED"));
    says("trade.cancel", finished);
    assertThat(wallet.reverse(MERCHANT, ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.REFUND_NOT_ALLOWED, "ACQ.TRADE_HAS_FINISHED"));
    says("trade.refund", "{\"code\":\"10003\"}");
    assertThat(refund()).as("still at it").isEqualTo(Outcome.stillRunning());
    says("trade.query", "{\"out_trade_no\":\"ORDER1\",\"trade_status\":\"WAIT_BUYER_PAY\"}");
    assertThat(wallet.query(MERCHANT, ORDER).toOptional())
        .as("without a code it is no yes")
        .isEmpty();
  }

  /** Whoever is on the way can write one: nothing about an order is read out of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":\"40004\",\"sub_code\":\"ACQ.TRADE_NOT_EXIST\"}",
        "{\"code\":\"40002\",\"sub_code\":\"ACQ.TRADE_NOT_EXIST\"}",
        "{\"code\":\"40002\",\"sub_code\":\"isv.code-invalid\"}",
        "{\"code\":\"40004\",\"sub_code\":\"ACQ.PAYMENT_FAIL\"}"
      })
  void anUnsignedRefusalSaysNothingOfAnOrder(String node) {
    peer.behave(request -> reply(200, "{\"error_response\":" + node + "}"));
    assertThat(wallet.query(MERCHANT, ORDER))
        .isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    assertThat(wallet.queryRefund(MERCHANT, REFUND))
        .isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    assertThat(pay()).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    assertThat(refund()).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    peer.behave(
        request ->
            reply(
                200,
                "{\"error_response\":{\"code\":\"40002\",\"sub_code\":\"isv.invalid-app-id\"}}"));
    assertThat(pay())
        .as("of who calls, before anything is looked at")
        .isEqualTo(Outcome.declined(DeclineReason.CREDENTIALS_REFUSED, "isv.invalid-app-id"));
  }

  /** Alipay's own words for not knowing, and a refusal that anybody could have written. */
  @Test
  void whatMayHaveHadItsEffectIsNotKnown() {
    says("trade.pay", "{\"code\":\"20000\",\"sub_code\":\"aop.unknow-error\"}");
    assertThat(pay()).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    says("trade.pay", "{\"code\":\"40004\",\"sub_code\":\"ACQ.SYSTEM_ERROR\"}");
    assertThat(pay()).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    peer.behave(
        request ->
            reply(
                200,
                "{\"alipay_trade_pay_response\":{\"code\":\"40004\",\"sub_code\":\"ACQ.X\"}}"));
    assertThat(pay()).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    peer.behave(request -> new Peer.Hang());
    AlipaySettings hasty = AlipayFixture.settings(peer, Duration.ofMillis(400));
    wallet = new AlipayWallet(hasty, MERCHANT.provider());
    assertThat(pay()).isEqualTo(Outcome.unknown(UnknownCause.TIMEOUT));
  }

  @ParameterizedTest
  @CsvSource({
    "WAIT_BUYER_PAY, false, NOT_PAID",
    "TRADE_SUCCESS,  true,  PAID",
    "TRADE_FINISHED, true,  PAID",
    "TRADE_CLOSED,   false, CLOSED",
    "TRADE_CLOSED,   true,  REFUNDED"
  })
  void aTradeStandsAsItsStatusAndItsPaymentSay(String status, boolean paid, Charge.State state) {
    String at = paid ? ",\"send_pay_date\":\"2026-10-03 12:00:00\"" : "";
    says("trade.query", paid("ORDER1", "10.00", ",\"trade_status\":\"" + status + "\"" + at));
    assertThat(wallet.query(MERCHANT, ORDER).toOptional().map(Charge::state)).contains(state);
  }

  @Test
  void aReversalThatIsToBeRepeatedIsNotDone() {
    says("trade.cancel", "{\"code\":\"10000\",\"out_trade_no\":\"ORDER1\",\"retry_flag\":\"Y\"}");
    assertThat(wallet.reverse(MERCHANT, ORDER))
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    says(
        "trade.cancel",
        "{\"code\":\"10000\",\"out_trade_no\":\"ORDER2\",\"retry_flag\":\"N\",\"action\":\"close\"}");
    assertThat(wallet.reverse(MERCHANT, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  private Outcome<Refund> refund() {
    return wallet.refund(
        MERCHANT, new RefundOrder(REFUND, 300, 1_000, "退费", URI.create("https://app.example/n")));
  }

  /** The refund's own answer, then what the query says of it. */
  private void refundSays(String refund, String query) {
    peer.behave(
        request ->
            reply(
                200,
                request.target().contains("method=alipay.trade.refund")
                    ? signed("alipay_trade_refund_response", refund)
                    : signed("alipay_trade_fastpay_refund_query_response", query)));
  }

  @Test
  void aRefundIsDoneWhenTheQueryKnowsIt() {
    String taken =
        "{\"code\":\"10000\",\"out_trade_no\":\"ORDER1\",\"fund_change\":\"Y\",\"refund_fee\":\"3.00\"}";
    String known =
        "{\"code\":\"10000\",\"out_trade_no\":\"ORDER1\",\"out_request_no\":\"R1\","
            + "\"refund_status\":\"REFUND_SUCCESS\",\"refund_amount\":\"%s\","
            + "\"gmt_refund_pay\":\"2026-10-03 12:00:00\"}";
    refundSays(taken, known.formatted("3.00"));
    assertThat(refund().toOptional().map(Refund::refundFen)).contains(300L);
    refundSays(taken, "{\"code\":\"10000\"}");
    assertThat(refund()).as("not known yet").isEqualTo(Outcome.stillRunning());
    refundSays(taken, known.formatted("2.00"));
    assertThat(refund())
        .as("of another amount, though this one was taken")
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    refundSays(taken.replace("3.00", "2.99"), known.formatted("3.00"));
    assertThat(refund())
        .as("less in all than by this one")
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    refundSays(taken.replace("3.00", "10.01"), known.formatted("3.00"));
    assertThat(refund()).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  /** The refund was taken: whatever its query refuses then, the money may have gone back. */
  @ParameterizedTest
  @CsvSource({
    "40004, ACQ.INVALID_PARAMETER",
    "40004, ACQ.SOMETHING_NEW",
    "40005, isv.call-limited",
    "40006, isv.insufficient-isv-permissions",
    "40002, isv.invalid-app-id"
  })
  void whatARefusedQuestionLeavesOpenIsNoRefusedRefund(String code, String subCode) {
    refundSays(
        "{\"code\":\"10000\",\"out_trade_no\":\"ORDER1\",\"fund_change\":\"Y\",\"refund_fee\":\"3.00\"}",
        "{\"code\":\"" + code + "\",\"sub_code\":\"" + subCode + "\"}");
    assertThat(refund()).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
  }

  /** Read before any signature is looked at. */
  @Test
  void aNumberWithoutAnEndIsUnreadable() {
    for (String body :
        new String[] {
          "{\"alipay_trade_query_response\":{\"code\":1e999999999},\"sign\":\"x\"}",
          "{\"alipay_trade_query_response\":{\"code\":\"10000\"},\"sign\":1e999999999}"
        }) {
      peer.behave(request -> reply(200, body));
      assertThat(wallet.query(MERCHANT, ORDER)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    }
  }

  private static final String HEAD =
      "#支付宝业务明细查询\n#账号：[20880000000001090156]\n#起始日期：[2026年10月03日 00:00:00]   终止日期：[2026年10月04日"
          + " 00:00:00]\n#-----业务明细列表-----\n支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,"
          + "操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,"
          + "券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注\n";
  private static final String ROWS =
      "T1\t,ORDER1\t,交易\t,缴费,2026-10-03 08:00:00,2026-10-03 08:00:09,\t,\t,\t,\t,*人(186****7910)\t,"
          + "20.00,19.50,0.00,0.00,0.00,0.50,0.00,,0.00,0.00,\t,0.12,0.00,\n"
          + "T1\t,ORDER1\t,退款\t,缴费,2026-10-03 08:00:00,2026-10-03 09:00:00,\t,\t,\t,\t,*人(186****7910)\t,"
          + "-5.00,-5.00,0.00,0.00,0.00,0.00,0.00,,0.00,0.00,R1\t,0.00,0.00,\n";
  private static final String FOOT =
      """
      #-----业务明细列表结束-----
      #交易合计：1笔，商家实收共19.50元，商家优惠共0.50元
      #退款合计：1笔，商家实收退款共-5.00元，商家优惠退款共0.00元
      #导出时间：[2026年10月04日 09:00:00]
      """;

  private static byte[] zip(String name, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Charset gbk = Charset.forName("GBK");
    try (ZipOutputStream zip = new ZipOutputStream(bytes, gbk)) {
      zip.putNextEntry(new ZipEntry("20880000000001090156_20261003_业务明细(汇总).csv"));
      zip.write("#\n".getBytes(gbk));
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(gbk));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private Outcome<Statement> statement(String name, String text) {
    byte[] file = zip(name, text);
    String node = "{\"code\":\"10000\",\"bill_download_url\":\"" + peer.uri() + "/bill?token=1\"}";
    peer.behave(
        request ->
            request.path().equals("/bill")
                ? new Peer.Download(file)
                : reply(
                    200, signed("alipay_data_dataservice_bill_downloadurl_query_response", node)));
    return wallet.statement(MERCHANT, DAY);
  }

  private Outcome<Statement> statement(String text) {
    return statement("20880000000001090156_20261003_业务明细.csv", text);
  }

  @Test
  void aBillIsReadAsItStands() {
    try (Statement statement = statement(HEAD + ROWS + FOOT).toOptional().orElseThrow();
        Stream<StatementLine> lines = statement.lines()) {
      assertThat(statement.count()).isEqualTo(2);
      assertThat(lines)
          .containsExactly(
              new StatementLine.ChargeLine(
                  MERCHANT.account(), "ORDER1", "T1", DAY.atTime(8, 0, 9), 2_000, "0.12"),
              new StatementLine.RefundLine(
                  MERCHANT.account(),
                  "ORDER1",
                  "T1",
                  DAY.atTime(9, 0),
                  "R1",
                  "",
                  500,
                  Refund.State.SUCCEEDED));
    }
  }

  /** Of an order that another system of the same merchant wrote. */
  @Test
  void aSubjectMayHoldCommas() {
    String rows = ROWS.replaceFirst("缴费", "缴费,西药, 两盒");
    try (Statement statement = statement(HEAD + rows + FOOT).toOptional().orElseThrow();
        Stream<StatementLine> lines = statement.lines()) {
      assertThat(lines.map(StatementLine::getClass).map(Class::getSimpleName))
          .containsExactly("ChargeLine", "RefundLine");
    }
  }

  /** A bill is larger than a call's answer, and takes longer. */
  @Test
  @Timeout(60)
  void aBillHasBoundsOfItsOwn() {
    Timeouts hasty = new Timeouts(Duration.ofMillis(200), Duration.ofMillis(200));
    Timeouts patient = new Timeouts(Duration.ofSeconds(30), Duration.ofMinutes(2));
    AlipaySettings usual = AlipayFixture.settings(peer);
    AlipayWallet slow =
        new AlipayWallet(
            new AlipaySettings(
                usual.endpoint(),
                usual.appId(),
                SignType.RSA2,
                usual.appKey(),
                usual.alipayKey(),
                patient,
                hasty),
            MERCHANT.provider());
    String node = "{\"code\":\"10000\",\"bill_download_url\":\"" + peer.uri() + "/bill?token=1\"}";
    peer.behave(
        request ->
            request.path().equals("/bill")
                ? new Peer.Hang()
                : reply(
                    200, signed("alipay_data_dataservice_bill_downloadurl_query_response", node)));
    assertThat(slow.statement(MERCHANT, DAY))
        .as("the download's bound, not that of the calls")
        .isEqualTo(Outcome.unknown(UnknownCause.TIMEOUT));
    assertThat(usual.downloads().total()).isGreaterThan(usual.calls().total());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "19.50,0.00/19.51,0.00",
        "#交易合计：1笔/#交易合计：2笔",
        "共-5.00元/共-5.01元",
        "[20880000000001090156]/[20880000000002080156]",
        "[2026年10月03日/[2026年10月02日",
        "#-----业务明细列表结束-----/T2",
        "业务类型/业务",
        "退款\t/退票\t",
        "20.00,19.50/20.001,19.50",
        "2026-10-03 08:00:09/2026-10-03 24:00:09",
        "#交易合计/#合计",
        "#退款合计/#合计"
      })
  void aBillThatContradictsItselfOrIsNotOursIsUnreadable(String change) {
    String[] parts = change.split("/", 2);
    String text = HEAD + ROWS + FOOT;
    assertThat(text).contains(parts[0]);
    assertThat(statement(text.replace(parts[0], parts[1])))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void anArchiveWithoutTheDetailFileIsUnreadable() {
    assertThat(statement("other.csv", HEAD + ROWS + FOOT))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void aBillThatIsNotMadeYetIsNotThere() {
    says(
        "data.dataservice.bill.downloadurl.query",
        "{\"code\":\"40004\",\"sub_code\":\"isp.bill_not_exist\"}");
    assertThat(wallet.statement(MERCHANT, DAY))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "isp.bill_not_exist"));
  }
}
