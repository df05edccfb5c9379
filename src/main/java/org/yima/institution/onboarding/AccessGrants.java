package org.yima.institution.onboarding;

import static org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.yima.access.Clients;
import org.yima.access.Readers;
import org.yima.access.StaffAccounts;
import org.yima.institution.Institution;
import org.yima.institution.InstitutionKind;
import org.yima.institution.InstitutionProblem;
import org.yima.institution.Institutions;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/**
 * Gives an institution's systems and people their access, each only the roles that fit its kind.
 */
@ApplicationScoped
class AccessGrants {
  private final Institutions institutions;
  private final Clients clients;
  private final StaffAccounts staff;
  private final Readers readers;
  private final Database database;

  AccessGrants(
      Institutions institutions,
      Clients clients,
      StaffAccounts staff,
      Readers readers,
      Database database) {
    this.institutions = institutions;
    this.clients = clients;
    this.staff = staff;
    this.readers = readers;
    this.database = database;
  }

  Uni<Id> client(Caller operator, Id institution, NewClient asked) {
    return institutions
        .get(institution)
        .invoke(found -> mustFit(found.kind().mayHave(asked.role())))
        .invoke(found -> mustScan(asked))
        .chain(
            found ->
                database.tx(
                    tx ->
                        clients.register(
                            tx,
                            operator,
                            found.id(),
                            asked.role(),
                            asked.publicKey().point().toParams(PUBLIC_ONLY),
                            asked.bound())));
  }

  Uni<List<Clients.Registered>> clients(Id institution) {
    return institutions.get(institution).chain(found -> clients.of(found.id()));
  }

  Uni<Optional<StaffAccounts.Member>> member(String login) {
    return staff.find(login);
  }

  Uni<Id> reader(Caller operator, Id institution, NewReader asked) {
    asked.publicKey().mustBeOnCurve();
    return institutions
        .get(institution)
        .invoke(found -> mustFit(found.kind() != InstitutionKind.INSURER))
        .chain(
            found ->
                database.tx(
                    tx ->
                        readers.register(
                            tx, operator, found.id(), asked.label(), asked.publicKey().toJson())));
  }

  Uni<Void> endReader(Caller operator, Id institution, Id reader) {
    return database
        .tx(tx -> readers.end(tx, operator, institution, reader))
        .invoke(
            ended -> {
              if (!ended) {
                throw PlatformProblem.NOT_FOUND.problem();
              }
            })
        .replaceWithVoid();
  }

  Uni<StaffAccounts.Created> staff(Caller operator, NewStaff asked) {
    return workplace(asked)
        .invoke(found -> mustFit(fits(asked.role(), found.map(Institution::kind))))
        .chain(
            found ->
                staff.create(
                    operator,
                    new StaffAccounts.NewStaff(
                        asked.login(),
                        asked.password(),
                        asked.role(),
                        found.map(Institution::id),
                        Optional.ofNullable(asked.totpSecret()))));
  }

  private Uni<Optional<Institution>> workplace(NewStaff asked) {
    if (asked.institutionId() == null) {
      return Uni.createFrom().item(Optional.empty());
    }
    return asked.institutionId().type() == IdType.INSTITUTION
        ? institutions.get(asked.institutionId()).map(Optional::of)
        : Uni.createFrom().failure(InstitutionProblem.KIND.problem().at("/institutionId", "kind"));
  }

  /**
   * The operator's own people belong to no institution; everybody else to one that has such work.
   */
  static boolean fits(Role role, Optional<InstitutionKind> workplace) {
    return switch (role) {
      case OPERATOR, REVIEWER -> workplace.isEmpty();
      case HOSPITAL_STAFF, DOCTOR -> workplace.filter(InstitutionKind.HOSPITAL::equals).isPresent();
      case PHARMACIST -> workplace.filter(kind -> kind != InstitutionKind.INSURER).isPresent();
      case ANYONE, RESIDENT, TERMINAL, HOSPITAL, PHARMACY, INSURER -> false;
    };
  }

  /** Only terminals scan, so only they can be bound to scenes. */
  private static void mustScan(NewClient asked) {
    if (asked.role() != Role.TERMINAL && !asked.bound().isEmpty()) {
      throw InstitutionProblem.KIND.problem().at("/scenes", "kind");
    }
  }

  private static void mustFit(boolean fits) {
    if (!fits) {
      throw InstitutionProblem.KIND.problem().at("/role", "kind");
    }
  }
}
