package org.yima.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yima.house.Conditions.dependOnlyWhere;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ws.rs.HttpMethod;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yima.access.Allow;
import org.yima.platform.Id;

/** The arrows between the rooms, read from the compiled server. */
class RoomsTest {

  /**
   * Where decisions are made: packages, or single classes of packages that also hold a shell. They
   * are plain Java, so that they can be tested in microseconds and simulated.
   */
  private static final List<String> DECISIONS =
      List.of(
          "org\\.yima\\.index\\.matching\\..*",
          "org\\.yima\\.index\\.cleaning\\..*",
          "org\\.yima\\.platform\\.(Id|IdType|Bucket|Fen|Sha256|Role|Caller|Problem|ProblemType)",
          "org\\.yima\\.card\\.(CardNumber|CardStatus|CardAction|Resolution)",
          "org\\.yima\\.payment\\.(NewBill|NewLine|Payable|BillStatus)",
          "org\\.yima\\.payment\\.leg\\..*",
          "org\\.yima\\.payment\\.plan\\.(Allocation|PlanShares|PlanLine)",
          "org\\.yima\\.payment\\.running\\.(Standing|LateSuccess|Receipt)",
          "org\\.yima\\.booking\\.appointment\\.(Flow|Step)",
          "org\\.yima\\.booking\\.session\\.(SessionPlan|SessionChange)");

  /** Packages of decisions in rooms whose first classes may not be there yet. */
  private static final List<String> DECISIONS_TO_COME =
      List.of("org\\.yima\\.migration\\.(cleaning|extract)\\..*");

  /** Names that promise a decision, wherever they stand. */
  private static final String DECIDING_NAME =
      ".*\\.[A-Za-z]*(Policy|Policies|Rule|Rules|Machine|Decision|Matcher|Status|State)";

  private static final String[] FRAMEWORKS = {
    "io.quarkus..", "jakarta..", "io.smallrye..", "io.vertx..", "org.hibernate..", "java.sql.."
  };

  /** Of the gateway ports, which each room may use; payment has the rest. */
  private static final Map<Room, String> GATEWAYS =
      Map.of(
          Room.ACCESS,
          "(sms\\..*|signed\\.(SignedSms|PortSettings).*)",
          Room.RESIDENT,
          "(identity\\..*|signed\\.(SignedIdentityCheck|PortSettings).*)",
          Room.CARD,
          "(cardcentre\\..*|ehc\\..*|healthopen\\..*|NextAction.*|alipay\\.(AlipayPayerIdentity|AlipaySettings|AlipayInsurance).*|wallet\\.PayerIdentity.*"
              + "|insurance\\.(InsuranceAuthorisation|InsuranceCredential).*"
              + "|insurer\\.(CommercialInsurer|Eligibility|EligibilityQuestion).*"
              + "|wechat\\.(WechatPayerIdentity|WechatInsuranceAuthorisation|WechatInsuranceSettings"
              + "|WechatSettings).*"
              + "|signed\\.(SignedInsurer|PortSettings).*)",
          Room.PAYMENT,
          "(?!sms\\.|identity\\.|cardcentre\\.|ehc\\.|healthopen\\.|signed\\.(SignedSms|SignedIdentity)|prescription\\.).*",
          Room.PHARMACY,
          "prescription\\..*");

  private static final String GATEWAY = "org.yima.gateway";

  private static JavaClasses server;

  @BeforeAll
  static void read() throws URISyntaxException {
    Path classes = Path.of(Id.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    server = new ClassFileImporter().importPath(classes);
    assertThat(server.contain(Id.class)).isTrue();
  }

  private static boolean isOurs(JavaClass type) {
    return Room.of(type).isPresent();
  }

  @Test
  void everyClassLiesInARoom() {
    assertThat(server).filteredOn(type -> !isOurs(type)).isEmpty();
  }

  @Test
  void roomsUseOnlyTheRoomsThatTheyMay() {
    classes()
        .should(
            dependOnlyWhere(
                "use only the rooms that their own room may use",
                (type, target) ->
                    !isOurs(target)
                        || Room.of(type).orElseThrow().mayUse(Room.of(target).orElseThrow())))
        .check(server);
  }

  @Test
  void onlyARoomsRootIsItsFace() {
    classes()
        .should(
            dependOnlyWhere(
                "use only the root package of another room",
                (type, target) ->
                    Room.of(target).isEmpty()
                        || Room.of(type).equals(Room.of(target))
                        || target.getPackageName().equals(Room.of(target).get().root())))
        .check(server);
  }

  @Test
  void roomsFormNoCircle() {
    slices().matching("org.yima.(*)..").should().beFreeOfCycles().check(server);
  }

  /** A room's root is used from inside too, so only the packages below it are compared. */
  @Test
  void packagesInsideARoomFormNoCircle() {
    slices().matching("org.yima.(*).(*)..").should().beFreeOfCycles().check(server);
  }

  @Test
  void decisionsKnowNoFramework() {
    DECISIONS.forEach(
        place ->
            noClasses()
                .that()
                .haveNameMatching(place)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .check(server));
    Stream.concat(DECISIONS_TO_COME.stream(), Stream.of(DECIDING_NAME))
        .forEach(
            place ->
                noClasses()
                    .that()
                    .haveNameMatching(place)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(FRAMEWORKS)
                    .allowEmptyShould(true)
                    .check(server));
  }

  @Test
  void eachRoomUsesOnlyItsOwnGateways() {
    classes()
        .should(
            dependOnlyWhere(
                "use only the gateway ports of their room",
                (type, target) -> !isForeignGateway(Room.of(type), target)))
        .check(server);
  }

  private static boolean isForeignGateway(Optional<Room> room, JavaClass target) {
    String name = target.getName();
    if (!name.startsWith(GATEWAY + ".")) {
      return false;
    }
    String port = name.substring(GATEWAY.length() + 1);
    String allowed = room.map(GATEWAYS::get).orElse(null);
    boolean shared = target.getPackageName().equals(GATEWAY);
    return allowed == null || !(shared || port.matches(allowed));
  }

  @Test
  void everyOperationDeclaresWhoMayCallIt() {
    methods()
        .that(
            new DescribedPredicate<JavaMethod>("answer an HTTP method") {
              @Override
              public boolean test(JavaMethod method) {
                return method.isMetaAnnotatedWith(HttpMethod.class);
              }
            })
        .should()
        .beAnnotatedWith(Allow.class)
        .check(server);
  }

  @Test
  void problemsAreEnumsAtARoomsRoot() {
    classes()
        .that()
        .implement(org.yima.platform.ProblemType.class)
        .and()
        .areTopLevelClasses()
        .should(
            new ArchCondition<JavaClass>("be an enum <Room>Problem in the root package") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean fits =
                    type.isEnum()
                        && type.getPackageName().equals(Room.of(type).orElseThrow().root())
                        && type.getSimpleName().endsWith("Problem");
                if (!fits) {
                  events.add(SimpleConditionEvent.violated(type, type.getName()));
                }
              }
            })
        .check(server);
  }

  @Test
  void everyRoomSaysWhatItIsFor() {
    Sources sources = Sources.ofServer();
    Set<String> described = sources.describedPackages(80);
    assertThat(Room.values()).allSatisfy(room -> assertThat(described).contains(room.root()));
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    Sources sources = Sources.ofServer();
    assertThat(sources.packages()).isSubsetOf(sources.describedPackages(20));
  }
}
