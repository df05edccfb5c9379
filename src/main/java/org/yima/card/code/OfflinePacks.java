package org.yima.card.code;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.card.CardConfig;

/** What a terminal needs to decide about codes without network. */
@ApplicationScoped
class OfflinePacks {
  private final CodeKeys keys;
  private final Handles handles;
  private final CardConfig config;
  private final Clock clock;

  OfflinePacks(CodeKeys keys, Handles handles, CardConfig config, Clock clock) {
    this.keys = keys;
    this.handles = handles;
    this.config = config;
    this.clock = clock;
  }

  /**
   * The pack. After {@code expiresAt} a terminal fetches another before it accepts codes.
   *
   * @param revoked SHA-256 of the handles of codes to refuse, Base64, ascending
   * @param keyId the key that signed it
   * @param signature Base64, by the code keys' suite, over the UTF-8 text of {@link #signed}
   */
  @Schema(name = "OfflinePack")
  record OfflinePack(
      @JsonProperty(required = true) Instant issuedAt,
      @JsonProperty(required = true) Instant expiresAt,
      @JsonProperty(required = true) List<KeySetView.Key> keys,
      @JsonProperty(required = true) List<String> revoked,
      @JsonProperty(required = true) int keyId,
      @JsonProperty(required = true) String signature) {}

  /**
   * What is signed: one line each, ended by LF: {@code yima-offline-pack/1}, both times as seconds
   * since the epoch, each key as {@code keyId suite publicKey notBefore notAfter} with the times in
   * seconds, each revoked hash.
   */
  static byte[] signed(
      Instant issuedAt, Instant expiresAt, List<KeySetView.Key> keys, List<String> revoked) {
    StringBuilder text = new StringBuilder("yima-offline-pack/1\n");
    text.append(issuedAt.getEpochSecond()).append('\n');
    text.append(expiresAt.getEpochSecond()).append('\n');
    for (KeySetView.Key key : keys) {
      text.append(key.keyId()).append(' ').append(key.suite()).append(' ');
      text.append(key.publicKey()).append(' ');
      text.append(key.notBefore().getEpochSecond()).append(' ');
      text.append(key.notAfter().getEpochSecond()).append('\n');
    }
    revoked.forEach(hash -> text.append(hash).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  Uni<OfflinePack> pack() {
    Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant expiresAt = issuedAt.plus(config.offlinePackLife());
    List<KeySetView.Key> published = KeySetView.of(keys.keySet()).keys();
    return handles
        .revoked()
        .map(hashes -> hashes.stream().map(Base64.getEncoder()::encodeToString).toList())
        .map(
            revoked ->
                new OfflinePack(
                    issuedAt,
                    expiresAt,
                    published,
                    revoked,
                    keys.current().keyId(),
                    Base64.getEncoder()
                        .encodeToString(
                            keys.current().sign(signed(issuedAt, expiresAt, published, revoked)))));
  }
}
