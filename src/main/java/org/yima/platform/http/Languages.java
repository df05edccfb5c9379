package org.yima.platform.http;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;

/** In which of our two languages an answer is wanted: Chinese, where nothing says otherwise. */
final class Languages {
  private Languages() {}

  /** By the header's text, best first; one that does not read as a list wants nothing. */
  static boolean prefersEnglish(String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.isBlank()) {
      return false;
    }
    try {
      return prefersEnglish(
          LanguageRange.parse(acceptLanguage).stream()
              .map(range -> Locale.forLanguageTag(range.getRange()))
              .toList());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /** By the wanted languages, best first. */
  static boolean prefersEnglish(List<Locale> wanted) {
    return wanted.stream()
        .map(Locale::getLanguage)
        .filter(language -> language.equals("zh") || language.equals("en"))
        .findFirst()
        .filter("en"::equals)
        .isPresent();
  }
}
