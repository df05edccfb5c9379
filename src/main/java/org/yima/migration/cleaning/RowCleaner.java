package org.yima.migration.cleaning;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.yima.index.CardCleaner;
import org.yima.index.CleanCard;
import org.yima.index.SourceRecord;

/**
 * Cleans the rows of one extract: the card as the index has it cleaned ({@link CardCleaner}), and
 * the money on it.
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
    CleanCard card = cards().clean(new MappedRow(row, mapping));
    card.notes().forEach(note -> reading.note(Note.valueOf(note.name())));
    card.refusal()
        .or(card::documentRefusal)
        .ifPresent(refusal -> reading.refuse(Reason.valueOf(refusal.name())));
    Optional<Balance> balance = BalanceRule.read(reading, zone, extractedAt);
    if (reading.meaning(Field.DECEASED).equals("true")) {
      reading.note(Note.DECEASED);
    }
    SourceRecord source = card.source();
    if (source.name().isEmpty() && source.document().isEmpty()) {
      reading.note(Note.UNNAMED);
    }
    return reading
        .refusal()
        .<Cleaned>map(reason -> new Cleaned.Rejected(reason, money(reading, balance)))
        .orElseGet(
            () ->
                new Cleaned.Card(
                    source, card.patientId(), balance, card.retired(), reading.notes()));
  }

  private CardCleaner cards() {
    return new CardCleaner(domain, lengths.card(), lengths.patient(), today());
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
