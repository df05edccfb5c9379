package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code ./verify} itself, over a build that is made up. */
final class VerifyScriptTest {
  /** Milliseconds after which a line that is not dead is a failure. */
  private static final int PATIENCE = 60_000;

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void nothingRunsOnWhenItIsStopped(String signal, int status) throws Exception {
    try (ServerSocket lines = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      // Both runs of the tests call and hold the line.
      Process verify =
          verify(
              "[[ \"$*\" == *spotless* ]] && exit 0\n"
                  + "exec 3<>/dev/tcp/127.0.0.1/"
                  + lines.getLocalPort()
                  + "\nread -r never <&3\n");
      try (Socket libraries = lines.accept();
          Socket server = lines.accept()) {
        Signals.send(signal, verify.pid());
        assertThat(verify.waitFor()).isEqualTo(status);
        for (Socket run : List.of(libraries, server)) {
          run.setSoTimeout(PATIENCE);
          assertThat(run.getInputStream().read()).as("the line is dead").isEqualTo(-1);
        }
      } finally {
        verify.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void aRedRunOfTheLibrariesIsARedRun() throws Exception {
    Process verify = verify("[[ \"$*\" == *'!src'* ]] && exit 3\nexit 0\n");
    assertThat(verify.waitFor()).isEqualTo(3);
  }

  @Test
  void noTestIsNoProof() throws Exception {
    Process verify = verify("exit 0\n");
    assertThat(verify.waitFor()).isEqualTo(1);
  }

  private Process verify(String build) throws IOException {
    for (String file : List.of("verify", "deploy/local/jdk.sh")) {
      Path copy = temporary.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(RunScriptTest.root().resolve(file), copy);
    }
    RunScriptTest.script(temporary.resolve("mvnw"), "#!/bin/bash\n" + build);
    ProcessBuilder builder =
        new ProcessBuilder("env", "--default-signal=INT", "bash", "verify")
            .directory(temporary.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }
}
