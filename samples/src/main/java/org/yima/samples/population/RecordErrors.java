package org.yima.samples.population;

import static org.yima.samples.population.ErrorKind.any;
import static org.yima.samples.population.ErrorKind.typed;

import java.util.List;

/** What goes wrong with a registration as a whole. */
final class RecordErrors {
  static final String DECEASED = "DECEASED";

  static final List<ErrorKind> KINDS =
      List.of(
          any(
              "record.deceased",
              draft -> !draft.get(Field.STATUS).equals(DECEASED),
              draft -> draft.set(Field.STATUS, DECEASED)),
          typed("record.swapped-fields", RecordErrors::canSwap, RecordErrors::swap),
          any(
              "record.patient-reused",
              draft -> !draft.visit().lastPatient().isEmpty(),
              draft -> draft.set(Field.PATIENT, draft.visit().lastPatient())));

  private RecordErrors() {}

  private static boolean canSwap(Draft draft) {
    return draft.has(Field.PHONE)
        && draft.has(Field.DOCUMENT_NUMBER)
        && !draft.get(Field.PHONE).equals(draft.get(Field.DOCUMENT_NUMBER));
  }

  private static void swap(Draft draft) {
    String phone = draft.get(Field.PHONE);
    draft.set(Field.PHONE, draft.get(Field.DOCUMENT_NUMBER));
    draft.set(Field.DOCUMENT_NUMBER, phone);
  }
}
