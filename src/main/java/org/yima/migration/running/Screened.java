package org.yima.migration.running;

import java.util.List;
import org.yima.migration.cleaning.Cleaned;
import org.yima.migration.cleaning.Reason;
import org.yima.migration.cleaning.Row;

/** A batch, told apart. */
record Screened(List<Accepted> accepted, List<Refused> refused) {
  Screened {
    accepted = List.copyOf(accepted);
    refused = List.copyOf(refused);
  }

  /** A row that goes into the index. */
  record Accepted(Row row, Cleaned.Card card, Keys keys) {}

  /** A row that goes into quarantine. */
  record Refused(Row row, Reason reason, Cleaned.MoneyRead money) {}
}
