package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.yima.gateway.NextAction;

/**
 * A signed page as a form that the browser posts: the order and the institution's token among its
 * fields, as the official client's own form has them. In an address they would stand in the
 * browser's history and in the logs of whatever is on the way.
 */
final class PageForm {
  private static final Set<String> FIELDS = Set.of("biz_content", "app_auth_token");

  private PageForm() {}

  /** The form of a link that the official client wrote and signed. */
  static NextAction of(String link) {
    int query = link.indexOf('?');
    StringJoiner action = new StringJoiner("&", link.substring(0, query + 1), "");
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : link.substring(query + 1).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (FIELDS.contains(parts[0])) {
        form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
      } else {
        action.add(pair);
      }
    }
    form.put("action", action.toString());
    return new NextAction(NextAction.Kind.FORM, form);
  }
}
