package org.yima.healthcard.code;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an issuer is asked for. Key and region are the issuer's own.
 *
 * @param kind dynamic or static
 * @param handle a fresh handle, drawn by the caller and used for no other code
 * @param issuedAt the start of validity; fractions of a second are cut off
 * @param validity whole seconds
 * @param scenes where the code may be used
 * @param extensions optional fields, ascending by type
 */
public record CodeRequest(
    CodeKind kind,
    Handle handle,
    Instant issuedAt,
    Duration validity,
    Scenes scenes,
    List<Extension> extensions) {

  /** A dynamic code without extensions. */
  public static CodeRequest dynamic(
      Handle handle, Instant issuedAt, Duration validity, Scenes scenes) {
    return new CodeRequest(CodeKind.DYNAMIC, handle, issuedAt, validity, scenes, List.of());
  }

  /** A static code without extensions. */
  public static CodeRequest printed(
      Handle handle, Instant issuedAt, Duration validity, Scenes scenes) {
    return new CodeRequest(CodeKind.STATIC, handle, issuedAt, validity, scenes, List.of());
  }
}
