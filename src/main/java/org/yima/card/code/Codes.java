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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.yima.card.CardConfig;
import org.yima.card.CardProblem;
import org.yima.card.CardStatus;
import org.yima.card.CodeFormat;
import org.yima.card.life.Card;
import org.yima.card.life.CardStore;
import org.yima.card.life.OwnCards;
import org.yima.card.national.Centre;
import org.yima.card.national.NationalCards;
import org.yima.healthcard.code.Code;
import org.yima.healthcard.code.CodeKind;
import org.yima.healthcard.code.CodeRequest;
import org.yima.healthcard.code.Handle;
import org.yima.healthcard.code.Scenes;
import org.yima.healthcard.national.NationalCode;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/**
 * Issues codes. A code lies in its card's family, the handle that leads to it in the family of its
 * own hash, each in a commit of its own. A crash in between leaves one without the other, of a code
 * that nobody was given and that expires.
 */
@ApplicationScoped
public class Codes {
  static final String INVALIDATED = "card.codes-invalidated";

  private final OwnCards own;
  private final CodeKeys keys;
  private final CardStore cards;
  private final CodeStore store;
  private final Handles handles;
  private final Centre centre;
  private final NationalCards national;
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
      Centre centre,
      NationalCards national,
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
    this.centre = centre;
    this.national = national;
    this.database = database;
    this.config = config;
    this.random = random;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Issues one code, valid from now.
   *
   * @param format the deployment's own when empty
   */
  Uni<StoredCode> issue(
      Caller caller,
      String card,
      CodeKind kind,
      Optional<CodeFormat> format,
      boolean invalidateEarlier) {
    format.ifPresent(wanted -> mustBePossible(wanted, kind, invalidateEarlier));
    return format.orElseGet(config::defaultFormat) == CodeFormat.YIMA && !invalidateEarlier
        ? atOnce(caller, card, kind)
        : stepByStep(caller, card, kind, format, invalidateEarlier);
  }

  /**
   * Signs first and asks while it writes: whatever the card is, and whosever, costs the same. What
   * is refused so is asked for again step by step, which says why, or knows of a card with an end.
   */
  private Uni<StoredCode> atOnce(Caller caller, String card, CodeKind kind) {
    Id id = Id.parse(IdType.CARD, card).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    StoredCode code = sign(id, kind, now(), life(kind), false);
    return store
        .insertServed(caller, code)
        .chain(
            written ->
                written
                    ? handles.insert(List.of(code)).replaceWith(code)
                    : stepByStep(caller, card, kind, Optional.of(CodeFormat.YIMA), false));
  }

  private Uni<StoredCode> stepByStep(
      Caller caller,
      String card,
      CodeKind kind,
      Optional<CodeFormat> format,
      boolean invalidateEarlier) {
    Optional<CodeKind> invalidated = invalidateEarlier ? Optional.of(kind) : Optional.empty();
    return own.active(caller, card)
        .chain(
            c -> {
              CodeFormat wanted = format.orElseGet(() -> usual(c));
              mustBePossible(wanted, kind, invalidateEarlier);
              mustSuit(c, wanted, kind);
              return made(caller, c, wanted, kind)
                  .chain(code -> keep(c, List.of(code), invalidated).replaceWith(code));
            });
  }

  /** The card centre knows nobody without a document, so a temporary card's codes are ours. */
  private CodeFormat usual(Card card) {
    return card.isTemporary() ? CodeFormat.YIMA : config.defaultFormat();
  }

  /**
   * A temporary card has printed codes of ours alone, also when it is somebody's by now who has a
   * document: at the centre that one's own card is known by it.
   */
  private static void mustSuit(Card card, CodeFormat format, CodeKind kind) {
    if (kind == CodeKind.DYNAMIC) {
      card.mustBeLasting();
    }
    if (format == CodeFormat.NATIONAL && card.isTemporary()) {
      throw CardProblem.CODE_FORMAT.problem();
    }
  }

  private void mustBePossible(CodeFormat format, CodeKind kind, boolean invalidateEarlier) {
    if (format == CodeFormat.NATIONAL && !centre.isThere()) {
      throw CardProblem.CODE_FORMAT.problem();
    }
    if (format == CodeFormat.NATIONAL && kind == CodeKind.STATIC && invalidateEarlier) {
      throw CardProblem.CODE_FIXED.problem();
    }
  }

