package org.yima.migration.cleaning;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How an extract is read.
 *
 * @param encoding UTF-8, GB18030 or GBK; recognised from the file when it is missing
 * @param columns our key to the header of the file; {@code cardNumber} and {@code name} are needed
 * @param values our key to what the file's words mean: sex MALE, FEMALE; documentType; balanceKind;
 *     status ACTIVE, LOST, CANCELLED; deceased true, false
 */
@Schema(name = "MigrationMapping")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Mapping(
    @Pattern(regexp = "UTF-8|GB18030|GBK") String encoding,
    @NotEmpty @Size(max = 40) Map<@Size(max = 40) String, @Size(min = 1, max = 100) String> columns,
    @Size(max = 40)
        Map<
                @Size(max = 40) String,
                @Size(max = 200) Map<@Size(max = 100) String, @Size(max = 100) String>>
            values) {

  /** The keys of {@code columns} and {@code values} that name no field. */
  public List<String> unknownKeys() {
    return java.util.stream.Stream.concat(
            columns.keySet().stream().map(key -> "columns/" + key),
            values == null
                ? java.util.stream.Stream.of()
                : values.keySet().stream().map(k -> "values/" + k))
        .filter(path -> Field.ofKey(path.substring(path.indexOf('/') + 1)).isEmpty())
        .sorted()
        .toList();
  }

  public Optional<String> header(Field field) {
    return Optional.ofNullable(columns.get(field.key()));
  }

  /** What a word of the file means, or the word itself. */
  public String meaning(Field field, String word) {
    Map<String, String> meanings = values == null ? null : values.get(field.key());
    return meanings == null ? word : meanings.getOrDefault(word, word);
  }
}
