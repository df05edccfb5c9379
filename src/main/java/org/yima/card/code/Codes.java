package org.yima.card.code;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.yima.card.CardConfig;
import org.yima.card.CardProblem;
import org.yima.card.CardStatus;
import org.yima.card.life.Card;
import org.yima.card.life.CardStore;
import org.yima.card.life.OwnCards;
import org.yima.healthcard.code.Code;
import org.yima.healthcard.code.CodeKind;
import org.yima.healthcard.code.CodeRequest;
import org.yima.healthcard.code.Handle;
import org.yima.healthcard.code.Scenes;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/**
 * Issues codes. The handle is written first, by itself, in the family of its own hash; the code
 * follows in the card's. A crash in between leaves a handle that leads nowhere and expires.
 */
@ApplicationScoped
public class Codes {
  static final String INVALIDATED = "card.codes-invalidated";

  private final OwnCards own;
  private final CodeKeys keys;
  private final CardStore cards;
  private final CodeStore store;
  private final Handles handles;
  private final Database database;
  private final CardConfig config;
  private final SecureRandom random;
  private final Ids ids;
  private final Clock clock;

  Codes(
      OwnCards own,
      CodeKeys keys,
      CardStore cards,
      CodeStore store,
      Handles handles,
      Database database,
      CardConfig config,
      SecureRandom random,
      Ids ids,
      Clock clock) {
    this.own = own;
    this.keys = keys;
    this.cards = cards;
    this.store = store;
    this.handles = handles;
    this.database = database;
    this.config = config;
    this.random = random;
    this.ids = ids;
    this.clock = clock;
  }

  /** Issues one code, valid from now. */
  Uni<StoredCode> issue(Caller caller, String card, CodeKind kind, boolean invalidateEarlier) {
    return own.active(caller, card)
        .chain(
            c -> {
              StoredCode code = sign(c, kind, now(), life(kind), false);
              return keep(
                      c, List.of(code), invalidateEarlier ? Optional.of(kind) : Optional.empty())
                  .replaceWith(code);
            });
  }

  /** Dynamic codes for the coming minutes, one after the other without a gap. */
  Uni<List<StoredCode>> sheaf(Caller caller, String card, int minutes) {
    Instant start = now();
    Duration life = config.dynamicLife();
    int count = (int) ((minutes * 60L + life.toSeconds() - 1) / life.toSeconds());
    return own.active(caller, card)
        .chain(
            c -> {
              List<StoredCode> codes =
                  IntStream.range(0, count)
                      .mapToObj(
                          i ->
                              sign(
                                  c,
                                  CodeKind.DYNAMIC,
                                  start.plus(life.multipliedBy(i)),
                                  life,
                                  true))
                      .toList();
              return keep(c, codes, Optional.empty()).replaceWith(codes);
            });
  }

  private Uni<Void> keep(Card card, List<StoredCode> codes, Optional<CodeKind> invalidated) {
    return database
        .tx(tx -> handles.insert(tx, codes))
        .chain(
            () ->
                database.tx(
                    tx ->
                        mustServe(tx, card)
                            .chain(() -> invalidate(tx, card, invalidated))
                            .chain(() -> store.insert(tx, codes))));
  }

  /**
   * The card may have been frozen since it was read. Whoever freezes it waits for this code, and so
   * finds it when the codes that terminals without network must refuse are listed.
   */
  private Uni<Void> mustServe(SqlTx tx, Card card) {
    return cards
        .hold(tx, card.id())
        .map(status -> status.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .invoke(CardProblem::refuseUnlessActive)
        .replaceWithVoid();
  }

  private Uni<Void> invalidate(SqlTx tx, Card card, Optional<CodeKind> kind) {
    return kind.isEmpty()
        ? Uni.createFrom().voidItem()
        : store
            .invalidate(tx, card.id(), kind.get())
            .chain(() -> tx.emit(Event.of(INVALIDATED, card.id(), new JsonObject())));
  }

  private StoredCode sign(Card card, CodeKind kind, Instant from, Duration life, boolean ahead) {
    Handle handle = Handle.random(random);
    Code code =
        keys.issuer().issue(new CodeRequest(kind, handle, from, life, Scenes.all(), List.of()));
    return new StoredCode(
        ids.beside(IdType.CODE, card.id()),
        card.id(),
        kind,
        ahead,
        handle.hash().toArray(),
        Optional.of(code.text()),
        at(from),
        at(from.plus(life)),
        false);
  }

  /** When the app should replace a code on the screen. */
  OffsetDateTime refreshAfter(StoredCode code) {
    return code.kind() == CodeKind.DYNAMIC
        ? code.expiresAt().minus(config.refreshAhead())
        : code.expiresAt();
  }

  /** The text of a code that lives, for whoever may act on its card. */
  Uni<String> text(Caller caller, Id id) {
    return store
        .find(id)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .chain(
            code ->
                own.get(caller, code.cardId())
                    .map(
                        card -> {
                          if (card.status() != CardStatus.ACTIVE || isOver(code)) {
                            throw CardProblem.CODE_GONE.problem();
                          }
                          return code.text().orElseThrow(CardProblem.CODE_GONE::problem);
                        }));
  }

  private boolean isOver(StoredCode code) {
    return code.invalidated() || !code.expiresAt().isAfter(OffsetDateTime.now(clock));
  }

  private Duration life(CodeKind kind) {
    return kind == CodeKind.DYNAMIC ? config.dynamicLife() : config.staticLife();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, clock.getZone());
  }
}
