package org.yima.sandbox.einvoice;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Json;

/** Issues and writes off: every sum is added up again, every number is given once. */
final class Issuing {
  private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS");
  private static final int LINES = 1_000;

  private Issuing() {}

  private record BusinessNumber(String key) {}

  static Answer issue(SandboxConfig.Issuer issuer, String name, Fields content, Transaction tx) {
    String business = content.text("busNo", 50);
    String digest = hash(Json.text(content.tree()));
    Optional<Invoice> earlier =
        tx.find(BusinessNumber.class, issuer.appId() + "/" + business)
            .flatMap(found -> tx.find(Invoice.class, found.key()));
    if (earlier.isPresent() && issuer.repeated() != SandboxConfig.Issuer.Repeated.ISSUED_AGAIN) {
      if (issuer.repeated() == SandboxConfig.Issuer.Repeated.REFUSED
          || !earlier.get().digest().equals(digest)) {
        throw InvoiceDoor.refuse("E0003", "业务流水号重复");
      }
      return InvoiceDoor.done(view(earlier.get(), "billBatchCode", "billNo", "random"));
    }
    long total = checked(issuer, content);
    Invoice invoice = next(tx, issuer, name, business, total, digest, null);
    tx.put(invoice.key(), issuer.appId(), invoice);
    book(tx, "INVOICE", invoice, received(issuer), invoiced(issuer));
    tx.put(issuer.appId() + "/" + business, issuer.appId(), new BusinessNumber(invoice.key()));
    return InvoiceDoor.done(view(invoice, "billBatchCode", "billNo", "random"));
  }

  /** The total, when everything that is required is there and adds up to it. */
  private static long checked(SandboxConfig.Issuer issuer, Fields content) {
    for (String name : List.of("payer", "payee", "author")) {
      String unused = content.text(name, 100);
    }
    requirePlace(issuer, content);
    time(content.text("busDateTime", 17));
    long total = fen(content, "totalAmt");
    if (total < 1) {
      throw InvoiceDoor.refuse("E0101", "开票总金额必须大于零");
    }
    List<Fields> charges = content.objects("chargeDetail", LINES);
    for (Fields charge : charges) {
      String unused = charge.text("chargeCode", 50) + charge.text("chargeName", 100);
    }
    charges.forEach(Issuing::requireParts);
    if (sum(charges, "amt") != total) {
      throw InvoiceDoor.refuse("E0102", "收费项目合计与开票总金额不一致");
    }
    List<Fields> items =
        content.has("listDetail") ? content.objects("listDetail", LINES) : List.of();
    items.forEach(Issuing::requireParts);
    if (!items.isEmpty() && sum(items, "amt") != total) {
      throw InvoiceDoor.refuse("E0103", "清单项目合计与开票总金额不一致");
    }
    if (content.has("payChannelDetail")
        && sum(content.objects("payChannelDetail", LINES), "payChannelValue") != total) {
      throw InvoiceDoor.refuse("E0104", "交费渠道合计与开票总金额不一致");
    }
    return total;
  }

  static void requirePlace(SandboxConfig.Issuer issuer, Fields content) {
    if (!issuer.placeCode().equals(content.text("placeCode", 50))) {
      throw InvoiceDoor.refuse("E0105", "开票点编码不存在");
    }
  }

  /**
   * What the payer bears is a part of the amount. The amount is what it is: a price is rounded and
   * a line may be reduced, so nothing is multiplied again.
   */
  private static void requireParts(Fields line) {
    BigDecimal amount = line.decimal("amt");
    if (line.has("selfAmt")
        && (line.decimal("selfAmt").signum() < 0
            || line.decimal("selfAmt").compareTo(amount) > 0)) {
      throw InvoiceDoor.refuse("E0109", "自费金额大于金额");
    }
  }

  private static long sum(List<Fields> lines, String name) {
    return lines.stream().mapToLong(line -> fen(line, name)).sum();
  }

  private static long fen(Fields fields, String name) {
    BigDecimal yuan = fields.decimal(name);
    if (yuan.scale() > 2) {
      throw fields.bad(name, "has at most two decimals");
    }
    return yuan.movePointRight(2).longValueExact();
  }

  static Instant time(String text) {
    try {
      return LocalDateTime.parse(text, TIME).toInstant(ZONE);
    } catch (DateTimeException malformed) {
      throw InvoiceDoor.refuse("E0106", "业务发生时间格式错误");
    }
  }

