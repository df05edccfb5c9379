package org.yima.card.scan;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.access.CardRead;
import org.yima.healthcard.identity.DocumentNumber;

/**
 * What an ID reader has read of the document whose number is the scanned text.
 *
 * @param readerSignature as of a {@link CardRead}, over this name and the document's number
 */
@Schema(name = "ScannedDocument")
record Reading(
    @NotBlank @Size(max = 64) String name, @NotNull @Size(max = 2000) String readerSignature) {

  /** The reading of this document and no other. */
  CardRead of(DocumentNumber document) {
    return new CardRead(name, document.type().name(), document.value(), readerSignature);
  }

  @Override
  public String toString() {
    return "Reading";
  }
}
