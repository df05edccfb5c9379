package org.yima.gateway.tck;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yima.gateway.Timeouts;
import org.yima.gateway.signed.PortSettings;
import org.yima.gateway.signed.SignedInsurerNotifications;

/** One commercial insurer and us, as both sides are told of each other. */
public final class InsurerSection {
  public static final String ID = "pingshan";
  private static final KeyPair THEIRS = Keys.ec();

  /** The key of another insurer, which calls it by the same name. */
  private static final KeyPair OTHERS = Keys.ec();

  private static final KeyPair OURS = Keys.ec();

  private InsurerSection() {}

  /** For the sandbox's configuration: its sections {@code insurers} and {@code yima}. */
  public static Map<String, Object> of(Path folder, String notifyUrl) {
    return of(notifyUrl, folder, Keys.privatePem(folder, "insurer.pem", THEIRS));
  }

  /** Another insurer, to whom the same is insured. */
  static Map<String, Object> elsewhere(Path folder, String notifyUrl) {
    return of(notifyUrl, folder, Keys.privatePem(folder, "another-insurer.pem", OTHERS));
  }

  private static Map<String, Object> of(String notifyUrl, Path folder, String keyFile) {
    return Map.of(
        "insurers",
        List.of(
            Map.of(
                "id",
                ID,
                "name",
                "平山健康",
                "keyId",
                "insurer-key",
                "privateKeyFile",
                keyFile,
                "kind",
                "DIRECT",
                "notifyUrl",
                notifyUrl)),
        "yima",
        Map.of("keyId", "yima-key", "publicKeyFile", Keys.publicPem(folder, "yima.pem", OURS)));
  }

  /** For the adapter; {@code host} is the sandbox or something before it. */
  public static PortSettings settings(URI host) {
    return settings(host, Timeouts.usual());
  }

  static PortSettings settings(URI host, Timeouts calls) {
    URI base = URI.create(host + "/insurers/" + ID);
    return settings(base, "insurer-key", THEIRS.getPublic(), calls);
  }

  static PortSettings elsewhere(URI host, Timeouts calls) {
    URI base = URI.create(host + "/insurers/" + ID);
    return settings(base, "insurer-key", OTHERS.getPublic(), calls);
  }

  static SignedInsurerNotifications elsewhere(InstantSource clock) {
    return new SignedInsurerNotifications("insurer-key", OTHERS.getPublic(), clock);
  }

  /** For another port of the sandbox's that knows us by the same key. */
  static PortSettings settings(URI base, String theirKeyId, PublicKey theirs, Timeouts calls) {
    return new PortSettings(base, "yima-key", OURS.getPrivate(), theirKeyId, theirs, calls);
  }

  public static SignedInsurerNotifications notifications(InstantSource clock) {
    return new SignedInsurerNotifications("insurer-key", THEIRS.getPublic(), clock);
  }

  /** Makes a policy; gives the insurer's handle of it. */
  public static String policy(
      SandboxWorld world, String number, String kind, String answers, String refusal) {
    Map<String, Object> body =
        new HashMap<>(
            Map.of(
                "insurerId",
                ID,
                "policyNumber",
                number,
                "idNumber",
                "990101199001010019",
                "name",
                "甲",
                "kind",
                kind,
                "answers",
                answers,
                "ratio",
                "0.8",
                "limit",
                1_000_000));
    if (!refusal.isEmpty()) {
      body.put("refusal", refusal);
    }
    return world.control("policies", body).path("policyRef").asText();
  }
}
