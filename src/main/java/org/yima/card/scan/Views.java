package org.yima.card.scan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.card.Allowed;
import org.yima.card.InstrumentType;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.platform.Id;
import org.yima.resident.Masks;
import org.yima.resident.Resident;

/** What a terminal is told. */
final class Views {
  private Views() {}

  /** Something the person at the counter should know. */
  enum Notice {
    /** The hospital's card was retired; its owner is found all the same. */
    VISIT_CARD_RETIRED,
    /** A national code that this deployment did not issue. */
    NOT_ISSUED_HERE,
    /** No document has proved who it is. */
    TEMPORARY_IDENTITY,
    /** The code has made its payment already. */
    ALREADY_PAID,
    /** The hospital has no number of this person: no file was made, or none was reported. */
    NOT_KNOWN_HERE,
    /** The document carries another name than the resident of its number: to be looked into. */
    NAME_DIFFERS
  }

  /**
   * A person, as far as this counter may know.
   *
   * @param masked whether something of it is hidden
   * @param idNumber whole only when not masked
   * @param phone whole only when not masked; in an emergency of whoever can be called
   * @param cardNumber of a resident's health card, only when not masked
   */
  @Schema(name = "ScannedPerson")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Person(
      @JsonProperty(required = true) boolean masked,
      @JsonProperty(required = true) String name,
      String idType,
      String idNumber,
      LocalDate birthDate,
      String sex,
      String phone,
      String cardNumber) {

    static Person open(Resident resident, String cardNumber) {
      return new Person(
          false,
          resident.name(),
          resident.idType(),
          shown(resident.idNumber()),
          resident.birthDate().orElse(null),
          resident.sex().orElse(null),
          resident.phone(),
          cardNumber);
    }

    /**
     * The emergency set: who it is and how old, and a masked phone. The document, and with it every
     * other record of this person, is not part of it.
     */
    static Person emergency(Resident resident, Optional<String> contact) {
      return new Person(
          true,
          resident.name(),
          null,
          null,
          resident.birthDate().orElse(null),
          resident.sex().orElse(null),
          contact.map(Masks::phone).orElse(null),
          null);
    }

    /** The same of somebody whose name is all that is known. */
    static Person emergency(String name) {
      return new Person(true, name, null, null, null, null, null, null);
    }

    static Person masked(Resident resident) {
      return new Person(
          true,
          Masks.name(resident.name()),
          resident.idType(),
          shown(Masks.document(resident.idNumber())),
          null,
          null,
          null,
          null);
    }

    /** Somebody without a document has no number. */
    private static String shown(String idNumber) {
      return idNumber.isEmpty() ? null : idNumber;
    }

    /** Whom the card centre named; {@code open} for a counter that makes files. */
    static Person named(boolean open, String name, String idType, String idNumber) {
      return new Person(
          !open,
          open ? name : Masks.name(name),
          idType,
          open ? idNumber : Masks.document(idNumber),
          null,
          null,
          null,
          null);
    }

    static Person masked(IndexRecord record) {
      return new Person(
          true,
          Masks.name(record.name()),
          record.document().map(d -> d.idType().name()).orElse(null),
          record.document().map(DocumentKey::idNumber).map(Masks::document).orElse(null),
          null,
          null,
          null,
          null);
    }
  }

  @Schema(name = "ScannedInstrument")
  record BoundInstrument(
      @JsonProperty(required = true) Id id, @JsonProperty(required = true) InstrumentType type) {}

  /**
   * The answer to a scan.
   *
   * @param looksLike of an unknown text, the kind whose form it has although its checks fail; of
   *     another, what else its form could be
   */
  @Schema(name = "Resolution")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Resolved(
      @JsonProperty(required = true) Id resolutionId,
      @JsonProperty(required = true) ScanKind kind,
      Person person,
      @JsonProperty(required = true) List<String> institutionPatientIds,
      @JsonProperty(required = true) List<BoundInstrument> instruments,
      @JsonProperty(required = true) Set<Allowed> allowed,
      Notice notice,
      ScanKind looksLike,
      @JsonProperty(required = true) OffsetDateTime expiresAt) {}
}
