package org.yima.house;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.yima.house.Sources.File;

/** What is dangerous in this house, with the replacement named. */
final class Bans {
  private Bans() {}

  private static final String SERVER = "src/main/java/";
  private static final String PLATFORM = SERVER + "org/yima/platform/";
  private static final String TIME_AND_CHANCE = PLATFORM + "TimeAndChance.java";

  /** A string literal, a text block among them, that reads like a statement of SQL. */
  private static final String SQL =
      "(?:\"\"\"(?:(?!\"\"\")[\\s\\S])*?\\b(?:(?i:select|insert into|delete from|where|set|values))\\b"
          + "(?:(?!\"\"\")[\\s\\S])*?\"\"\""
          + "|\"(?i:[^\"\\n]*\\b(?:select\\s.*?\\sfrom|insert into|delete from|update \\w+ set|where)\\s"
          + "[^\"\\n]*)\")";

  /** A constant may be put into a statement, a value may not. */
  private static final String CONSTANT = "(?!\"|[A-Z][A-Z0-9_]*\\b(?!\\())";

  private static boolean isServer(File file) {
    return file.path().startsWith(SERVER);
  }

  /** The server and the two libraries, not the processes that stand around them. */
  private static boolean isProduct(File file) {
    return file.is(".java")
        && (isServer(file)
            || file.path().startsWith("health-card/src/main/")
            || file.path().startsWith("payment-adapters/src/main/"));
  }

  private static boolean isJava(File file) {
    return file.is(".java") && !isHere(file);
  }

  /** The bans' own words would be caught by themselves. */
  private static boolean isHere(File file) {
    return file.is("/house/Bans.java") || file.is("/house/TidyTest.java");
  }

  private static Ban ban(
      String name,
      String pattern,
      String example,
      String instead,
      Predicate<File> where,
      Map<String, String> except) {
    return new Ban(name, Pattern.compile(pattern), false, example, instead, where, except);
  }

  private static Ban ban(
      String name, String pattern, String example, String instead, Predicate<File> where) {
    return ban(name, pattern, example, instead, where, Map.of());
  }

