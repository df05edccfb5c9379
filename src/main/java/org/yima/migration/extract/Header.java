package org.yima.migration.extract;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.migration.cleaning.Field;
import org.yima.migration.cleaning.Mapping;

/**
 * Where a file keeps what.
 *
 * @param places the column of each mapped field, from 0
 * @param width how many columns each row must have
 */
public record Header(Map<Field, Integer> places, int width) {
  public Header {
    places = Map.copyOf(places);
  }

  /** A header in which a mapped column is missing. */
  public record Missing(Field field) {}

  /** Reads the header; the first mapped column that is not there is put into {@code missing}. */
  static Header read(List<String> columns, Mapping mapping, List<Missing> missing) {
    List<String> names = columns.stream().map(Header::name).toList();
    Map<Field, Integer> places = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      Optional<Integer> place = mapping.header(field).map(h -> names.indexOf(name(h)));
      place.filter(p -> p >= 0).ifPresent(p -> places.put(field, p));
      place.filter(p -> p < 0).ifPresent(p -> missing.add(new Missing(field)));
    }
    return new Header(places, columns.size());
  }

  private static String name(String header) {
    return Normalizer.normalize(header, Normalizer.Form.NFKC).replace("\uFEFF", "").strip();
  }
}
