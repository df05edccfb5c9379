package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.config.Pem;
import org.yima.sandbox.sm.Sm2;
import org.yima.sandbox.sm.Sm2Files;

/** Keys that no JDK makes are made where they are not there, and never again. */
class Sm2FilesTest {
  private static final byte[] TEXT = "医保".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void whatIsMadeIsAPairAndStays() throws IOException {
    SecureRandom random = new SecureRandom();
    Path one = folder.resolve("centre.pem");
    Path other = folder.resolve("centre.pub.pem");
    Sm2Files.ensurePrivate(one, random);
    Sm2 sm2 = new Sm2("1234567812345678");
    byte[] signed = sm2.sign(TEXT, Sm2.privateKey(Pem.der(one, "PRIVATE KEY")));
    assertThat(sm2.verifies(TEXT, signed, Sm2.publicKey(Pem.der(other, "PUBLIC KEY")))).isTrue();

    String kept = Files.readString(one);
    Sm2Files.ensurePrivate(one, random);
    Sm2Files.ensurePublic(other, random);
    assertThat(Files.readString(one)).isEqualTo(kept);

    Path app = folder.resolve("app.pub.pem");
    Sm2Files.ensurePublic(app, random);
    assertThat(folder.resolve("app.pem")).exists();
    assertThat(sm2.verifies(TEXT, signed, Sm2.publicKey(Pem.der(app, "PUBLIC KEY")))).isFalse();
  }

  @Test
  void aNameThatSaysNotWhereTheOtherHalfLiesIsNotMade() {
    Path odd = folder.resolve("centre.key");
    assertThatThrownBy(() -> Sm2Files.ensurePrivate(odd, new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(odd).doesNotExist();
  }
}
