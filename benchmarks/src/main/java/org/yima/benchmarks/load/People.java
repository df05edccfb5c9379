package org.yima.benchmarks.load;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of extracts as what is asked and put over HTTP. */
final class People {
  private People() {}

  /** Every so-many-th row of a file, asked for as a hospital's desk asks: all that the row says. */
  static List<Buffer> questions(Path file, int every, int most) throws IOException {
    List<Buffer> questions = new ArrayList<>();
    int at = 0;
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord row : rows) {
        if (at++ % every == 0 && questions.size() < most && !row.getField("name").isEmpty()) {
          questions.add(question(row));
        }
      }
    }
    return questions;
  }

  private static Buffer question(NamedCsvRecord row) {
    JsonObject patient =
        new JsonObject()
            .put("resourceType", "Patient")
            .put("name", new JsonArray().add(new JsonObject().put("text", row.getField("name"))));
    String number = row.getField("document_number").strip();
    if (row.getField("document_type").equals("RESIDENT_ID") && number.matches("\\d{17}[\\dX]")) {
      patient.put(
          "identifier",
          new JsonArray()
              .add(
                  new JsonObject()
                      .put("system", "urn:oid:2.16.156.10011.1.3")
                      .put("value", number)));
    }
    if (row.getField("birth_date").matches("\\d{4}-\\d{2}-\\d{2}")) {
      patient.put("birthDate", row.getField("birth_date"));
    }
    if (!row.getField("sex").isEmpty()) {
      patient.put("gender", row.getField("sex").toLowerCase(Locale.ROOT));
    }
    if (row.getField("phone").matches("\\d+")) {
      patient.put(
          "telecom",
          new JsonArray()
              .add(new JsonObject().put("system", "phone").put("value", row.getField("phone"))));
    }
    return new JsonObject()
        .put("resourceType", "Parameters")
        .put(
            "parameter",
            new JsonArray().add(new JsonObject().put("name", "resource").put("resource", patient)))
        .toBuffer();
  }

  /** Rows of a file as batches of records to be put. */
  static List<Buffer> batches(Path file, int size, int most) throws IOException {
    List<Buffer> batches = new ArrayList<>();
    JsonArray batch = new JsonArray();
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord row : rows) {
        batch.add(
            new JsonObject()
                .put("number", "new-" + row.getField("card"))
                .put("name", row.getField("name").strip())
                .put("idNumber", row.getField("document_number").strip())
                .put("birthDate", row.getField("birth_date").strip())
                .put("sex", row.getField("sex"))
                .put("phone", row.getField("phone").strip())
                .put("address", row.getField("address").strip()));
        if (batch.size() == size) {
          batches.add(new JsonObject().put("records", batch).toBuffer());
          batch = new JsonArray();
          if (batches.size() == most) {
            return batches;
          }
        }
      }
    }
    return batches;
  }
}
