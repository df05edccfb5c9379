package org.yima.index.founding;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The rows of the load that wait to be stored, by their tables. */
final class Waiting implements Closeable {
  /** Rows of records as far as they are known, each with its length before it. */
  final Spill records = new Spill();

  final Spill patients = new Spill();
  final Spill byPatient = new Spill();
  final Spill persons = new Spill();
  final Spill barred = new Spill();
  final Spill asked = new Spill();

  @Override
  public void close() throws IOException {
    for (Spill spill : List.of(records, patients, byPatient, persons, barred, asked)) {
      spill.close();
    }
  }
}
