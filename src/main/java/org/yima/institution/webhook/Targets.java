package org.yima.institution.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Which addresses may receive webhooks. */
record Targets(Set<String> hosts, boolean plainHttp) {

  /** Whether a URL names an allowed host, without user, query or fragment. */
  boolean allow(String url) {
    try {
      URI uri = new URI(url);
      boolean scheme =
          "https".equals(uri.getScheme()) || (plainHttp && "http".equals(uri.getScheme()));
      return scheme
          && uri.getHost() != null
          && hosts.contains(uri.getHost())
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException notAUrl) {
      return false;
    }
  }
}
