package org.yima.card.scan;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.card.CardProblem;
import org.yima.card.code.CodeKeys;
import org.yima.card.code.Handles;
import org.yima.card.life.Uses;
import org.yima.healthcard.code.CodeContent;
import org.yima.healthcard.code.CodeKind;
import org.yima.healthcard.code.Verification;
import org.yima.platform.Problem;

/** Resolves our own codes: signature, time, and the rows they lead to. */
@ApplicationScoped
class YimaCodes {
  private final CodeKeys keys;
  private final Leads leads;
  private final SeenCards cards;
  private final Showing showing;
  private final Uses uses;

  YimaCodes(CodeKeys keys, Leads leads, SeenCards cards, Showing showing, Uses uses) {
    this.keys = keys;
    this.leads = leads;
    this.cards = cards;
    this.showing = showing;
    this.uses = uses;
  }

  Uni<Found> resolve(Counter counter, String text) {
    return Uni.createFrom()
        .item(() -> keys.verifier().verify(text, counter.scene()))
        .chain(
            verification ->
                verification.accepted()
                    ? genuine(counter, Verdicts.genuine(verification))
                    : notGenuine(counter, verification));
  }

  private Uni<Found> genuine(Counter counter, CodeContent content) {
    return lookUp(counter, content).chain(shown -> showing.show(counter, shown));
  }

  /** The owner sees late and early showings too: the signature proves that the code was theirs. */
  private Uni<Found> notGenuine(Counter counter, Verification verification) {
    Problem problem = Verdicts.problem(verification.reason()).problem();
    Uni<Found> refusal = Uni.createFrom().failure(problem);
    return Verdicts.signed(verification)
        .map(
            content ->
                leads
                    .look(content.handle().hash().toArray())
                    .call(lead -> logged(counter, lead, kind(content), code(problem)))
                    .chain(() -> refusal))
        .orElse(refusal);
  }

  private Uni<Void> logged(
      Counter counter, Optional<Handles.Lead> lead, ScanKind kind, String outcome) {
    return lead.isEmpty()
        ? Uni.createFrom().voidItem()
        : uses.log(lead.get().cardId(), counter.place(kind), outcome);
  }

  private static String code(Problem problem) {
    return problem.type().code();
  }

  private static ScanKind kind(CodeContent content) {
    return content.kind() == CodeKind.DYNAMIC ? ScanKind.YIMA_DYNAMIC : ScanKind.YIMA_STATIC;
  }

  /** A signed code whose handle or rows are not here was never given out by this server. */
  private Uni<Showing.Shown> lookUp(Counter counter, CodeContent content) {
    byte[] hash = content.handle().hash().toArray();
    return leads
        .follow(counter, row(content), hash)
        .map(lead -> lead.orElseThrow(CardProblem.CODE_FORGED::problem))
        .chain(lead -> seen(counter, content, lead, hash));
  }

  private Uni<Showing.Shown> seen(
      Counter counter, CodeContent content, Handles.Lead lead, byte[] hash) {
    ScanKind kind = kind(content);
    boolean good = leads.isGood(counter, row(content), lead);
    return (good
            ? cards.ofCodeUsed(lead.codeId(), counter.place(kind))
            : cards.ofCode(lead.codeId()))
        .map(seen -> seen.orElseThrow(CardProblem.CODE_FORGED::problem))
        .map(seen -> Showing.Shown.of(kind, row(content), seen, lead, hash, good));
  }

  private static SceneTable.Row row(CodeContent content) {
    return content.kind() == CodeKind.DYNAMIC
        ? SceneTable.Row.YIMA_DYNAMIC
        : SceneTable.Row.YIMA_STATIC;
  }
}
