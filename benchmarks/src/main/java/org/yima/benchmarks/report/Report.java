package org.yima.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The outcome of one command, as a section of Markdown.
 *
 * @param command the command's name, which heads the section
 * @param method how it was measured: whole sentences
 * @param table what was found, in Markdown
 */
public record Report(String command, String method, String table) {
  private static final String HEAD =
      """
      | figure | per second | limit | limit per second | ratio | goal | | note |
      | --- | ---: | --- | ---: | ---: | ---: | --- | --- |
      """;

  /** A table of figures beside their limits, in the order in which they are read. */
  public Report(String command, String method, List<Figure> figures) {
    this(
        command,
        method,
        HEAD + figures.stream().map(figure -> figure.row() + "\n").collect(Collectors.joining()));
  }

  /** The whole section; {@code commit} says what was measured. */
  public String markdown(String commit) {
    return "## "
        + command
        + "\n\nCommit "
        + commit
        + ", "
        + LocalDate.now(ZoneOffset.UTC)
        + ". "
        + Machine.describe()
        + ".\n\n"
        + method
        + "\n"
        + table;
  }

  /** Prints the section, and puts it in the place of the last one of this command in a file. */
  public void publish(String commit, boolean keep, Path results) throws IOException {
    String section = markdown(commit);
    System.out.println();
    System.out.print(section);
    if (keep) {
      Files.writeString(results, replaced(Files.readString(results), section));
    }
  }

  private String replaced(String all, String section) {
    Pattern old =
        Pattern.compile(
            "^## " + Pattern.quote(command) + "$.*?(?=^## |\\z)",
            Pattern.MULTILINE | Pattern.DOTALL);
    Matcher found = old.matcher(all);
    return found.find()
        ? found.replaceFirst(Matcher.quoteReplacement(section + "\n")).stripTrailing() + "\n"
        : all.stripTrailing() + "\n\n" + section;
  }

  /** As {@link #publish(String, boolean, Path)}, told by the properties that the command sets. */
  public void publish() throws IOException {
    publish(
        System.getProperty("yima.commit", "unknown"),
        Boolean.getBoolean("yima.keep"),
        Path.of(System.getProperty("yima.home", "."), "benchmarks", "RESULTS.md"));
  }
}
