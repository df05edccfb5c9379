package org.yima.index.living;

import java.util.Optional;
import java.util.Set;
import org.yima.index.matching.Difference;
import org.yima.index.matching.explain.Explanation;

/**
 * What is to be thought of a pair.
 *
 * @param kind what follows from it
 * @param differs in what the two contradict each other under one document; empty otherwise
 * @param explanation why, with the score; names levels, never values; empty when nothing follows
 * @param barred whether it would link were it not for a rule that holds for this pair alone
 */
public record Judgement(
    Finding kind, Set<Difference> differs, Optional<Explanation> explanation, boolean barred) {
  /** Nothing follows. */
  static final Judgement NOTHING = new Judgement(Finding.NONE, Set.of(), Optional.empty(), false);

  public Judgement {
    differs = Set.copyOf(differs);
  }

  static Judgement of(Finding kind, Explanation explanation) {
    return new Judgement(kind, Set.of(), Optional.of(explanation), false);
  }

  /** The same of a pair that a rule keeps from linking. */
  Judgement asBarred() {
    return new Judgement(kind, differs, explanation, true);
  }

  /** Whether anything follows, be it only for who goes to whom. */
  boolean matters() {
    return kind != Finding.NONE || barred;
  }

  /** What follows from a judgement. */
  public enum Finding {
    /** One person: an equal document, names that agree, nothing that contradicts. */
    DOCUMENT,
    /** One person, by all that speaks for it. */
    SCORE,
    /** One document, contradicting people: people are asked, and it is pressing. */
    IMPERSONATION,
    /** People are asked. */
    REVIEW,
    /** Nothing. */
    NONE
  }

  /** The odds that the two are one person's, in thousandths of a bit. */
  public Optional<Integer> thousandths() {
    return explanation.map(why -> (int) Math.round(why.score() * 1000));
  }

  /** Whether the two are linked. */
  public boolean links() {
    return kind == Finding.DOCUMENT || kind == Finding.SCORE;
  }

  /** Whether people have to look. */
  public boolean asks() {
    return kind == Finding.IMPERSONATION || kind == Finding.REVIEW;
  }
}
