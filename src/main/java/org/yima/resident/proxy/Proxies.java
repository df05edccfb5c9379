package org.yima.resident.proxy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;
import org.yima.resident.Masks;
import org.yima.resident.Relation;
import org.yima.resident.ResidentProblem;
import org.yima.resident.Residents;
import org.yima.resident.realname.Applicant;
import org.yima.resident.realname.DocumentClaims;
import org.yima.resident.realname.ResidentStore;

/** Asking to act for somebody, deciding about it, and ending it. */
@ApplicationScoped
public class Proxies {
  private final RequestStore requests;
  private final ProxyStore proxies;
  private final ResidentStore store;
  private final Residents residents;
  private final DocumentClaims claims;
  private final Database database;

  Proxies(
      RequestStore requests,
      ProxyStore proxies,
      ResidentStore store,
      Residents residents,
      DocumentClaims claims,
      Database database) {
    this.requests = requests;
    this.proxies = proxies;
    this.store = store;
    this.residents = residents;
    this.claims = claims;
    this.database = database;
  }

  /** Keeps the wish to act for a person. What it does and answers is the same for everybody. */
  public Uni<Void> request(Caller caller, Applicant about, Relation relation) {
    byte[] key = claims.keyOf(about.document());
    return residents
        .agent(caller)
        .call(agent -> store.listed(agent).invoke(Proxies::mustHaveSelf))
        .call(agent -> requests.mustBeFree(agent, key))
        .chain(
            agent ->
                database.tx(
                    tx ->
                        requests
                            .keep(tx, agent, key, about.name(), relation)
                            .call(id -> tx.audit(AuditEntry.of(caller, Delivery.REQUESTED, id)))
                            .call(
                                id -> tx.emit(Event.of(Delivery.REQUESTED, id, new JsonObject())))))
        .replaceWithVoid();
  }

  private static void mustHaveSelf(List<ResidentStore.Listed> listed) {
    if (listed.stream().noneMatch(l -> l.relation() == Relation.SELF)) {
      throw ResidentProblem.SELF_FIRST.problem();
    }
  }

  /** Every open proxy of the caller, on either side; the caller's own wishes first. */
  Uni<List<ProxyView>> of(Caller caller) {
    return each(ids(caller), id -> onResidentSide(caller, id))
        .chain(
            about ->
                onAgentSide(caller)
                    .map(
                        acting -> {
                          List<ProxyView> all = new ArrayList<>(acting);
                          all.addAll(about);
                          return all;
                        }));
  }

  private Uni<List<Id>> ids(Caller caller) {
    return residents.ofCaller(caller);
  }

  private Uni<List<ProxyView>> onResidentSide(Caller caller, Id resident) {
    return residents
        .isSelf(caller, resident)
        .chain(self -> self ? proxies.about(resident) : Uni.createFrom().item(List.<Proxy>of()))
        .chain(
            list ->
                each(
                    Uni.createFrom().item(list),
                    proxy ->
                        agentName(proxy).map(name -> List.of(ProxyView.resident(proxy, name)))));
  }

  private Uni<String> agentName(Proxy proxy) {
    return store
        .listed(proxy.account())
        .map(list -> list.stream().filter(l -> l.relation() == Relation.SELF).findFirst())
        .chain(
            self ->
                self.isEmpty()
                    ? Uni.createFrom().item(Optional.<ResidentStore.Stored>empty())
                    : store.find(self.get().resident()))
        .map(found -> found.map(s -> Masks.name(s.resident().name())).orElse("*"));
  }

  private Uni<List<ProxyView>> onAgentSide(Caller caller) {
    return residents
        .agent(caller)
        .chain(this::ofAgent)
        // A child at the counter has no account that could act for others.
        .onFailure(Problem.class)
        .recoverWithItem(List.of());
  }

  private Uni<List<ProxyView>> ofAgent(Id agent) {
    Uni<List<Id>> listed =
        store.listed(agent).map(list -> list.stream().map(ResidentStore.Listed::resident).toList());
    return each(listed, id -> proxies.of(agent, id))
        .chain(
            given ->
                each(
                        Uni.createFrom().item(given),
                        proxy -> store.find(proxy.resident()).map(s -> keys(s)))
                    .chain(
                        answered ->
                            requests
                                .of(agent)
                                .map(wishes -> views(wishes, given, Set.copyOf(answered)))));
  }

  private static List<String> keys(Optional<ResidentStore.Stored> stored) {
    return stored.map(s -> HexFormat.of().formatHex(s.documentKey())).stream().toList();
  }

  /** A wish that was accepted is shown as the proxy it became. */
  private static List<ProxyView> views(
      List<RequestStore.Request> wishes, List<Proxy> given, Set<String> answered) {
    List<ProxyView> views =
        wishes.stream()
            .filter(wish -> !answered.contains(HexFormat.of().formatHex(wish.documentKey())))
            .map(ProxyView::wish)
            .collect(Collectors.toCollection(ArrayList::new));
    given.stream().map(ProxyView::agent).forEach(views::add);
    return views;
  }

