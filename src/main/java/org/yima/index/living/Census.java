package org.yima.index.living;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.SourceRecord;
import org.yima.index.matching.Identity;
import org.yima.index.matching.block.BlockKey;
import org.yima.index.matching.block.Blocks;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.column.Column;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.explain.Explanation;
import org.yima.index.matching.normal.DefaultValues;
import org.yima.index.matching.rule.Effect;
import org.yima.index.matching.schema.Schema;
import org.yima.index.matching.weight.Model;
import org.yima.index.matching.weight.Scorer;
import org.yima.index.store.Block;
import org.yima.index.store.Placement;
import org.yima.platform.Id;

/**
 * All records of an index that was empty, decided on at once as if they had been put one after the
 * other: the same blocks, the same judgement of a pair, the same grouping. Of a block that becomes
 * full on the way nobody is looked for from the start; what is then thought does not depend on the
 * order of the records.
 *
 * <p>Added by one thread; then looked at and settled by as many as there are workers.
 */
public final class Census {
  /** The engine's columns that a document fills. */
  private static final List<String> DOCUMENTS =
      List.of(
          "document",
          "borrowed document",
          "resident number",
          "residence card",
          "permanent residence");

  /** What a record says of itself, as {@link Identity} has it: equal values have equal codes. */
  private static final String DOCUMENT = "its document";

  private static final String NAME = "its name";
  private static final String BIRTH = "its birth";
  private static final String SEX = "its sex";

  /** The columns of what a record itself says, once each. */
  private static final Set<String> SUSPECTED =
      Set.of("document", "insurance", "phone", "other phone", "birth");

  private final Weighing by;
  private final Keying keying;
  private final Schema schema;
  private final Table table;
  private final BitSet contradictsItself = new BitSet();
  private final BitSet tellsSex = new BitSet();

  /** Whose document is listed as nobody's. */
  private final BitSet listed = new BitSet();

  /** Nobody yet. */
  public Census(Weighing by, Keying keying) {
    this.by = by;
    this.keying = keying;
    schema = by.schema();
    table =
        new Table(
            Stream.concat(
                    schema.columns().stream(),
                    Stream.of(
                        Column.of(DOCUMENT, CityRow::document),
                        Column.of(NAME, CityRow::nameKey),
                        Column.of(BIRTH, CityRow::birth),
                        Column.of(SEX, CityRow::sex)))
                .toList());
  }

  /** The version of the weights. */
  public String weights() {
    return by.weights().version();
  }

  /** The engine's name. */
  public String engine() {
    return by.engine().id();
  }

  /** A record and what follows from it alone, so that it can be worked out by any thread. */
  public static final class Prepared {
    private final String[] row;
    private final boolean contradictsItself;
    private final boolean tellsSex;
    private final boolean hasNobodysDocument;

    private Prepared(SourceRecord record, boolean retired, Nobodys nobodys) {
      SourceRecord compared = nobodys.butDocument(record);
      row = CityRow.of(retired ? compared.retired() : compared);
      contradictsItself = !Identity.of(compared).contradictionsWithDocument().isEmpty();
      tellsSex = record.sex().isPresent();
      hasNobodysDocument = nobodys.hasDocumentOf(record);
    }
  }

  /**
   * A record, ready to be added.
   *
   * @param retired whether its card is out of use
   */
  public Prepared prepared(SourceRecord record, boolean retired) {
    return new Prepared(record, retired, by.nobodys());
  }

  /** Adds records after those that are there. */
  public void add(List<Prepared> more, Workers workers) {
    int place = table.size();
    for (Prepared prepared : more) {
      contradictsItself.set(place, prepared.contradictsItself);
      listed.set(place, prepared.hasNobodysDocument);
      tellsSex.set(place++, prepared.tellsSex);
    }
    table.add(more.stream().map(prepared -> prepared.row).toList(), workers);
  }

  /** How many there are. */
  public int size() {
    return table.size();
  }

