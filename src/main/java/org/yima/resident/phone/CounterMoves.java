package org.yima.resident.phone;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.access.Accounts;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.resident.Relation;
import org.yima.resident.ResidentProblem;
import org.yima.resident.Residents;
import org.yima.resident.realname.ResidentStore;

/** Staff move whoever stands before them to another phone, which proves itself by a code. */
@ApplicationScoped
class CounterMoves {
  private final Residents residents;
  private final ResidentStore store;
  private final Accounts accounts;
  private final PhoneMoves moves;
  private final Database database;

  CounterMoves(
      Residents residents,
      ResidentStore store,
      Accounts accounts,
      PhoneMoves moves,
      Database database) {
    this.residents = residents;
    this.store = store;
    this.accounts = accounts;
    this.moves = moves;
    this.database = database;
  }

  Uni<Void> move(Caller staff, Id resident, String phone, String code) {
    return residents
        .actingFor(staff, resident)
        .chain(known -> store.find(known.id()))
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .call(() -> accounts.mustAnswerTo(phone, code))
        .call(stored -> mustBeFree(stored, phone))
        .chain(
            stored ->
                database.tx(
                    tx ->
                        moves.move(
                            tx,
                            staff,
                            stored.resident(),
                            stored.account().orElseThrow(ResidentProblem.SELF_FIRST::problem),
                            phone,
                            "counter")));
  }

  /** A phone by which somebody else is a resident stays theirs. */
  private Uni<Void> mustBeFree(ResidentStore.Stored stored, String phone) {
    return accounts
        .ofPhone(phone)
        .map(account -> account.filter(other -> !stored.account().equals(Optional.of(other))))
        .chain(
            other ->
                other
                    .map(store::listed)
                    .orElseGet(() -> Uni.createFrom().item(java.util.List.of())))
        .invoke(
            listed -> {
              if (listed.stream().anyMatch(l -> l.relation() == Relation.SELF)) {
                throw ResidentProblem.PHONE_TAKEN.problem();
              }
            })
        .replaceWithVoid();
  }
}
