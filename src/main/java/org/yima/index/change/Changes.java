package org.yima.index.change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yima.platform.Id;

/**
 * What became of the persons of some records.
 *
 * @param parted for each person whose records are in several now, these
 * @param joined for each person whose records were in several before, these
 * @param left for each resident with whom records were certainly one and are not any more, these
 */
record Changes(List<List<Standing>> parted, List<List<Standing>> joined, List<Left> left) {
  Changes {
    parted = List.copyOf(parted);
    joined = List.copyOf(joined);
    left = List.copyOf(left);
  }

  /**
   * Records that are no longer certainly one with a resident's.
   *
   * @param holder the resident's own record, as it stands now
   * @param records as they stand now
   */
  record Left(Standing holder, List<Standing> records) {
    Left {
      records = List.copyOf(records);
    }
  }

  /** Of the same records before and after; one that is missing after is not looked at. */
  static Changes of(Collection<Standing> before, Collection<Standing> after) {
    Map<Id, Standing> now = byRecord(after.stream());
    Map<Id, Standing> was = byRecord(before.stream().filter(s -> now.containsKey(s.record())));
    return new Changes(torn(was.values(), now), torn(now.values(), was), left(was.values(), now));
  }

  /** In the order given, so that the same move is told in the same words each time. */
  private static Map<Id, Standing> byRecord(Stream<Standing> standings) {
    return standings.collect(
        Collectors.toMap(
            Standing::record, Function.identity(), (first, again) -> first, LinkedHashMap::new));
  }

  /** Records that are of one person here and of several there, as they stand there. */
  private static List<List<Standing>> torn(Collection<Standing> here, Map<Id, Standing> there) {
    Map<Id, List<Standing>> persons = new LinkedHashMap<>();
    here.stream()
        .filter(s -> there.containsKey(s.record()))
        .forEach(
            s ->
                persons
                    .computeIfAbsent(s.person(), p -> new ArrayList<>())
                    .add(there.get(s.record())));
    return persons.values().stream()
        .filter(of -> of.stream().map(Standing::person).distinct().count() > 1)
        .toList();
  }

  private static List<Left> left(Collection<Standing> before, Map<Id, Standing> now) {
    List<Left> left = new ArrayList<>();
    for (Standing holder : before) {
      if (!holder.isResident()) {
        continue;
      }
      Standing holds = now.get(holder.record());
      List<Standing> gone =
          before.stream()
              .filter(s -> !s.isResident() && s.certain().equals(holder.certain()))
              .map(s -> now.get(s.record()))
              .filter(s -> !s.certain().equals(holds.certain()))
              .toList();
      if (!gone.isEmpty()) {
        left.add(new Left(holds, gone));
      }
    }
    return left;
  }
}
