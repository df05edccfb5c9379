package org.yima.local;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands behind {@code ./run}.
 *
 * @param port of the server
 * @param sandboxPort of the gateway sandbox
 * @param fresh throw the data of earlier runs away first
 * @param database PostgreSQL that is there already; embedded when empty
 * @param var where data, keys and logs lie
 * @param home the checkout, where jars and samples are found
 */
record Options(
    int port,
    int sandboxPort,
    boolean fresh,
    Optional<DatabaseAddress> database,
    Path var,
    Path home) {

  static final String USAGE =
      "usage: ./run [--port 8080] [--sandbox-port 8090] [--fresh] [--db URL] [--var DIR]";

  /** Reads the arguments; a relative {@code --var} is the working directory's. */
  static Options parse(List<String> arguments, Path home, Map<String, String> environment) {
    int port = 8080;
    int sandboxPort = 8090;
    boolean fresh = false;
    Optional<DatabaseAddress> database = Optional.empty();
    Path var = home.resolve("var");
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--port" -> port = port(option, value(option, rest));
        case "--sandbox-port" -> sandboxPort = port(option, value(option, rest));
        case "--fresh" -> fresh = true;
        case "--db" ->
            database = Optional.of(DatabaseAddress.parse(value(option, rest), environment));
        case "--var" -> var = Path.of(value(option, rest));
        default -> throw new StartFailure("Unknown option " + option + "; " + USAGE);
      }
    }
    if (port == sandboxPort) {
      throw new StartFailure("--port and --sandbox-port must differ; " + USAGE);
    }
    return new Options(port, sandboxPort, fresh, database, var.toAbsolutePath().normalize(), home);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new StartFailure(option + " needs a value; " + USAGE);
    }
    return rest.next();
  }

  private static int port(String option, String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      throw new StartFailure(option + " needs a number from 1 to 65535, not " + value, notANumber);
    }
    throw new StartFailure(option + " needs a number from 1 to 65535, not " + value);
  }
}
