package org.yima.samples;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One line of an extract on its way to the file; dirt is applied to it in place. */
final class CardRow {
  private final Map<Column, String> fields = new EnumMap<>(Column.class);
  private final String card;
  private String person;
  private boolean bareCommaInAddress;

  /**
   * @param card the card number as the hospital's system really has it
   * @param person key of its owner, empty when nobody can know
   */
  CardRow(String card, String person) {
    this.card = card;
    this.person = person;
    fields.put(Column.CARD_NUMBER, card);
  }

  String card() {
    return card;
  }

  String person() {
    return person;
  }

  /** The row is about nobody: a test row, a card without a name. */
  void ofNobody() {
    person = "";
  }

  String get(Column column) {
    return fields.get(column);
  }

  void set(Column column, String value) {
    fields.put(column, value);
  }

  /** The address gets a comma that the exporting system does not quote. */
  void shiftByComma() {
    bareCommaInAddress = true;
  }

  /** The line without its end; values with a comma are quoted, except the one that shifts. */
  String line() {
    return List.of(Column.values()).stream().map(this::written).collect(Collectors.joining(","));
  }

  private String written(Column column) {
    String value = fields.get(column);
    if (bareCommaInAddress && column == Column.ADDRESS) {
      return value.replaceFirst("号", "号,");
    }
    return value.contains(",") || value.contains("\"")
        ? '"' + value.replace("\"", "\"\"") + '"'
        : value;
  }
}
