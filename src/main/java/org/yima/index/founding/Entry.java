package org.yima.index.founding;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.LocalDate;
import java.util.Optional;
import org.yima.index.CardCleaner;
import org.yima.index.CleanCard;
import org.yima.index.ExtractCell;
import org.yima.index.ExtractRow;
import org.yima.index.SourceRecord;

/**
 * A row of an extract, cleaned as a migration cleans it. What would make a migration wait for
 * another document does not keep the record out: it is taken without.
 */
record Entry(CleanCard card) {
  static Entry of(Header header, CsvRecord row, LocalDate today) {
    CardCleaner cleaner =
        new CardCleaner(
            header.domain(row), header.lengths().card(), header.lengths().patient(), today);
    return new Entry(cleaner.clean(new Cells(header, row)));
  }

  private record Cells(Header header, CsvRecord row) implements ExtractRow {
    @Override
    public String get(ExtractCell cell) {
      return header.cell(row, cell);
    }

    @Override
    public boolean has(ExtractCell cell) {
      return header.has(cell);
    }

    /** Nothing of it: nearly all of it is personal data. */
    @Override
    public String toString() {
      return "Cells";
    }
  }

  /** Why the row can't be a record; empty when it can. */
  Optional<String> refusal() {
    return card.refusal().map(Enum::name);
  }

  SourceRecord source() {
    return card.source();
  }

  /** Whether the card no longer lives. */
  boolean retired() {
    return card.retired();
  }

  /** The institution's own number of the patient; may be empty. */
  String patient() {
    return card.patientId().orElse("");
  }

  /** Whether a number stood there that breaks a rule of its kind. */
  boolean documentDropped() {
    return card.documentRefusal().isPresent();
  }

  /** Nothing of it: nearly all of it is personal data. */
  @Override
  public String toString() {
    return "Entry";
  }
}
