package org.yima.index.living;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.yima.index.SourceRecord;
import org.yima.index.matching.Difference;
import org.yima.index.matching.Identity;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.explain.Explanation;
import org.yima.index.matching.weight.Model;
import org.yima.index.matching.weight.Scorer;

/**
 * A few records beside each other, to be judged by pairs. What is thought of a pair follows from
 * the two records and the weights alone. Not for several threads.
 *
 * <p>Beside the engine's table stands what holds for an equal document, because more follows from
 * such a link than from any other: only where the name is there and equal and nothing contradicts
 * is it certain ({@link Judgement.Finding#DOCUMENT}). A name or a day of birth that is written
 * otherwise, but not another by the table, links by score as any other evidence does; what
 * contradicts by the table keeps the two apart and is asked about.
 */
public final class Bench {
  /** The engine's rule when one document names two people. */
  static final String TWO_PEOPLE = "one document, two people";

  /** The rule's name when nothing but the document agrees. */
  static final String NO_NAME = "one document, no name to agree on";

  private final List<Identity> identities;

  /** Of each in what it contradicts its own document, once somebody has asked. */
  private final List<Set<Difference>> contradictions;

  private final Table table;
  private final Model model;
  private final Scorer scorer;

  /** Where each record lies in the table. */
  private final int[] rows;

  private final String engine;

  /** Lays records beside each other. */
  public Bench(Weighing weighing, List<SourceRecord> records) {
    List<SourceRecord> compared = records.stream().map(weighing.nobodys()::without).toList();
    identities = compared.stream().map(Identity::of).toList();
    contradictions = new ArrayList<>(Collections.nCopies(records.size(), null));
    table = weighing.table(compared.stream().map(CityRow::of).toList());
    model = weighing.over(table);
    scorer = model.scorer();
    rows = IntStream.range(0, records.size()).toArray();
    engine = weighing.engine().id();
  }

  /**
   * Some of the records of a large table, which stays as it is.
   *
   * @param rows where each lies
   * @param engine by which it is compared
   */
  Bench(
      List<Identity> identities,
      Table table,
      Model model,
      Scorer scorer,
      int[] rows,
      String engine) {
    this.identities = identities;
    contradictions = new ArrayList<>(Collections.nCopies(identities.size(), null));
    this.table = table;
    this.model = model;
    this.scorer = scorer;
    this.rows = rows;
    this.engine = engine;
  }

  /** The name of the engine that judges here. */
  String engine() {
    return engine;
  }

  /** What settles a tie: it follows from what a record says. */
  long key(int record) {
    return table.key(rows[record]);
  }

  /** Judges a pair; the order of the two makes no difference. */
  public Judgement judge(int one, int other) {
    if (haveOneDocument(one, other)) {
      return ofDocument(one, other);
    }
    long pattern =
        scorer.pattern(
            table.page(rows[one]),
            table.offset(rows[one]),
            table.page(rows[other]),
            table.offset(rows[other]),
            model.weights().thresholds().review());
    return pattern == Scorer.HOPELESS
        ? Judgement.NOTHING
        : weighed(Explanation.of(model, table, rows[one], rows[other]));
  }

  private Judgement weighed(Explanation explanation) {
    Judgement judgement =
        switch (explanation.decision()) {
          case LINK -> Judgement.of(Judgement.Finding.SCORE, explanation);
          case REVIEW -> Judgement.of(Judgement.Finding.REVIEW, explanation);
          case NONE -> Judgement.NOTHING;
        };
    return isBarred(explanation) ? judgement.asBarred() : judgement;
  }

  /** A rule that keeps nobody apart holds, and the score alone would link. */
  private boolean isBarred(Explanation explanation) {
    return explanation.score() >= model.weights().thresholds().link()
        && explanation
            .rule()
            .flatMap(
                name ->
                    model.schema().rules().rules().stream()
                        .filter(rule -> rule.name().equals(name))
                        .findFirst())
            .filter(rule -> !rule.effect().alwaysKeepsApart())
            .isPresent();
  }

  /** What the weights say of a pair, whatever follows from it. */
  public Explanation explained(int one, int other) {
    return Explanation.of(model, table, rows[one], rows[other]);
  }

