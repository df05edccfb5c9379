package org.yima.healthcard.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yima.healthcard.code.KeySet;
import org.yima.healthcard.code.RevocationList;
import org.yima.healthcard.code.SigningKey;
import org.yima.healthcard.code.Verifier;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.identity.IdType;

/**
 * Random and mutated texts against everything that reads text. {@code -Dyima.scale} times as many,
 * {@code -Dyima.fuzz.seed} which; a failure names the seed and the number of the text.
 */
class RecogniserFuzzTest {
  private static final int TEXTS = 1_000_000 * Integer.getInteger("yima.scale", 1);
  private static final long SEED = Long.getLong("yima.fuzz.seed", 20261121L);

  private static final List<IdType> TYPES = List.of(IdType.values());

  private static final List<String> ALPHABETS =
      List.of(
          "0123456789",
          "0123456789ABCDEFabcdef:",
          "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:",
          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=",
          "\u0000\u0007\t\r\n \u00a0\u3000\u200b\ufeff\ud800\udc00\uffff1X",
          "张三北京医码0123４５Ｘ",
          "http://?&=#%[]@:1");

  private final Recogniser recogniser = new Recogniser();
  private final Set<TextKind> seen = EnumSet.noneOf(TextKind.class);
  private final Instant issued = Instant.parse("2026-11-21T08:00:00Z");
  private final SigningKey key = SigningKey.ed25519(258, counting());
  private final Verifier verifier =
      new Verifier(
          KeySet.of(List.of(key.publish(issued.minusSeconds(60), issued.plusSeconds(60)))),
          RevocationList.empty(),
          InstantSource.fixed(issued),
          Duration.ZERO);

  /**
   * The private key of the worked example in FORMAT.md, which signed the sample among the texts.
   */
  private static byte[] counting() {
    byte[] seed = new byte[32];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) i;
    }
    return seed;
  }

  @Test
  void anyTextHasAnAnswer() {
    assertThat(verifier.verify(Texts.YIMA).accepted()).isTrue();
    Random random = new Random(SEED);
    for (int number = 0; number < TEXTS; number++) {
      String text = random.nextInt(3) == 0 ? randomText(random) : mutated(random);
      try {
        check(text, random);
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        throw new AssertionError("seed " + SEED + ", text " + number, e);
      }
    }
    // Mutation keeps some texts whole, so the run must have met every kind; else it tests too
    // little.
    assertThat(seen).containsExactlyInAnyOrder(TextKind.values());
  }

  private void check(String text, Random random) {
    Recognised found = recogniser.recognise(text);
    seen.add(found.kind());
    List<Recognised> all = recogniser.candidates(text);
    if (found instanceof Recognised.Unknown unknown) {
      require(all.isEmpty(), "an unknown text has no candidate");
      require(unknown.text().length() <= Recogniser.MAX_TEXT, "an unknown text is bounded");
    } else {
      require(all.get(0).equals(found), "the first candidate is the answer");
      require(found.text().equals(text.strip()), "the text is kept");
      require(recogniser.recognise(found.text()).equals(found), "the answer is stable");
    }
    require(
        !verifier.verify(text).accepted() || text.equals(Texts.YIMA), "only the issued is genuine");
    IdType type = TYPES.get(random.nextInt(TYPES.size()));
    DocumentNumber.parse(type, text)
        .ifPresent(
            number ->
                require(
                    DocumentNumber.parse(type, number.value()).equals(Optional.of(number)),
                    "a normal form is its own normal form"));
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new AssertionError(rule);
    }
  }

  private static String randomText(Random random) {
    int bound = random.nextInt(500) == 0 ? 2 * Recogniser.MAX_TEXT : 80;
    return drawn(random, random.nextInt(bound));
  }

  private static String drawn(Random random, int length) {
    String alphabet = ALPHABETS.get(random.nextInt(ALPHABETS.size()));
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** A sample after up to three cuts, insertions, replacements and joins. */
  private static String mutated(Random random) {
    String text = sample(random);
    for (int step = random.nextInt(4); step > 0; step--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(4));
      text =
          switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + text.substring(end);
            case 2 ->
                text.substring(0, at) + drawn(random, 1 + random.nextInt(3)) + text.substring(at);
            case 3 -> text.substring(0, at) + drawn(random, end - at) + text.substring(end);
            default -> text.substring(at) + sample(random);
          };
    }
    return text;
  }

  private static String sample(Random random) {
    return Texts.SAMPLES.get(random.nextInt(Texts.SAMPLES.size())).text();
  }
}
