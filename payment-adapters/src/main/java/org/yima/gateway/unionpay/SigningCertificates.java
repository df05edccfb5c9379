package org.yima.gateway.unionpay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * Believes a certificate that chains to the root, is valid now and is UnionPay's. The last one is
 * remembered, for all answers carry the same.
 */
final class SigningCertificates {
  private static final int LONGEST = 8_192;
  private final Optional<UnionPayTrust> whom;
  private final InstantSource clock;
  private volatile Known last;

  private record Known(String pem, X509Certificate certificate) {}

  SigningCertificates(Optional<UnionPayTrust> whom, InstantSource clock) {
    this.whom = whom;
    this.clock = clock;
  }

  /** The key of a certificate (PEM) that may sign. */
  Optional<PublicKey> trusted(String pem) {
    Known known = last;
    Date now = Date.from(clock.instant());
    if (known != null && known.pem().equals(pem) && isValid(known.certificate(), now)) {
      return Optional.of(known.certificate().getPublicKey());
    }
    try {
      if (whom.isEmpty() || pem.length() > LONGEST) {
        return Optional.empty();
      }
      X509Certificate certificate = validated(whom.get(), pem, now);
      last = new Known(pem, certificate);
      return Optional.of(certificate.getPublicKey());
    } catch (GeneralSecurityException | InvalidNameException | RuntimeException untrusted) {
      // Parsers of certificates throw what they like for what they were not made for.
      return Optional.empty();
    }
  }

  private static boolean isValid(X509Certificate certificate, Date now) {
    try {
      certificate.checkValidity(now);
      return true;
    } catch (CertificateException over) {
      return false;
    }
  }

  private static X509Certificate validated(UnionPayTrust trust, String pem, Date now)
      throws GeneralSecurityException, InvalidNameException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    X509Certificate certificate =
        (X509Certificate)
            factory.generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8)));
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(trust.root(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(now);
    var unused =
        CertPathValidator.getInstance("PKIX")
            .validate(factory.generateCertPath(List.of(certificate, trust.middle())), parameters);
    if (!isOwned(certificate, trust.owner())) {
      throw new GeneralSecurityException("not the owner's certificate");
    }
    return certificate;
  }

  /** The common name is the owner, or has the owner as its third part between {@code @}. */
  private static boolean isOwned(X509Certificate certificate, String owner)
      throws InvalidNameException {
    LdapName name =
        new LdapName(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
    for (Rdn part : name.getRdns()) {
      if (part.getType().equalsIgnoreCase("CN")) {
        String common = part.getValue().toString();
        String[] parts = common.split("@", -1);
        return common.equals(owner) || (parts.length > 2 && parts[2].equals(owner));
      }
    }
    return false;
  }
}
