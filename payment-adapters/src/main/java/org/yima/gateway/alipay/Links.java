package org.yima.gateway.alipay;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.UnreadableAnswer;

/** Addresses that are handed to a payer's phone: of the web or of Alipay's own app, no others. */
final class Links {
  private static final Set<String> SCHEMES = Set.of("https", "http", "alipays");

  private Links() {}

  /** The address in a field, as it was written. */
  static String of(Fields fields, String name) {
    String text = fields.text(name);
    try {
      String scheme = String.valueOf(new URI(text).getScheme());
      if (SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
        return text;
      }
    } catch (URISyntaxException malformed) {
      throw new UnreadableAnswer(name);
    }
    throw new UnreadableAnswer(name);
  }
}
