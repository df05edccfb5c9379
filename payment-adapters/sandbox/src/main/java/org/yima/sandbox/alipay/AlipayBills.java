package org.yima.sandbox.alipay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/** A day's bill of a merchant: a ZIP of two files in GBK, behind a link that is dead soon. */
final class AlipayBills {
  static final String PATH = "/alipay/bills/{token}";

  private static final Charset GBK = Charset.forName("GBK");
  private static final Duration LINK_LIFE = Duration.ofSeconds(30);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年MM月dd日");
  private static final String COLUMNS =
      "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,"
          + "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,"
          + "券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注";

  private final AlipayMerchants merchants;
  private final SecureRandom random;

  AlipayBills(AlipayMerchants merchants, SecureRandom random) {
    this.merchants = merchants;
    this.random = random;
  }

  private record AlipayBillLink(String token, String seller, LocalDate day, Instant deadAt) {}

  /** One line: a payment or, with its refund, what went back. */
  private record Line(AlipayTrade trade, Optional<AlipayRefund> refund) {
    Instant at() {
      return refund.map(AlipayRefund::at).orElse(trade.paidAt());
    }

    long fen() {
      return refund.map(r -> -r.fen()).orElse(trade.total());
    }
  }

  /** alipay.data.dataservice.bill.downloadurl.query. */
  Map<String, Object> link(AlipayCall call, Transaction tx) {
    Fields request = call.business();
    if (!request.text("bill_type", 20).equals("trade")) {
      throw request.bad("bill_type", "must be trade, the only kind here");
    }
    LocalDate day = day(request);
    if (day.isAfter(tx.now().atOffset(AlipayMoney.ZONE).toLocalDate())) {
      throw new Refused(200, "isp.bill_not_exist", "账单不存在");
    }
    String seller = merchants.of(call).sellerId();
    byte[] drawn = new byte[16];
    random.nextBytes(drawn);
    AlipayBillLink link =
        new AlipayBillLink(HexFormat.of().formatHex(drawn), seller, day, tx.now().plus(LINK_LIFE));
    tx.put(link.token(), seller, link);
    Map<String, Object> answer = Alipay.done();
    answer.put("bill_download_url", call.base() + PATH.replace("{token}", link.token()));
    if (lines(seller, day, tx).isEmpty()) {
      answer.put("bill_file_code", "EMPTY_DATA_WITH_BILL_FILE");
    }
    return answer;
  }

  private static LocalDate day(Fields request) {
    try {
      return LocalDate.parse(request.text("bill_date", 10));
    } catch (DateTimeException malformed) {
      throw request.bad("bill_date", "must be yyyy-MM-dd");
    }
  }

  /** GET of the link. */
  Answer file(Call call, Transaction tx) {
    AlipayBillLink link =
        tx.find(AlipayBillLink.class, call.parameter("token"))
            .filter(l -> tx.now().isBefore(l.deadAt()))
            .orElseThrow(() -> new Refused(404, "link.dead", "the link is dead"));
    String account = link.seller() + "0156";
    String name = account + "_" + link.day().toString().replace("-", "");
    List<Line> lines = lines(link.seller(), link.day(), tx);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, GBK)) {
      entry(zip, name + "_业务明细.csv", detail(account, link.day(), lines, tx.now()));
      entry(zip, name + "_业务明细(汇总).csv", summary(account, link.day(), lines, tx.now()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(
        200,
        Map.of(
            "Content-Type",
            "application/octet-stream",
            "Content-Disposition",
            "attachment; filename=" + name + ".csv.zip"),
        bytes.toByteArray());
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(GBK));
    zip.closeEntry();
  }

  private static List<Line> lines(String seller, LocalDate day, Transaction tx) {
    List<Line> lines = new ArrayList<>();
    for (AlipayTrade trade : tx.all(AlipayTrade.class)) {
      if (!trade.seller().equals(seller) || trade.paidAt() == null) {
        continue;
      }
      Stream.concat(
              Stream.of(new Line(trade, Optional.empty())),
              tx.owned(AlipayRefund.class, trade.key()).stream()
                  .map(refund -> new Line(trade, Optional.of(refund))))
          .filter(line -> line.at().atOffset(AlipayMoney.ZONE).toLocalDate().equals(day))
          .forEach(lines::add);
    }
    lines.sort(Comparator.comparing(Line::at));
    return lines;
  }

  private static String head(String kind, String account, LocalDate day) {
    return "#支付宝业务"
        + kind
        + "查询\r\n#账号：["
        + account
        + "]\r\n#起始日期：["
        + DAY.format(day)
        + " 00:00:00]   终止日期：["
        + DAY.format(day.plusDays(1))
        + " 00:00:00]\r\n#-----------------------------------------业务"
        + kind
        + "列表----------------------------------------\r\n";
  }

  private static String foot(String kind, List<Line> lines, Instant now) {
    List<Line> paid = lines.stream().filter(l -> l.refund().isEmpty()).toList();
    List<Line> back = lines.stream().filter(l -> l.refund().isPresent()).toList();
    return "#-----------------------------------------业务"
        + kind
        + "列表结束------------------------------------\r\n#交易合计："
        + paid.size()
        + "笔，商家实收共"
        + sum(paid)
        + "元，商家优惠共0.00元\r\n#退款合计："
        + back.size()
        + "笔，商家实收退款共"
        + sum(back)
        + "元，商家优惠退款共0.00元\r\n#导出时间：["
        + DateTimeFormatter.ofPattern("yyyy年MM月dd日 HH:mm:ss").format(now.atOffset(AlipayMoney.ZONE))
        + "]\r\n";
  }

  private static String sum(List<Line> lines) {
    return AlipayMoney.yuan(lines.stream().mapToLong(Line::fen).sum());
  }

  private static String detail(String account, LocalDate day, List<Line> lines, Instant now) {
    StringBuilder text = new StringBuilder(head("明细", account, day)).append(COLUMNS).append("\r\n");
    lines.forEach(line -> text.append(row(line)).append("\r\n"));
    return text.append(foot("明细", lines, now)).toString();
  }

  /** Numbers and codes end with a tab, which keeps spreadsheets from reading them. */
  private static String row(Line line) {
    AlipayTrade trade = line.trade();
    String amount = AlipayMoney.yuan(line.fen());
    return String.join(
        ",",
        trade.tradeNo() + "\t",
        trade.outTradeNo() + "\t",
        (line.refund().isPresent() ? "退款" : "交易") + "\t",
        trade.subject().replace(',', ' '),
        AlipayMoney.time(trade.createdAt()),
        AlipayMoney.time(line.at()),
        trade.storeId() + "\t",
        "\t",
        "\t",
        trade.terminalId() + "\t",
        "*人(186****7910)\t",
        amount,
        amount,
        "0.00",
        "0.00",
        "0.00",
        "0.00",
        "0.00",
        "",
        "0.00",
        "0.00",
        line.refund().map(AlipayRefund::outRequestNo).orElse("") + "\t",
        "0.00",
        "0.00",
        line.refund().map(AlipayRefund::reason).orElse("").replace(',', ' '));
  }

  private static String summary(String account, LocalDate day, List<Line> lines, Instant now) {
    long back = lines.stream().filter(line -> line.refund().isPresent()).count();
    String amount = sum(lines);
    return head("汇总", account, day)
        + "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,商家优惠（元）,"
        + "卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）\r\n合计\t,\t,"
        + String.join(
            ",",
            Long.toString(lines.size() - back),
            Long.toString(back),
            amount,
            amount,
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            amount)
        + "\r\n"
        + foot("汇总", lines, now);
  }
}
