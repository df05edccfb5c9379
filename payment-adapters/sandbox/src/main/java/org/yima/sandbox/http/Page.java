package org.yima.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A page that a wallet shows to a payer: wide enough for a phone, in the light or the dark, and
 * without anything from elsewhere.
 */
public final class Page {
  private static final String STYLE =
      ":root{color-scheme:light dark}"
          + "body{font:17px/1.5 system-ui,sans-serif;margin:0 auto;max-width:26rem;padding:1.5rem 1rem}"
          + "h1{font-size:1.2rem;margin:0 0 1rem}p{margin:.4rem 0;overflow-wrap:anywhere}"
          + ".amount{font-size:2.2rem;font-variant-numeric:tabular-nums}"
          + ".id{font:.85rem ui-monospace,monospace;color:GrayText}"
          + "a.go,button{display:block;width:100%;box-sizing:border-box;margin-top:1.5rem;padding:.8rem;"
          + "text-align:center;font:inherit;border:0;border-radius:.5rem;background:#1355a8;color:#fff;"
          + "text-decoration:none;cursor:pointer}";

  private Page() {}

  /**
   * A page.
   *
   * @param body HTML; whatever came from outside is {@link #escaped}
   */
  public static Answer of(int status, String title, String body) {
    return new Answer(
        status,
        Map.of(
            "Content-Type",
            "text/html; charset=utf-8",
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"),
        ("<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width, initial-scale=1\"><title>"
                + escaped(title)
                + "</title><style>"
                + STYLE
                + "</style>"
                + body
                + "</html>")
            .getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What is to be paid, and the way to where one is the payer.
   *
   * @param forWhat said by the merchant
   * @param fen what the wallet takes
   * @param id what the payer names the order by
   */
  public static Answer cashier(String wallet, String forWhat, long fen, String id) {
    return of(
        200,
        wallet,
        "<h1>"
            + escaped(wallet)
            + "</h1><p>"
            + escaped(forWhat)
            + "</p><p class=\"amount\">¥ "
            + fen / 100
            + ".%02d".formatted(fen % 100)
            + "</p><p class=\"id\" data-id=\""
            + escaped(id)
            + "\">"
            + escaped(id)
            + "</p><a class=\"go\" href=\"/\">去沙箱里付款 · Pay it in the sandbox</a>");
  }

  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
