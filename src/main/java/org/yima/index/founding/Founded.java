package org.yima.index.founding;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a founding load did. Counts and names of files; nothing personal.
 *
 * @param links pairs that link
 * @param doubts pairs that people are asked about
 * @param bytes that went to the database by COPY
 * @param rejected rows that are in no index, by reason
 * @param documentsDropped rows that came without their document, because it breaks a rule of its
 *     kind
 * @param suspects values that seem to stand for nothing
 * @param dryRun whether nothing of it stayed
 * @param passedOver names of what lay beside the extracts and was not read
 * @param phases what was done, in order
 */
public record Founded(
    List<Extracts.Read> files,
    int records,
    int persons,
    long links,
    long doubts,
    long bytes,
    Map<String, Integer> rejected,
    int documentsDropped,
    int suspects,
    boolean dryRun,
    List<String> passedOver,
    List<Phase> phases) {
  /** How long something took. */
  public record Phase(String name, Duration took) {}

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(dryRun ? "not founded, a dry run:" : "founded")
            .append(" records=" + records)
            .append(" persons=" + persons)
            .append(" links=" + links)
            .append(" doubts=" + doubts)
            .append(" bytes=" + bytes)
            .append(" rejected=" + rejected)
            .append(" documentsDropped=" + documentsDropped)
            .append(" suspects=" + suspects)
            .append(" files=" + files.size())
            .append(" passedOver=" + passedOver);
    phases.forEach(
        phase ->
            text.append(' ')
                .append(phase.name().replace(' ', '-'))
                .append('=')
                .append(phase.took().toMillis())
                .append("ms"));
    return text.toString();
  }
}
