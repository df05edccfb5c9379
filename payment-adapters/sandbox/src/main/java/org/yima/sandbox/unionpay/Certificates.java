package org.yima.sandbox.unionpay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.yima.sandbox.config.Pem;

/**
 * The chain that vouches for UnionPay's answers: root, middle and the certificate that signs. Made
 * once per folder; the keys of root and middle are forgotten right after.
 */
final class Certificates {
  /** Whose certificate it must be; the third part of the common name. */
  private static final String OWNER = "041@Z2026@中国银联股份有限公司@00000001";

  private static final Duration LIFE = Duration.ofDays(3650);

  private final String root;
  private final String middle;
  private final String signing;
  private final PrivateKey key;

  private Certificates(Path folder) throws IOException {
    root = Files.readString(folder.resolve("root.pem"));
    middle = Files.readString(folder.resolve("middle.pem"));
    signing = Files.readString(folder.resolve("sign.pem"));
    key = Pem.privateKey(folder.resolve("sign.key"), "RSA");
  }

  /** Reads the chain, and makes it where there is none. */
  static Certificates in(Path folder, Instant now, SecureRandom random) {
    try {
      if (Files.notExists(folder.resolve("sign.pem"))) {
        make(folder, now, random);
      }
      return new Certificates(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String root() {
    return root;
  }

  String middle() {
    return middle;
  }

  /** The certificate that every answer carries. */
  String signing() {
    return signing;
  }

  /** Its serial number, in decimal. */
  String certId() {
    try {
      return ((X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(signing.getBytes(StandardCharsets.US_ASCII))))
          .getSerialNumber()
          .toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  PrivateKey key() {
    return key;
  }

  private static void make(Path folder, Instant now, SecureRandom random)
      throws IOException, GeneralSecurityException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048, random);
    KeyPair top = generator.generateKeyPair();
    KeyPair between = generator.generateKeyPair();
    KeyPair leaf = generator.generateKeyPair();
    X500Name topName = new X500Name("C=CN,O=Sandbox CA,CN=Sandbox Root CA");
    X500Name betweenName = new X500Name("C=CN,O=Sandbox CA,CN=Sandbox Middle CA");
    X500Name leafName = new X500Name("C=CN,O=Sandbox CA,CN=" + OWNER);
    Issue by = new Issue(topName, top.getPrivate(), now, random);
    write(folder, "root.pem", "CERTIFICATE", by.certificate(topName, top.getPublic(), true));
    write(
        folder,
        "middle.pem",
        "CERTIFICATE",
        by.certificate(betweenName, between.getPublic(), true));
    byte[] signing =
        new Issue(betweenName, between.getPrivate(), now, random)
            .certificate(leafName, leaf.getPublic(), false);
    write(folder, "sign.key", "PRIVATE KEY", leaf.getPrivate().getEncoded());
    write(folder, "sign.pem", "CERTIFICATE", signing);
  }

  private static void write(Path folder, String name, String kind, byte[] encoded)
      throws IOException {
    // A start that ended half-way left some of them; the certificate that signs is written last.
    Files.deleteIfExists(folder.resolve(name));
    Path file =
        Files.createFile(
            folder.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(
                kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded), kind));
  }

  private record Issue(X500Name issuer, PrivateKey key, Instant now, SecureRandom random) {
    private static final AlgorithmIdentifier SHA256_RSA =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);

    byte[] certificate(X500Name subject, PublicKey of, boolean authority)
        throws IOException, GeneralSecurityException {
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      extensions.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(authority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
      V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
      generator.setSerialNumber(new ASN1Integer(new BigInteger(63, random).add(BigInteger.ONE)));
      generator.setSignature(SHA256_RSA);
      generator.setIssuer(issuer);
      generator.setSubject(subject);
      generator.setStartDate(new Time(Date.from(now.minus(Duration.ofDays(1)))));
      generator.setEndDate(new Time(Date.from(now.plus(LIFE))));
      generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(of.getEncoded()));
      generator.setExtensions(extensions.generate());
      TBSCertificate body = generator.generateTBSCertificate();
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(key);
      signer.update(body.getEncoded("DER"));
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(body);
      parts.add(SHA256_RSA);
      parts.add(new DERBitString(signer.sign()));
      return new DERSequence(parts).getEncoded("DER");
    }
  }
}
