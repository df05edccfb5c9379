package org.yima.index.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.yima.index.Put;
import org.yima.index.matching.Identity;
import org.yima.index.matching.Linking;
import org.yima.index.matching.Sitting;
import org.yima.index.matching.Verdict;
import org.yima.platform.Id;

/** Everything that a batch of placed records makes necessary, decided before any of it is done. */
public final class Arrangement {
  private final List<Put> puts = new ArrayList<>();
  private final List<Id> founded = new ArrayList<>();
  private final List<Links.Move> moves = new ArrayList<>();
  private final List<Doubts.Raised> doubts = new ArrayList<>();
  private final List<Placement> fresh = new ArrayList<>();
  private final List<Placement> changed = new ArrayList<>();

  private Arrangement() {}

  /**
   * Decides on a batch.
   *
   * @param sitting knows every record with a document of the batch
   * @param verdicts what people decided, by record of the batch
   * @param accompanied the records of the batch whose person has others too
   * @param newPerson draws the id of a person
   */
  public static Arrangement of(
      List<Placement> placed,
      Sitting sitting,
      Map<Id, Map<Id, Verdict>> verdicts,
      Set<Id> accompanied,
      Supplier<Id> newPerson) {
    Arrangement arrangement = new Arrangement();
    for (Placement placement : placed) {
      Id own = accompanied.contains(placement.recordId()) ? newPerson.get() : placement.person();
      arrangement.add(
          placement, sitting, verdicts.getOrDefault(placement.recordId(), Map.of()), own);
    }
    return arrangement;
  }

  private void add(Placement placement, Sitting sitting, Map<Id, Verdict> verdicts, Id own) {
    if (placement.isUnchanged()) {
      puts.add(new Put(placement.recordId(), Put.Outcome.UNCHANGED, false, false));
      return;
    }
    if (!placement.isNew() && !placement.changesIdentity()) {
      changed.add(placement);
      puts.add(new Put(placement.recordId(), Put.Outcome.UPDATED, false, false));
      return;
    }
    Identity identity = Identity.of(placement.source());
    Linking linking = sitting.decide(placement.recordId(), own, identity, verdicts);
    linking.doubts().forEach(d -> doubts.add(new Doubts.Raised(placement.recordId(), d)));
    (placement.isNew() ? fresh : changed).add(placement);
    Put.Outcome outcome = go(placement, linking, own);
    boolean doubted = !linking.doubts().isEmpty();
    puts.add(new Put(placement.recordId(), outcome, doubted, placement.wasNotFound()));
  }

  private Put.Outcome go(Placement placement, Linking linking, Id own) {
    Id to = linking.joins().orElse(own);
    if (linking.joins().isEmpty()) {
      founded.add(own);
    }
    if (placement.isNew()) {
      Links.Reason why = linking.joins().isPresent() ? Links.Reason.DOCUMENT : Links.Reason.NEW;
      moves.add(new Links.Move(placement.recordId(), Optional.empty(), to, 0, why));
      return linking.joins().isPresent() ? Put.Outcome.LINKED : Put.Outcome.NEW;
    }
    if (to.equals(placement.person())) {
      return Put.Outcome.UPDATED;
    }
    Links.Reason why = linking.joins().isPresent() ? Links.Reason.DOCUMENT : Links.Reason.CHANGED;
    moves.add(
        new Links.Move(
            placement.recordId(), Optional.of(placement.person()), to, placement.links(), why));
    return linking.joins().isPresent() ? Put.Outcome.LINKED : Put.Outcome.NEW;
  }

  /** One for each record, in the order of the batch. */
  public List<Put> puts() {
    return List.copyOf(puts);
  }

  /** Persons to be made. */
  public List<Id> founded() {
    return List.copyOf(founded);
  }

  public List<Links.Move> moves() {
    return List.copyOf(moves);
  }

  public List<Doubts.Raised> doubts() {
    return List.copyOf(doubts);
  }

  /** Records whose row holds them already. */
  public List<Placement> fresh() {
    return List.copyOf(fresh);
  }

  /** Records whose row still holds what was before. */
  public List<Placement> changed() {
    return List.copyOf(changed);
  }
}
