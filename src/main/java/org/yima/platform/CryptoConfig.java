package org.yima.platform;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/**
 * The keys under which personal data rests. None has a default: the server does not start without.
 */
@ConfigMapping(prefix = "yima.crypto")
public interface CryptoConfig {
  /** The id (1 to 65535) of the key that new values are encrypted under. */
  int currentKey();

  /** Every key that stored values may be encrypted under: id to 32 bytes in Base64. */
  Map<Integer, String> keys();

  /** The key of all blind indexes: 32 bytes in Base64. It can't be rotated in place. */
  String indexKey();
}