  /** What a record says of who it is about; a document that is everybody's is none of it. */
  private Identity identity(int place) {
    String document = table.value(place, table.column(DOCUMENT));
    int colon = document.indexOf(':');
    String birth = table.value(place, table.column(BIRTH));
    String sex = table.value(place, table.column(SEX));
    return new Identity(
        document.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new DocumentKey(
                    IdType.valueOf(document.substring(0, colon)), document.substring(colon + 1))),
        table.value(place, table.column(NAME)),
        birth.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(birth)),
        sex.isEmpty() ? Sex.UNKNOWN : Sex.valueOf(sex));
  }

  /** The blocks in which the records stand, full ones too; to be asked for before pairs are. */
  public List<BlockKind> blocks() {
    return keying.kinds(table, DOCUMENT);
  }

  /**
   * A value that many share as nobody's do.
   *
   * @param place of the first record that has it
   * @param records that have it
   * @param names how many names they have, as they sound; 0 where that says nothing
   */
  public record Suspect(String column, int place, int records, int names) {}

  /**
   * Values that seem to stand for nothing, and are listed nowhere. What is thought of pairs does
   * not depend on it, or the next put would think otherwise. To be asked for before pairs are.
   */
  public List<Suspect> suspects() {
    List<DefaultValues.Suspect> found =
        City.suspects(table).stream().filter(s -> SUSPECTED.contains(s.column())).toList();
    List<Suspect> suspects = new ArrayList<>();
    for (DefaultValues.Suspect suspect : found) {
      int column = table.column(suspect.column());
      int place = 0;
      while (table.code(place, column) != suspect.code()) {
        place++;
      }
      if (!listed.get(place) || !DOCUMENTS.contains(suspect.column())) {
        suspects.add(new Suspect(suspect.column(), place, suspect.records(), suspect.companions()));
      }
    }
    return suspects;
  }

  /** Looks at every pair of the blocks. Nothing may be added any more. */
  public Pairs look(Workers workers) {
    Blocks blocks = Blocks.of(table, keys(), workers);
    int unused = City.forgetPhonesOfWards(table);
    excludeEverybodysPhones();
    forgetEverybodysDocuments();
    Model model = new Model(schema, by.weights(), table, by.frequencies().over(table));
    List<Supplier<Pairs>> tasks = new ArrayList<>();
    for (Blocks.Part part : blocks.parts()) {
      tasks.add(
          () -> {
            Looking looking = new Looking(model);
            blocks.pairs(part, looking::at);
            return looking.found;
          });
    }
    Pairs all = new Pairs(model);
    workers.all(tasks).forEach(all::addAll);
    return all;
  }

  /** A document's block is of what the record gives for its document. */
  private List<BlockKey> keys() {
    List<BlockKey> keys = new ArrayList<>();
    keys.add(
        new BlockKey(Block.DOCUMENT, List.of(List.of(DOCUMENT)), List.of(), Keying.DOCUMENT_CAP));
    schema.keys().stream().filter(key -> !key.name().equals(Block.DOCUMENT)).forEach(keys::add);
    return keys;
  }

  /** As {@link Candidates#known}. */
  private void excludeEverybodysPhones() {
    int phone = table.column("phone");
    int other = table.column("other phone");
    int cap =
        City.schema().keys().stream()
            .filter(key -> key.name().equals(Keying.PHONE))
            .mapToInt(BlockKey::cap)
            .findFirst()
            .orElse(Integer.MAX_VALUE);
    int[] given = new int[table.dictionary(phone).size()];
    for (int record = 0; record < table.size(); record++) {
      int first = table.code(record, phone);
      int second = table.code(record, other);
      given[first]++;
      given[second] += second == first ? 0 : 1;
    }
    BitSet everybodys = new BitSet();
    for (int code = 1; code < given.length; code++) {
      everybodys.set(code, given[code] > cap);
    }
    int unused = table.exclude(phone, everybodys) + table.exclude(other, everybodys);
  }

  /** As {@link Candidates#known}: nor does such a document tell a day of birth or a sex. */
  private void forgetEverybodysDocuments() {
    int document = table.column(DOCUMENT);
    BitSet everybodys = (BitSet) listed.clone();
    for (int place = 0; place < table.size(); place++) {
      int code = table.page(place)[table.offset(place) + document];
      if (code != 0 && table.count(document, code) > Keying.DOCUMENT_CAP) {
        everybodys.set(place);
      }
    }
    everybodys.stream().forEach(this::forgetDocument);
  }

  private void forgetDocument(int place) {
    table.forget(place, table.column(DOCUMENT));
    for (String told : DOCUMENTS) {
      table.forget(place, table.column(told));
    }
    if (table.code(place, table.column(BIRTH)) == 0) {
      table.forget(place, table.column("birth"));
      table.forget(place, table.column("birth year"));
    }
    if (!tellsSex.get(place)) {
      table.forget(place, table.column("sex"));
    }
  }

  /** Judges pairs by codes alone, as {@link Bench#judge} does by the records. */
  private final class Looking {
    private final Scorer scorer;
    private final Model model;
    private final int document = table.column(DOCUMENT);
    private final int name = table.column(NAME);
    private final int birth = table.column(BIRTH);
    private final int sex = table.column(SEX);
    private final Pairs found;

    Looking(Model model) {
      this.model = model;
      scorer = model.scorer();
      found = new Pairs(model);
    }

    void at(int one, int other) {
      int[] left = table.page(one);
      int[] right = table.page(other);
      int leftAt = table.offset(one);
      int rightAt = table.offset(other);
      int held = left[leftAt + document];
      if (held != 0 && held == right[rightAt + document]) {
        ofDocument(one, other);
        return;
      }
      double least = model.weights().thresholds().review();
      long pattern = scorer.pattern(left, leftAt, right, rightAt, least);
      if (pattern != Scorer.HOPELESS) {
        weigh(pattern, one, other);
      }
    }

    private void ofDocument(int one, int other) {
      int[] left = table.page(one);
      int[] right = table.page(other);
      int leftAt = table.offset(one);
      int rightAt = table.offset(other);
      long pattern = scorer.pattern(left, leftAt, right, rightAt);
      boolean named = left[leftAt + name] != 0 && right[rightAt + name] != 0;
      boolean differ =
          contradictsItself.get(one)
              || contradictsItself.get(other)
              || differ(left[leftAt + name], right[rightAt + name])
              || differ(left[leftAt + birth], right[rightAt + birth])
              || differ(left[leftAt + sex], right[rightAt + sex]);
      if (!named) {
        double score = scorer.score(pattern, left, leftAt, right, rightAt);
        found.add(one, other, Judgement.Finding.REVIEW, score);
      } else if (!differ && scorer.rule(pattern, left, leftAt, right, rightAt) < 0) {
        double score = scorer.score(pattern, left, leftAt, right, rightAt);
        found.add(one, other, Judgement.Finding.DOCUMENT, score);
      } else {
        weigh(pattern, one, other);
      }
    }

    private void weigh(long pattern, int one, int other) {
      int[] left = table.page(one);
      int[] right = table.page(other);
      int leftAt = table.offset(one);
      int rightAt = table.offset(other);
      double least = model.weights().thresholds().review();
      double score = scorer.score(pattern, left, leftAt, right, rightAt);
      int rule = scorer.rule(pattern, left, leftAt, right, rightAt);
      if (rule >= 0) {
        Effect effect = schema.rules().rules().get(rule).effect();
        boolean passes = !effect.alwaysKeepsApart() && score >= model.weights().thresholds().link();
        if (passes || model.weights().thresholds().asks(effect, score)) {
          found.add(one, other, Judgement.Finding.REVIEW, score);
        }
      } else if (score >= model.weights().thresholds().link()) {
        found.add(one, other, Judgement.Finding.SCORE, score);
      } else if (score >= least) {
        found.add(one, other, Judgement.Finding.REVIEW, score);
      }
    }

    private static boolean differ(int one, int other) {
      return one != 0 && other != 0 && one != other;
    }
  }

  /** Settles those that some pairs hang together. What it answers, together, is everybody. */
  public final class Settling {
    private final Pairs pairs;
    private final Hanging hanging;

    /** Of pairs that this census has found. */
    public Settling(Pairs pairs) {
      this.pairs = pairs;
      hanging = new Hanging(table.size(), pairs);
    }

    /** Places of records of which nothing is found: each is a person of its own. */
    public int[] alone() {
      return hanging.alone();
    }

    /** How many groups of others there are, numbered from 0. */
    public int groups() {
      return hanging.groups();
    }

    /** The places of the records of a group, in order. */
    public int[] members(int group) {
      return hanging.members(group);
    }

    /** Tells of the groups that have nothing to settle. */
    public Plain plain() {
      return new Plain(table, table.column(DOCUMENT), pairs, hanging);
    }

    /**
     * What becomes of a group.
     *
     * @param batch its records in the order of their places, each with the person that it founds if
     *     it joins nobody; what they say is known here
     */
    public Arrangement settle(int group, List<Placement> batch, Supplier<Id> newPerson) {
      int[] places = members(group);
      Bench bench =
          new Bench(
              IntStream.of(places).mapToObj(place -> identity(place)).toList(),
              table,
              pairs.model,
              pairs.model.scorer(),
              places,
              by.engine().id());
      List<Scene.Pair> judged = new ArrayList<>();
      for (int pair : hanging.pairs(group)) {
        int one = hanging.at(pairs.left(pair));
        int other = hanging.at(pairs.right(pair));
        Judgement judgement = judgement(pair, bench, one, other);
        if (judgement.matters()) {
          judged.add(new Scene.Pair(Math.max(one, other), Math.min(one, other), judgement));
        }
      }
      List<Member> members = batch.stream().map(Member::arriving).toList();
      Scene scene =
          new Scene(members, members.size(), Set.of(), Set.of(), judged, Map.of(), Set.of(), bench);
      return Settlement.of(
          scene, batch, Map.of(), new Settlement.Gone(List.of(), List.of()), newPerson);
    }

    /** Whoever asks tells why in full; of a link its score is enough. */
    private Judgement judgement(int pair, Bench bench, int one, int other) {
      Judgement.Finding kind = pairs.kind(pair);
      return kind == Judgement.Finding.REVIEW
          ? bench.judge(Math.max(one, other), Math.min(one, other))
          : Judgement.of(
              kind,
              new Explanation(
                  weights(),
                  by.weights().prior(),
                  List.of(),
                  pairs.score(pair),
                  by.weights().thresholds(),
                  Optional.empty(),
                  Explanation.Decision.LINK));
    }
  }

  /** Settles what was found. */
  public Settling settling(Pairs pairs) {
    return new Settling(pairs);
  }
}
