package org.yima.migration.cleaning;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an extract is read.
 *
 * @param encoding UTF-8, GB18030 or GBK; empty: recognised from the file
 * @param columns our key to the header of the file
 * @param values our key to what the file's words mean
 */
public record Mapping(
    Optional<String> encoding,
    Map<String, String> columns,
    Map<String, Map<String, String>> values) {
  public Mapping {
    columns = Map.copyOf(columns);
    values = Map.copyOf(values);
  }

  /** The keys of {@code columns} and {@code values} that name no field. */
  public List<String> unknownKeys() {
    return java.util.stream.Stream.concat(
            columns.keySet().stream().map(key -> "columns/" + key),
            values.keySet().stream().map(key -> "values/" + key))
        .filter(path -> Field.ofKey(path.substring(path.indexOf('/') + 1)).isEmpty())
        .sorted()
        .toList();
  }

  public Optional<String> header(Field field) {
    return Optional.ofNullable(columns.get(field.key()));
  }

  /** What a word of the file means, or the word itself. */
  public String meaning(Field field, String word) {
    return values.getOrDefault(field.key(), Map.of()).getOrDefault(word, word);
  }
}
