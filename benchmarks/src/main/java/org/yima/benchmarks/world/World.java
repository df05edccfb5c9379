package org.yima.benchmarks.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that {@code ./run} starts, in a folder and on ports of its own and with empty books;
 * in the place of the server stands the same server with the limit's operation.
 */
public final class World implements AutoCloseable {
  private final Process launcher;
  private final JsonNode demo;
  private final Path home;
  private final Path var;

  private World(Process launcher, JsonNode demo, Path home, Path var) {
    this.launcher = launcher;
    this.demo = demo;
    this.home = home;
    this.var = var;
  }

  /**
   * Starts a fresh world.
   *
   * @param checkout where everything was built
   * @param settings of the server, beyond those of the demo
   */
  public static World start(Path checkout, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path folder = checkout.resolve("benchmarks/target/world");
    delete(folder);
    Path home = homeOf(checkout, folder);
    Path var = folder.resolve("var");
    // The server reads this file of its working directory before what the launcher tells it.
    Path config = Files.createDirectories(var.resolve("config"));
    Files.writeString(
        config.resolve("application.properties"),
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
            .collect(Collectors.joining()));
    Process launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dyima.home=" + home,
                "-cp",
                checkout.resolve("deploy/local/target/classes")
                    + ":"
                    + checkout.resolve("deploy/local/target/lib")
                    + "/*",
                "org.yima.local.Run",
                "--port",
                Integer.toString(freePort()),
                "--sandbox-port",
                Integer.toString(freePort()),
                "--var",
                var.toString())
            .redirectErrorStream(true)
            .start();
    try {
      awaitReady(launcher);
      return new World(
          launcher, new ObjectMapper().readTree(var.resolve("demo.json").toFile()), home, var);
    } catch (IOException | RuntimeException failure) {
      end(launcher);
      throw failure;
    }
  }

  /** A home for the launcher in which the built server is the one with the limit. */
  private static Path homeOf(Path checkout, Path folder) throws IOException {
    Path home = folder.resolve("home");
    link(home.resolve("target/server"), checkout.resolve("benchmarks/limit-server/target"));
    link(home.resolve("payment-adapters"), checkout.resolve("payment-adapters"));
    link(home.resolve("samples"), checkout.resolve("samples"));
    return home;
  }

  private static void link(Path link, Path target) throws IOException {
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, target);
  }

  /** Removes a folder with all that lies in it. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitReady(Process launcher) throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("ready ")) {
        return;
      }
    }
    throw new IllegalStateException("it never became ready:\n" + said);
  }

  /** The server. */
  public Api server() {
    return new Api(demo.get("baseUrl").asText());
  }

  /** The server's folder with what it is started from. */
  public Path serverJar() {
    return home.resolve("target/server/quarkus-app/quarkus-run.jar");
  }

  /** What the server was told of its database, keys and peers. */
  public Path serverProperties() {
    return var.resolve("server.properties");
  }

  /** The sandbox. */
  public Api sandbox() {
    return new Api(demo.get("sandboxUrl").asText());
  }

  /** What the server and its database take of the processors. */
  public Processors processors() {
    return new Processors(demo.get("serverPid").asLong(), demo.get("postgresPid").asLong());
  }

  /** Where everything is and how to sign in as whom. */
  public JsonNode demo() {
    return demo;
  }

  @Override
  public void close() {
    end(launcher);
  }

  private static void end(Process launcher) {
    launcher.destroy();
    try {
      if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