  /**
   * What the weights say of a pair about which nobody would be asked, as long as the two are
   * likelier one person's than not and no rule keeps them apart: for whoever looks for somebody.
   */
  Optional<Explanation> likely(int one, int other) {
    long pattern =
        scorer.pattern(
            table.page(rows[one]),
            table.offset(rows[one]),
            table.page(rows[other]),
            table.offset(rows[other]),
            0);
    return pattern == Scorer.HOPELESS || !together(one, other)
        ? Optional.empty()
        : Optional.of(explained(one, other)).filter(why -> why.score() > 0);
  }

  boolean haveOneDocument(int one, int other) {
    return identities.get(one).document().isPresent()
        && identities.get(one).document().equals(identities.get(other).document());
  }

  private Judgement ofDocument(int one, int other) {
    Explanation explanation = Explanation.of(model, table, rows[one], rows[other]);
    Set<Difference> differs = differences(one, other);
    if (!differs.isEmpty() && explanation.rule().filter(TWO_PEOPLE::equals).isPresent()) {
      return new Judgement(
          Judgement.Finding.IMPERSONATION, differs, Optional.of(explanation), false);
    }
    if (isNameless(one) || isNameless(other)) {
      return Judgement.of(Judgement.Finding.REVIEW, asked(NO_NAME, explanation));
    }
    return differs.isEmpty() && explanation.rule().isEmpty()
        ? Judgement.of(
            Judgement.Finding.DOCUMENT,
            with(Optional.empty(), Explanation.Decision.LINK, explanation))
        : weighed(explanation);
  }

  private boolean isNameless(int record) {
    return identities.get(record).nameKey().isEmpty();
  }

  /** A record is asked for it with every other of its document, and reading a number costs. */
  private Set<Difference> contradictionsWithDocument(int record) {
    if (contradictions.get(record) == null) {
      contradictions.set(record, identities.get(record).contradictionsWithDocument());
    }
    return contradictions.get(record);
  }

  private Set<Difference> differences(int one, int other) {
    Identity left = identities.get(one);
    Identity right = identities.get(other);
    Set<Difference> differs = EnumSet.noneOf(Difference.class);
    differs.addAll(left.contradictions(right));
    differs.addAll(contradictionsWithDocument(one));
    differs.addAll(contradictionsWithDocument(other));
    return differs;
  }

  static Explanation asked(String rule, Explanation explanation) {
    return with(Optional.of(rule), Explanation.Decision.REVIEW, explanation);
  }

  private static Explanation with(
      Optional<String> rule, Explanation.Decision decision, Explanation explanation) {
    return new Explanation(
        explanation.version(),
        explanation.prior(),
        explanation.lines(),
        explanation.score(),
        explanation.thresholds(),
        rule,
        decision);
  }

  /** Whether two records may be in one person, whatever links them. */
  boolean together(int one, int other) {
    if (haveOneDocument(one, other) && differences(one, other).isEmpty()) {
      return true;
    }
    long pattern = pattern(one, other);
    int rule =
        scorer.rule(
            pattern,
            table.page(rows[one]),
            table.offset(rows[one]),
            table.page(rows[other]),
            table.offset(rows[other]));
    double score =
        scorer.score(
            pattern,
            table.page(rows[one]),
            table.offset(rows[one]),
            table.page(rows[other]),
            table.offset(rows[other]));
    boolean wouldLink = score >= model.weights().thresholds().link();
    if (rule >= 0 && model.schema().rules().rules().get(rule).effect().keepsApart(wouldLink)) {
      return false;
    }
    return score - model.weights().prior() >= model.weights().thresholds().contradiction();
  }

  /** Whether a link of the two holds even where a record passes with two persons. */
  boolean anchored(int one, int other) {
    return scorer.isAnchored(
        pattern(one, other),
        table.page(rows[one]),
        table.offset(rows[one]),
        table.page(rows[other]),
        table.offset(rows[other]));
  }

  private long pattern(int one, int other) {
    return scorer.pattern(
        table.page(rows[one]),
        table.offset(rows[one]),
        table.page(rows[other]),
        table.offset(rows[other]));
  }
}
