package org.yima.index.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.yima.index.IndexRecord;

/**
 * Doubts that wait, in the order of the queue.
 *
 * @param next the cursor of the next page; missing on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MatchPage(@JsonProperty(required = true) List<MatchView> items, String next) {
  static MatchPage of(List<Match> matches, List<IndexRecord> known, int limit) {
    List<Match> page = matches.subList(0, Math.min(limit, matches.size()));
    return new MatchPage(
        page.stream().map(m -> MatchView.of(m, known)).toList(),
        matches.size() > limit ? Place.of(page.get(limit - 1)).toString() : null);
  }
}
