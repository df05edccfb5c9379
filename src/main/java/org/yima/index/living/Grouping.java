package org.yima.index.living;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yima.index.living.Persons.Link;
import org.yima.index.matching.Verdict;
import org.yima.index.store.Barred;
import org.yima.index.store.Edge;
import org.yima.platform.Id;

/**
 * Who becomes one person with whom in a scene. Records that nothing connects are grouped apart from
 * each other, so that a large batch costs no more than its records one by one.
 */
final class Grouping {
  private final Scene scene;
  private final Set<Id> held;
  private final Map<Id, Integer> places;
  private final List<Link> links = new ArrayList<>();

  /** Of each link the pair that was found, with what it was weighed by. */
  private final Map<Link, Edge> evidence = new HashMap<>();

  private final List<Edge> found = new ArrayList<>();
  private final List<Link> said = new ArrayList<>();
  private final int[] group;
  private final List<Link> refused = new ArrayList<>();

  Grouping(Scene scene) {
    this.scene = scene;
    held = scene.heldByPeople();
    places = scene.places();
    group = new int[scene.members().size()];
    Arrays.setAll(group, i -> i);
    collectLinks();
    collectSaid();
    components().forEach(this::settle);
    List<int[]> barred = barredPlaces();
    if (!barred.isEmpty()) {
      refused.addAll(TakingOut.of(group, barred, links, anchored(), new Known(everybody())));
    }
  }

  private List<Integer> everybody() {
    return IntStream.range(0, scene.members().size()).boxed().toList();
  }

  /** The pairs among those that may be moved that a rule keeps from linking. */
  private List<int[]> barredPlaces() {
    List<int[]> barred = new ArrayList<>();
    scene.barred().forEach(pair -> barred.add(at(pair)));
    barred().forEach(pair -> barred.add(at(pair)));
    barred.removeIf(pair -> Math.min(pair[0], pair[1]) < 0);
    barred.removeIf(pair -> Math.max(pair[0], pair[1]) >= scene.movable());
    return barred;
  }

  private int[] at(Barred pair) {
    return new int[] {places.getOrDefault(pair.one(), -1), places.getOrDefault(pair.other(), -1)};
  }

  /** Who is held where it is by an equal document, or because people said so. */
  private Set<Integer> anchored() {
    Set<Integer> anchored = new HashSet<>();
    Stream.concat(
            links.stream()
                .filter(l -> l.byDocument() || scene.bench().anchored(l.one(), l.other())),
            said.stream())
        .filter(link -> same(link.one(), link.other()))
        .forEach(link -> anchored.addAll(List.of(link.one(), link.other())));
    return anchored;
  }

  private void collectLinks() {
    for (Edge edge : scene.edges()) {
      Integer one = places.get(edge.one());
      Integer other = places.get(edge.other());
      if (one != null && other != null) {
        add(new Link(one, other, edge.byDocument(), edge.score()), edge);
      }
    }
    scene.judged().stream()
        .filter(pair -> pair.judgement().links())
        .forEach(pair -> link(pair.arriving(), pair.other(), pair.judgement()));
    judgeUnsettled();
    Set<List<Object>> parted = partedPersons();
    links.removeIf(link -> parted.contains(ofPersons(link.one(), link.other())));
  }

  private void link(int one, int other, Judgement judgement) {
    int score = judgement.thousandths().orElseThrow();
    boolean byDocument = judgement.kind() == Judgement.Finding.DOCUMENT;
    Edge edge =
        new Edge(
            scene.members().get(one).id(),
            scene.members().get(other).id(),
            byDocument,
            score,
            judgement.explanation().orElseThrow().version(),
            Optional.of(scene.bench().engine()));
    add(new Link(one, other, byDocument, score), edge);
    found.add(edge);
  }

  private void add(Link link, Edge edge) {
    links.add(link);
    evidence.put(link, edge);
  }

  /** Persons of a time when no links were kept: what holds them together is found now. */
  private void judgeUnsettled() {
    for (int[] pair : standing()) {
      if (scene.members().get(pair[0]).certain().isEmpty()
          && scene.members().get(pair[1]).certain().isEmpty()) {
        Judgement judgement = scene.bench().judge(pair[0], pair[1]);
        if (judgement.links()) {
          link(pair[0], pair[1], judgement);
        }
      }
    }
  }

