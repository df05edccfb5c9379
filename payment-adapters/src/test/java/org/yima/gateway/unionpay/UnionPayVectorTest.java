package org.yima.gateway.unionpay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.OrderRef;

/**
 * Answers that were written down, not made by any code of this repository: the fields, their order
 * and their spelling are those of answers of the platform that others published; numbers, keys and
 * certificates are our own, made and signed by the {@code openssl} command.
 */
class UnionPayVectorTest {
  private static final Merchant MERCHANT = Merchant.of("", "", "777290058110048");
  private static final Instant AT = Instant.parse("2026-11-20T20:16:47Z");
  private static final OrderRef ORDER = new OrderRef("vector20261121", AT);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T00:00:00Z"));
  private Peer peer;
  private String body;

  @BeforeEach
  void start() {
    body = answer("query-answer");
    peer = new Peer(request -> new Peer.Reply(200, Map.of("Content-Type", "text/html"), body));
  }

  @AfterEach
  void stop() {
    peer.close();
  }

  private static InputStream resource(String name) {
    return UnionPayVectorTest.class.getResourceAsStream("/unionpay/" + name);
  }

  /** The certificate within comes with the line ends of another system. */
  private static String answer(String name) {
    try (InputStream in = resource(name + ".txt")) {
      return new String(in.readAllBytes(), UTF_8).strip().replace("\n", "\r\n");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static X509Certificate certificate(String name) {
    try (InputStream in = resource(name + ".pem")) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (GeneralSecurityException none) {
      throw new IllegalStateException(none);
    }
  }

  private UnionPaySettings settings(Optional<UnionPayTrust> trust) {
    return new UnionPaySettings(
        peer.uri().resolve("/gateway/api/"),
        peer.uri().resolve("/filedownload/"),
        URI.create("http://127.0.0.1:9/back"),
        Map.of(MERCHANT.account(), new UnionPayKey.Certificate("1", key())),
        trust,
        UnionPayProfile.usual(),
        Timeouts.usual(),
        Timeouts.usual());
  }

  private static PrivateKey key() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private UnionPayWallet wallet(String middle) {
    return new UnionPayWallet(
        settings(
            Optional.of(
                new UnionPayTrust(
                    certificate("root"), certificate(middle), UnionPayTrust.UNIONPAY))),
        now::get);
  }

  @Test
  void aQueryIsAnsweredWithTheKindOfThePayment() {
    Charge paid = wallet("middle").query(MERCHANT, ORDER).toOptional().orElseThrow();
    assertThat(paid.state()).isEqualTo(Charge.State.PAID);
    assertThat(paid.totalFen()).isEqualTo(1);
    assertThat(paid.transactionId()).contains("512611210416475600018");
    assertThat(paid.paidAt()).contains(AT);
  }

  @ParameterizedTest
  @CsvSource({
    "orderId=vector20261121, orderId=vector20261122",
    "txnAmt=1, txnAmt=2",
    "origRespCode=00, origRespCode=05",
    "txnType=01, txnType=00",
    // The same signature, its last bits spelt otherwise.
    "hKs0eA==, hKs0eB==",
    "hKs0eA==, hKs0eA",
  })
  void nothingOfItCanBeChanged(String was, String is) {
    assertThat(body).contains(was);
    body = body.replace(was, is);
    assertThat(wallet("middle").query(MERCHANT, ORDER))
        .isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
  }

  /** All of the same chain, and signed by the same key. */
  @ParameterizedTest
  @CsvSource({
    "query-answer-not-for-signing",
    "query-answer-two-names",
    "query-answer-names-in-a-row"
  })
  void aCertificateForAnotherUseOrOfMoreThanOneNameSignsNothing(String name) {
    body = answer(name);
    assertThat(wallet("middle").query(MERCHANT, ORDER))
        .isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
  }

  @Test
  void aCertificateThatWasGoodEndsWithTheOneBetween() {
    UnionPayWallet wallet = wallet("middle-of-a-month");
    assertThat(wallet.query(MERCHANT, ORDER).isFinal()).isTrue();
    now.set(now.get().plus(Duration.ofDays(31)));
    assertThat(wallet.query(MERCHANT, ORDER))
        .isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    assertThat(wallet("middle").query(MERCHANT, ORDER).isFinal()).isTrue();
  }

  @Test
  void whoHasACertificateNamesWhomToTrust() {
    assertThatThrownBy(() -> settings(Optional.empty()).files())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trust");
  }
}
