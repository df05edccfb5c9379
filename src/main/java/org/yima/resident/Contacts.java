package org.yima.resident;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yima.access.Accounts;
import org.yima.resident.proxy.ProxyStore;

/** How whoever looks after a resident is reached. */
@ApplicationScoped
public class Contacts {
  private final ProxyStore proxies;
  private final Accounts accounts;

  Contacts(ProxyStore proxies, Accounts accounts) {
    this.proxies = proxies;
    this.accounts = accounts;
  }

  /**
   * The resident's own phone; of a child without one, the phones of the guardians, the first one
   * first. Empty when nobody can be reached.
   */
  public Uni<List<String>> phones(Resident resident) {
    return resident.phone().isEmpty()
        ? proxies
            .guardians(resident.id())
            .onItem()
            .transformToMulti(Multi.createFrom()::iterable)
            .onItem()
            .transformToUniAndConcatenate(accounts::phoneOf)
            .filter(phone -> !phone.isEmpty())
            .collect()
            .asList()
        : Uni.createFrom().item(List.of(resident.phone()));
  }
}
