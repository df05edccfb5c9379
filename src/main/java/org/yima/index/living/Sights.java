package org.yima.index.living;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yima.index.IndexRecord;
import org.yima.index.SourceRecord;
import org.yima.index.store.Block;
import org.yima.index.store.BlockRows;
import org.yima.index.store.Edge;
import org.yima.index.store.EdgeRows;
import org.yima.index.store.Hash;
import org.yima.index.store.Records;
import org.yima.index.store.Statements;
import org.yima.platform.Id;

/** Tells how stored records would be compared, so that a trial judges pairs as the index does. */
@ApplicationScoped
public class Sights {
  private final Keying keying;
  private final BlockRows blocks;
  private final EdgeRows edges;
  private final Records records;
  private final Nobodys nobodys;

  Sights(
      Keying keying, BlockRows blocks, EdgeRows edges, Records records, DefaultsConfig defaults) {
    this.keying = keying;
    this.blocks = blocks;
    this.edges = edges;
    this.records = records;
    nobodys = defaults.nobodys();
  }

  /** Those of the records that are there. */
  public Uni<Sight> of(Statements db, List<Id> wanted) {
    return records
        .byIds(db, wanted)
        .chain(
            found ->
                Deciding.computed(
                        found.size(),
                        () -> keying.of(found.stream().map(IndexRecord::source).toList()))
                    .chain(blocksOf -> of(db, found, blocksOf)));
  }

  private Uni<Sight> of(Statements db, List<IndexRecord> found, List<List<Block>> blocksOf) {
    return blocks
        .full(db, blocksOf.stream().flatMap(List::stream).distinct().toList())
        .chain(
            full ->
                edges
                    .of(db, found.stream().map(IndexRecord::id).toList())
                    .chain(
                        linked ->
                            Deciding.computed(
                                found.size(),
                                () -> sight(found, blocksOf, full, new HashSet<>(linked)))));
  }

  private Sight sight(
      List<IndexRecord> found, List<List<Block>> blocksOf, Set<Hash> full, Set<Edge> linked) {
    List<SourceRecord> compared = new ArrayList<>();
    List<Set<Hash>> open = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      compared.add(
          Candidates.known(nobodys.without(found.get(i).compared()), blocksOf.get(i), full));
      open.add(
          blocksOf.get(i).stream()
              .map(Block::key)
              .filter(key -> !full.contains(key))
              .collect(Collectors.toSet()));
    }
    return new Sight(found.stream().map(IndexRecord::id).toList(), compared, open, linked);
  }
}
