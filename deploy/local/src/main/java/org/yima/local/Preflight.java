package org.yima.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What is looked at before anything is started, so that the complaint is about the cause. */
final class Preflight {
  private static final long NEEDED_BYTES = 512L << 20;
  private static final int FIRST_UNPRIVILEGED = 1024;

  /** The names that virtual machines have for the processor of the binaries. */
  private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64");

  private Preflight() {}

  static void portIsFree(int port, String option) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException refused) {
      throw notBound(port, option, refused);
    }
  }

  /** The system's words for "in use" and "not permitted" are of its language; a caller is not. */
  static StartFailure notBound(int port, String option, BindException refused) {
    return port < FIRST_UNPRIVILEGED && !answers(port)
        ? new StartFailure(
            "Port "
                + port
                + " may not be used by this user; choose one from "
                + FIRST_UNPRIVILEGED
                + " on with "
                + option,
            refused)
        : new StartFailure(
            "Port " + port + " is taken by another program; choose another with " + option,
            refused);
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  /**
   * The embedded PostgreSQL comes as binaries for one processor, and does not run as root: the
   * library that starts it leaves root by a user namespace.
   *
   * @param architecture as the system property {@code os.arch} says it
   * @param unshare the program that makes a user namespace
   */
  static void postgresCanRun(String architecture, String unshare)
      throws IOException, InterruptedException {
    if (!ARCHITECTURES.contains(architecture)) {
      throw new StartFailure(
          "The embedded PostgreSQL is built for amd64, and this machine is "
              + architecture
              + "; give a PostgreSQL of your own with --db");
    }
    if (isRoot() && !leavesRoot(unshare)) {
      throw new StartFailure(
          "PostgreSQL does not run as root, and this system lets no user namespace be made"
              + " (unshare -U); start as an ordinary user, or give a PostgreSQL of your own with"
              + " --db");
    }
  }

  private static boolean isRoot() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
  }

  private static boolean leavesRoot(String unshare) throws InterruptedException {
    try {
      return new ProcessBuilder(unshare, "-U", "true")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  static void diskHasRoom(Path var) throws IOException {
    diskHasRoom(var, NEEDED_BYTES);
  }

  static void diskHasRoom(Path var, long neededBytes) throws IOException {
    if (!Files.isWritable(var)) {
      throw new StartFailure(var + " is not writable");
    }
    long usable = Files.getFileStore(var).getUsableSpace();
    if (usable < neededBytes) {
      throw new StartFailure(
          "Only "
              + (usable >> 20)
              + " MB are free in "
              + var
              + ", "
              + (neededBytes >> 20)
              + " MB are needed");
    }
  }

  static void isBuilt(Path artefact) {
    if (!Files.exists(artefact)) {
      throw new StartFailure(artefact + " is not there; ./run builds it");
    }
  }
}