  static final List<Ban> ALL =
      List.of(
          ban(
              "inexact numbers near money",
              "(?<![.\\w])(double|float|Double|Float)\\b",
              "double amount = 0.1;",
              "Fen inside, BigDecimal at the edge",
              // Pictures are measured in millimetres and light, evidence in bits; no money comes
              // there.
              file ->
                  isProduct(file)
                      && !file.path()
                          .startsWith("health-card/src/main/java/org/yima/healthcard/draw/")
                      && !file.path().startsWith(SERVER + "org/yima/index/matching/")
                      && !file.path().startsWith(SERVER + "org/yima/index/backtest/")
                      && !file.path().startsWith(SERVER + "org/yima/index/living/")),
          ban(
              "time from nowhere",
              "\\b(Instant|LocalDate|LocalTime|LocalDateTime|OffsetDateTime|OffsetTime|ZonedDateTime"
                  + "|YearMonth|Year)\\.now\\((?!(this\\.)?clock\\b)|\\bSystem\\.currentTimeMillis\\b"
                  + "|\\bClock\\.(system|tick)\\w*\\(|\\bnew Date\\(\\)",
              "OffsetDateTime.now()",
              "an injected java.time.Clock",
              Bans::isProduct,
              Map.of(TIME_AND_CHANCE, "the one source of time")),
          ban(
              "chance from nowhere",
              "\\bUUID\\.randomUUID\\b|\\bnew (Secure)?Random\\(|\\bMath\\.random\\b"
                  + "|\\bThreadLocalRandom\\b|\\bSecureRandom\\.getInstance",
              "UUID.randomUUID()",
              "platform.Ids for ids, an injected SecureRandom for the rest",
              Bans::isProduct,
              Map.of(TIME_AND_CHANCE, "the one source of randomness")),
          ban(
              "waiting on a Uni",
              "\\.await\\(\\)|\\.(subscribe|subscribeAsCompletionStage)\\(\\)\\s*\\.?\\s*"
                  + "(asCompletionStage\\(\\))?\\s*\\.(join|get)\\(",
              "uni.await().indefinitely()",
              "chain; only a bean that runs once at start may wait",
              Bans::isServer,
              Map.of(
                  SERVER + "org/yima/access/credential/Bootstrap.java",
                  "makes the first operator before the server listens",
                  SERVER + "org/yima/index/founding/Founding.java",
                  "loads an empty index before the server listens",
                  SERVER + "org/yima/index/training/StoredTraining.java",
                  "trains on what is stored before the server listens",
                  PLATFORM + "Jobs.java",
                  "gives its leases back while the server stops")),
          ban(
              "@Transactional",
              "@(\\w+\\.)*Transactional\\b",
              "@Transactional",
              "platform.Database",
              Bans::isJava),
          ban(
              "a subscription of one's own",
              "\\.subscribe\\(\\)|\\.subscribeAsCompletionStage\\(",
              "uni.subscribe().with(x -> {})",
              "return the Uni; work that repeats is a platform.Job",
              Bans::isServer,
              Map.of(
                  PLATFORM + "Jobs.java", "runs the jobs",
                  PLATFORM + "FeedStreams.java", "asks for all who follow on its own server",
                  PLATFORM + "Inside.java", "gives a transaction's work a context of its own")),
          ban(
              "a session outside a store",
              "\\bMutiny\\.(Stateless)?Session",
              "Mutiny.Session session",
              "SessionTx, whose session only a *Store opens",
              file ->
                  isServer(file) && !file.is("Store.java") && !file.path().startsWith(PLATFORM)),
          ban(
              "printing",
              "\\bSystem\\.(out|err)\\b|\\.printStackTrace\\(",
              "System.out.println(x)",
              "org.jboss.logging.Logger, key=value and nothing personal",
              Bans::isProduct),
          ban(
              "stack traces on the terminal",
              "\\.printStackTrace\\(",
              "e.printStackTrace()",
              "a refusal that is told, or a failure that is thrown",
              Bans::isJava,
              Map.of(
                  "deploy/local/src/main/java/org/yima/local/Defect.java",
                  "the trace of a defect of the launcher goes into its log file")),
          ban(
              "values put into SQL",
              SQL
                  + "\\s*(?:\\+\\s*+"
                  + CONSTANT
                  + "|\\.(?:formatted|replace|replaceAll|concat)\\()|String\\.format\\(\\s*"
                  + SQL
                  + "|[a-z]\\w*(?:\\(\\))?\\s*\\+\\s*"
                  + SQL,
              "\"select * from bill where id = '\" + id + \"'\"",
              "$1, $2, ... and parameters; a constant in capitals may be put in",
              Bans::isServer,
              Map.of(
                  "src/main/java/org/yima/resident/TableReassignment.java",
                  "names of tables, which are the rooms' constants and are held to a pattern")),
          ban(
              "sleeping",
              "\\bThread\\.sleep\\b|\\bTimeUnit\\.\\w+\\.sleep\\(|\\bLockSupport\\.park",
              "Thread.sleep(10)",
              "a clock that the test sets, or waiting for the thing itself",
              Bans::isJava,
              Map.of(
                  "deploy/local/src/main/java/org/yima/local/Signals.java",
                  "looks again whether a process that is nobody's child has ended",
                  "deploy/local/src/main/java/org/yima/local/InstitutionLoader.java",
                  "waits for the next one-time password of the clock on the wall")),
          ban(
              "tests that do not run, and mocks",
              "@Disabled\\b|@Ignore\\b|\\borg\\.mockito\\b|@InjectMock\\b|\\bEasyMock\\b",
              "@Disabled",
              "a test that runs, with the real thing or a hand-written double",
              Bans::isJava),
          ban(
              "packages named for nothing",
              "(?m)^package [\\w.]*\\b(util|utils|impl|dto|common|commons|helper|helpers|misc)\\b",
              "package org.yima.card.util;",
              "a name for what the package holds",
              Bans::isJava),
          new Ban(
              "work left for later",
              Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b"),
              true,
              "// TODO",
              "do it, or write it down where the work is planned",
              file -> !isHere(file) && !file.path().startsWith("samples/data"),
              Map.of()),
          new Ban(
              "names of authors",
              Pattern.compile("@author\\b|(?i)\\bcopyright \\(c\\)"),
              true,
              "@author somebody",
              "the history of the repository, and LICENSE",
              Bans::isJava,
              Map.of()));
}
