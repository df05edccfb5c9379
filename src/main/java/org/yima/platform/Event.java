package org.yima.platform;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Something that happened and is told to others after its transaction commits.
 *
 * @param type what happened, as {@code noun.verb}: {@code payment.settled}
 * @param subject the row it happened to; the outbox row shares its bucket
 * @param payload facts that receivers need; never personal data in clear
 * @param feeds the feeds (receivers) in which it appears, such as {@code
 *     hospital/ins_…/settlements}; handlers inside the server choose by type instead
 */
public record Event(String type, Id subject, JsonObject payload, List<String> feeds) {
  public Event {
    feeds = List.copyOf(feeds);
  }

  public static Event of(String type, Id subject, JsonObject payload, String... feeds) {
    return new Event(type, subject, payload, List.of(feeds));
  }
}
