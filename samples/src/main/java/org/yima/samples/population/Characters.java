package org.yima.samples.population;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a character can be mistaken for. Characters are texts, for some lie beyond 16 bits. */
final class Characters {
  /** Characters that old systems do not have, to their pinyin. */
  static final Map<String, String> RARE = rare();

  /** Characters that an old code page had among its private ones, to where it had them. */
  static final Map<String, String> PRIVATE = Map.of("䶮", "\uE863");

  private static final Map<String, List<String>> SAME_SOUND = groups("sounds.txt", 1);
  private static final Map<String, List<String>> SIMILAR = groups("similar.txt", 0);
  private static final Map<String, String> TRADITIONAL = traditional();

  private Characters() {}

  /** Others of the same sound, likely ones first. */
  static List<String> sameSound(String character) {
    return SAME_SOUND.getOrDefault(character, List.of());
  }

  /** Others that look alike. */
  static List<String> similar(String character) {
    return SIMILAR.getOrDefault(character, List.of());
  }

  /** The traditional form, where it is another. */
  static Optional<String> traditional(String character) {
    return Optional.ofNullable(TRADITIONAL.get(character));
  }

  /** Every character of a group to the others of it, over all groups of the list. */
  private static Map<String, List<String>> groups(String file, int column) {
    Map<String, List<String>> others = new HashMap<>();
    for (List<String> line : Tables.lines(file)) {
      List<String> group = Tables.characters(line.get(column));
      for (String character : group) {
        List<String> known = others.computeIfAbsent(character, any -> new ArrayList<>());
        for (String other : group) {
          if (!other.equals(character) && !known.contains(other)) {
            known.add(other);
          }
        }
      }
    }
    others.values().removeIf(List::isEmpty);
    return others;
  }

  private static Map<String, String> traditional() {
    Map<String, String> forms = new HashMap<>();
    for (List<String> line : Tables.lines("traditional.txt")) {
      for (String pair : line) {
        List<String> both = Tables.characters(pair);
        forms.put(both.get(0), both.get(1));
      }
    }
    return forms;
  }

  private static Map<String, String> rare() {
    Map<String, String> rare = new HashMap<>();
    for (List<String> line : Tables.lines("rare.txt")) {
      rare.put(line.get(0), line.get(1));
    }
    return rare;
  }
}
