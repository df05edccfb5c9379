package org.yima.index.fhir;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * In which of FHIR's two encodings a caller wants the answer.
 *
 * @param type the media type under which it is answered
 */
record Format(boolean isXml, String type) {
  static final String JSON = "application/fhir+json";
  static final String XML = "application/fhir+xml";

  static final Format USUAL = new Format(false, JSON);

  /** What {@code _format} may be; a plus sign that nobody has escaped is a blank. */
  private static final Set<String> JSONS =
      Set.of("json", "text/json", "application/json", JSON, "application/fhir json");

  private static final Set<String> XMLS =
      Set.of("xml", "text/xml", "application/xml", XML, "application/fhir xml");

  /**
   * The wanted one: by {@code _format}, which comes before {@code Accept}.
   *
   * @param wanted what {@code _format} says; null where nobody has said so
   */
  static Format of(String wanted, HttpHeaders headers) {
    return (wanted == null || wanted.isBlank() ? accepted(headers) : named(wanted))
        .orElseThrow(
            () ->
                new FhirRefusal(
                    406, IssueType.NOTSUPPORTED, "the answer can be had as JSON or as XML"));
  }

  private static Optional<Format> named(String wanted) {
    String plain = plain(wanted);
    if (JSONS.contains(plain)) {
      return Optional.of(USUAL);
    }
    return XMLS.contains(plain) ? Optional.of(new Format(true, XML)) : Optional.empty();
  }

  private static String plain(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** The types come in the order of the caller's liking. */
  private static Optional<Format> accepted(HttpHeaders headers) {
    return headers.getAcceptableMediaTypes().stream()
        .flatMap(type -> accepted(type).stream())
        .findFirst();
  }

  private static Optional<Format> accepted(MediaType type) {
    if (type.isWildcardType()
        || (type.isWildcardSubtype() && type.getType().equals("application"))) {
      return Optional.of(USUAL);
    }
    String plain = type.getType() + "/" + type.getSubtype();
    boolean isPlain = plain.equals("application/json") || plain.equals("application/xml");
    return named(plain).map(f -> isPlain ? new Format(f.isXml(), plain) : f);
  }

  /** In which encoding a body comes; nothing for any other type. */
  static Optional<Format> ofBody(HttpHeaders headers) {
    MediaType type = headers.getMediaType();
    String plain = type == null ? "" : type.getType() + "/" + type.getSubtype();
    return plain.equals("application/json+fhir") ? Optional.of(USUAL) : named(plain);
  }
}
