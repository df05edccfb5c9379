package org.yima.gateway.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.Timeouts;
import org.yima.gateway.unionpay.UnionPayKey;
import org.yima.gateway.unionpay.UnionPayProfile;
import org.yima.gateway.unionpay.UnionPaySettings;
import org.yima.gateway.unionpay.UnionPayTrust;
import org.yima.gateway.wallet.Merchant;

/** Two merchants of UnionPay, one with a certificate and one with a secret, as both sides know. */
public final class UnionPaySection {

  public static final Merchant MERCHANT = Merchant.of("", "", "777290058110048");
  public static final Merchant WITH_SECRET = Merchant.of("", "", "777290058110049");

  private static final KeyPair OURS = Keys.rsa();
  private static final String CERT_ID = "68759663125";
  private static final String SECRET = "a-secret-of-both-sides";

  /** A merchant of whom we know nothing, with the same certificates. */
  static final Merchant ELSEWHERE = Merchant.of("", "", "777290058119999");

  private UnionPaySection() {}

  /**
   * The same platform, for the other merchant.
   *
   * @param first of the sandbox that has made the chain
   */
  static Map<String, Object> elsewhere(Path folder, Path first) {
    return Map.of(
        "caFolder",
        first.resolve("unionpay-ca").toString(),
        "merchants",
        List.of(
            Map.of(
                "merId",
                ELSEWHERE.account(),
                "name",
                "第九医院",
                "certId",
                CERT_ID,
                "publicKeyFile",
                Keys.publicPem(folder, "unionpay-merchant.pem", OURS))));
  }

  /**
   * For an adapter that has the keys of both merchants, or of another one with their certificate.
   */
  static UnionPaySettings settings(
      Path folder, URI sandbox, URI backUrl, Merchant merchant, Timeouts calls) {
    UnionPaySettings all = settings(folder, sandbox, backUrl);
    Map<String, UnionPayKey> keys =
        all.merchants().containsKey(merchant.account())
            ? all.merchants()
            : Map.of(merchant.account(), all.merchants().get(MERCHANT.account()));
    return new UnionPaySettings(
        all.api(),
        all.files(),
        all.backUrl(),
        keys,
        all.trust(),
        all.profile(),
        calls,
        all.downloads());
  }

  /** For the sandbox's configuration. */
  public static Map<String, Object> of(Path folder) {
    return Map.of(
        "caFolder",
        "unionpay-ca",
        "merchants",
        List.of(
            Map.of(
                "merId",
                MERCHANT.account(),
                "name",
                "第一人民医院",
                "certId",
                CERT_ID,
                "publicKeyFile",
                Keys.publicPem(folder, "unionpay-merchant.pem", OURS)),
            Map.of("merId", WITH_SECRET.account(), "name", "第二人民医院", "secureKey", SECRET)));
  }

  /** For the adapter, once the sandbox stands. */
  public static UnionPaySettings settings(Path folder, URI sandbox, URI backUrl) {
    Path ca = folder.resolve("unionpay-ca");
    return settings(
        sandbox,
        backUrl,
        new UnionPayTrust(
            certificate(ca.resolve("root.pem")),
            certificate(ca.resolve("middle.pem")),
            UnionPayTrust.UNIONPAY));
  }

  public static UnionPaySettings settings(URI sandbox, URI backUrl, UnionPayTrust trust) {
    return new UnionPaySettings(
        sandbox.resolve("/gateway/api/"),
        sandbox.resolve("/filedownload/"),
        backUrl,
        Map.of(
            MERCHANT.account(),
            new UnionPayKey.Certificate(CERT_ID, OURS.getPrivate()),
            WITH_SECRET.account(),
            new UnionPayKey.Secret(UnionPayKey.Hash.SM3, SECRET)),
        Optional.of(trust),
        UnionPayProfile.usual(),
        Timeouts.usual(),
        Timeouts.usual());
  }

  public static X509Certificate certificate(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (GeneralSecurityException none) {
      throw new IllegalStateException(none);
    }
  }
}
