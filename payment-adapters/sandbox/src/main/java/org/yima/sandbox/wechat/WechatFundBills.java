package org.yima.sandbox.wechat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Refused;

/**
 * The day's fund-flow bill, straight from the books: what moved on a merchant's account, with the
 * balance after each movement. A provider's own comes as it is, that of one of its merchants
 * encrypted for the provider. The running day can be asked for too.
 */
final class WechatFundBills {
  private static final String HEAD =
      "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号";
  private static final String SUMMARY_HEAD = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额";
  private static final List<String> ACCOUNTS = List.of("BASIC", "OPERATION", "FEES", "DEPOSIT");
  private final SandboxConfig.Wechat config;
  private final WechatKeys keys;
  private final WechatOrders orders;

  WechatFundBills(SandboxConfig.Wechat config, WechatKeys keys, WechatOrders orders) {
    this.config = config;
    this.keys = keys;
    this.orders = orders;
  }

  /** What a movement was for; {@code voucher} is the merchant's own number. */
  private record Cause(String business, String wechatNumber, String voucher) {}

  private record Row(Instant at, long fen, String text) {}

  /** GET /v3/bill/fundflowbill: the provider's own account. */
  Answer own(Call call, Transaction tx) {
    byte[] bill = bill(call, tx, config.spMchid(), call.query("account_type").orElse("BASIC"));
    return WechatBillFile.linked(call, tx, keys, bill);
  }

  /** GET /v3/bill/sub-merchant-fundflowbill: one merchant's, in one encrypted file. */
  Answer ofMerchant(Call call, Transaction tx) {
    String subMchid = orders.requireMerchant(call.query("sub_mchid").orElse(""));
    if (!call.query("algorithm").orElse("").equals("AEAD_AES_256_GCM")) {
      throw new Refused(400, "PARAM_ERROR", "algorithm");
    }
    byte[] bill = bill(call, tx, subMchid, call.query("account_type").orElse(""));
    WechatKeys.Sealed sealed = keys.sealed(WechatBillFile.packed(call, bill));
    return Answer.json(
        200,
        Map.of(
            "download_bill_count",
            1,
            "download_bill_list",
            List.of(
                Map.of(
                    "bill_sequence",
                    1,
                    "hash_type",
                    "SHA1",
                    "hash_value",
                    Digests.hex("SHA-1", bill),
                    "download_url",
                    WechatBillFile.kept(call, tx, keys, sealed.content()),
                    "encrypt_key",
                    sealed.encryptedKey(),
                    "nonce",
                    sealed.nonce()))));
  }

  private byte[] bill(Call call, Transaction tx, String mchid, String accountType) {
    LocalDate date = WechatBillFile.date(call, tx, config);
    if (!ACCOUNTS.contains(accountType)) {
      throw new Refused(400, "PARAM_ERROR", "account_type");
    }
    // All money of a merchant here lies on its basic account.
    List<Row> rows = accountType.equals("BASIC") ? rows(tx, mchid, date) : List.of();
    if (rows.isEmpty()) {
      throw new Refused(400, "NO_STATEMENT_EXIST", "账单文件不存在");
    }
    return csv(rows).getBytes(StandardCharsets.UTF_8);
  }

  private static List<Row> rows(Transaction tx, String mchid, LocalDate date) {
    Map<String, Cause> causes = causes(tx, mchid);
    List<Row> rows = new ArrayList<>();
    long balance = 0;
    for (Ledger.Entry entry :
        tx.ledger().entries(Wechat.CHANNEL, WechatOrders.merchantAccount(mchid))) {
      balance += entry.amount();
      if (WechatBillFile.isOn(date, entry.at())) {
        Cause cause =
            causes.getOrDefault(
                entry.purpose() + "/" + entry.ref(),
                new Cause("充值/提现", "10" + entry.posting(), Long.toString(entry.posting())));
        rows.add(new Row(entry.at(), entry.amount(), line(mchid, entry, cause, balance)));
      }
    }
    return rows;
  }

  /** By the purpose and the number that the books give as a movement's reason. */
  private static Map<String, Cause> causes(Transaction tx, String mchid) {
    Map<String, Cause> causes = new HashMap<>();
    for (WechatOrder order : tx.all(WechatOrder.class)) {
      if (!order.subMchid().equals(mchid) || order.transactionId() == null) {
        continue;
      }
      String paid = order.transactionId();
      causes.put("PAYMENT/" + paid, new Cause("交易", paid, order.outTradeNo()));
      causes.put("REVERSAL/" + paid, new Cause("退款", "50" + paid.substring(2), order.outTradeNo()));
      for (WechatRefund refund : tx.owned(WechatRefund.class, order.key())) {
        causes.put(
            "REFUND_ACCEPTED/" + refund.refundId(),
            new Cause("退款", refund.refundId(), refund.outRefundNo()));
      }
    }
    return causes;
  }

  private static String line(String mchid, Ledger.Entry entry, Cause cause, long balance) {
    return "`"
        + String.join(
            ",`",
            WechatTimes.BILL.format(entry.at()),
            cause.wechatNumber(),
            "%s%s%010d".formatted(mchid, WechatTimes.COMPACT.format(entry.at()), entry.posting()),
            cause.business(),
            cause.business(),
            entry.amount() > 0 ? "收入" : "支出",
            yuan(Math.abs(entry.amount())),
            yuan(balance),
            "system",
            "",
            cause.voucher());
  }

  private static String csv(List<Row> rows) {
    StringBuilder text = new StringBuilder("\uFEFF").append(HEAD).append("\r\n");
    rows.forEach(row -> text.append(row.text()).append("\r\n"));
    List<Row> in = rows.stream().filter(row -> row.fen() > 0).toList();
    List<Row> out = rows.stream().filter(row -> row.fen() < 0).toList();
    return text.append(SUMMARY_HEAD)
        .append("\r\n`")
        .append(
            String.join(
                ",`",
                rows.size() + ".0",
                in.size() + ".0",
                yuan(in.stream().mapToLong(Row::fen).sum()),
                out.size() + ".0",
                yuan(-out.stream().mapToLong(Row::fen).sum())))
        .append("\r\n")
        .toString();
  }

  private static String yuan(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }
}
