package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

/** A person as a document names them. */
public record MixedPerson(String name, Document document, String number) {

  /** The documents that insurance knows people by. */
  public enum Document {
    ID_CARD,
    HOUSEHOLD_REGISTRATION,
    FOREIGN_PASSPORT,
    TAIWAN_TRAVEL_PERMIT,
    MACAO_TRAVEL_PERMIT,
    HONG_KONG_TRAVEL_PERMIT,
    FOREIGN_PERMANENT_RESIDENT
  }

  public MixedPerson {
    requireNonNull(name, "name");
    requireNonNull(document, "document");
    requireNonNull(number, "number");
  }

  @Override
  public String toString() {
    return "MixedPerson[..]";
  }
}
