package org.yima.index.living;

import java.util.Arrays;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.SourceRecord;
import org.yima.index.matching.Identity;
import org.yima.index.matching.chinese.City;

/** A source record as a row of the engine's city schema. */
final class CityRow {
  private static final int DOMAIN = at("domain");
  private static final int CARD = at("card");
  private static final int NAME = at("name");
  private static final int DOCUMENT_TYPE = at("document_type");
  private static final int DOCUMENT_NUMBER = at("document_number");
  private static final int BIRTH_DATE = at("birth_date");
  private static final int SEX = at("sex");
  private static final int PHONE = at("phone");
  private static final int ADDRESS = at("address");
  private static final int PREVIOUS_NAME = at("previous_name");
  private static final int OTHER_PHONE = at("phone2");
  private static final int INSURANCE_NUMBER = at("insurance_number");
  private static final int GUARDIAN_NAME = at("guardian_name");
  private static final int GUARDIAN_DOCUMENT = at("guardian_document");

  private CityRow() {}

  private static int at(String field) {
    return City.FIELDS.indexOf(field);
  }

  /** As {@link DocumentKey#hashed}; empty for a row without one. */
  static String document(String[] row) {
    return row[DOCUMENT_NUMBER].isEmpty() ? "" : row[DOCUMENT_TYPE] + ':' + row[DOCUMENT_NUMBER];
  }

  /**
   * Whether the document that a record gives is that of whom it is about. One that was checked
   * against a register is, whatever else the record says.
   */
  static boolean hasItsOwnDocument(SourceRecord record) {
    return record.document().isPresent()
        && (record.documentVerified() || !City.hasAnothersDocument(of(record)));
  }

  static String nameKey(String[] row) {
    return Identity.nameKey(row[NAME]);
  }

  static String birth(String[] row) {
    return row[BIRTH_DATE];
  }

  /** Empty for a sex that speaks against none. */
  static String sex(String[] row) {
    return row[SEX].equals(Sex.MALE.name()) || row[SEX].equals(Sex.FEMALE.name()) ? row[SEX] : "";
  }

  static String[] of(SourceRecord record) {
    String[] row = new String[City.FIELDS.size()];
    Arrays.fill(row, "");
    row[DOMAIN] = record.domain();
    row[CARD] = record.number();
    row[NAME] = record.name();
    row[DOCUMENT_TYPE] = record.document().map(d -> d.idType().name()).orElse("");
    row[DOCUMENT_NUMBER] = record.document().map(DocumentKey::idNumber).orElse("");
    row[BIRTH_DATE] = record.birthDate().map(Object::toString).orElse("");
    row[SEX] = record.sex().map(Enum::name).orElse("");
    row[PHONE] = record.phone().orElse("");
    row[ADDRESS] = record.address().orElse("");
    Further further = record.further();
    row[PREVIOUS_NAME] = further.previousName().orElse("");
    row[OTHER_PHONE] = further.otherPhone().orElse("");
    row[INSURANCE_NUMBER] = further.insuranceNumber().orElse("");
    row[GUARDIAN_NAME] = further.guardian().map(Guardian::name).orElse("");
    row[GUARDIAN_DOCUMENT] =
        further.guardian().flatMap(Guardian::document).map(DocumentKey::idNumber).orElse("");
    return row;
  }
}
