package org.yima.gateway.tck;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;
import org.yima.gateway.Timeouts;
import org.yima.gateway.signed.PortSettings;

/** Short messages and identity checks: the two signed ports beside the insurers'. */
final class PortSections {
  private static final KeyPair SMS = Keys.ec();
  private static final KeyPair IDENTITY = Keys.ec();

  private PortSections() {}

  /** For the sandbox's configuration, beside {@link InsurerSection}. */
  static Map<String, Object> of(Path folder) {
    return Map.of(
        "sms",
        Map.of("keyId", "sms-key", "privateKeyFile", Keys.privatePem(folder, "sms.pem", SMS)),
        "identity",
        Map.of(
            "keyId",
            "identity-key",
            "privateKeyFile",
            Keys.privatePem(folder, "identity.pem", IDENTITY)));
  }

  static PortSettings sms(URI sandbox, Timeouts calls) {
    return InsurerSection.settings(sandbox, "sms-key", SMS.getPublic(), calls);
  }

  static PortSettings identity(URI sandbox, Timeouts calls) {
    return InsurerSection.settings(sandbox, "identity-key", IDENTITY.getPublic(), calls);
  }
}
