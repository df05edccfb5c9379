package org.yima.benchmarks.healthcard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.yima.healthcard.code.Suite;
import org.yima.healthcard.recognise.Recognised;
import org.yima.healthcard.recognise.Recogniser;

/** What a scanned text is, over one text of every kind and as many that are nothing. */
@State(Scope.Thread)
public class Recognise {
  private static final long SEED = 20261121;

  private final Recogniser recogniser = new Recogniser();
  private final List<String> texts = mix();
  private int next;

  private static List<String> mix() {
    Random random = new Random(SEED);
    List<String> texts = new ArrayList<>(kinds());
    int kinds = texts.size();
    for (int i = 0; i < kinds; i++) {
      texts.add(garbage(random));
    }
    Collections.shuffle(texts, random);
    return texts;
  }

  private static List<String> kinds() {
    return List.of(
        Messages.codes(Messages.key(Suite.ED25519)).get(0),
        "98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928:1::5100A0013",
        "134567890123456789",
        "2812345678901234",
        "6212345678901234567",
        "0112345678901234567",
        "fp0123456789abcdef0123456789abcdef0",
        "4241234567890123456701330000",
        "opc1234567890123456789012345",
        "130000ecmecib288580f0f1a0a0000e7328251",
        "00020101021229300012D156000000000510A93FO3230Q31280012D156000000010308123456785204411158"
            + "02CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.725303156550201"
            + "6233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A",
        "hQVDUFYwMWETTwegAAADMwEBUAhVbmlvblBheIWUVwxiIgISNFZ4kBI9JxJfIANBL0I=",
        "11010519491231002X",
        "91350100M000100Y43",
        "https://qr.95516.com/00010001/62001");
  }

  /** Printable, of any length a scanner gives, and almost surely of no kind. */
  private static String garbage(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = 8 + random.nextInt(120); length > 0; length--) {
      text.append((char) (' ' + random.nextInt(95)));
    }
    return text.toString();
  }

  private String text() {
    return texts.get(next++ % texts.size());
  }

  @Benchmark
  public Recognised mixed() {
    return recogniser.recognise(text());
  }

  /** What nobody can do without: looking at each character once. */
  @Benchmark
  public long everyCharacter() {
    return text().strip().chars().filter(Character::isISOControl).count();
  }
}
