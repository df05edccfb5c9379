package org.yima.migration.plan;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yima.migration.cleaning.Cleaned;
import org.yima.migration.cleaning.Field;
import org.yima.migration.cleaning.Lengths;
import org.yima.migration.cleaning.Row;

/** What a profile adds up while it reads, kept between batches as JSON. Not for several threads. */
public final class QualityCounts {
  private final Map<Part, Map<String, Long>> counts = new HashMap<>();
  private long rows;

  private QualityCounts() {}

  /** What is counted. */
  public enum Part {
    FILLED,
    NOTES,
    REASONS,
    CARD_LENGTHS,
    PATIENT_LENGTHS;

    private String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static QualityCounts of(JsonObject json) {
    QualityCounts quality = new QualityCounts();
    quality.rows = json.getLong("rows", 0L);
    for (Part part : Part.values()) {
      Map<String, Long> map = new TreeMap<>();
      JsonObject stored = json.getJsonObject(part.key(), new JsonObject());
      stored.fieldNames().forEach(name -> map.put(name, stored.getLong(name)));
      quality.counts.put(part, map);
    }
    return quality;
  }

  public JsonObject toJson() {
    JsonObject json = new JsonObject().put("rows", rows);
    counts.forEach((part, map) -> json.put(part.key(), new JsonObject(new TreeMap<>(map))));
    return json;
  }

  /** Counts one row. */
  public void add(Row row, Cleaned cleaned) {
    rows++;
    for (Field field : Field.values()) {
      if (!row.get(field).isBlank()) {
        add(Part.FILLED, field.key());
      }
    }
    length(Part.CARD_LENGTHS, row.get(Field.CARD_NUMBER));
    length(Part.PATIENT_LENGTHS, row.get(Field.PATIENT_ID));
    if (cleaned instanceof Cleaned.Card card) {
      card.notes().forEach(note -> add(Part.NOTES, note.name()));
    } else if (cleaned instanceof Cleaned.Rejected rejected) {
      add(Part.REASONS, rejected.reason().name());
    }
  }

  private void length(Part part, String number) {
    if (!number.isBlank() && number.length() <= 64) {
      add(part, Integer.toString(number.strip().length()));
    }
  }

  private void add(Part part, String name) {
    counts.get(part).merge(name, 1L, Long::sum);
  }

  public long rows() {
    return rows;
  }

  public Map<String, Long> of(Part part) {
    return Map.copyOf(counts.get(part));
  }

  public Lengths lengths() {
    return new Lengths(common(Part.CARD_LENGTHS), common(Part.PATIENT_LENGTHS));
  }

  private int common(Part part) {
    Map<Integer, Long> lengths = new TreeMap<>();
    counts.get(part).forEach((length, rows) -> lengths.put(Integer.valueOf(length), rows));
    return Lengths.common(lengths);
  }
}
