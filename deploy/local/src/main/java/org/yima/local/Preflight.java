package org.yima.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is looked at before anything is started, so that the complaint is about the cause. */
final class Preflight {
  private static final long NEEDED_BYTES = 512L << 20;

  private Preflight() {}

  static void portIsFree(int port, String option) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException taken) {
      throw new StartFailure(
          "Port " + port + " is taken by another program; choose another with " + option, taken);
    }
  }

  static void diskHasRoom(Path var) throws IOException {
    if (!Files.isWritable(var)) {
      throw new StartFailure(var + " is not writable");
    }
    long usable = Files.getFileStore(var).getUsableSpace();
    if (usable < NEEDED_BYTES) {
      throw new StartFailure(
          "Only "
              + (usable >> 20)
              + " MB are free in "
              + var
              + ", "
              + (NEEDED_BYTES >> 20)
              + " MB are needed");
    }
  }

  static void isBuilt(Path artefact) {
    if (!Files.exists(artefact)) {
      throw new StartFailure(artefact + " is not there; ./run builds it");
    }
  }
}
