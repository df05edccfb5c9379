package org.yima.migration.handover;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.platform.PlatformProblem;

/** The SHA-256 out of a digest header: {@code sha-256=:base64:} (RFC 9530). */
final class Digest {
  private static final Pattern FORM =
      Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/]{43}=):\\s*(?:,|$)");

  private Digest() {}

  /** The digest; empty when the header is missing. */
  static Optional<byte[]> of(String name, String header) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(header);
    if (!form.find()) {
      throw PlatformProblem.INPUT_INVALID.problem().at("?" + name, "invalid");
    }
    return Optional.of(Base64.getDecoder().decode(form.group(1)));
  }
}
