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
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * Believes a certificate that chains to the root, is valid now as the one between is, may sign and
 * is UnionPay's. The last one is remembered, for all answers carry the same. Revocation is not
 * asked for: there is no list that a hospital's network reaches, so that a certificate that was
 * withdrawn is taken out with the one between, by configuration.
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
    if (known != null
        && known.pem().equals(pem)
        && isValid(known.certificate(), now)
        && whom.filter(trust -> isValid(trust.middle(), now)).isPresent()) {
      return Optional.of(known.certificate().getPublicKey());
    }
    try {
      if (whom.isEmpty() || pem.length() > LONGEST) {
        return Optional.empty();
      }
      X509Certificate certificate = validated(whom.get(), pem, now);
      last = new Known(pem, certificate);
      return Optional.of(certificate.getPublicKey());
    } catch (GeneralSecurityException | NamingException | RuntimeException untrusted) {
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
      throws GeneralSecurityException, NamingException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    X509Certificate certificate =
        (X509Certificate)
            factory.generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8)));
    // What the one between did not sign needs no chain, which takes many times as long to walk.
    certificate.verify(trust.middle().getPublicKey());
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(trust.root(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(now);
    var unused =
        CertPathValidator.getInstance("PKIX")
            .validate(factory.generateCertPath(List.of(certificate, trust.middle())), parameters);
    if (!maySign(certificate)) {
      throw new GeneralSecurityException("not a certificate for signatures");
    }
    if (!isOwned(certificate, trust.owner())) {
      throw new GeneralSecurityException("not the owner's certificate");
    }
    return certificate;
  }

  /** Without the extension a key may be used for anything. */
  private static boolean maySign(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    return usage == null || usage[0];
  }

  /**
   * There is one common name, and it is the owner, or has the owner as its third part between
   * {@code @}.
   */
  private static boolean isOwned(X509Certificate certificate, String owner) throws NamingException {
    List<Object> names = new ArrayList<>();
    for (Rdn part :
        new LdapName(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253))
            .getRdns()) {
      for (Attribute attribute : Collections.list(part.toAttributes().getAll())) {
        if (attribute.getID().equalsIgnoreCase("CN")) {
          names.addAll(Collections.list(attribute.getAll()));
        }
      }
    }
    if (names.size() != 1) {
      return false;
    }
    String common = names.get(0).toString();
    String[] parts = common.split("@", -1);
    return common.equals(owner) || (parts.length > 2 && parts[2].equals(owner));
  }
}
