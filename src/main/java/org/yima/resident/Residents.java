package org.yima.resident;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.resident.proxy.ProxyStore;
import org.yima.resident.realname.DocumentClaims;
import org.yima.resident.realname.ResidentStore;

/** Residents, and who may act for them. */
@ApplicationScoped
public class Residents {
  private final ResidentStore store;
  private final DocumentClaims claims;
  private final PersonIndex index;
  private final ProxyStore proxies;

  Residents(ResidentStore store, DocumentClaims claims, PersonIndex index, ProxyStore proxies) {
    this.store = store;
    this.claims = claims;
    this.index = index;
    this.proxies = proxies;
  }

  /** The resident; fails with {@code not-found} when there is none. */
  public Uni<Resident> get(Id id) {
    return stored(id).map(ResidentStore.Stored::resident);
  }

  /**
   * The resident, when the caller may act for them: the owner's account, an accepted proxy, or
   * staff before whom the resident stands. Everybody else is told {@code not-found}, exactly as for
   * a resident that does not exist: by the same one statement, and nothing of a stranger is read.
   */
  public Uni<Resident> actingFor(Caller caller, Id residentId) {
    return store
        .actable(caller, residentId)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem).resident());
  }

  /**
   * A thing that hangs on a resident, when the caller may act for that resident. For one that does
   * not exist the same is done as for a stranger's, so that neither answer nor work tells them
   * apart.
   *
   * @param id the thing's id
   * @param resident whom it hangs on
   */
  public <T> Uni<T> owned(Caller caller, Id id, Uni<Optional<T>> found, Function<T, Id> resident) {
    return found.chain(
        thing ->
            actingFor(caller, thing.map(resident).orElseGet(() -> nobody(id)))
                .map(owner -> thing.orElseThrow(PlatformProblem.NOT_FOUND::problem)));
  }

  /** A resident's id that no resident has: ids are drawn once, whatever they name. */
  private static Id nobody(Id other) {
    return new Id(IdType.RESIDENT, other.uuid());
  }

  /** Whether the caller is the resident, in person or by phone, and no proxy. */
  public Uni<Boolean> isSelf(Caller caller, Id residentId) {
    return store.isSelf(caller, residentId);
  }

  /**
   * The account that acts for others when the caller does: the caller's own, or that of the
   * resident at the counter; fails when that resident has none, as a child.
   */
  public Uni<Id> agent(Caller caller) {
    return caller.role() == Role.RESIDENT
        ? Uni.createFrom().item(caller.self())
        : caller
            .present()
            .map(id -> store.find(id))
            .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
            .map(
                found ->
                    found
                        .flatMap(ResidentStore.Stored::account)
                        .orElseThrow(ResidentProblem.SELF_FIRST::problem));
  }

  /**
   * Whose phone answers for a resident: the resident's own account, else the first guardian's;
   * nothing when there is neither.
   */
  public Uni<Optional<Id>> phoneHolder(Id residentId) {
    return stored(residentId)
        .chain(
            stored ->
                stored.account().isPresent()
                    ? Uni.createFrom().item(stored.account())
                    : proxies
                        .guardians(residentId)
                        .map(guardians -> guardians.stream().findFirst()));
  }

  /** Those the caller may act for: oneself first. */
  public Uni<List<Id>> ofCaller(Caller caller) {
    return caller.role() == Role.RESIDENT
        ? store
            .listed(caller.self())
            .map(list -> list.stream().map(ResidentStore.Listed::resident).toList())
        : Uni.createFrom().item(caller.present().map(List::of).orElse(List.of()));
  }

  /** As {@link #ofCaller}, loaded, each checked anew: the list may lag behind an ended proxy. */
  public Uni<List<Resident>> actable(Caller caller) {
    return ofCaller(caller)
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUniAndConcatenate(id -> store.actable(caller, id))
        .filter(Optional::isPresent)
        .map(found -> found.get().resident())
        .collect()
        .asList();
  }

  /**
   * The resident who holds a document.
   *
   * @param idType the API's name of the document type
   * @param idNumber in any form; one that breaks its rules has no resident
   */
  public Uni<Optional<Resident>> byDocument(String idType, String idNumber) {
    return DocumentKey.of(idType, idNumber)
        .map(document -> claims.find(claims.keyOf(document)))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .chain(
            claim ->
                claim.isEmpty()
                    ? Uni.createFrom().item(Optional.<ResidentStore.Stored>empty())
                    : store.find(claim.get().holder()))
        .map(found -> found.map(ResidentStore.Stored::resident));
  }

  /**
   * A patient of a hospital who is a resident.
   *
   * @param recordId the hospital's own record of the person
   */
  public record KnownPatient(Id residentId, Id recordId) {}

  /**
   * The resident behind a hospital's own patient number: whoever is certainly the person of the
   * record it hangs on. An equal document alone says too little: a child filed under its mother's
   * number is not the mother, and the index keeps the two apart. Nothing when it hangs on no
   * record, or errs and hangs on records of more than one person.
   */
  public Uni<Optional<KnownPatient>> ofPatient(String domain, String patientId) {
    return index
        .byPatient(domain, patientId)
        .chain(
            records ->
                records.stream().map(IndexRecord::certain).distinct().count() == 1
                    ? behind(records.get(0).id())
                    : Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Optional<KnownPatient>> behind(Id record) {
    return ofRecord(record)
        .map(found -> found.map(resident -> new KnownPatient(resident.id(), record)));
  }

  /**
   * The resident whom the index takes for the person of a record, by what was proved or decided
   * there. Nothing when that person is no resident, or is two; who has turned out to be another
   * resident is that one.
   */
  public Uni<Optional<Resident>> ofRecord(Id recordId) {
    return index.samePerson(recordId).chain(this::onlyResident);
  }

  private Uni<Optional<Resident>> onlyResident(List<IndexRecord> records) {
    List<Id> known =
        records.stream()
            .filter(record -> record.domain().equals(SourceRecord.YIMA))
            .flatMap(record -> Id.parse(IdType.RESIDENT, record.number()).stream())
            .distinct()
            .toList();
    return Multi.createFrom()
        .iterable(known)
        .onItem()
        .transformToUniAndConcatenate(store::standing)
        .filter(Optional::isPresent)
        .map(found -> found.get().resident())
        .collect()
        .asList()
        .map(standing -> standing.size() == 1 ? Optional.of(standing.get(0)) : Optional.empty());
  }

  private Uni<ResidentStore.Stored> stored(Id id) {
    return store.find(id).map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }
}
