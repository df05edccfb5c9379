package org.yima.contract;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A row of the first hospital's extract, read for comparison only: by position, without cleaning.
 *
 * @param kind of the balance; what is owed is a debt, whatever the file calls it
 * @param fen empty where the file has no exact amount of fen
 */
record ExtractRow(String cardNumber, String patientId, String kind, OptionalLong fen) {
  private static final int COLUMNS = 15;
  private static final Map<String, String> KINDS =
      Map.of(
          "现金", "CASH",
          "医保个账", "PERSONAL_ACCOUNT",
          "救助专款", "RELIEF",
          "押金", "DEPOSIT",
          "欠费", "DEBT",
          "冻结", "FROZEN",
          "不记名", "UNNAMED");

  static List<ExtractRow> ofH1() {
    return new String(World.extract("h1"), StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .map(ExtractRow::of)
        .toList();
  }

  /** How many people the first hospital's cards are really of. */
  static long peopleOfH1() {
    return World.truth()
        .lines()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells[0].equals("h1-card"))
        .map(cells -> cells[2])
        .distinct()
        .count();
  }

  static ExtractRow ofH1(String cardNumber) {
    return ofH1().stream()
        .filter(row -> row.cardNumber.equals(cardNumber))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private static ExtractRow of(String line) {
    String[] cells = line.split(",", -1);
    // An address with a comma shifts what follows, a line that was cut off has nothing more.
    boolean readable = cells.length == COLUMNS && KINDS.containsKey(cells[10]);
    OptionalLong fen = readable ? fen(cells[9]) : OptionalLong.empty();
    boolean owed = fen.isPresent() && fen.getAsLong() < 0;
    return new ExtractRow(
        cells[0],
        cells.length > 1 ? cells[1] : "",
        owed ? "DEBT" : KINDS.getOrDefault(readable ? cells[10] : "", ""),
        fen);
  }

  private static OptionalLong fen(String yuan) {
    try {
      return OptionalLong.of(
          new BigDecimal(yuan)
              .movePointRight(2)
              .setScale(0, RoundingMode.UNNECESSARY)
              .longValueExact());
    } catch (ArithmeticException | NumberFormatException notToTheFen) {
      return OptionalLong.empty();
    }
  }
}
