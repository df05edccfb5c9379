package org.yima.gateway.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.peer.WechatPeer;
import org.yima.gateway.wallet.FundLine;
import org.yima.gateway.wallet.FundStatement;

/** Funds of a merchant, whose bill WeChat's own sample is part of. */
class WechatFundsTest {

  private static final LocalDate DAY = LocalDate.of(2018, 2, 1);
  private static final String KEY = "0123456789abcdefghijklmnopqrstuv";
  private static final String NONCE = "a8607ef79034c49c";
  private static final String BILL =
      "\uFEFF记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号\r\n"
          + "`2018-02-01 04:21:23,`50000305742018020103387128253,`1900009231201802015884652186,`退款,"
          + "`退款,`支出,`0.02,`0.17,`system,`缺货,`REF4200000068201801293084726067\r\n"
          + "`2018-02-01 05:00:00,`4200000068,`19000092312018020158846,`交易,`交易,`收入,`10.00,`10.17,"
          + "`1900009231API,`,`ord_000001\r\n"
          + "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额\r\n"
          + "`2.0,`1.0,`10.00,`1.0,`0.02\r\n";

  private final Peer peer = new Peer(request -> new Peer.Hang());
  private final Timeouts bounds = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));
  private final WechatFunds funds =
      new WechatFunds(
          new WechatSettings(
              peer.uri(),
              "1900000001",
              "5A5A5A",
              WechatPeer.merchant().getPrivate(),
              WechatPeer.KEY_ID,
              WechatPeer.platform().getPublic(),
              WechatPeer.API_V3_KEY,
              bounds,
              bounds),
          WechatFundSettings.usual(),
          InstantSource.fixed(WechatFixture.NOW));

  @AfterEach
  void close() {
    peer.close();
  }

  private Outcome<FundStatement> asked() {
    return funds.funds(WechatFixture.MERCHANT, DAY);
  }

  /** A part of the answer's list. */
  private static String part(int sequence, String bill, String key) {
    return "{\"bill_sequence\":%d,\"hash_type\":\"SHA1\",\"hash_value\":\"%s\",\"download_url\":\"https://api.mch.weixin.qq.com/v3/billdownload/file?token=%d\",\"encrypt_key\":\"%s\",\"nonce\":\"%s\"}"
        .formatted(sequence, sha1(bill), sequence, key, NONCE);
  }

  private void serves(String list, String... bills) {
    peer.behave(
        request -> {
          if (!WechatPeer.accepts(request)) {
            return new Peer.Reply(401, Map.of(), "{\"code\":\"SIGN_ERROR\"}");
          }
          if (request.path().equals("/v3/bill/sub-merchant-fundflowbill")) {
            return WechatPeer.answer(200, list, WechatFixture.NOW);
          }
          int part = Integer.parseInt(request.target().replaceAll(".*token=", ""));
          return new Peer.Download(sealed(bills[part - 1]));
        });
  }

  private void serves(String bill) {
    serves(
        "{\"download_bill_count\":1,\"download_bill_list\":["
            + part(1, bill, wrapped(KEY, WechatPeer.merchant().getPublic()))
            + "]}",
        bill);
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sealed(String bill) {
    try {
      Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
      aes.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(KEY.getBytes(UTF_8), "AES"),
          new GCMParameterSpec(128, NONCE.getBytes(UTF_8)));
      return aes.doFinal(bill.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String wrapped(String key, PublicKey forWhom) {
    try {
      Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
      rsa.init(Cipher.ENCRYPT_MODE, forWhom);
      return Base64.getEncoder().encodeToString(rsa.doFinal(key.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void readsWhatMovedWithoutWhoAskedForIt() {
    serves(BILL);
    FundStatement statement = asked().toOptional().orElseThrow();
    assertThat(peer.seen().get(0).target())
        .contains("sub_mchid=1600000009", "bill_date=2018-02-01", "account_type=BASIC")
        .contains("algorithm=AEAD_AES_256_GCM");
    assertThat(statement.account()).isEqualTo("1600000009");
    assertThat(statement.day()).isEqualTo(DAY);
    assertThat(statement.lines())
        .containsExactly(
            new FundLine(
                LocalDateTime.of(2018, 2, 1, 4, 21, 23),
                "50000305742018020103387128253",
                "1900009231201802015884652186",
                "退款",
                "退款",
                FundLine.Direction.OUT,
                2,
                17,
                "REF4200000068201801293084726067"),
            new FundLine(
                LocalDateTime.of(2018, 2, 1, 5, 0),
                "4200000068",
                "19000092312018020158846",
                "交易",
                "交易",
                FundLine.Direction.IN,
                1_000,
                1_017,
                "ord_000001"));
    assertThat(statement.toString()).doesNotContain("缺货", "API");
  }

  @Test
  void partsAreJoinedInTheirOrder() {
    int cut = BILL.indexOf("`2018-02-01 05");
    String key = wrapped(KEY, WechatPeer.merchant().getPublic());
    String first = BILL.substring(0, cut);
    String second = BILL.substring(cut);
    String list = "{\"download_bill_count\":2,\"download_bill_list\":[%s,%s]}";
    serves(list.formatted(part(2, second, key), part(1, first, key)), first, second);
    assertThat(asked().toOptional().orElseThrow().lines()).hasSize(2);

    serves(list.formatted(part(1, first, key), part(3, second, key)), first, second, second);
    assertThat(asked()).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    serves("{\"download_bill_count\":2,\"download_bill_list\":[" + part(1, BILL, key) + "]}", BILL);
    assertThat(asked()).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  /** Encrypted for another, announced as another, or with a key of another length. */
  @Test
  void whatIsNotSealedForUsIsNotRead() {
    String ours = wrapped(KEY, WechatPeer.merchant().getPublic());
    String list = "{\"download_bill_count\":1,\"download_bill_list\":[%s]}";
    List<Outcome<FundStatement>> read = new ArrayList<>();
    for (String part :
        List.of(
            part(1, BILL, wrapped(KEY, WechatPeer.platform().getPublic())),
            part(1, BILL, wrapped(KEY.replace('0', '1'), WechatPeer.merchant().getPublic())),
            part(1, BILL, wrapped(KEY.substring(16), WechatPeer.merchant().getPublic())),
            part(1, BILL, ours).replace(NONCE, NONCE.replace('a', 'b')),
            part(1, BILL + " ", ours),
            part(1, BILL, ours).replace("SHA1", "MD5"))) {
      serves(list.formatted(part), BILL);
      read.add(asked());
    }
    assertThat(read).hasSize(6).containsOnly(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "`2.0, `3.0",
    "'`1.0,`10.00', '`1.0,`10.01'",
    "'`1.0,`0.02', '`2.0,`0.02'",
    "'`0.02,`0.17', '`0.03,`0.17'",
    "'`0.02,`0.17', '`0.021,`0.17'",
    "'`0.02,`0.17', '`-0.02,`0.17'",
    "'`支出,', '`收入,'",
    "'`支出,', '`借出,'",
    "2018-02-01 04:21:23, 2018-02-01 24:21:23",
    "资金流水单号, 流水单号",
    "',`缺货', ''",
    "'`2.0,`1.0,`10.00,`1.0,`0.02', ''"
  })
  void aBillThatContradictsItselfIsNotRead(String text, String other) {
    String bill = BILL.replace(text, other);
    assertThat(bill).isNotEqualTo(BILL);
    serves(bill);
    assertThat(asked()).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void bracketsMayBeWideAndCountsWhole() {
    serves(BILL.replace("(元)", "（元）").replace(".0,", ","));
    assertThat(asked().toOptional().orElseThrow().lines()).hasSize(2);
  }

  @Test
  void aDayOnWhichNothingMovedIsSaidSo() {
    peer.behave(
        request ->
            WechatPeer.answer(
                400, "{\"code\":\"NO_STATEMENT_EXIST\",\"message\":\"m\"}", WechatFixture.NOW));
    assertThat(asked()).isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "NO_STATEMENT_EXIST"));
  }

  /** A refund or a fee may take more than an account held. */
  @Test
  void anAccountMayBeOverdrawn() {
    serves(BILL.replace("`0.17,", "`-0.17,"));
    assertThat(asked().toOptional().orElseThrow().lines().get(0).balanceFen()).isEqualTo(-17);
    serves(BILL.replace("`0.02,`0.17", "`-0.02,`0.17"));
    assertThat(asked()).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }
}
