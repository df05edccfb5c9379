package org.yima.sandbox.unionpay;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Refused;

/** What a browser sends and sees: checked as any message, answered by a page. */
record FrontDoor(AcpDoor inner) implements Door {
  @Override
  public void admit(Call call) {
    inner.admit(call);
  }

  @Override
  public Answer refuse(Call call, Refused refusal) {
    return page(
        refusal.status(),
        "<h1>" + escaped(refusal.code()) + "</h1><p>" + escaped(refusal.getMessage()));
  }

  @Override
  public Answer seal(Call call, Answer answer, boolean spoilt) {
    return answer;
  }

  /** The cashier: what is to be paid, and where in this sandbox one is the payer. */
  static Answer cashier(String merchant, AcpOrder order) {
    return page(
        200,
        "<h1>"
            + escaped(merchant)
            + "</h1><p>"
            + escaped(order.description())
            + "<p>¥ "
            + order.amount() / 100
            + "."
            + "%02d".formatted(order.amount() % 100)
            + "<p data-ticket=\""
            + escaped(order.ticket())
            + "\"><a href=\"/\">云闪付 · Pay as one of the sandbox's payers</a>");
  }

  private static Answer page(int status, String body) {
    return new Answer(
        status,
        Map.of(
            "Content-Type",
            "text/html; charset=utf-8",
            "Content-Security-Policy",
            "default-src 'none'"),
        ("<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width, initial-scale=1\"><title>UnionPay</title>"
                + body
                + "</html>")
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
