package org.yima.resident.proxy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;
import org.yima.resident.Relation;
import org.yima.resident.Resident;
import org.yima.resident.ResidentProblem;
import org.yima.resident.Residents;
import org.yima.resident.realname.Applicant;
import org.yima.resident.realname.ChildEnrolment;
import org.yima.resident.realname.DocumentClaims;
import org.yima.resident.realname.ResidentStore;

/**
 * Makes somebody at a counter the guardian of a child, on proof that staff have seen. The child
 * becomes a resident when it is none; two guardians may hold one child's card.
 */
@ApplicationScoped
public class Guardians {
  private static final int OF_AGE = 18;

  private final Residents residents;
  private final ChildEnrolment children;
  private final ProxyStore proxies;
  private final RequestStore requests;
  private final ResidentStore store;
  private final DocumentClaims claims;
  private final FamilyConfig config;
  private final Database database;
  private final Clock clock;

  Guardians(
      Residents residents,
      ChildEnrolment children,
      ProxyStore proxies,
      RequestStore requests,
      ResidentStore store,
      DocumentClaims claims,
      FamilyConfig config,
      Database database,
      Clock clock) {
    this.residents = residents;
    this.children = children;
    this.proxies = proxies;
    this.requests = requests;
    this.store = store;
    this.claims = claims;
    this.config = config;
    this.database = database;
    this.clock = clock;
  }

  /** The child, for whom the resident at the counter may act from now on. */
  public Uni<Resident> guard(Caller staff, Applicant child, GuardianProof proof) {
    mustBeChild(child);
    byte[] key = claims.keyOf(child.document());
    return residents
        .agent(staff)
        .call(guardian -> requests.mustBeFree(guardian, key))
        .chain(
            guardian ->
                children
                    .child(staff, guardian, child, key)
                    .call(
                        resident ->
                            database.tx(tx -> written(tx, staff, guardian, resident, key, proof))));
  }

  private void mustBeChild(Applicant child) {
    LocalDate born =
        child
            .birthDate()
            .orElseThrow(
                () -> PlatformProblem.INPUT_INVALID.problem().at("/birthDate", "required"));
    LocalDate today = LocalDate.now(clock);
    if (born.isAfter(today)) {
      throw PlatformProblem.INPUT_INVALID.problem().at("/birthDate", "future");
    }
    if (!born.plusYears(OF_AGE).isAfter(today)) {
      throw ResidentProblem.CHILD_OF_AGE.problem();
    }
  }

  private Uni<Void> written(
      SqlTx tx, Caller staff, Id guardian, Resident child, byte[] key, GuardianProof proof) {
    return proxies
        .guardians(tx, child.id())
        .invoke(
            now -> {
              if (!now.contains(guardian) && now.size() >= config.guardians()) {
                throw ResidentProblem.CHILD_GUARDIANS.problem();
              }
            })
        .chain(() -> requests.keep(tx, guardian, key, child.name(), Relation.CHILD))
        .call(request -> requests.delivered(tx, request))
        .chain(() -> proxies.guard(tx, child, guardian, proof, staff))
        .call(proxy -> store.list(tx, guardian, child, Relation.CHILD, Optional.of(proxy)))
        .chain(
            proxy ->
                tx.audit(
                    AuditEntry.of(staff, "guardian.added", child.id())
                        .with("proxy", proxy.toString())
                        .with("proof", proof.type().name())))
        .chain(() -> tx.emit(Event.of("guardian.added", child.id(), new JsonObject())));
  }
}
