package org.yima.samples;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes the synthetic city from a seed. The same seed gives the same bytes on every machine: {@link
 * Random} is an algorithm fixed by its specification, no file holds a date of today, lines end as
 * the layout says.
 */
public final class CityGenerator {
  /** The seed of the city that is committed. */
  public static final long SEED = 20_261_101L;

  private CityGenerator() {}

  /**
   * Writes the city into the directory that is the only argument, {@code samples/city} by default.
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments.length == 0 ? "samples/city" : arguments[0]);
    for (Map.Entry<String, byte[]> file : files(SEED).entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  /** All files of the city: path below the city's directory to content. */
  public static Map<String, byte[]> files(long seed) {
    // Each part draws from a generator of its own, so that a change in one leaves the others alone.
    List<Person> people = Townspeople.draw(new Random(seed));
    City city = CityPlan.draw(seed, new Random(seed + 1));
    List<Resident> residents = Residents.draw(new Random(seed + 2), city, people);
    List<String> truth = new ArrayList<>(List.of("domain,card,person"));
    List<String> stains = new ArrayList<>(List.of("file,line,dirt"));
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("city.json", json(city));
    files.put("people.json", json(residents));
    for (ExtractLayout layout : ExtractLayout.ALL) {
      Random random = new Random(seed + 10 + layout.number());
      Extract extract = ExtractPlan.draw(layout, people, random);
      files.put("extracts/" + layout.fileName(), extract.bytes());
      truth.addAll(extract.truth());
      stains.addAll(extract.stains());
    }
    files.put("truth.csv", lines(truth));
    files.put("dirt.csv", lines(stains));
    return files;
  }

  private static byte[] lines(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] json(Object value) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(indenter);
    printer.indentArraysWith(indenter);
    try {
      return (new ObjectMapper().writer(printer).writeValueAsString(value) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
