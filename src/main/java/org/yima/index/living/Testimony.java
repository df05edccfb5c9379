package org.yima.index.living;

import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.yima.index.IndexRecord;
import org.yima.index.SourceRecord;
import org.yima.index.store.RecordVersions.Version;

/**
 * A record, and since when it says each element as it says it now: a new phone does not make an old
 * address newer.
 */
public record Testimony(IndexRecord record, Map<Element, OffsetDateTime> since) {
  public Testimony {
    since = Map.copyOf(since);
  }

  /**
   * A record with what it said before.
   *
   * @param versions of the record, oldest first, at least one; the last is what it says now
   */
  static Testimony of(IndexRecord record, List<Version> versions) {
    Map<Element, OffsetDateTime> since = new EnumMap<>(Element.class);
    for (Element element : Element.values()) {
      since.put(element, since(element, record.source(), versions));
    }
    return new Testimony(record, since);
  }

  private static OffsetDateTime since(Element element, SourceRecord now, List<Version> versions) {
    OffsetDateTime since = versions.get(versions.size() - 1).recordedAt();
    for (int i = versions.size() - 1; i >= 0; i--) {
      if (!element.of(versions.get(i).source()).equals(element.of(now))) {
        break;
      }
      since = versions.get(i).recordedAt();
    }
    return since;
  }

  OffsetDateTime since(Element element) {
    return since.get(element);
  }

  /** Only whose it is: the rest is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "Testimony[" + record.id() + "]";
  }
}
