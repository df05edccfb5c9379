package org.yima.samples;

/** What an extract knows of a card; the key is the one that a migration's mapping uses. */
enum Column {
  CARD_NUMBER("cardNumber"),
  PATIENT_ID("patientId"),
  NAME("name"),
  SEX("sex"),
  BIRTH_DATE("birthDate"),
  DOCUMENT_TYPE("documentType"),
  DOCUMENT_NUMBER("documentNumber"),
  PHONE("phone"),
  ADDRESS("address"),
  BALANCE("balance"),
  BALANCE_KIND("balanceKind"),
  BALANCE_AT("balanceAt"),
  ISSUED_ON("issuedOn"),
  STATUS("status"),
  DECEASED("deceased");

  private final String key;

  Column(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }
}
