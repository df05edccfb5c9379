package org.yima.index.living;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yima.index.living.Persons.Link;
import org.yima.index.matching.Difference;
import org.yima.index.matching.Doubt;
import org.yima.index.matching.Verdict;
import org.yima.index.matching.explain.Explanation;
import org.yima.index.store.Doubts;
import org.yima.platform.Id;

/**
 * What people have to decide after a grouping. A person is asked about once, not again for each of
 * its records, nor when somebody who was there before has asked; and never where people have
 * decided.
 */
final class Asking {
  /** Why people are asked about a link that was not followed. */
  static final String TWO_PERSONS = "passes with two persons";

  private static final int FLOOD = 3;
  private static final int DUMMY = 8;

  private static final Comparator<Question> MOST_PRESSING =
      Comparator.comparing(Question::kind)
          .thenComparing(q -> -q.explanation().score())
          .thenComparing(Question::otherId);

  private record Question(
      int asks,
      int other,
      Id otherId,
      Doubt.Kind kind,
      Set<Difference> differs,
      Explanation explanation) {}

  private final Scene scene;
  private final Grouping grouping;

  Asking(Scene scene, Grouping grouping) {
    this.scene = scene;
    this.grouping = grouping;
  }

  List<Doubts.Weighed> doubts() {
    Map<List<Object>, Question> asked = new LinkedHashMap<>();
    for (Question question : questions()) {
      if (isOpen(question)) {
        asked.merge(List.of(question.asks(), person(question.other())), question, Asking::first);
      }
    }
    return withoutFloods(asked.values()).stream().map(this::weighed).toList();
  }

  private static Question first(Question one, Question other) {
    return MOST_PRESSING.compare(one, other) <= 0 ? one : other;
  }

  /**
   * A document that contradicts more people than a few is a dummy rather than a borrowed one: one
   * question about each record says so, and the others would say it again. When many have said so
   * nobody more need be asked; those who were asked about first wait in the queue.
   */
  private static List<Question> withoutFloods(Collection<Question> asked) {
    Map<Integer, List<Question>> impersonations =
        asked.stream()
            .filter(question -> question.kind() == Doubt.Kind.IMPERSONATION)
            .collect(Collectors.groupingBy(Question::asks));
    Map<Integer, Question> ofFloods = new HashMap<>();
    impersonations.forEach(
        (asks, all) -> {
          if (all.size() > FLOOD) {
            ofFloods.put(asks, all.size() < DUMMY ? Collections.min(all, MOST_PRESSING) : null);
          }
        });
    return asked.stream()
        .filter(
            question ->
                question.kind() != Doubt.Kind.IMPERSONATION
                    || question.equals(ofFloods.getOrDefault(question.asks(), question)))
        .toList();
  }

  private List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    for (Scene.Pair pair : scene.judged()) {
      if (pair.judgement().asks()) {
        questions.add(question(pair.arriving(), pair.other(), pair.judgement()));
      }
    }
    for (Link link : grouping.refused()) {
      boolean first = comesAfter(link.one(), link.other());
      int asks = first ? link.one() : link.other();
      Judgement judgement = scene.bench().judge(link.one(), link.other());
      judgement.explanation().ifPresent(e -> questions.add(twoPersons(asks, link.end(asks), e)));
    }
    return questions;
  }

  /** Who arrives asks about who stands, the later about the earlier. */
  private boolean comesAfter(int one, int other) {
    Member a = scene.members().get(one);
    Member b = scene.members().get(other);
    return a.arrives() == b.arrives()
        ? a.arrives() ? one > other : saysLater(one, other)
        : a.arrives();
  }

  /** Of two that stand what they say settles it: their ids are drawn. */
  private boolean saysLater(int one, int other) {
    int order = Long.compareUnsigned(scene.bench().key(one), scene.bench().key(other));
    return order == 0
        ? scene.members().get(one).id().compareTo(scene.members().get(other).id()) > 0
        : order > 0;
  }

  private Question question(int asks, int other, Judgement judgement) {
    return new Question(
        asks,
        other,
        scene.members().get(other).id(),
        kind(judgement),
        judgement.differs(),
        judgement.explanation().orElseThrow());
  }

  private Question twoPersons(int asks, int other, Explanation why) {
    return new Question(
        asks,
        other,
        scene.members().get(other).id(),
        Doubt.Kind.DOUBT,
        Set.of(),
        Bench.asked(TWO_PERSONS, why));
  }

  private Object person(int record) {
    return record < scene.movable() ? grouping.least(record) : scene.members().get(record).person();
  }

  private boolean isOpen(Question question) {
    int asks = question.asks();
    int other = question.other();
    if (person(asks).equals(person(other)) || isDecided(asks, other)) {
      return false;
    }
    return !wasAskedBefore(question);
  }

  /** Whether people have told the two, or any of the other's person, apart from each other. */
  private boolean isDecided(int asks, int other) {
    for (int i = 0; i < scene.members().size(); i++) {
      if (person(i).equals(person(other)) && scene.said(asks, i, Verdict.DIFFERENT)) {
        return true;
      }
    }
    return scene.said(asks, other, Verdict.SAME);
  }

  private boolean wasAskedBefore(Question question) {
    for (int i = 0; i < scene.movable(); i++) {
      if (grouping.same(i, question.asks()) && hasAsked(i, question)) {
        return true;
      }
    }
    return false;
  }

  /** Whether another of the asking record's person has put the same question. */
  private boolean hasAsked(int record, Question question) {
    if (record == question.asks() || !comesAfter(question.asks(), record)) {
      return false;
    }
    Judgement before = scene.bench().judge(record, question.other());
    return before.asks() && kind(before) == question.kind();
  }

  private static Doubt.Kind kind(Judgement judgement) {
    return judgement.kind() == Judgement.Finding.IMPERSONATION
        ? Doubt.Kind.IMPERSONATION
        : Doubt.Kind.DOUBT;
  }

  private Doubts.Weighed weighed(Question question) {
    return new Doubts.Weighed(
        scene.members().get(question.asks()).id(),
        new Doubt(question.otherId(), question.kind(), question.differs()),
        Optional.of(question.explanation()));
  }
}