  /** The pairs that are in one person at present. */
  private List<int[]> standing() {
    return together(member -> !member.arrives());
  }

  /** Those too of which a record says something new that is not about who it is. */
  private List<int[]> kept() {
    return together(member -> !member.arrives() || member.keeps());
  }

  private List<int[]> together(Predicate<Member> wanted) {
    Map<Id, List<Integer>> persons = new HashMap<>();
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < scene.movable(); i++) {
      Member member = scene.members().get(i);
      if (wanted.test(member)) {
        List<Integer> before = persons.computeIfAbsent(member.person(), p -> new ArrayList<>());
        for (int j : before) {
          pairs.add(new int[] {j, i});
        }
        before.add(i);
      }
    }
    return pairs;
  }

  /** The pairs of which people said so. */
  private List<int[]> said(Verdict wanted) {
    List<int[]> pairs = new ArrayList<>();
    scene
        .verdicts()
        .forEach(
            (record, others) ->
                others.forEach(
                    (other, verdict) -> {
                      Integer one = places.get(record);
                      Integer two = places.get(other);
                      if (verdict == wanted
                          && one != null
                          && two != null
                          && Math.max(one, two) < scene.movable()) {
                        pairs.add(new int[] {Math.min(one, two), Math.max(one, two)});
                      }
                    }));
    return pairs;
  }

  /** Where people said that a record of one and a record of the other are two. */
  private Set<List<Object>> partedPersons() {
    Set<List<Object>> parted = new HashSet<>();
    for (int[] pair : said(Verdict.DIFFERENT)) {
      parted.add(ofPersons(pair[0], pair[1]));
      parted.add(ofPersons(pair[1], pair[0]));
    }
    return parted;
  }

  private List<Object> ofPersons(int one, int other) {
    return List.of(whole(one), whole(other));
  }

  /** Whoever arrives stands for itself, all others for their person. */
  private Object whole(int record) {
    Member member = scene.members().get(record);
    return member.arrives() ? member.id() : member.person();
  }

  /** What people said of two says nothing of a third whom the machine put beside them. */
  private void collectSaid() {
    said(Verdict.SAME).forEach(pair -> said.add(new Link(pair[0], pair[1], false, 0)));
    Map<Id, Integer> first = new HashMap<>();
    for (int i = 0; i < scene.movable(); i++) {
      Member member = scene.members().get(i);
      if (member.keeps() && scene.merged().contains(member.person())) {
        Integer before = first.putIfAbsent(member.person(), i);
        if (before != null) {
          said.add(new Link(before, i, false, 0));
        }
      }
    }
  }

  private List<List<Integer>> components() {
    int[] root = new int[scene.movable()];
    Arrays.setAll(root, i -> i);
    links.forEach(link -> unite(root, link.one(), link.other()));
    said.forEach(link -> unite(root, link.one(), link.other()));
    Map<Integer, List<Integer>> components = new LinkedHashMap<>();
    for (int i = 0; i < root.length; i++) {
      components.computeIfAbsent(find(root, i), r -> new ArrayList<>()).add(i);
    }
    return components.values().stream().filter(component -> component.size() > 1).toList();
  }

  private static int find(int[] root, int record) {
    int at = record;
    while (root[at] != at) {
      root[at] = root[root[at]];
      at = root[at];
    }
    return at;
  }

  private static void unite(int[] root, int one, int other) {
    int a = find(root, one);
    int b = find(root, other);
    root[Math.max(a, b)] = Math.min(a, b);
  }

  private void settle(List<Integer> component) {
    Map<Integer, Integer> local = new HashMap<>();
    component.forEach(member -> local.put(member, local.size()));
    Persons.Grouped grouped =
        Persons.of(
            component.size(), within(links, local), within(said, local), new Known(component));
    for (int i = 0; i < component.size(); i++) {
      group[component.get(i)] = component.get(grouped.group()[i]);
    }
    grouped.refused().stream()
        .map(
            l ->
                new Link(
                    component.get(l.one()), component.get(l.other()), l.byDocument(), l.score()))
        .forEach(refused::add);
  }

  private static List<Link> within(List<Link> links, Map<Integer, Integer> local) {
    return links.stream()
        .filter(link -> local.containsKey(link.one()) && local.containsKey(link.other()))
        .map(
            link ->
                new Link(
                    local.get(link.one()),
                    local.get(link.other()),
                    link.byDocument(),
                    link.score()))
        .toList();
  }

  /** What is known of the pairs of a component. */
  private final class Known implements Persons.Pairs {
    private final List<Integer> component;

    Known(List<Integer> component) {
      this.component = component;
    }

    @Override
    public boolean together(int one, int other) {
      int a = component.get(one);
      int b = component.get(other);
      return scene.said(a, b, Verdict.SAME)
          || (scene.areTogether(a, b) && held.contains(scene.members().get(a).person()))
          || scene.bench().together(a, b);
    }

    @Override
    public boolean oneDocument(int one, int other) {
      return scene.bench().haveOneDocument(component.get(one), component.get(other));
    }

    @Override
    public boolean anchored(int one, int other) {
      return scene.bench().anchored(component.get(one), component.get(other));
    }

    @Override
    public boolean parted(int one, int other) {
      return scene.said(component.get(one), component.get(other), Verdict.DIFFERENT)
          || areTwoMerged(
              scene.members().get(component.get(one)), scene.members().get(component.get(other)));
    }

    /** Of two persons that people have merged others into, no machine makes one. */
    private boolean areTwoMerged(Member one, Member other) {
      return one.keeps()
          && other.keeps()
          && !one.person().equals(other.person())
          && scene.merged().contains(one.person())
          && scene.merged().contains(other.person());
    }

    @Override
    public long key(int record) {
      return scene.bench().key(component.get(record));
    }
  }

  /** Whether two records are of one person. */
  boolean same(int one, int other) {
    return group[one] == group[other];
  }

  /** What names the group of a record. */
  int least(int record) {
    return group[record];
  }

  /** The records that may be moved, by the person that they make. */
  List<List<Integer>> groups() {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < scene.movable(); i++) {
      groups.computeIfAbsent(group[i], g -> new ArrayList<>()).add(i);
    }
    return List.copyOf(groups.values());
  }

  /** Links that were not followed, because what they would join must not be one. */
  List<Link> refused() {
    return List.copyOf(refused);
  }

  /** Links that were not known before. */
  List<Edge> found() {
    return found.stream().distinct().toList();
  }

  /** Pairs with an arriving record that a rule keeps from linking. */
  List<Barred> barred() {
    return scene.judged().stream()
        .filter(pair -> pair.judgement().barred())
        .map(
            pair ->
                new Barred(
                    scene.members().get(pair.arriving()).id(),
                    scene.members().get(pair.other()).id()))
        .distinct()
        .toList();
  }

  /**
   * The link that holds a record with another one of its group, the strongest, as it was weighed
   * when it was found: other weights may have come into use since. Of equals it is the one to the
   * record whose words come first, and not whichever was read first.
   */
  Optional<Edge> strongest(int record) {
    return links.stream()
        .filter(link -> link.one() == record || link.other() == record)
        .filter(link -> same(link.one(), link.other()))
        .min(
            Comparator.comparing((Link link) -> !link.byDocument())
                .thenComparing(link -> -link.score())
                .thenComparing(link -> scene.bench().key(link.end(record)), Long::compareUnsigned)
                .thenComparing(link -> scene.members().get(link.end(record)).id()))
        .map(evidence::get);
  }

  /** Links by an equal document, and pairs that people joined, inside groups. */
  List<Link> certain() {
    List<Link> certain = new ArrayList<>(links.stream().filter(Link::byDocument).toList());
    said(Verdict.SAME).forEach(pair -> certain.add(new Link(pair[0], pair[1], true, 0)));
    kept().stream()
        .filter(
            pair ->
                scene
                    .members()
                    .get(pair[0])
                    .certain()
                    .equals(scene.members().get(pair[1]).certain()))
        .forEach(pair -> certain.add(new Link(pair[0], pair[1], true, 0)));
    return certain.stream().filter(link -> same(link.one(), link.other())).toList();
  }
}
