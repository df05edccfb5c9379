package org.yima.index.living;

import java.util.function.Function;
import org.yima.index.SourceRecord;

/** The elements of a record of which a person has one best value each. */
public enum Element {
  NAME(SourceRecord::name),
  DOCUMENT(SourceRecord::document),
  BIRTH_DATE(SourceRecord::birthDate),
  SEX(SourceRecord::sex),
  PHONE(SourceRecord::phone),
  ADDRESS(SourceRecord::address),
  PREVIOUS_NAME(record -> record.further().previousName()),
  OTHER_PHONE(record -> record.further().otherPhone()),
  INSURANCE_NUMBER(record -> record.further().insuranceNumber()),
  GUARDIAN(record -> record.further().guardian());

  private final Function<SourceRecord, Object> value;

  Element(Function<SourceRecord, Object> value) {
    this.value = value;
  }

  /** What a record says of it, to be compared. */
  Object of(SourceRecord record) {
    return value.apply(record);
  }
}
