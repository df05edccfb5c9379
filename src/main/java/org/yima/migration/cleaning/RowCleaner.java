package org.yima.migration.cleaning;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.yima.index.DocumentKey;
import org.yima.index.SourceRecord;

/**
 * Cleans the rows of one extract, rule by rule.
 *
 * @param domain the hospital's domain
 * @param lengths what the profile has learned
 * @param zone in which the file's times are
 * @param extractedAt as of when balances are that do not say
 */
public record RowCleaner(
    String domain, Mapping mapping, Lengths lengths, ZoneId zone, OffsetDateTime extractedAt) {

  public Cleaned clean(Row row) {
    if (row.broken().isPresent()) {
      return new Cleaned.Rejected(row.broken().get(), Cleaned.MoneyRead.UNREADABLE);
    }
    Reading reading = new Reading(row, mapping);
    Optional<String> card = NumberRule.card(reading, lengths.card());
    Optional<String> patient = NumberRule.patient(reading, lengths.patient());
    String name = NameRule.read(reading);
    Optional<DocumentKey> document = DocumentRule.read(reading);
    Optional<String> phone = PersonRules.phone(reading, Field.PHONE);
    Optional<Balance> balance = BalanceRule.read(reading, zone, extractedAt);
    SourceRecord source =
        new SourceRecord(
            domain,
            card.orElse(""),
            name,
            document,
            false,
            PersonRules.birthDate(reading, today()),
            PersonRules.sex(reading),
            phone,
            PersonRules.address(reading),
            FurtherRules.read(reading, phone));
    CardStatus status = PersonRules.status(reading);
    PersonRules.deceased(reading);
    if (name.isEmpty() && document.isEmpty()) {
      reading.note(Note.UNNAMED);
    }
    return reading
        .refusal()
        .<Cleaned>map(reason -> new Cleaned.Rejected(reason, money(reading, balance)))
        .orElseGet(() -> new Cleaned.Card(source, patient, balance, status, reading.notes()));
  }

  private static Cleaned.MoneyRead money(Reading reading, Optional<Balance> balance) {
    return balance.isEmpty() && !reading.text(Field.BALANCE).isEmpty()
        ? Cleaned.MoneyRead.UNREADABLE
        : new Cleaned.MoneyRead(balance, false);
  }

  private LocalDate today() {
    return extractedAt.atZoneSameInstant(zone).toLocalDate();
  }
}
