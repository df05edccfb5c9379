package org.yima.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.house.Sources.File;

/**
 * Something that is not to be written, and what to write instead.
 *
 * @param name what the ban is called in a report
 * @param pattern what is looked for; in Java files the comments are gone before, unless {@code
 *     inComments}
 * @param example a line that the ban catches, so that a ban that catches nothing shows
 * @param instead the replacement
 * @param where the files it holds in
 * @param except files that may, each with its reason
 */
record Ban(
    String name,
    Pattern pattern,
    boolean inComments,
    String example,
    String instead,
    Predicate<File> where,
    Map<String, String> except) {

  private static final Pattern COMMENT_OR_LITERAL =
      Pattern.compile(
          "\"\"\"[\\s\\S]*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)+'"
              + "|/\\*[\\s\\S]*?\\*/|//[^\\n]*");

  /** Every place where a file breaks the ban, as {@code path:line: what stands there}. */
  List<String> violations(File file) {
    if (!where.test(file) || except.containsKey(file.path())) {
      return List.of();
    }
    String text = file.path().endsWith(".java") && !inComments ? code(file.text()) : file.text();
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      long line = 1 + text.substring(0, matcher.start()).chars().filter(c -> c == '\n').count();
      found.add(file.path() + ":" + line + ": " + matcher.group().strip());
    }
    return found;
  }

  /** The text without its comments; lines keep their numbers. */
  static String code(String java) {
    return COMMENT_OR_LITERAL
        .matcher(java)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group().startsWith("/")
                        ? found.group().replaceAll("[^\\n]", " ")
                        : found.group()));
  }
}
