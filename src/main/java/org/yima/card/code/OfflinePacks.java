package org.yima.card.code;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.card.CardConfig;
import org.yima.card.code.RevocationHistory.State;
import org.yima.healthcard.code.PackStatement;
import org.yima.healthcard.code.PublishedKey;
import org.yima.healthcard.code.SignedRevocationList;

/** What a terminal needs to decide about codes without network. */
@ApplicationScoped
class OfflinePacks {
  /** A state of the list is given out again for this part of its life, if nothing has changed. */
  private static final int YOUNG = 15;

  private static final int KEPT = 64;

  private final CodeKeys keys;
  private final RevocationStates states;
  private final CardConfig config;
  private final Cache<Asked, byte[]> wires = Caffeine.newBuilder().maximumSize(KEPT).build();

  OfflinePacks(CodeKeys keys, RevocationStates states, CardConfig config) {
    this.keys = keys;
    this.states = states;
    this.config = config;
  }

  /** How the list is written. */
  enum Form {
    /** All of it. */
    WHOLE,
    /** The difference to the list that the terminal has. */
    DELTA,
    /** Not at all: the terminal has it. */
    SAME
  }

  /** What is written: all of a state, or its difference to an earlier one. */
  private record Asked(State state, Optional<State> held) {}

  /**
   * The pack. From {@code expiresAt} on, the library's verifier takes the list for stale, and the
   * terminal fetches another pack before it accepts codes.
   *
   * @param number of the list, to be named as {@code have} when the next pack is fetched
   * @param list the signed revocation list as FORMAT.md of the library gives it, Base64; absent
   *     where the terminal has it
   * @param keyId the key that signed the pack
   * @param signature Base64, by the key's suite, over the text that FORMAT.md gives under "Offline
   *     pack"; {@link PackStatement} checks it
   */
  @Schema(name = "OfflinePack")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OfflinePack(
      @JsonProperty(required = true) long number,
      @JsonProperty(required = true) Instant issuedAt,
      @JsonProperty(required = true) Instant expiresAt,
      @JsonProperty(required = true) List<KeySetView.Key> keys,
      @JsonProperty(required = true) Form form,
      String list,
      @JsonProperty(required = true) int keyId,
      @JsonProperty(required = true) String signature) {}

  /**
   * The pack as it stands.
   *
   * @param have the number of the list that the terminal has
   */
  Uni<OfflinePack> pack(Optional<Long> have) {
    Duration life = config.offlinePackLife();
    return states
        .current(keys.current().keyId(), life.dividedBy(YOUNG))
        .map(history -> pack(history, have.flatMap(history::state).filter(this::isSound)));
  }

  /** A list signed by a key that was taken out is none to build upon. */
  private boolean isSound(State held) {
    return keys.has(held.keyId());
  }

  private OfflinePack pack(RevocationHistory history, Optional<State> held) {
    State state = history.newest();
    Instant expiresAt = state.issuedAt().plus(config.offlinePackLife());
    List<PublishedKey> published = keys.keySet().keys();
    boolean same = held.equals(Optional.of(state));
    byte[] signature =
        new PackStatement(state.number(), state.issuedAt(), expiresAt, published)
            .sign(keys.signing(state.keyId()));
    return new OfflinePack(
        state.number(),
        state.issuedAt(),
        expiresAt,
        KeySetView.of(keys.keySet()).keys(),
        same ? Form.SAME : held.isPresent() ? Form.DELTA : Form.WHOLE,
        same ? null : base64(wire(history, new Asked(state, held))),
        state.keyId(),
        base64(signature));
  }

  private byte[] wire(RevocationHistory history, Asked asked) {
    return wires.get(asked, wanted -> write(history, wanted));
  }

  private byte[] write(RevocationHistory history, Asked asked) {
    SignedRevocationList list = list(history, asked.state());
    return asked.held().map(held -> list.deltaFrom(list(history, held))).orElseGet(list::whole);
  }

  private SignedRevocationList list(RevocationHistory history, State state) {
    return keys.lists(state.keyId())
        .issue(state.number(), state.issuedAt(), config.offlinePackLife(), history.listedAt(state));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
