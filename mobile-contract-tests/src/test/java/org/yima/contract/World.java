package org.yima.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Everything that {@code ./run} starts, on ports and in a folder of its own. */
final class World implements AutoCloseable {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  private final Path folder;
  private final int port;
  private final int sandboxPort;
  private Process launcher;
  private JsonNode demo;

  private World(Path folder, int port, int sandboxPort) {
    this.folder = folder;
    this.port = port;
    this.sandboxPort = sandboxPort;
  }

  /** Starts a fresh world and waits until it says {@code ready}. */
  static World start(Path folder) {
    World world = new World(folder, freePort(), freePort());
    world.launch();
    return world;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void launch() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dyima.home=" + HOME);
    command.add("-cp");
    command.add(
        HOME.resolve("deploy/local/target/classes")
            + ":"
            + HOME.resolve("deploy/local/target/lib")
            + "/*");
    command.addAll(
        List.of(
            "org.yima.local.Run",
            "--port",
            Integer.toString(port),
            "--sandbox-port",
            Integer.toString(sandboxPort),
            "--var",
            folder.toString()));
    try {
      launcher = new ProcessBuilder(command).redirectErrorStream(true).start();
      awaitReady();
      demo = new ObjectMapper().readTree(folder.resolve("demo.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("ready ")) {
        drain(output);
        return;
      }
    }
    throw new IllegalStateException("it never became ready:\n" + said);
  }

  /** A full pipe would stop the launcher. */
  private static void drain(BufferedReader output) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (output.readLine() != null) {
                  // What it says after being ready is kept in its log.
                }
              } catch (IOException closed) {
                // The launcher has ended, and with it what it says.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Kills the server without a chance to clean up, and starts everything again. */
  void crash() {
    ProcessHandle server = ProcessHandle.of(demo.get("serverPid").asLong()).orElseThrow();
    assertThat(server.destroyForcibly()).isTrue();
    try {
      assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).as("the launcher notices").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    launch();
  }

  JsonNode demo() {
    return demo;
  }

  String baseUrl() {
    return demo.get("baseUrl").asText();
  }

  String sandboxUrl() {
    return demo.get("sandboxUrl").asText();
  }

  /** A file of the synthetic city. */
  static JsonNode sample(String name) {
    try {
      return new ObjectMapper().readTree(HOME.resolve("samples/city").resolve(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A hospital's extract, as bytes. */
  static byte[] extract(String hospital) {
    try {
      return Files.readAllBytes(HOME.resolve("samples/city/extracts/" + hospital + ".csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path contract(String audience) {
    return HOME.resolve("openapi").resolve(audience + ".yaml");
  }

  @Override
  public void close() {
    launcher.destroy();
    try {
      if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
