package org.yima.card.scan;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.yima.card.CardConfig;
import org.yima.healthcard.code.Scene;
import org.yima.healthcard.recognise.Recognised;
import org.yima.healthcard.recognise.Recogniser;
import org.yima.healthcard.recognise.TextKind;
import org.yima.institution.Institutions;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;

/**
 * Any scanned text in; what it is, who it is as far as this counter may know, and what this counter
 * may do with it out.
 */
@ApplicationScoped
class Scanning {
  private final Institutions institutions;
  private final YimaCodes yima;
  private final NationalScans national;
  private final TypedNumbers typed;
  private final ReadDocuments read;
  private final ResolutionStore store;
  private final Database database;
  private final CardConfig config;
  private final Ids ids;
  private final Clock clock;
  private final Recogniser recogniser = new Recogniser();

  Scanning(
      Institutions institutions,
      YimaCodes yima,
      NationalScans national,
      TypedNumbers typed,
      ReadDocuments read,
      ResolutionStore store,
      Database database,
      CardConfig config,
      Ids ids,
      Clock clock) {
    this.institutions = institutions;
    this.yima = yima;
    this.national = national;
    this.typed = typed;
    this.read = read;
    this.store = store;
    this.database = database;
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * The answer to a scan.
   *
   * @param scenes that the terminal is for
   */
  Uni<Views.Resolved> resolve(
      Caller caller, Set<Scene> scenes, String text, Scene scene, Optional<Reading> reading) {
    return institutions
        .get(caller.ownInstitution())
        .map(institution -> new Counter(caller, institution, scene))
        .chain(
            counter ->
                Uni.createFrom()
                    .item(counter)
                    .invoke(c -> SceneTable.mustHave(c.institution().kind(), scenes, scene))
                    .chain(
                        c ->
                            reading
                                .map(shown -> document(c, text, shown))
                                .orElseGet(() -> find(c, text)))
                    .onFailure(Problem.class)
                    .call(problem -> refused(counter, problem))
                    .chain(found -> writeDown(counter, found, looksLike(text, found))));
  }

  private Uni<Void> refused(Counter counter, Problem problem) {
    return database.tx(
        tx ->
            tx.audit(
                AuditEntry.of(counter.caller(), "code.refused", counter.terminal())
                    .with("code", problem.type().code())
                    .with("scene", counter.scene().name())));
  }

  /**
   * Some texts can be read in more than one way. They are answered in this order:
   *
   * <ol>
   *   <li>what no other kind looks like: codes of ours, national codes, addresses, tokens with
   *       letters, whatever carries a check of its own that is no document's;
   *   <li>a document number with a check digit, of somebody whom this hospital knows;
   *   <li>a visit card of this hospital, to the letter;
   *   <li>a document number of somebody whom it does not know;
   *   <li>a wallet's payment code, which is known by its first digits and its length alone.
   * </ol>
   *
   * <p>So a typed document is never taken for money. The wallet's code that looks like one, about
   * one in ten thousand, is answered as a document whose {@code looksLike} names the wallet, and
   * its payer shows a fresh one.
   */
  private Uni<Found> find(Counter counter, String text) {
    Recognised recognised = recogniser.recognise(text);
    return switch (recognised.kind()) {
      case YIMA_CODE -> yima.resolve(counter, recognised.text());
      case NATIONAL_CARD -> national.resolve(counter, (Recognised.NationalCard) recognised);
      case DOCUMENT -> documentOrCard(counter, (Recognised.Document) recognised);
      case UNKNOWN -> unknown(counter, (Recognised.Unknown) recognised);
      case WECHAT_PAY, ALIPAY, UNIONPAY, ECNY -> cardOrPlain(counter, recognised);
      default -> Uni.createFrom().item(() -> plain(counter, recognised));
    };
  }

  /** What a reader has read is a document, whatever else its number could be. */
  private Uni<Found> document(Counter counter, String text, Reading reading) {
    Recognised recognised = recogniser.recognise(text);
    if (recognised instanceof Recognised.Document document) {
      return read.resolve(counter, document.number(), reading);
    }
    if (recognised instanceof Recognised.Unknown unknown) {
      Verdicts.refuseUnlessText(unknown.why());
    }
    return Uni.createFrom()
        .failure(PlatformProblem.INPUT_INVALID.problem().at("/cardRead", "no-document"));
  }

  /** A number without a check digit is the hospital's own sooner than a document's. */
  private Uni<Found> documentOrCard(Counter counter, Recognised.Document document) {
    return document.number().selfChecking()
        ? typed
            .document(counter, document)
            .chain(
                found ->
                    found.recordId().isPresent()
                        ? Uni.createFrom().item(found)
                        : cardOr(counter, document, () -> Uni.createFrom().item(found)))
        : cardOr(counter, document, () -> typed.document(counter, document));
  }

  private Uni<Found> unknown(Counter counter, Recognised.Unknown unknown) {
    Verdicts.refuseUnlessText(unknown.why());
    return unknown.text().isEmpty()
        ? Uni.createFrom().item(() -> plain(counter, unknown))
        : cardOrPlain(counter, unknown);
  }

  private Uni<Found> cardOrPlain(Counter counter, Recognised recognised) {
    return cardOr(
        counter, recognised, () -> Uni.createFrom().item(() -> plain(counter, recognised)));
  }

  private Uni<Found> cardOr(Counter counter, Recognised recognised, Supplier<Uni<Found>> other) {
    return typed
        .visitCard(counter, recognised.text())
        .chain(card -> card.isPresent() ? Uni.createFrom().item(card.get()) : other.get());
  }

  /** What an unknown text looks like, or what else one that is answered could be. */
  private Optional<ScanKind> looksLike(String text, Found found) {
    if (recogniser.recognise(text) instanceof Recognised.Unknown unknown) {
      return found.kind() == ScanKind.UNKNOWN
          ? unknown.looksLike().map(ScanKind::of)
          : Optional.empty();
    }
    return recogniser.candidates(text).stream()
        .filter(candidate -> candidate.kind() != TextKind.YIMA_CODE)
        .map(candidate -> ScanKind.of(candidate.kind()))
        .filter(kind -> kind != found.kind())
        .findFirst();
  }

  private static Found plain(Counter counter, Recognised recognised) {
    ScanKind kind = ScanKind.of(recognised.kind());
    return Found.plain(
        kind,
        SceneTable.allowed(kind, counter.scene(), counter.institution().kind()),
        recognised.text());
  }

  private Uni<Views.Resolved> writeDown(
      Counter counter, Found found, Optional<ScanKind> looksLike) {
    Id id = ids.beside(IdType.RESOLUTION, counter.institution().id());
    OffsetDateTime expiresAt =
        OffsetDateTime.now(clock)
            .plus(found.token().isPresent() ? config.tokenLife() : config.resolutionLife());
    AuditEntry audit =
        AuditEntry.of(counter.caller(), "code.resolved", id)
            .with("kind", found.kind().name())
            .with("scene", counter.scene().name());
    return store
        .insert(id, counter, found, expiresAt, audit)
        .replaceWith(
            new Views.Resolved(
                id,
                found.kind(),
                found.person().orElse(null),
                found.patientIds(),
                List.copyOf(found.instruments()),
                found.allowed(),
                found.notice().orElse(null),
                looksLike.orElse(null),
                expiresAt));
  }
}
