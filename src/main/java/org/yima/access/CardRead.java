package org.yima.access;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an ID reader has read from a document with a chip.
 *
 * @param idType as the API names it; RESIDENT_ID when absent
 * @param readerSignature a compact JWS (RFC 7515, ES256) that the reader made: claims {@code iss}
 *     (the reader's id), {@code iat} (within a minute), {@code jti} (once), and {@code name},
 *     {@code idType}, {@code idNumber} as on the document
 */
@Schema(name = "CardRead")
public record CardRead(
    @NotBlank @Size(max = 64) String name,
    @Size(max = 20) String idType,
    @NotBlank @Size(max = 64) String idNumber,
    @NotNull @Size(max = 2000) String readerSignature) {

  public CardRead {
    idType = idType == null ? "RESIDENT_ID" : idType;
  }

  @Override
  public String toString() {
    return "CardRead";
  }
}
