package org.yima.index.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Vault;

/**
 * The link to a page: the search and the place in it, sealed, so that whoever follows the link puts
 * no personal data into an address.
 */
@ApplicationScoped
class PageToken {
  private static final String SEALED = "fhir.page";

  /** The parameter under which the place travels inside the seal. */
  static final String AFTER = "_after";

  private final Vault vault;
  private final Ids ids;

  PageToken(Vault vault, Ids ids) {
    this.vault = vault;
    this.ids = ids;
  }

  /** Seals a search and the last record of the page before. */
  String of(MultivaluedMap<String, String> parameters, Id after) {
    UUID key = ids.founding(IdType.EVENT).uuid();
    String form =
        parameters.entrySet().stream()
            .flatMap(e -> e.getValue().stream().map(v -> encoded(e.getKey()) + "=" + encoded(v)))
            .collect(Collectors.joining("&", "", "&" + AFTER + "=" + after));
    byte[] sealed = vault.seal(SEALED, key, form);
    ByteBuffer token = ByteBuffer.allocate(Long.BYTES * 2 + sealed.length);
    token.putLong(key.getMostSignificantBits()).putLong(key.getLeastSignificantBits()).put(sealed);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Opens what {@link #of} has made; anything else is refused. */
  MultivaluedMap<String, String> open(String token) {
    String form;
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
      UUID key = new UUID(bytes.getLong(), bytes.getLong());
      byte[] sealed = new byte[bytes.remaining()];
      bytes.get(sealed);
      form = vault.open(SEALED, key, sealed);
    } catch (RuntimeException notOurs) {
      throw FhirRefusal.invalid("_getpages is no link of this server");
    }
    return parsed(form);
  }

  /** Reads a form (application/x-www-form-urlencoded). */
  static MultivaluedMap<String, String> parsed(String form) {
    MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
    for (String pair : form.split("&", -1)) {
      if (!pair.isEmpty()) {
        int is = pair.indexOf('=');
        String name = is < 0 ? pair : pair.substring(0, is);
        parameters.add(decoded(name), is < 0 ? "" : decoded(pair.substring(is + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw FhirRefusal.invalid("the form is malformed");
    }
  }
}
