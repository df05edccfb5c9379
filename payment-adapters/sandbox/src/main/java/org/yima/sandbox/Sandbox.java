package org.yima.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.yima.sandbox.alipay.Alipay;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.BooksException;
import org.yima.sandbox.bureau.Bureau;
import org.yima.sandbox.cardcentre.CardCentre;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.control.Control;
import org.yima.sandbox.control.Openings;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.control.Payers;
import org.yima.sandbox.einvoice.EInvoices;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.faults.Spoilable;
import org.yima.sandbox.faults.Spoilables;
import org.yima.sandbox.his.HisClient;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Dispatcher;
import org.yima.sandbox.http.Route;
import org.yima.sandbox.insurer.Insurers;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.port.IdentityCheck;
import org.yima.sandbox.port.SignedDoor;
import org.yima.sandbox.port.Sms;
import org.yima.sandbox.unionpay.UnionPay;
import org.yima.sandbox.wechat.Wechat;

/**
 * The process. {@code java -jar gateway-sandbox.jar --port P --data DIR --config FILE} listens on
 * 127.0.0.1 until it is stopped; port 0 takes a free one.
 */
public final class Sandbox implements AutoCloseable {
  static {
    // The JDK's server reads these once, before its first instance: answers leave at once, and a
    // request that never ends
    // does not hold a thread for ever.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final Jobs jobs;
  private final Books books;
  private final List<HisClient> hospitals = new ArrayList<>();

  private Sandbox(SandboxConfig config, Path data, int port, Clock clock, SecureRandom random)
      throws IOException {
    CallLog log = new CallLog(clock, System.out);
    books = Books.open(data, clock);
    jobs = new Jobs(books, log);
    Faults faults = new Faults();
    List<Route> routes = new ArrayList<>();
    List<PayerChannel> payers = new ArrayList<>();
    Openings openings = new Openings(jobs, books);
    // Before the wallets, which take the cash of its payment centre's orders.
    Optional<Bureau> bureau =
        Optional.ofNullable(config.bureau())
            .map(there -> new Bureau(config, books, jobs, faults, log, clock, random));
    bureau.ifPresent(there -> routes.addAll(there.routes()));
    if (config.wechat() != null) {
      Wechat wechat =
          new Wechat(
              config,
              books,
              jobs,
              faults,
              log,
              clock,
              random,
              bureau.flatMap(Bureau::mobileOrders));
      routes.addAll(wechat.routes());
      payers.add(wechat.payers());
    }
    if (config.alipay() != null) {
      Alipay alipay =
          new Alipay(
              config,
              books,
              jobs,
              faults,
              log,
              clock,
              random,
              bureau.flatMap(Bureau::mobileOrders),
              openings);
      routes.addAll(alipay.routes());
      payers.add(alipay.payers());
    }
    if (config.unionpay() != null) {
      UnionPay unionpay =
          new UnionPay(
              config, data.resolve("unionpay-ca"), books, jobs, faults, log, clock, random);
      routes.addAll(unionpay.routes());
      payers.add(unionpay.payers());
    }
    bureau.flatMap(Bureau::payers).ifPresent(payers::add);
    routes.addAll(new Payers(payers, openings).routes());
    if (!config.insurers().isEmpty()) {
      routes.addAll(new Insurers(config, books, jobs, faults, log, clock).routes());
    }
    if (config.sms() != null) {
      routes.addAll(
          new Sms(door(config.sms().keyId(), config.sms().privateKeyFile(), config, clock))
              .routes());
    }
    if (config.identity() != null) {
      routes.addAll(
          new IdentityCheck(
                  door(
                      config.identity().keyId(), config.identity().privateKeyFile(), config, clock))
              .routes());
    }
    if (config.einvoice() != null) {
      routes.addAll(new EInvoices(config.einvoice(), random).routes());
    }
    if (config.cardCentre() != null) {
      routes.addAll(new CardCentre(config.cardCentre(), clock).routes());
    }
    List<Spoilable> spoilables =
        routes.stream()
            .flatMap(Route::spoilables)
            .filter(each -> !List.of(Control.CHANNEL, "merchant").contains(each.channel()))
            .toList();
    routes.addAll(new Control(faults, new Spoilables(spoilables), log).routes());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
    threads = new ThreadPoolExecutor(16, 16, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(256));
    server.setExecutor(threads);
    server.createContext(
        "/", new Dispatcher(routes, books, faults, this::later, log, config.silenceMillis()));
    config.his().stream()
        .filter(h -> "AUTO".equals(h.confirms()))
        .forEach(h -> hospitals.add(new HisClient(h, books, log, clock)));
    jobs.start();
    server.start();
    hospitals.forEach(HisClient::start);
    log.event("ready port=" + port());
  }

  private static SignedDoor door(String keyId, Path key, SandboxConfig config, Clock clock) {
    return new SignedDoor(keyId, key, config.yima(), clock);
  }

  private void later(long millis, Runnable work) {
    Future<?> unused = later.schedule(work, millis, TimeUnit.MILLISECONDS);
  }

  /** Starts on a port of 127.0.0.1 with its books in {@code data}. */
  public static Sandbox start(
      SandboxConfig config, Path data, int port, Clock clock, SecureRandom random) {
    try {
      return new Sandbox(config, data, port, clock, random);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    hospitals.forEach(HisClient::close);
    threads.shutdownNow();
    later.shutdownNow();
    jobs.close();
    books.close();
  }

  /** Starts the process; exit code 2 tells of wrong arguments, 1 of books that are in use. */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> options = options(arguments);
    if (!options.keySet().containsAll(List.of("--port", "--data", "--config"))) {
      System.err.println("usage: gateway-sandbox --port P --data DIR --config FILE");
      System.exit(2);
      return;
    }
    Sandbox sandbox;
    try {
      sandbox =
          start(
              SandboxConfig.read(Path.of(options.get("--config"))),
              Path.of(options.get("--data")),
              Integer.parseInt(options.get("--port")),
              Clock.systemUTC(),
              new SecureRandom());
    } catch (BooksException inUse) {
      System.err.println("gateway-sandbox: " + inUse.getMessage());
      System.exit(1);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    return options;
  }
}
