package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command {@code ./run} itself, in a checkout of which everything but the scripts is made up:
 * the JDK and the build are scripts that tell that they were called.
 */
final class RunScriptTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir Path temporary;
  private Path home;
  private Path jdk;
  private Path tools;

  @BeforeEach
  void checkoutBelowAFolderNamedTest() throws IOException {
    home = temporary.resolve("test/checkout");
    for (String file : List.of("run", "deploy/local/jdk.sh")) {
      Path copy = home.resolve(file);
      Files.createDirectories(copy.getParent());
      script(copy, Files.readString(root().resolve(file)));
    }
    source("pom.xml");
    source("src/main/Server.java");
    source("src/test/ServerTest.java");
    for (String module : List.of("health-card", "payment-adapters", "deploy/local", "cli")) {
      source(module + "/pom.xml");
    }
    script(home.resolve("mvnw"), "#!/bin/bash\necho built > \"${0%/*}/built\"\n");
    for (String artefact :
        List.of(
            "target/server/quarkus-app/quarkus-run.jar",
            "deploy/local/target/lib/some.jar",
            "deploy/local/target/classes/org/yima/local/Run.class",
            "payment-adapters/sandbox/target/gateway-sandbox-1.jar",
            "target/run.stamp")) {
      Files.createDirectories(home.resolve(artefact).getParent());
      Files.createFile(home.resolve(artefact));
    }
    jdk = jdk("openjdk version \"17.0.1\" 2021-10-19");
    tools = Files.createDirectory(temporary.resolve("tools"));
  }

  @Test
  void whatIsBuiltIsStarted() throws Exception {
    Said said = run("--port", "8081");
    assertThat(said.status()).isZero();
    assertThat(said.output()).contains("org.yima.local.Run --port 8081");
    assertThat(home.resolve("built")).doesNotExist();
  }

  @Test
  void newerSourceIsBuilt() throws Exception {
    Files.setLastModifiedTime(
        home.resolve("src/main/Server.java"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(run().output()).contains("building").contains("org.yima.local.Run");
    assertThat(home.resolve("built")).exists();
  }

  @Test
  void newerTestIsNot() throws Exception {
    Files.setLastModifiedTime(
        home.resolve("src/test/ServerTest.java"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(run().output()).doesNotContain("building");
  }

  @Test
  void optionIsRefusedBeforeAnythingIsBuilt() throws Exception {
    Files.delete(home.resolve("target/run.stamp"));
    refused("Unknown option --prot", run("--prot", "1"));
    refused("--var needs a value", run("--fresh", "--var"));
    assertThat(home.resolve("built")).doesNotExist();
  }

  @Test
  void wrongJdk() throws Exception {
    jdk = jdk("openjdk version \"11.0.2\" 2019-01-15");
    refused("is version 11; 17 or newer is needed", run());
    jdk = jdk("java version \"1.8.0_292\"");
    refused("is version 8; 17 or newer is needed", run());
    jdk = jdk("something else");
    refused("Cannot tell the version", run());
    Files.delete(jdk.resolve("bin/javac"));
    refused("it has no javac", run());
    jdk = temporary.resolve("nowhere");
    refused("which has no bin/java", run());
  }

  @Test
  void noJdk() throws Exception {
    for (String tool : List.of("bash", "dirname", "readlink", "sed", "head", "mkdir", "env")) {
      script(tools.resolve(tool), "#!/bin/bash\nexec /usr/bin/" + tool + " \"$@\"\n");
    }
    refused("No JDK found", run(Map.of("PATH", tools.toString())));
  }

  @Test
  void diskIsLookedAtBeforeTheBuild() throws Exception {
    Files.delete(home.resolve("target/run.stamp"));
    script(
        tools.resolve("df"),
        "#!/bin/bash\necho Filesystem 1024-blocks Used Available\necho disk 1 1 204800\n");
    refused("Only 200 MB are free in " + home, run());
    assertThat(home.resolve("built")).doesNotExist();
  }

  private record Said(int status, String output, String errors) {}

  private Said run(String... options) throws Exception {
    return run(
        Map.of("JAVA_HOME", jdk.toString(), "PATH", tools + ":" + System.getenv("PATH")), options);
  }

  private Said run(Map<String, String> environment, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/bash", home.resolve("run").toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    Path errors = temporary.resolve("errors");
    Process process = builder.redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), output, Files.readString(errors));
  }

  private static void refused(String message, Said said) {
    assertThat(said.errors()).startsWith("yima: ").contains(message).hasLineCount(1);
    assertThat(said.status()).isEqualTo(1);
  }

  private Path jdk(String version) throws IOException {
    Path made = Files.createTempDirectory(temporary, "jdk");
    Files.createDirectory(made.resolve("bin"));
    script(made.resolve("bin/javac"), "#!/bin/bash\n");
    script(
        made.resolve("bin/java"),
        "#!/bin/bash\nif [[ \"$1\" == -version ]]; then\n  echo '"
            + version
            + "' >&2\nelse\n  echo \"$@\"\nfi\n");
    return made;
  }

  private void source(String file) throws IOException {
    Path made = home.resolve(file);
    Files.createDirectories(made.getParent());
    Files.writeString(made, "");
    Files.setLastModifiedTime(made, LONG_AGO);
  }

  static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x")),
        LONG_AGO);
  }

  /** The checkout that is tested. */
  static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    return directory;
  }
}
