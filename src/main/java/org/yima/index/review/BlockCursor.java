package org.yima.index.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.yima.index.store.Hash;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Vault;

/**
 * A place among full blocks, sealed: addresses are logged, and a block's key beside a copy of the
 * database would name the rows that hold it.
 */
@ApplicationScoped
class BlockCursor {
  private static final String SEALED = "index.full-block";

  private final Vault vault;
  private final Ids ids;

  BlockCursor(Vault vault, Ids ids) {
    this.vault = vault;
    this.ids = ids;
  }

  String of(Hash key) {
    UUID own = ids.founding(IdType.EVENT).uuid();
    byte[] sealed = vault.seal(SEALED, own, key.toString());
    ByteBuffer token = ByteBuffer.allocate(Long.BYTES * 2 + sealed.length);
    token.putLong(own.getMostSignificantBits()).putLong(own.getLeastSignificantBits()).put(sealed);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /** Opens what {@link #of} has made; anything else is refused. */
  Hash open(String cursor) {
    return opened(cursor)
        .flatMap(Hash::parse)
        .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at("?cursor", "invalid"));
  }

  private Optional<String> opened(String cursor) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
      UUID own = new UUID(bytes.getLong(), bytes.getLong());
      byte[] sealed = new byte[bytes.remaining()];
      bytes.get(sealed);
      return Optional.of(vault.open(SEALED, own, sealed));
    } catch (IllegalArgumentException | IllegalStateException | BufferUnderflowException notOurs) {
      return Optional.empty();
    }
  }
}