  private static Invoice next(
      Transaction tx,
      SandboxConfig.Issuer issuer,
      String name,
      String business,
      long total,
      String digest,
      String redOf) {
    // The batch: an area that is not assigned, the kind of form, the year.
    int year = tx.now().atOffset(ZONE).getYear() % 100;
    String batch = "9906%02d01".formatted(year);
    String number = "%010d".formatted(tx.next("einvoice-" + batch));
    String check = hash(batch + number + total + issuer.appKey()).replaceAll("\\D", "");
    return new Invoice(
        batch,
        number,
        (check + "000000").substring(0, 6),
        issuer.appId(),
        business,
        name,
        total,
        tx.now(),
        digest,
        redOf,
        null,
        null,
        false);
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An invoice of this issuer's. */
  static Invoice invoice(SandboxConfig.Issuer issuer, Fields content, Transaction tx) {
    String key = Invoice.key(content.text("billBatchCode", 8), content.text("billNo", 10));
    return tx.find(Invoice.class, key)
        .filter(found -> found.appId().equals(issuer.appId()))
        .orElseThrow(() -> InvoiceDoor.refuse("E0004", "电子票据不存在"));
  }

  private static String received(SandboxConfig.Issuer issuer) {
    return "received:" + issuer.appId();
  }

  private static String invoiced(SandboxConfig.Issuer issuer) {
    return "invoiced:" + issuer.appId();
  }

  /** What an institution received and has no invoice for is less by what it invoiced. */
  private static void book(
      Transaction tx, String purpose, Invoice invoice, String from, String to) {
    tx.ledger()
        .move(
            EInvoices.CHANNEL,
            new Ledger.Reason(purpose, invoice.key()),
            from,
            to,
            Math.abs(invoice.totalFen()));
  }

  static Answer writeOff(SandboxConfig.Issuer issuer, Fields content, Transaction tx) {
    Invoice invoice = invoice(issuer, content, tx);
    String unused = content.text("reason", 200) + content.text("operator", 60);
    requirePlace(issuer, content);
    time(content.text("busDateTime", 17));
    if (invoice.red() != null || invoice.redOf() != null) {
      throw InvoiceDoor.refuse("E0005", "电子票据已冲红");
    }
    if (invoice.paper() != null) {
      throw InvoiceDoor.refuse("E0006", "电子票据已换开纸质票据，请到窗口办理");
    }
    if (invoice.claimed()) {
      throw InvoiceDoor.refuse("E0007", "电子票据已报销入账，请到窗口办理");
    }
    Invoice red =
        next(
            tx,
            issuer,
            invoice.name(),
            invoice.businessNumber(),
            -invoice.totalFen(),
            invoice.digest(),
            invoice.key());
    tx.put(red.key(), issuer.appId(), red);
    book(tx, "RED_INVOICE", red, invoiced(issuer), received(issuer));
    tx.put(invoice.key(), issuer.appId(), invoice.writtenOffBy(red.key()));
    return InvoiceDoor.done(view(red, "eScarletBillBatchCode", "eScarletBillNo", "eScarletRandom"));
  }

  private static Map<String, String> view(
      Invoice invoice, String batch, String number, String check) {
    Map<String, String> view = new LinkedHashMap<>();
    String picture = "http://127.0.0.1/e-bill/" + invoice.key() + "/" + invoice.checkCode();
    view.put(batch, invoice.batchCode());
    view.put(number, invoice.number());
    view.put(check, invoice.checkCode());
    view.put("createTime", TIME.withZone(ZONE).format(invoice.issuedAt()));
    // What a code of it says; drawing one is left to whoever shows it.
    view.put(
        "billQRCode", Base64.getEncoder().encodeToString(picture.getBytes(StandardCharsets.UTF_8)));
    view.put("pictureUrl", picture);
    view.put("pictureNetUrl", picture);
    return view;
  }

  static Answer standing(SandboxConfig.Issuer issuer, Fields content, Transaction tx) {
    Invoice invoice = invoice(issuer, content, tx);
    Map<String, String> view = new LinkedHashMap<>();
    view.put("billName", invoice.name());
    view.put("billBatchCode", invoice.batchCode());
    view.put("billNo", invoice.number());
    view.put("random", invoice.checkCode());
    view.put("ivcDateTime", TIME.withZone(ZONE).format(invoice.issuedAt()));
    view.put("state", "1");
    view.put("isPrtPaper", invoice.paper() == null ? "0" : "1");
    if (invoice.paper() != null) {
      view.put("pBillBatchCode", invoice.paper().split("/", -1)[0]);
      view.put("pBillNo", invoice.paper().split("/", -1)[1]);
    }
    view.put("isScarlet", invoice.red() == null ? "0" : "1");
    if (invoice.red() != null) {
      Invoice red = tx.find(Invoice.class, invoice.red()).orElseThrow();
      view.put("scarletBillBatchCode", red.batchCode());
      view.put("scarletBillNo", red.number());
      view.put("scarletRandom", red.checkCode());
    }
    return InvoiceDoor.done(view);
  }
}
