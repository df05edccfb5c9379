package org.yima.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.identity.IdType;

/**
 * No number of the repository may be a living person's: none with a valid check digit, a division
 * that is assigned and a date since 1905. Made-up ones have a division that begins with 99.
 */
class DocumentNumbersTest {
  private static final Pattern SHAPE =
      Pattern.compile("(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])");

  private static final LocalDate SOMEBODY_MAY_LIVE = LocalDate.of(1905, 1, 1);

  /** What standards and published interfaces print as their own examples. */
  private static final Set<String> PUBLISHED =
      Set.of(
          // GB 11643, of the resident's number.
          "11010519491231002X",
          // Of the residence permit for Hong Kong, Macao and Taiwan residents.
          "810000199408230021",
          // The card platform's vector of a card id.
          "11010020171225006X");

  @Test
  void noNumberIsALivingPersons() throws IOException {
    Set<String> found = new TreeSet<>();
    Path root = Sources.root();
    for (Path file : Sources.regularFiles(root)) {
      // What is looked for is ASCII, whatever the file is encoded in.
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      suspects(text).forEach(number -> found.add(root.relativize(file) + ": " + number));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void theRuleFindsOne() {
    String number = "110105" + "19900101" + "0010";
    assertThat(suspects("of " + number + ", who")).containsExactly(number);
    assertThat(suspects("990105" + "19900101" + "0014")).isEmpty();
    assertThat(suspects("110101" + "19000101" + "0030")).isEmpty();
    assertThat(suspects("110105" + "19900101" + "0011")).isEmpty();
  }

  private static Stream<String> suspects(String text) {
    return SHAPE
        .matcher(text)
        .results()
        .map(match -> match.group().toUpperCase(Locale.ROOT))
        .filter(number -> !PUBLISHED.contains(number))
        .filter(
            number ->
                Stream.of(IdType.RESIDENT_ID, IdType.HMT_RESIDENCE)
                    .flatMap(type -> DocumentNumber.parse(type, number).stream())
                    .filter(DocumentNumber::divisionAssigned)
                    .anyMatch(
                        it ->
                            it.birthDate()
                                .filter(date -> !date.isBefore(SOMEBODY_MAY_LIVE))
                                .isPresent()));
  }
}
