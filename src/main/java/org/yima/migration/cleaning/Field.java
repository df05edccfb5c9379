package org.yima.migration.cleaning;

import java.util.Arrays;
import java.util.Optional;

/** What an extract may know of a card; the key is the one that a mapping uses. */
public enum Field {
  CARD_NUMBER("cardNumber", true),
  PATIENT_ID("patientId", true),
  NAME("name", true),
  SEX("sex", false),
  BIRTH_DATE("birthDate", true),
  DOCUMENT_TYPE("documentType", false),
  DOCUMENT_NUMBER("documentNumber", true),
  PHONE("phone", true),
  ADDRESS("address", true),
  PREVIOUS_NAME("previousName", true),
  OTHER_PHONE("otherPhone", true),
  INSURANCE_NUMBER("insuranceNumber", true),
  GUARDIAN_NAME("guardianName", true),
  GUARDIAN_DOCUMENT_TYPE("guardianDocumentType", false),
  GUARDIAN_DOCUMENT_NUMBER("guardianDocumentNumber", true),
  BALANCE("balance", false),
  BALANCE_KIND("balanceKind", false),
  BALANCE_AT("balanceAt", false),
  ISSUED_ON("issuedOn", false),
  STATUS("status", false),
  DECEASED("deceased", false);

  private final String key;
  private final boolean personal;

  Field(String key, boolean personal) {
    this.key = key;
    this.personal = personal;
  }

  public String key() {
    return key;
  }

  /** Whether its value may be shown only masked. */
  public boolean isPersonal() {
    return personal;
  }

  public static Optional<Field> ofKey(String key) {
    return Arrays.stream(values()).filter(f -> f.key.equals(key)).findFirst();
  }
}
