package org.yima.index.cleaning;

import java.util.Optional;
import org.yima.index.CardCleaner;
import org.yima.index.CleanCard;
import org.yima.index.DocumentKey;
import org.yima.index.ExtractCell;
import org.yima.index.ExtractRow;
import org.yima.index.SourceRecord;

/** All rules over one row. */
public final class Rules {
  private Rules() {}

  /** The card that the row tells of. */
  public static CleanCard clean(CardCleaner cleaner, ExtractRow row) {
    Reading reading = new Reading(row);
    Optional<String> card = NumberRule.card(reading, cleaner.cardLength());
    Optional<String> patient = NumberRule.patient(reading, cleaner.patientLength());
    String name = NameRule.read(reading);
    Optional<DocumentKey> document = DocumentRule.read(reading);
    Optional<String> phone = PersonRules.phone(reading, ExtractCell.PHONE);
    SourceRecord source =
        new SourceRecord(
            cleaner.domain(),
            card.orElse(""),
            name,
            document,
            false,
            PersonRules.birthDate(reading, cleaner.today()),
            PersonRules.sex(reading),
            phone,
            PersonRules.address(reading),
            FurtherRules.read(reading, phone));
    boolean retired = PersonRules.isRetired(reading);
    return new CleanCard(
        source, patient, retired, reading.notes(), reading.refusal(), reading.documentRefusal());
  }
}
