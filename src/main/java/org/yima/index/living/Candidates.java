package org.yima.index.living;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yima.index.IndexRecord;
import org.yima.index.SourceRecord;
import org.yima.index.matching.chinese.Names;
import org.yima.index.matching.chinese.Phones;
import org.yima.index.store.Block;
import org.yima.index.store.BlockRows;
import org.yima.index.store.Hash;
import org.yima.index.store.Neighbours;
import org.yima.index.store.Statements;
import org.yima.platform.Id;

/** Finds the records that may be one person's with a given one, by their blocks and weights. */
@ApplicationScoped
public class Candidates {
  private static final Comparator<Scored> BEST_FIRST =
      Comparator.comparing(Scored::outcome)
          .thenComparing(Comparator.comparingDouble(Scored::score).reversed())
          .thenComparing(Scored::recordId);

  private final Keying keying;
  private final Neighbours neighbours;
  private final BlockRows blocks;
  private final ActiveWeighing weighing;
  private final MeterRegistry meters;

  Candidates(
      Keying keying,
      Neighbours neighbours,
      BlockRows blocks,
      ActiveWeighing weighing,
      MeterRegistry meters) {
    this.keying = keying;
    this.neighbours = neighbours;
    this.blocks = blocks;
    this.weighing = weighing;
    this.meters = meters;
  }

  /**
   * The records that would be linked with a description of somebody, or asked about, and those of
   * which it is likelier than not and that is too little to ask about; best first. Nothing is
   * written.
   *
   * @param query what is known; domain and number may be empty, and then speak for and against
   *     nobody. A record of the same domain and number is not among the answers
   * @param limit at most so many
   */
  public Uni<List<Scored>> match(Statements db, SourceRecord query, int limit) {
    List<Block> wanted = keying.of(List.of(query)).get(0);
    return Uni.combine()
        .all()
        .unis(weighing.current(db), neighbours.in(db, wanted))
        .asTuple()
        .chain(
            both ->
                both.getItem2()
                    .opened(
                        found -> {
                          noteFull(wanted, found.full());
                          SourceRecord said = both.getItem1().nobodys().without(query);
                          SourceRecord known = known(said, wanted, found.full());
                          return scored(db, both.getItem1(), known, found.records(), limit);
                        }))
        .chain(scored -> scored);
  }

  /**
   * Whether a phone is a ward's the cards of one hospital tell, and who asks is of none: so of the
   * children without a name that were found it is looked up what they give that is everybody's.
   */
  private Uni<List<Scored>> scored(
      Statements db, Weighing by, SourceRecord known, List<IndexRecord> found, int limit) {
    List<IndexRecord> children =
        found.stream().filter(r -> Names.parse(r.name()).isUnnamed()).toList();
    if (children.isEmpty()) {
      List<Scored> scored = scored(by, known, found, Map.of(), limit);
      return Uni.createFrom().item(scored);
    }
    List<List<Block>> blocksOf = keying.of(children.stream().map(IndexRecord::source).toList());
    List<Block> all = blocksOf.stream().flatMap(List::stream).toList();
    return Uni.createFrom()
        .deferred(() -> blocks.full(db, all))
        .chain(
            full ->
                Deciding.computed(
                    found.size(),
                    () -> {
                      Map<Id, SourceRecord> compared = new HashMap<>();
                      for (int i = 0; i < children.size(); i++) {
                        SourceRecord said = by.nobodys().without(children.get(i).compared());
                        compared.put(children.get(i).id(), known(said, blocksOf.get(i), full));
                      }
                      return scored(by, known, found, compared, limit);
                    }));
  }

  /** A full block is looked into by nobody; how often that cost a look is counted, by key. */
  void noteFull(List<Block> wanted, Set<Hash> full) {
    wanted.stream()
        .filter(block -> full.contains(block.key()))
        .forEach(
            block -> meters.counter("yima.index.blocks.full", "key", block.name()).increment());
  }

  /**
   * What more records give than a block holds is nobody's: such a document or phone says nothing,
   * and of a child without a name neither does a phone that only a ward has.
   *
   * @param blocks those of the record; its phones' in the order of its phones
   */
  static SourceRecord known(SourceRecord record, List<Block> blocks, Set<Hash> full) {
    boolean everybodys =
        blocks.stream().anyMatch(b -> b.name().equals(Block.DOCUMENT) && full.contains(b.key()));
    return withoutPhones(everybodys ? record.withoutDocument() : record, blocks, full);
  }

  private static SourceRecord withoutPhones(
      SourceRecord record, List<Block> blocks, Set<Hash> full) {
    List<List<Block>> ofPhones =
        Stream.concat(Stream.of(Keying.PHONE), Block.OF_WARDS.stream())
            .map(name -> blocks.stream().filter(b -> b.name().equals(name)).toList())
            .toList();
    if (ofPhones.stream().flatMap(List::stream).noneMatch(b -> full.contains(b.key()))) {
      return record;
    }
    List<String> phones =
        record.phones().map(Phones::normal).filter(p -> !p.isEmpty()).distinct().toList();
    return record.withoutPhones(
        phone -> {
          int at = phones.indexOf(Phones.normal(phone));
          return at >= 0
              && ofPhones.stream().anyMatch(b -> at < b.size() && full.contains(b.get(at).key()));
        });
  }

  /** By what is in the place of what some say, of the others by what they say. */
  private static List<Scored> scored(
      Weighing by,
      SourceRecord query,
      List<IndexRecord> found,
      Map<Id, SourceRecord> compared,
      int limit) {
    List<IndexRecord> others =
        found.stream()
            .filter(r -> !(r.domain().equals(query.domain()) && r.number().equals(query.number())))
            .toList();
    List<SourceRecord> all =
        Stream.concat(
                Stream.of(query),
                others.stream().map(r -> compared.getOrDefault(r.id(), r.compared())))
            .toList();
    Bench bench = new Bench(by, all);
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      IndexRecord other = others.get(i);
      int place = i + 1;
      bench
          .judge(0, place)
          .explanation()
          .or(() -> bench.likely(0, place))
          .map(e -> new Scored(other, e.score(), e.decision(), e))
          .ifPresent(scored::add);
    }
    return scored.stream().sorted(BEST_FIRST).limit(limit).toList();
  }
}
