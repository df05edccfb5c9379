package org.yima.resident.proxy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.EventHandler;
import org.yima.platform.Id;
import org.yima.resident.realname.DocumentClaims;
import org.yima.resident.realname.ResidentStore;

/**
 * Brings a wish before the resident it is about: when it is made, or when that person becomes a
 * resident. It runs after the answer has gone out, so the answer takes the same time either way.
 */
@ApplicationScoped
class Delivery implements EventHandler {
  static final String REQUESTED = "proxy.requested";
  private static final String VERIFIED = "resident.verified";

  private final RequestStore requests;
  private final ProxyStore proxies;
  private final DocumentClaims claims;
  private final ResidentStore residents;
  private final Database database;

  Delivery(
      RequestStore requests,
      ProxyStore proxies,
      DocumentClaims claims,
      ResidentStore residents,
      Database database) {
    this.requests = requests;
    this.proxies = proxies;
    this.claims = claims;
    this.residents = residents;
    this.database = database;
  }

  @Override
  public String name() {
    return "resident.proxy-delivery";
  }

  @Override
  public Set<String> types() {
    return Set.of(REQUESTED, VERIFIED);
  }

  @Override
  public Uni<Void> handle(Event event) {
    return event.type().equals(REQUESTED)
        ? requests.find(event.subject()).chain(this::toResident)
        : residents.find(event.subject()).chain(this::toNewResident);
  }

  private Uni<Void> toResident(Optional<RequestStore.Request> request) {
    return request.isEmpty()
        ? Uni.createFrom().voidItem()
        : claims
            .find(request.get().documentKey())
            .chain(
                claim ->
                    claim.isEmpty()
                        ? Uni.createFrom().item(Optional.<ResidentStore.Stored>empty())
                        : residents.find(claim.get().holder()))
            .chain(found -> deliver(request.get(), found));
  }

  private Uni<Void> toNewResident(Optional<ResidentStore.Stored> resident) {
    return resident.isEmpty()
        ? Uni.createFrom().voidItem()
        : requests
            .waiting(resident.get().documentKey())
            .onItem()
            .transformToMulti(Multi.createFrom()::iterable)
            .onItem()
            .transformToUniAndConcatenate(request -> deliver(request, resident))
            .onItem()
            .ignoreAsUni();
  }

  private Uni<Void> deliver(RequestStore.Request request, Optional<ResidentStore.Stored> found) {
    Optional<ResidentStore.Stored> meant =
        found
            .filter(stored -> stored.resident().name().equals(request.name()))
            .filter(stored -> !stored.account().equals(Optional.of(request.account())));
    if (meant.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Id account = request.account();
    return database
        .tx(tx -> proxies.open(tx, meant.get().resident(), account, request.relation()))
        .chain(() -> database.tx(tx -> requests.delivered(tx, request.id())));
  }
}
