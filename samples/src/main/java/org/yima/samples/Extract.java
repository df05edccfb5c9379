package org.yima.samples;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A hospital's extract: complete rows, then one that was being written when the export broke off.
 *
 * @param rows the complete rows in the order of the file
 * @param dirt per complete row what is wrong with it, or null
 * @param broken the row of which only the beginning is in the file
 */
record Extract(ExtractLayout layout, List<CardRow> rows, List<Dirt> dirt, CardRow broken) {
  /** Lines below the header, the broken one included. */
  static final int LINES = 2_000;

  /** The file. Its last line ends inside a character, as a file does whose writer was killed. */
  byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    write(file, layout.mark() + String.join(",", layout.headers()) + layout.lineEnd());
    for (CardRow row : rows) {
      write(file, row.line() + layout.lineEnd());
    }
    write(file, broken.card() + "," + broken.get(Column.PATIENT_ID) + ",");
    file.write(broken.get(Column.NAME).getBytes(layout.charset())[0]);
    return file.toByteArray();
  }

  /** {@code domain,card,person} of every complete row that is about somebody. */
  List<String> truth() {
    return rows.stream()
        .filter(row -> !row.person().isEmpty())
        .map(row -> layout.domain() + "," + row.card() + "," + row.person())
        .toList();
  }

  /** {@code file,line,dirt} of every dirty row; the header is line 1. */
  List<String> stains() {
    List<String> stains = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (dirt.get(i) != null) {
        stains.add(layout.fileName() + "," + (i + 2) + "," + dirt.get(i));
      }
    }
    stains.add(layout.fileName() + "," + (rows.size() + 2) + ",HALF_WRITTEN");
    return stains;
  }

  private void write(ByteArrayOutputStream file, String text) {
    file.writeBytes(text.getBytes(layout.charset()));
  }
}
