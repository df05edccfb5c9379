package org.yima.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./yima}. Answers go to standard output alone, so that they can be piped. */
@Command(
    name = "yima",
    mixinStandardHelpOptions = true,
    description = "Command line of Yima. Speaks only the public API.",
    subcommands = {
      Yima.Token.class,
      Yima.StaffToken.class,
      Yima.Pick.class,
      Yima.RotateCodeKey.class
    })
public final class Yima {
  private Yima() {}

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Yima());
    // JSON is UTF-8 (RFC 8259), whatever the terminal's locale.
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("yima: " + failure.getMessage());
          return 1;
        });
    System.exit(line.execute(arguments));
  }

  private static SignIn signIn(String baseUrl) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    return new SignIn(http, baseUrl, Clock.systemUTC());
  }

  private static JsonNode demo(Path file) throws Exception {
    if (Files.notExists(file)) {
      throw new SignIn.Refused(file + " is missing; is ./run ready?");
    }
    return new ObjectMapper().readTree(file.toFile());
  }

  /** An access token for a system or a terminal. */
  @Command(
      name = "token",
      mixinStandardHelpOptions = true,
      description = "Signs a system or terminal in with its own key and prints the access token.")
  static final class Token implements Callable<Integer> {
    @Parameters(
        index = "0",
        arity = "0..1",
        description = "a client of var/demo.json: hospitals/0, terminals/1, ...")
    String demoClient;

    @Option(names = "--base-url", description = "default: the one of var/demo.json")
    String baseUrl;

    @Option(names = "--client", description = "client id")
    String client;

    @Option(names = "--key", description = "private key, PKCS#8 PEM, EC P-256")
    Path key;

    @Option(names = "--demo", description = "default: ${DEFAULT-VALUE}")
    Path demo = Path.of("var/demo.json");

    @picocli.CommandLine.Spec picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      String url = baseUrl;
      if (demoClient != null) {
        JsonNode file = demo(demo);
        JsonNode chosen = file.at("/" + demoClient);
        if (chosen.isMissingNode()) {
          throw new SignIn.Refused("no client " + demoClient + " in " + demo);
        }
        url = url == null ? file.get("baseUrl").asText() : url;
        client = chosen.get("clientId").asText();
        key = Path.of(chosen.get("privateKeyFile").asText());
      }
      if (url == null || client == null || key == null) {
        throw new SignIn.Refused("give a client of the demo, or --base-url, --client and --key");
      }
      spec.commandLine().getOut().println(signIn(url).client(client, key));
      return 0;
    }
  }

  /** An access token for a member of the demo's staff. */
  @Command(
      name = "staff-token",
      mixinStandardHelpOptions = true,
      description =
          "Signs a member of the demo's staff in and prints the access token. A second factor"
              + " counts once in its 30 seconds.")
  static final class StaffToken implements Callable<Integer> {
    @Parameters(index = "0", description = "place in var/demo.json's staff: 0, 1, ...")
    int member;

    @Option(names = "--demo", description = "default: ${DEFAULT-VALUE}")
    Path demo = Path.of("var/demo.json");

    @picocli.CommandLine.Spec picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      JsonNode file = demo(demo);
      JsonNode chosen = file.get("staff").get(member);
      if (chosen == null) {
        throw new SignIn.Refused("no staff " + member + " in " + demo);
      }
      spec.commandLine()
          .getOut()
          .println(
              signIn(file.get("baseUrl").asText())
                  .staff(
                      chosen.get("login").asText(),
                      chosen.get("password").asText(),
                      chosen.get("totpSecret").asText()));
      return 0;
    }
  }

  /** What stands at one place of a JSON document: for scripts on machines without a JSON tool. */
  @Command(
      name = "pick",
      mixinStandardHelpOptions = true,
      description =
          "Prints what stands at a JSON Pointer (RFC 6901): text as it is, anything else as JSON.")
  static final class Pick implements Callable<Integer> {
    @Parameters(index = "0", description = "for instance /items/0/id")
    String pointer;

    @Parameters(index = "1", arity = "0..1", description = "a file; default: standard input")
    Path file;

    @picocli.CommandLine.Spec picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      byte[] json = file == null ? System.in.readAllBytes() : Files.readAllBytes(file);
      JsonNode picked = new ObjectMapper().readTree(json).at(pointer);
      if (picked.isMissingNode()) {
        throw new SignIn.Refused("nothing stands at " + pointer);
      }
      spec.commandLine().getOut().println(picked.isTextual() ? picked.asText() : picked.toString());
      return 0;
    }
  }

  /** The next key that signs codes. */
  @Command(
      name = "rotate-code-key",
      mixinStandardHelpOptions = true,
      description =
          "Makes the next key that signs codes and prints the configuration that brings it in.")
  static final class RotateCodeKey implements Callable<Integer> {
    @Option(names = "--base-url", required = true, description = "a server, which names its keys")
    String baseUrl;

    @Option(names = "--folder", required = true, description = "where the servers' keys lie")
    Path folder;

    @Option(
        names = "--suite",
        description = "how it signs: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
    CodeKeySuite suite = CodeKeySuite.ED25519;

    @Option(
        names = "--overlap",
        description = "how long it is published before it signs; default: ${DEFAULT-VALUE}")
    Duration overlap = Duration.ofHours(24);

    @picocli.CommandLine.Spec picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
      new CodeKeyRotation(http, baseUrl, Clock.systemUTC(), new SecureRandom())
          .next(folder, suite, overlap)
          .forEach(spec.commandLine().getOut()::println);
      return 0;
    }
  }
}