  /** The resident accepts: from now on the agent may act. */
  Uni<ProxyView> accept(Caller caller, Id id) {
    return decided(caller, id, ProxyStatus.ACCEPTED)
        .call(
            proxy ->
                residents
                    .get(proxy.resident())
                    .chain(
                        resident ->
                            database.tx(
                                tx ->
                                    store.list(
                                        tx,
                                        proxy.account(),
                                        resident,
                                        proxy.relation(),
                                        Optional.of(proxy.id())))))
        .chain(proxy -> agentName(proxy).map(name -> ProxyView.resident(proxy, name)));
  }

  /** The resident refuses; the agent is not told. */
  Uni<ProxyView> refuse(Caller caller, Id id) {
    return decided(caller, id, ProxyStatus.REFUSED)
        .chain(proxy -> agentName(proxy).map(name -> ProxyView.resident(proxy, name)));
  }

  private Uni<Proxy> decided(Caller caller, Id id, ProxyStatus to) {
    return proxies
        .find(id)
        .call(found -> mustBeSelf(caller, id, found))
        .chain(found -> moved(caller, found.orElseThrow(), to));
  }

  /** For a proxy that does not exist the same is done as for a stranger's. */
  private Uni<Boolean> mustBeSelf(Caller caller, Id id, Optional<Proxy> proxy) {
    return residents
        .isSelf(
            caller, proxy.map(Proxy::resident).orElseGet(() -> new Id(IdType.RESIDENT, id.uuid())))
        .invoke(
            self -> {
              if (!self || proxy.isEmpty()) {
                throw PlatformProblem.NOT_FOUND.problem();
              }
            });
  }

  private Uni<Proxy> moved(Caller caller, Proxy proxy, ProxyStatus to) {
    Proxy after =
        new Proxy(
            proxy.id(),
            proxy.resident(),
            proxy.account(),
            proxy.relation(),
            to,
            proxy.requestedAt());
    if (proxy.status() == to) {
      return Uni.createFrom().item(after);
    }
    if (!proxy.status().next().contains(to)) {
      return Uni.createFrom().failure(ResidentProblem.PROXY_STATE.problem());
    }
    return database
        .tx(
            tx ->
                proxies
                    .move(tx, proxy, to, caller)
                    .invoke(Proxies::mustHaveMoved)
                    .call(
                        () ->
                            tx.audit(
                                AuditEntry.of(
                                    caller,
                                    "proxy." + to.name().toLowerCase(java.util.Locale.ROOT),
                                    proxy.id()))))
        .replaceWith(after);
  }

  private static void mustHaveMoved(boolean moved) {
    if (!moved) {
      throw ResidentProblem.PROXY_STATE.problem();
    }
  }

  /** Either side ends it, or the agent withdraws a wish. Ending twice changes nothing. */
  Uni<Void> end(Caller caller, Id id) {
    return acting(caller)
        .chain(
            agent ->
                proxies
                    .find(id)
                    .chain(
                        found ->
                            requests.find(id).chain(wish -> end(caller, id, agent, found, wish))));
  }

  private Uni<Optional<Id>> acting(Caller caller) {
    return residents
        .agent(caller)
        .map(Optional::of)
        .onFailure(Problem.class)
        .recoverWithItem(Optional.empty());
  }

  private Uni<Void> end(
      Caller caller,
      Id id,
      Optional<Id> agent,
      Optional<Proxy> proxy,
      Optional<RequestStore.Request> wish) {
    Optional<RequestStore.Request> own = wish.filter(w -> agent.equals(Optional.of(w.account())));
    if (own.isPresent()) {
      return database.tx(tx -> requests.withdraw(tx, own.get()));
    }
    Id resident = proxy.map(Proxy::resident).orElseGet(() -> new Id(IdType.RESIDENT, id.uuid()));
    return residents
        .isSelf(caller, resident)
        .chain(
            self ->
                proxy
                    .filter(p -> self || agent.equals(Optional.of(p.account())))
                    .map(p -> endProxy(caller, p))
                    .orElseGet(
                        () -> Uni.createFrom().failure(PlatformProblem.NOT_FOUND.problem())));
  }

  /** Who may act again is decided anew only after a pause, from whichever side it ended. */
  private Uni<Void> endProxy(Caller caller, Proxy proxy) {
    boolean had = proxy.status() == ProxyStatus.ACCEPTED;
    return moved(caller, proxy, ProxyStatus.ENDED)
        .chain(() -> store.find(proxy.resident()))
        .chain(
            resident ->
                database.tx(
                    tx ->
                        store
                            .unlist(tx, proxy.account(), proxy.resident())
                            .chain(
                                () ->
                                    had && resident.isPresent()
                                        ? requests.ended(
                                            tx, proxy.account(), resident.get().documentKey())
                                        : Uni.createFrom().voidItem())));
  }

  private static <A, B> Uni<List<B>> each(Uni<List<A>> items, Function<A, Uni<List<B>>> step) {
    return items
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUniAndConcatenate(step::apply)
        .collect()
        .asList()
        .map(lists -> lists.stream().flatMap(List::stream).toList());
  }
}
