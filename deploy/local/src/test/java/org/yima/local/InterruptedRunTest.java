package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ctrl-C while everything runs: PostgreSQL is real; server and sandbox are a program that calls the
 * test and holds the line, so the test hears when they start and when they end.
 */
final class InterruptedRunTest {
  private static final String LINE = "YIMA_TEST_LINE";

  /** Milliseconds after which a line that is not dead is a failure. */
  private static final int PATIENCE = 60_000;

  @TempDir Path temporary;

  @Test
  void nothingIsLeftAndTheStatusIsZero() throws Exception {
    Path home = temporary.resolve("home");
    Path var = temporary.resolve("var");
    caller(home.resolve("target/server/quarkus-app/quarkus-run.jar"));
    caller(home.resolve("payment-adapters/sandbox/target/gateway-sandbox-1.jar"));
    Path city = home.resolve("samples/city/city.json");
    Files.createDirectories(city.getParent());
    Files.copy(RunScriptTest.root().resolve("samples/city/city.json"), city);
    int sandboxPort = FreePort.find();
    Files.createDirectories(var);
    loaded(city, var.resolve("loaded.json"), "http://127.0.0.1:" + sandboxPort);

    try (ServerSocket lines = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      Process launcher = launcher(home, var, sandboxPort, lines.getLocalPort());
      try (Socket server = lines.accept();
          Socket sandbox = lines.accept()) {
        long postmaster = PostmasterFile.read(var.resolve("postgres")).orElseThrow().pid();
        assertThat(ProcessHandle.of(postmaster).filter(Signals::isRunning)).isPresent();

        Signals.send("INT", launcher.pid());

        assertThat(launcher.waitFor()).isZero();
        assertThat(launcher.getErrorStream().readAllBytes()).isEmpty();
        for (Socket child : List.of(server, sandbox)) {
          child.setSoTimeout(PATIENCE);
          assertThat(child.getInputStream().read()).as("the line is dead").isEqualTo(-1);
        }
        assertThat(ProcessHandle.of(postmaster).filter(Signals::isRunning)).isEmpty();
        assertThat(var).isDirectoryNotContaining("glob:**.pid");
      } finally {
        launcher.destroyForcibly().waitFor();
      }
    }
  }

  private Process launcher(Path home, Path var, int sandboxPort, int line) throws IOException {
    List<String> command = new ArrayList<>();
    // Whoever runs the tests in the background makes them ignore the signal, and Java goes on so.
    if (Tools.onPath("env")) {
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dyima.home=" + home,
            "-cp",
            System.getProperty("java.class.path"),
            Run.class.getName(),
            "--var",
            var.toString(),
            "--port",
            Integer.toString(FreePort.find()),
            "--sandbox-port",
            Integer.toString(sandboxPort)));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put(LINE, Integer.toString(line));
    return builder.start();
  }

  /** As if the institutions were known to the server, so that the sandbox is started. */
  private static void loaded(Path city, Path file, String sandboxUrl) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode made = json.readTree(city.toFile());
    ObjectNode steps = json.createObjectNode();
    steps.put("database", "embedded");
    steps.put(Progress.SANDBOX_URL, sandboxUrl);
    for (String kind : List.of("hospitals", "pharmacies", "insurers")) {
      for (JsonNode institution : made.path(kind)) {
        String code = institution.path(kind.equals("insurers") ? "id" : "code").asText();
        steps.put(InstitutionLoader.institutionKey(code), code);
        steps.put(InstitutionLoader.clientKey(code), code);
      }
    }
    for (Staff.Member member : Staff.MEMBERS) {
      steps.put(InstitutionLoader.staffKey(member.login()), member.login());
    }
    json.writeValue(file.toFile(), steps);
  }

  private static void caller(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Caller.class.getName());
    String name = Caller.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream code = Caller.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new JarEntry(name));
      out.write(code.readAllBytes());
    }
  }

  /** Calls the test and waits to be ended. */
  static final class Caller {
    private Caller() {}

    public static void main(String[] arguments) throws Exception {
      int port = Integer.parseInt(System.getenv(LINE));
      try (Socket line = new Socket(InetAddress.getLoopbackAddress(), port)) {
        int never = line.getInputStream().read();
        System.exit(never);
      }
    }
  }
}
