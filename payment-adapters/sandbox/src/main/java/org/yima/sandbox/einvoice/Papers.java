package org.yima.sandbox.einvoice;

import java.util.Map;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Fields;

/** Paper forms: a place uses them in the order of their numbers, each once. */
final class Papers {
  private Papers() {}

  /**
   * The forms of a batch that a place holds.
   *
   * @param next the number that is used next
   */
  private record PaperStock(long next) {
    String number() {
      return "%010d".formatted(next);
    }
  }

  /** A form in use. */
  private record PaperForm(String invoice) {}

  private static String stockKey(SandboxConfig.Issuer issuer, String batch) {
    return issuer.appId() + "/" + issuer.placeCode() + "/" + batch;
  }

  private static PaperStock stock(SandboxConfig.Issuer issuer, String batch, Transaction tx) {
    return tx.find(PaperStock.class, stockKey(issuer, batch)).orElse(new PaperStock(1));
  }

  static Answer next(SandboxConfig.Issuer issuer, Fields content, Transaction tx) {
    Issuing.requirePlace(issuer, content);
    String batch = content.text("pBillBatchCode", 8);
    return InvoiceDoor.done(
        Map.of("pBillBatchCode", batch, "pBillNo", stock(issuer, batch, tx).number()));
  }

  /** Prints an invoice; {@code again} wants one that is printed already, and voids that form. */
  static Answer turn(SandboxConfig.Issuer issuer, Fields content, Transaction tx, boolean again) {
    Invoice invoice = Issuing.invoice(issuer, content, tx);
    Issuing.requirePlace(issuer, content);
    Issuing.time(content.text("busDateTime", 17));
    String unused = content.text("operator", 60);
    if (invoice.red() != null || invoice.redOf() != null) {
      throw InvoiceDoor.refuse("E0005", "电子票据已冲红");
    }
    if ((invoice.paper() != null) != again) {
      throw InvoiceDoor.refuse("E0009", again ? "电子票据未换开纸质票据" : "电子票据已换开纸质票据");
    }
    String batch = content.text("pBillBatchCode", 8);
    PaperStock stock = stock(issuer, batch, tx);
    if (!content.text("pBillNo", 10).equals(stock.number())) {
      throw InvoiceDoor.refuse("E0008", "纸质票据号码不是当前可用号码");
    }
    String form = batch + "/" + stock.number();
    if (again) {
      tx.remove(PaperForm.class, issuer.appId() + "/" + invoice.paper());
    }
    tx.put(stockKey(issuer, batch), issuer.appId(), new PaperStock(stock.next() + 1));
    tx.put(issuer.appId() + "/" + form, issuer.appId(), new PaperForm(invoice.key()));
    tx.put(invoice.key(), issuer.appId(), invoice.on(form));
    return InvoiceDoor.done(Map.of("pBillBatchCode", batch, "pBillNo", stock.number()));
  }

  static Answer invalidate(SandboxConfig.Issuer issuer, Fields content, Transaction tx) {
    Issuing.requirePlace(issuer, content);
    Issuing.time(content.text("busDateTime", 17));
    String unused = content.text("author", 60) + content.text("reason", 200);
    String form = content.text("pBillBatchCode", 8) + "/" + content.text("pBillNo", 10);
    String key = issuer.appId() + "/" + form;
    PaperForm used =
        tx.find(PaperForm.class, key).orElseThrow(() -> InvoiceDoor.refuse("E0010", "纸质票据不存在或已作废"));
    Invoice invoice = tx.find(Invoice.class, used.invoice()).orElseThrow();
    tx.remove(PaperForm.class, key);
    tx.put(invoice.key(), issuer.appId(), invoice.on(null));
    return InvoiceDoor.done(Map.of("pBillNo", content.text("pBillNo", 10)));
  }
}
