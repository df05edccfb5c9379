package org.yima.resident.phone;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yima.access.Accounts;
import org.yima.index.PersonIndex;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;
import org.yima.resident.Resident;
import org.yima.resident.merging.Identities;
import org.yima.resident.realname.ResidentStore;

/** Moves a person's account to another phone, in one transaction with all that follows from it. */
@ApplicationScoped
class PhoneMoves {
  private final Accounts accounts;
  private final ResidentStore residents;
  private final PersonIndex index;
  private final PhoneLeft left;

  PhoneMoves(Accounts accounts, ResidentStore residents, PersonIndex index, PhoneLeft left) {
    this.accounts = accounts;
    this.residents = residents;
    this.index = index;
    this.left = left;
  }

  /**
   * Moves it: from now on the phone signs in to the account, every sign-in that was ends, and the
   * phone that is left is told.
   *
   * @param how for the audit line
   */
  Uni<Void> move(SqlTx tx, Caller by, Resident resident, Id account, String phone, String how) {
    return accounts
        .move(tx, account, phone)
        .call(
            earlier ->
                earlier.isPresent() && !earlier.get().equals(phone)
                    ? left.keep(tx, resident.id(), earlier.get())
                    : Uni.createFrom().voidItem())
        .chain(() -> residents.reachAt(tx, resident.id(), phone))
        .chain(() -> index.renew(tx, Identities.record(resident.at(phone))))
        .chain(
            () ->
                tx.audit(
                    AuditEntry.of(by, "account.moved", resident.id())
                        .with("account", account.toString())
                        .with("how", how)));
  }
}
