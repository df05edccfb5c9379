package org.yima.card.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;

/** The pack's signature, checked with the platform's own Ed25519 and the published key. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OfflinePackTest {
  /** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410), before its 32 bytes. */
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  @Inject OfflinePacks packs;

  @Test
  void aTerminalCanTrustThePackAndNotAChangedOne() throws GeneralSecurityException {
    OfflinePacks.OfflinePack pack = packs.pack().await().atMost(Duration.ofSeconds(10));
    List<String> changed = new ArrayList<>(pack.revoked());
    changed.add("AAAA");

    assertThat(verifies(pack, pack.revoked())).isTrue();
    assertThat(verifies(pack, changed)).isFalse();
  }

  private static boolean verifies(OfflinePacks.OfflinePack pack, List<String> revoked)
      throws GeneralSecurityException {
    byte[] key = Base64.getDecoder().decode(pack.keys().get(0).publicKey());
    byte[] encoded = ByteBuffer.allocate(SPKI.length + key.length).put(SPKI).put(key).array();
    PublicKey published =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(published);
    signature.update(OfflinePacks.signed(pack.issuedAt(), pack.expiresAt(), pack.keys(), revoked));
    return signature.verify(Base64.getDecoder().decode(pack.signature()));
  }
}
