package org.yima.index.fhir;

import java.util.Optional;
import org.yima.healthcard.identity.IdType;

/**
 * What an identifier's system stands for.
 *
 * <p>{@code urn:yima:domain:<domain>} is a domain's card or file numbers; {@code
 * urn:yima:patient:<domain>} a hospital's own patient numbers; {@code urn:yima:document:<type>}
 * documents by the API's names; {@code urn:yima:insurance} numbers of medical insurance; {@code
 * urn:oid:2.16.156.10011.1.3} resident identity cards, as China's health documents name them (WS/T
 * 500); {@code urn:yima:person} persons of the index.
 */
sealed interface IdentifierSystem {
  String DOMAIN = "urn:yima:domain:";
  String PATIENT = "urn:yima:patient:";
  String DOCUMENT = "urn:yima:document:";
  String PERSON = "urn:yima:person";

  /** Shown and compared; nobody is looked for by it. */
  String INSURANCE = "urn:yima:insurance";

  String RESIDENT_ID = "urn:oid:2.16.156.10011.1.3";

  /** Numbers under which a domain keeps its records. */
  record Numbers(String domain) implements IdentifierSystem {}

  /** A hospital's own patient numbers. */
  record PatientNumbers(String domain) implements IdentifierSystem {}

  record Documents(IdType type) implements IdentifierSystem {}

  record Persons() implements IdentifierSystem {}

  /** Nothing for a system that is none of these; whether the domain exists is another question. */
  static Optional<IdentifierSystem> of(String uri) {
    if (uri.equals(PERSON)) {
      return Optional.of(new Persons());
    }
    if (uri.equals(RESIDENT_ID)) {
      return Optional.of(new Documents(IdType.RESIDENT_ID));
    }
    if (uri.startsWith(DOMAIN)) {
      return Optional.of(new Numbers(uri.substring(DOMAIN.length())));
    }
    if (uri.startsWith(PATIENT)) {
      return Optional.of(new PatientNumbers(uri.substring(PATIENT.length())));
    }
    if (uri.startsWith(DOCUMENT)) {
      String name = uri.substring(DOCUMENT.length());
      for (IdType type : IdType.values()) {
        if (type != IdType.NONE && type.name().equals(name)) {
          return Optional.of(new Documents(type));
        }
      }
    }
    return Optional.empty();
  }

  /** The system of a type of document. */
  static String of(IdType type) {
    return type == IdType.RESIDENT_ID ? RESIDENT_ID : DOCUMENT + type.name();
  }

  /** The domain that it belongs to; nothing for what belongs to no domain. */
  default Optional<String> ofDomain() {
    if (this instanceof Numbers numbers) {
      return Optional.of(numbers.domain());
    }
    return this instanceof PatientNumbers numbers
        ? Optional.of(numbers.domain())
        : Optional.empty();
  }
}
