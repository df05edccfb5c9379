package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreflightTest {
  @TempDir Path temporary;

  @Test
  void portOfTheSystemThatNobodyServes() {
    BindException inTheSystemsLanguage = new BindException("Keine Berechtigung");
    assertThat(Preflight.notBound(1, "--port", inTheSystemsLanguage))
        .hasMessage("Port 1 may not be used by this user; choose one from 1024 on with --port");
  }

  @Test
  void portThatAnotherHolds() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> Preflight.portIsFree(port, "--sandbox-port"))
          .hasMessage(
              "Port " + port + " is taken by another program; choose another with --sandbox-port")
          .hasCauseInstanceOf(BindException.class);
    }
  }

  @Test
  void diskWithoutRoom() {
    assertThatThrownBy(() -> Preflight.diskHasRoom(temporary, Long.MAX_VALUE))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("Only ")
        .hasMessageContaining(" MB are free in " + temporary);
    assertThatCode(() -> Preflight.diskHasRoom(temporary, 1)).doesNotThrowAnyException();
  }

  @Test
  void processorWithoutBinaries() {
    assertThatThrownBy(() -> Preflight.postgresCanRun("aarch64", "true"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("this machine is aarch64")
        .hasMessageContaining("--db");
  }

  @Test
  void rootNeedsAUserNamespace() throws Exception {
    assertThatCode(() -> Preflight.postgresCanRun("amd64", "true")).doesNotThrowAnyException();
    if (isRoot()) {
      for (String unusable : new String[] {"false", temporary.resolve("missing").toString()}) {
        assertThatThrownBy(() -> Preflight.postgresCanRun("amd64", unusable))
            .isInstanceOf(StartFailure.class)
            .hasMessageContaining("unshare -U");
      }
    } else {
      assertThatCode(() -> Preflight.postgresCanRun("amd64", "false")).doesNotThrowAnyException();
    }
  }

  private static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }
}
