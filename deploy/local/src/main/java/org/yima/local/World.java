package org.yima.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One start of everything, in its order: database, server, sandbox, what they know. */
final class World {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private static final String LOGS = "/server.log, sandbox.log";

  private final Options options;
  private final Clock clock;
  private final SecureRandom random;
  private final Running running;

  World(Options options, Clock clock, SecureRandom random, Running running) {
    this.options = options;
    this.clock = clock;
    this.random = random;
    this.running = running;
  }

  /** Starts everything and loads what is missing; what is said is given line by line. */
  List<String> start() throws IOException, InterruptedException {
    Path var = options.var();
    Path serverJar = options.home().resolve("target/server/quarkus-app/quarkus-run.jar");
    Path sandboxJar = sandboxJar(options.home());
    Preflight.isBuilt(serverJar);
    running.add("run lock", RunLock.take(var)::close);
    Child.endLeftover("server", var, serverJar.toString());
    Child.endLeftover("sandbox", var, sandboxJar.toString());
    Preflight.diskHasRoom(var);
    if (options.database().isEmpty()) {
      Preflight.postgresCanRun(System.getProperty("os.arch"), "unshare");
    }
    Preflight.portIsFree(options.port(), "--port");
    Preflight.portIsFree(options.sandboxPort(), "--sandbox-port");
    Path loaded = var.resolve("loaded.json");
    Optional<DatabaseAddress> given = options.database();
    String identity = given.isPresent() ? settle(given.get(), loaded) : "embedded";
    if (options.fresh()) {
      FreshStart.wipe(var);
    }

    Optional<LocalPostgres> postgres = postgres(var);
    DatabaseAddress database = postgres.map(DatabaseAddress::of).orElseGet(given::orElseThrow);
    String baseUrl = "http://127.0.0.1:" + options.port();
    String sandboxUrl = "http://127.0.0.1:" + options.sandboxPort();
    JsonNode city = sample("city.json");
    Keys keys = new Keys(var.resolve("keys"), random);
    Gateways gateways = new Gateways(sandboxUrl, city, keys);
    Progress progress = Progress.of(loaded, identity);
    sameSandbox(progress, sandboxUrl);

    Path serverProperties = var.resolve("server.properties");
    new ServerProperties(keys, gateways).write(serverProperties, options.port(), baseUrl, database);
    Child server =
        child(
            "server",
            List.of(
                "-Dquarkus.config.locations=" + serverProperties.toUri(),
                "-jar",
                serverJar.toString()));
    Api api = new Api(baseUrl);
    InstitutionLoader institutions = new InstitutionLoader(api, keys, progress, clock, gateways);
    if (!institutions.done()) {
      await(server, api, "/q/health/ready");
      institutions.load(city);
    }
    Path sandboxConfig = var.resolve("sandbox.json");
    new SandboxConfigFile(keys, gateways, progress).write(sandboxConfig, city, baseUrl);
    Child sandbox =
        child(
            "sandbox",
            // It is never busy: what the second compiler would gain it spends while we wait.
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                sandboxJar.toString(),
                "--port",
                Integer.toString(options.sandboxPort()),
                "--data",
                var.resolve("sandbox").toString(),
                "--config",
                sandboxConfig.toString()));
    Api control = new Api(sandboxUrl);
    await(sandbox, control, "/control/books");
    await(server, api, "/q/health/ready");
    new BooksLoader(control, progress).load(sample("people.json"));
    new NumberPublisher(new Machine(api, clock, random), keys, progress, clock).publish(city);
    Path demo = var.resolve("demo.json");
    new DemoFile(keys, progress)
        .write(
            demo,
            city,
            new DemoFile.Serving(
                baseUrl, sandboxUrl, server.pid(), postgres.map(LocalPostgres::pid).orElse(null)));
    return List.of(
        "Yima runs on this machine:",
        "  API       " + baseUrl + "   browser " + baseUrl + "/q/api",
        "  sandbox   " + sandboxUrl,
        "  sign-ins  " + demo,
        "  logs      " + var + (given.isPresent() ? LOGS : LOGS + ", postgres.log"),
        "ready " + baseUrl);
  }

  /**
   * Makes sure that a given database is empty or was loaded by earlier runs with this directory,
   * and empties it when asked to begin anew: the demonstration is never mixed into somebody's data.
   */
  private String settle(DatabaseAddress address, Path loaded) throws IOException {
    try (GivenDatabase database = GivenDatabase.open(address)) {
      String identity = database.identity();
      boolean ours = Progress.isOf(loaded, identity);
      if (database.holdsTables()) {
        if (!ours) {
          throw new StartFailure(
              "The database at "
                  + address
                  + " holds tables that no run with "
                  + loaded.getParent()
                  + " has made; give an empty database, or the --var it was loaded with");
        }
        if (options.fresh()) {
          database.empty();
        }
      } else if (ours && !options.fresh() && Progress.hasSteps(loaded)) {
        throw new StartFailure(
            "The database at " + address + " has lost its tables; begin anew with --fresh");
      }
      return identity;
    }
  }

  private Optional<LocalPostgres> postgres(Path var) {
    if (options.database().isPresent()) {
      return Optional.empty();
    }
    LocalPostgres postgres =
        running.start(
            "postgres",
            () -> LocalPostgres.start(var.resolve("postgres"), 0),
            LocalPostgres::close);
    running.watch(
        ProcessHandle.of(postgres.pid())
            .orElseThrow(() -> new StartFailure("PostgreSQL ended; see " + var + "/postgres.log"))
            .onExit(),
        () -> new StartFailure("PostgreSQL ended; see " + var + "/postgres.log"));
    return Optional.of(postgres);
  }

  private Child child(String name, List<String> arguments) {
    Child child =
        running.start(name, () -> Child.start(name, options.var(), arguments), Child::stop);
    running.watch(child.onExit(), child::ended);
    return child;
  }

  private void await(Child child, Api api, String path) throws InterruptedException {
    long deadline = clock.millis() + PATIENCE.toMillis();
    while (!api.answers(path)) {
      try {
        Process gone = child.onExit().get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        assert !gone.isAlive();
        throw child.ended();
      } catch (TimeoutException stillRunning) {
        if (clock.millis() > deadline) {
          throw new StartFailure(
              "The " + child.name() + " is not ready after " + PATIENCE.toSeconds() + " seconds",
              stillRunning);
        }
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private static void sameSandbox(Progress progress, String sandboxUrl)
      throws IOException, InterruptedException {
    String known = progress.once(Progress.SANDBOX_URL, () -> sandboxUrl);
    if (!known.equals(sandboxUrl)) {
      throw new StartFailure(
          "The data was loaded with the sandbox at "
              + known
              + "; use that --sandbox-port again, or begin anew with --fresh");
    }
  }

  private JsonNode sample(String name) throws IOException {
    return new ObjectMapper()
        .readTree(options.home().resolve("samples/city").resolve(name).toFile());
  }

  private static Path sandboxJar(Path home) throws IOException {
    Path target = home.resolve("payment-adapters/sandbox/target");
    List<Path> jars = new ArrayList<>();
    if (Files.isDirectory(target)) {
      try (var found = Files.newDirectoryStream(target, "gateway-sandbox-*.jar")) {
        for (Path jar : found) {
          jars.add(jar);
        }
      }
    }
    if (jars.isEmpty()) {
      throw new StartFailure(target + "/gateway-sandbox-*.jar is not there; ./run builds it");
    }
    return jars.get(0);
  }
}
