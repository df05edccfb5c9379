package org.yima.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CityGeneratorTest {
  private static final Path COMMITTED = Path.of("city");

  private final Map<String, byte[]> files = CityGenerator.files(CityGenerator.SEED);

  @Test
  void committedCityIsWhatTheSeedGives() throws IOException {
    Set<String> committed = new TreeSet<>();
    try (Stream<Path> walk = Files.walk(COMMITTED)) {
      walk.filter(Files::isRegularFile)
          .forEach(file -> committed.add(COMMITTED.relativize(file).toString().replace('\\', '/')));
    }
    assertThat(committed).isEqualTo(new TreeSet<>(files.keySet()));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      assertThat(Files.readAllBytes(COMMITTED.resolve(file.getKey())))
          .as(file.getKey())
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void anotherSeedGivesAnotherCity() {
    assertThat(CityGenerator.files(7).get("people.json")).isNotEqualTo(files.get("people.json"));
  }

  @Test
  void everyExtractHasTwoThousandRowsAndEndsInsideACharacter() {
    for (ExtractLayout layout : ExtractLayout.ALL) {
      byte[] bytes = files.get("extracts/" + layout.fileName());
      String text = text(layout);
      assertThat(text.split(layout.lineEnd(), -1)).hasSize(1 + Extract.LINES);
      assertThat(bytes[bytes.length - 1]).as("a byte that begins a character").isNegative();
      assertThat(text).endsWith("\uFFFD");
    }
  }

  @Test
  void gb18030ExtractIsNoUtf8() {
    byte[] bytes = files.get("extracts/h2.csv");
    assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("\uFFFD\uFFFD");
    assertThat(new String(bytes, Charset.forName("GB18030"))).startsWith("卡号,患者编号,患者姓名");
  }

  @Test
  void everyKindOfDirtIsInEveryExtract() {
    String stains = new String(files.get("dirt.csv"), StandardCharsets.UTF_8);
    for (ExtractLayout layout : ExtractLayout.ALL) {
      for (Dirt dirt : Dirt.values()) {
        long rows =
            stains
                .lines()
                .filter(
                    line -> line.startsWith(layout.fileName() + ",") && line.endsWith("," + dirt))
                .count();
        assertThat(rows).as(layout + " " + dirt).isEqualTo(dirt.rows());
      }
    }
  }

  @Test
  void dirtIsWhereTheListSaysAndLooksAsItShould() {
    Map<String, String> looks =
        Map.of(
            "SCIENTIFIC_DOCUMENT", ".*,9\\.90\\d{3}E\\+17,.*",
            "LOOKALIKES", ".*,9901\\d\\d[0-9OlX]*[Ol][0-9OlX]*,.*",
            "LOWER_CASE_X", ".*,\\d{17}x,.*",
            "FIFTEEN_DIGITS", ".*,9901\\d{11},.*",
            "BED_IN_NAME", ".*\\d+床.*",
            "EXTREME_DATE", ".*,(0001|9999).*",
            "FULL_WIDTH", ".*９９０１.*",
            "ZERO_WIDTH", ".*\u200B.*\u200D.*",
            "FOUR_DECIMALS", ".*,-?\\d+\\.\\d\\d00,.*",
            "TEST_ROW", ".*,111111111111111111,.*");
    for (ExtractLayout layout : ExtractLayout.ALL) {
      List<String> lines = text(layout).lines().toList();
      for (String[] stain : stains(layout)) {
        String line = lines.get(Integer.parseInt(stain[1]) - 1);
        String look = looks.get(stain[2]);
        if (look != null) {
          assertThat(line).as(stain[2]).matches(look);
        }
        if (stain[2].equals("SHIFTED_COLUMNS")) {
          assertThat(line.split(",", -1)).hasSize(Column.values().length + 1);
        }
      }
    }
  }

  @Test
  void truthKnowsEveryCardOnce() {
    Map<String, String> owner = new HashMap<>();
    Map<String, Set<String>> hospitals = new HashMap<>();
    String truth = new String(files.get("truth.csv"), StandardCharsets.UTF_8);
    truth
        .lines()
        .skip(1)
        .forEach(
            line -> {
              String[] cells = line.split(",", -1);
              assertThat(owner.put(cells[0] + cells[1], cells[2])).as(line).isNull();
              hospitals.computeIfAbsent(cells[2], person -> new HashSet<>()).add(cells[0]);
            });
    assertThat(hospitals.values().stream().filter(domains -> domains.size() > 1).count())
        .as("people who have cards at several hospitals")
        .isGreaterThan(500);
    for (int i = 1; i <= ExtractPlan.ALWAYS_CLEAN; i++) {
      assertThat(hospitals.get(String.format("P%05d", i))).hasSize(3);
    }
  }

  @Test
  void nobodyIsReal() throws IOException {
    JsonNode people = new ObjectMapper().readTree(files.get("people.json"));
    assertThat(people).hasSize(Townspeople.RESIDENTS);
    Set<String> numbers = new HashSet<>();
    for (JsonNode person : people) {
      String number = person.get("idNumber").asText();
      assertThat(ResidentIdNumber.valid(number)).isTrue();
      assertThat(number).startsWith("99");
      assertThat(numbers.add(number)).isTrue();
      assertThat(person.get("phone").asText()).matches("1990000\\d{4}");
    }
  }

  private List<String[]> stains(ExtractLayout layout) {
    return new String(files.get("dirt.csv"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(layout.fileName() + ","))
        .map(line -> line.split(",", -1))
        .toList();
  }

  private String text(ExtractLayout layout) {
    return new String(files.get("extracts/" + layout.fileName()), layout.charset());
  }
}
