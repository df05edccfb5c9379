package org.yima.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.yima.local.FreePort;

/** Everything that {@code ./run} starts, on ports and in a folder of its own. */
final class World implements AutoCloseable {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  /** For processes that live for seconds: the thorough compiler would pay off later. */
  static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;
  private final int port;
  private final int sandboxPort;
  private final List<String> options;
  private Process launcher;
  private JsonNode demo;

  private World(Path folder, int port, int sandboxPort, List<String> options) {
    this.folder = folder;
    this.options = options;
    this.port = port;
    this.sandboxPort = sandboxPort;
  }

  /** Starts a fresh world and waits until it says {@code ready}. */
  static World start(Path folder, String... options) {
    World world = notYet(folder, options);
    world.launch();
    return world;
  }

  /** A world that is still to be launched. */
  static World notYet(Path folder, String... options) {
    return new World(folder, freePort(), freePort(), List.of(options));
  }

  private static int freePort() {
    try {
      return FreePort.find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts everything and waits until it says {@code ready}. */
  void launch() {
    begin();
    try {
      awaitReady();
      demo = new ObjectMapper().readTree(folder.resolve("demo.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts everything, waits for that many notes of what is loaded, and kills the launcher. */
  void launchAndKillAfter(int notes) {
    begin();
    Awaitility.await()
        .atMost(2, TimeUnit.MINUTES)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> loaded().size() >= notes || !launcher.isAlive());
    assertThat(launcher.isAlive()).as("it was still loading").isTrue();
    try {
      int status = launcher.destroyForcibly().waitFor();
      assertThat(status).isEqualTo(128 + 9);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The launcher's notes of what is loaded. */
  ObjectNode loaded() {
    try {
      Path file = folder.resolve("loaded.json");
      return Files.exists(file)
          ? (ObjectNode) new ObjectMapper().readTree(file.toFile())
          : new ObjectMapper().createObjectNode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin() {
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
    command.addAll(options);
    ProcessBuilder start = new ProcessBuilder(command).redirectErrorStream(true);
    start.environment().put("JDK_JAVA_OPTIONS", SHORT_LIVED);
    try {
      launcher = start.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    Queue<String> said = new ConcurrentLinkedQueue<>();
    CompletableFuture<Boolean> ready = new CompletableFuture<>();
    Thread thread = new Thread(() -> listen(launcher, said, ready));
    thread.setDaemon(true);
    thread.start();
    try {
      if (ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      close();
      throw new IllegalStateException("it is not ready; it said:\n" + String.join("\n", said), e);
    }
    throw new IllegalStateException("it never became ready:\n" + String.join("\n", said));
  }

  /** Listens until the launcher ends, also when it is ready: a full pipe would stop it. */
  private static void listen(
      Process launcher, Queue<String> said, CompletableFuture<Boolean> ready) {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said.add(line);
        if (line.startsWith("ready ")) {
          ready.complete(true);
        }
      }
    } catch (IOException closed) {
      said.add(closed.toString());
    }
    ready.complete(false);
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

  /** Kills launcher, server and database in one go, and starts everything again. */
  void crashAll() {
    ProcessHandle server = ProcessHandle.of(demo.get("serverPid").asLong()).orElseThrow();
    ProcessHandle postgres = ProcessHandle.of(demo.get("postgresPid").asLong()).orElseThrow();
    for (ProcessHandle process : List.of(postgres, server, launcher.toHandle())) {
      assertThat(process.destroyForcibly()).isTrue();
    }
    try {
      assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
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

  /** Whose each card of the extracts is: domain, card, person. */
  static String truth() {
    try {
      return Files.readString(HOME.resolve("samples/city/truth.csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path contract(String audience) {
    return HOME.resolve("openapi").resolve(audience + ".yaml");
  }

  /** A path of the project. */
  static Path home(String path) {
    return HOME.resolve(path);
  }

  /** Where this world keeps its files and logs. */
  Path folder() {
    return folder;
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