  private Uni<StoredCode> made(Caller caller, Card card, CodeFormat format, CodeKind kind) {
    return format == CodeFormat.YIMA
        ? Uni.createFrom().item(() -> sign(card.id(), kind, now(), life(kind), false))
        : national
            .code(caller, card, kind == CodeKind.DYNAMIC)
            .map(code -> ofCentre(card, kind, code, Optional.of(code.text())));
  }

  private StoredCode ofCentre(Card card, CodeKind kind, NationalCode code, Optional<String> text) {
    Instant from = now();
    return new StoredCode(
        ids.beside(IdType.CODE, card.id()),
        card.id(),
        CodeFormat.NATIONAL,
        kind,
        false,
        HexFormat.of().parseHex(code.claimHash()),
        text,
        at(from),
        at(from.plus(life(kind))),
        false);
  }

  /**
   * Takes in a dynamic national code of a card of ours that another application shows, so that it
   * can be claimed like our own. Its text is not kept; taking it in again changes nothing.
   */
  public Uni<Void> adopt(Card card, NationalCode code) {
    StoredCode adopted = ofCentre(card, CodeKind.DYNAMIC, code, Optional.empty());
    return handles
        .adopt(adopted)
        .chain(
            id ->
                database.tx(
                    tx -> mustServe(tx, card).chain(() -> store.adopt(tx, adopted.under(id)))));
  }

  /** Dynamic codes for the coming minutes, one after the other without a gap. */
  Uni<List<StoredCode>> sheaf(Caller caller, String card, int minutes) {
    Instant start = now();
    Duration life = config.dynamicLife();
    int count = (int) ((minutes * 60L + life.toSeconds() - 1) / life.toSeconds());
    return own.active(caller, card)
        .invoke(Card::mustBeLasting)
        .chain(
            c -> {
              List<StoredCode> codes =
                  IntStream.range(0, count)
                      .mapToObj(
                          i ->
                              sign(
                                  c.id(),
                                  CodeKind.DYNAMIC,
                                  start.plus(life.multipliedBy(i)),
                                  life,
                                  true))
                      .toList();
              return keep(c, codes, Optional.empty()).replaceWith(codes);
            });
  }

  private Uni<Void> keep(Card card, List<StoredCode> codes, Optional<CodeKind> invalidated) {
    return handles
        .insert(codes.stream().filter(Codes::isClaimed).toList())
        .chain(() -> keepAll(card, codes, invalidated));
  }

  private Uni<Void> keepAll(Card card, List<StoredCode> codes, Optional<CodeKind> invalidated) {
    return database.tx(
        tx ->
            mustServe(tx, card)
                .chain(() -> invalidate(tx, card, invalidated))
                .chain(() -> store.insert(tx, codes)));
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

  /** A printed national code has one text for ever: it leads to its card by the id it carries. */
  private static boolean isClaimed(StoredCode code) {
    return code.format() == CodeFormat.YIMA || code.kind() == CodeKind.DYNAMIC;
  }

  private Uni<Void> invalidate(SqlTx tx, Card card, Optional<CodeKind> kind) {
    return kind.isEmpty()
        ? Uni.createFrom().voidItem()
        : store
            .invalidate(tx, card.id(), kind.get(), clock.instant().minus(config.resolutionLife()))
            .chain(() -> tx.emit(Event.of(INVALIDATED, card.id(), new JsonObject())));
  }

  private StoredCode sign(Id card, CodeKind kind, Instant from, Duration life, boolean ahead) {
    Handle handle = Handle.random(random);
    Code code =
        keys.issuer().issue(new CodeRequest(kind, handle, from, life, Scenes.all(), List.of()));
    return new StoredCode(
        ids.beside(IdType.CODE, card),
        card,
        CodeFormat.YIMA,
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
        .cardOf(id)
        .chain(card -> own.get(caller, card))
        .chain(card -> store.find(id).map(code -> text(card, code.orElseThrow())));
  }

  private String text(Card card, StoredCode code) {
    if (card.status() != CardStatus.ACTIVE
        || card.isOver(OffsetDateTime.now(clock))
        || isOver(code)) {
      throw CardProblem.CODE_GONE.problem();
    }
    return code.text().orElseThrow(CardProblem.CODE_GONE::problem);
  }

  private boolean isOver(StoredCode code) {
    return code.invalidated() || !code.expiresAt().isAfter(OffsetDateTime.now(clock));
  }

  /**
   * What is signed, the same for every card: the end of a temporary one may be put off after its
   * code was printed, and then the paper is good for longer too.
   */
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
