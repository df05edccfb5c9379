package org.yima.gateway.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.gateway.tck.Reporting.Told;

/** Changes of a true report by somebody who knows what its signature covers, and how. */
final class Directed {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_]+=[^&]*(&[A-Za-z0-9_]+=[^&]*)+");
  private static final Pattern SEPARATOR = Pattern.compile("&([A-Za-z0-9_]+)=");
  private static final Pattern MEMBER = Pattern.compile("\"([a-zA-Z_]+)\":(\"[^\"]*\"|\\d+)");
  private static final List<String> KINDS =
      List.of("RSA", "RSA2", "MD5", "SM2", "NONE", "00", "01", "11", "12");

  private Directed() {}

  static List<Told> of(Told told) {
    List<Told> all = new ArrayList<>();
    String body = told.body();
    if (FORM.matcher(body).matches()) {
      forms(body, all, told);
    } else {
      members(body, all, told);
    }
    for (String name : told.headers().keySet()) {
      Map<String, String> twice = new TreeMap<>(told.headers());
      twice.merge(name, told.headers().get(name), (one, same) -> one + "," + same);
      all.add(new Told(twice, body));
    }
    return all;
  }

  /** Fields that vanish into their neighbours, stand twice, or say another kind of signature. */
  private static void forms(String body, List<Told> all, Told told) {
    Matcher at = SEPARATOR.matcher(body);
    while (at.find()) {
      String before = body.substring(0, at.start());
      String after = body.substring(at.end());
      String name = at.group(1);
      int end = after.indexOf('&');
      String value = end < 0 ? after : after.substring(0, end);
      String rest = end < 0 ? "" : after.substring(end);
      all.add(new Told(told.headers(), before + "%26" + name + "%3D" + after));
      all.add(new Told(told.headers(), before + "%26" + name + "=" + after));
      all.add(new Told(told.headers(), body + "&" + name + "=" + value));
      all.add(new Told(told.headers(), body + "&" + name + "=1"));
      all.add(new Told(told.headers(), name + "=1&" + body));
      all.add(new Told(told.headers(), before + rest));
      if (name.startsWith("sign")) {
        for (String kind : KINDS) {
          if (!kind.equals(value)) {
            all.add(new Told(told.headers(), before + "&" + name + "=" + kind + rest));
          }
        }
      }
    }
  }

  /** Members of JSON that stand twice, each time with another value, or are not there. */
  private static void members(String body, List<Told> all, Told told) {
    Matcher at = MEMBER.matcher(body);
    while (at.find()) {
      String other = at.group(2).startsWith("\"") ? "\"1\"" : "1";
      String name = "\"" + at.group(1) + "\":";
      String before = body.substring(0, at.start());
      String after = body.substring(at.end());
      all.add(new Told(told.headers(), before + name + other + "," + at.group() + after));
      all.add(new Told(told.headers(), before + at.group() + "," + name + other + after));
      all.add(new Told(told.headers(), before + name + other + after));
      all.add(new Told(told.headers(), before + "\"no\":1" + after));
    }
  }
}
