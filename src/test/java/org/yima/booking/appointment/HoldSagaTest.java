package org.yima.booking.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.booking.Appointment;
import org.yima.booking.AppointmentStatus;
import org.yima.booking.BookingConfig;
import org.yima.booking.BookingProblem;
import org.yima.booking.claim.PersonClaims;
import org.yima.booking.session.SessionHead;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Fen;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Problem;
import org.yima.platform.ProblemType;
import org.yima.platform.Role;
import org.yima.platform.SqlTx;
import org.yima.resident.Reassignable;
import org.yima.resident.Reassignment;

/**
 * Numbers and persons' claims under many hands at once, against a real database: never oversold,
 * never two for one person, and nothing lost between the two steps.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HoldSagaTest {
  /** {@code ./verify --full} runs more. */
  private static final int SCALE = Integer.getInteger("yima.scale", 1);

  @Inject HoldSaga saga;
  @Inject PersonClaims claims;
  @Inject Numbers numbers;
  @Inject Leftovers leftovers;
  @Inject Moves moves;
  @Inject Aftermath aftermath;
  @Inject Deadlines deadlines;
  @Inject AppointmentStore store;

  @Inject @All List<Reassignable> reassignables;

  @Inject Database database;
  @Inject BookingConfig config;
  @Inject Ids ids;
  @Inject Clock clock;

  /** A session with one segment for each capacity. */
  private record Clinic(SessionHead session, List<Id> segments) {}

  private record Person(Id resident, Id record) {}

  /** What a request came to: an appointment or a refusal. */
  private record Outcome(Optional<AppointmentAnswer> made, Optional<ProblemType> refused) {}

  private Id hospital() {
    Id id = ids.founding(IdType.INSTITUTION);
    run(
        """
        insert into institution (id, kind, name, code, created_at)
        values ($1, 'HOSPITAL', 'Test', $2, now())
        """,
        id.uuid(),
        id.toString());
    return id;
  }

  private Id department(Id hospital) {
    Id id = ids.beside(IdType.DEPARTMENT, hospital);
    run(
        """
        insert into department (bucket, id, institution_id, code, name, description, created_at,
          changed_at)
        values ($1, $2, $3, $4, 'D', '', now(), now())
        """,
        id.bucket(),
        id.uuid(),
        hospital.uuid(),
        id.toString());
    run(
        """
        insert into doctor (bucket, id, institution_id, department_id, code, name, title,
          created_at, changed_at)
        values ($1, $2, $3, $2, $4, 'X', '', now(), now())
        """,
        id.bucket(),
        id.uuid(),
        hospital.uuid(),
        id.toString());
    return id;
  }

  private Clinic clinic(Id hospital, Id department, long fee, int... capacities) {
    Id session = ids.beside(IdType.CLINIC_SESSION, hospital);
    LocalDate date = LocalDate.now(clock).plusDays(1);
    run(
        """
        insert into clinic_session (bucket, id, institution_id, code, department_id, doctor_id,
          visit_date, fee, release_at, cancel_until, status, created_at, changed_at)
        values ($1, $2, $3, $4, $5, $5, $6, $7, now(), now() + interval '1 day', 'OPEN', now(),
          now())
        """,
        session.bucket(),
        session.uuid(),
        hospital.uuid(),
        session.toString(),
        department.uuid(),
        date,
        fee);
    List<Id> segments = new ArrayList<>();
    for (int capacity : capacities) {
      Id segment = ids.beside(IdType.SEGMENT, session);
      segments.add(segment);
      run(
          """
          insert into segment (bucket, id, session_id, code, starts_at, ends_at, pool, capacity,
            taken, closed)
          values ($1, $2, $3, $4, now() + interval '1 day', now() + interval '25 hours', 'GENERAL',
            $5, 0, false)
          """,
          segment.bucket(),
          segment.uuid(),
          session.uuid(),
          segment.toString(),
          capacity);
    }
    return new Clinic(new SessionHead(session, hospital, department, date, Fen.of(fee)), segments);
  }

  private Person person() {
    return new Person(ids.founding(IdType.RESIDENT), ids.founding(IdType.RECORD));
  }

  private HoldSaga.Request request(Person person, Clinic clinic, Id segment, String key) {
    Caller caller =
        new Caller(Role.RESIDENT, Optional.of(account(person)), Optional.empty(), Optional.empty());
    return new HoldSaga.Request(
        caller,
        key,
        new NewAppointment(person.resident(), clinic.session().id(), segment, null),
        person.record(),
        clinic.session());
  }

  private static Id account(Person person) {
    return new Id(IdType.ACCOUNT, person.resident().uuid());
  }

  private String key() {
    return ids.founding(IdType.CLAIM).toString();
  }

  private Uni<Outcome> hold(Person person, Clinic clinic, Id segment) {
    return outcome(saga.run(request(person, clinic, segment, key())));
  }

  private static Uni<Outcome> outcome(Uni<AppointmentAnswer> request) {
    return request
        .map(made -> new Outcome(Optional.of(made), Optional.empty()))
        .onFailure(Problem.class)
        .recoverWithItem(failure -> new Outcome(Optional.empty(), Optional.of(failure.type())));
  }

  private static <T> List<T> together(List<Uni<T>> work) {
    return Uni.join().all(work).andFailFast().await().indefinitely();
  }

  private void run(String sql, Object... parameters) {
    var rows = database.query(sql, parameters).await().indefinitely();
    assertThat(rows).isNotNull();
  }

  private Row one(String sql, Object... parameters) {
    return database.query(sql, parameters).await().indefinitely().iterator().next();
  }

  private int taken(Id segment) {
    return one(
            "select taken from segment where bucket = $1 and id = $2",
            segment.bucket(),
            segment.uuid())
        .getInteger("taken");
  }

  /** What must hold at every moment of rest: the counters tell the appointments that exist. */
  private void assertSound(Clinic clinic, String seed) {
    for (Id segment : clinic.segments()) {
      Row row =
          one(
              """
              select g.taken, g.capacity, count(a.id) as living,
                     count(distinct a.resident_id) as persons
              from segment g left join appointment a on a.bucket = g.bucket
                and a.segment_id = g.id and a.status not in ('CANCELLED', 'EXPIRED', 'STOPPED')
              where g.bucket = $1 and g.id = $2 group by g.taken, g.capacity
              """,
              segment.bucket(),
              segment.uuid());
      assertThat((long) row.getInteger("taken")).as(seed).isEqualTo(row.getLong("living"));
      assertThat(row.getInteger("taken")).as(seed).isLessThanOrEqualTo(row.getInteger("capacity"));
    }
    long doubled =
        one(
                """
                select count(*) as n from (
                  select resident_id from appointment where bucket = $1 and session_id = $2
                    and status not in ('CANCELLED', 'EXPIRED', 'STOPPED')
                  group by resident_id having count(*) > 1) as twice
                """,
                clinic.session().id().bucket(),
                clinic.session().id().uuid())
            .getLong("n");
    assertThat(doubled).as(seed).isZero();
  }

  @Test
  void aStampedeGetsExactlyTheNumbersThereAre() {
    Id hospital = hospital();
    Clinic clinic = clinic(hospital, department(hospital), 0, 7);
    List<Uni<Outcome>> work = new ArrayList<>();
    for (int i = 0; i < 60 * SCALE; i++) {
      work.add(hold(person(), clinic, clinic.segments().get(0)));
    }
    List<Outcome> outcomes = together(work);
    assertThat(outcomes).filteredOn(it -> it.made().isPresent()).hasSize(7);
    assertThat(outcomes)
        .filteredOn(it -> it.made().isEmpty())
        .allMatch(it -> it.refused().get() == BookingProblem.SOLD_OUT);
    assertSound(clinic, "");
    assertThat(openClaims(clinic)).isEqualTo(7);
  }

  /** Persons' places that count for a session. */
  private long openClaims(Clinic clinic) {
    return one(
            """
            select count(*) as n from resident_appointment
            where session_id = $1 and day_place is not null
            """,
            clinic.session().id().uuid())
        .getLong("n");
  }

  @Test
  void onePersonAtManyDoorsGetsOneNumber() {
    Id hospital = hospital();
    Clinic clinic = clinic(hospital, department(hospital), 0, 5, 5);
    Person person = person();
    List<Uni<Outcome>> work = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      work.add(hold(person, clinic, clinic.segments().get(i % 2)));
    }
    List<Outcome> outcomes = together(work);
    assertThat(outcomes).filteredOn(it -> it.made().isPresent()).hasSize(1);
    assertThat(outcomes)
        .filteredOn(it -> it.made().isEmpty())
        .allMatch(it -> it.refused().get() == BookingProblem.LIMIT);
    assertSound(clinic, "");
  }

  @Test
  void theLimitsOfADayHoldUnderConcurrency() {
    Id hospital = hospital();
    Person person = person();
    List<Uni<Outcome>> work = new ArrayList<>();
    List<Clinic> clinics = new ArrayList<>();
    Id crowded = department(hospital);
    for (int i = 0; i < 12; i++) {
      Id department = i < 4 ? crowded : department(hospital);
      Clinic clinic = clinic(hospital, department, 0, 3);
      clinics.add(clinic);
      work.add(hold(person, clinic, clinic.segments().get(0)));
    }
    List<Outcome> outcomes = together(work);
    assertThat(outcomes).filteredOn(it -> it.made().isPresent()).hasSize(config.perDay());
    assertThat(outcomes)
        .flatExtracting(it -> it.made().stream().toList())
        .filteredOn(it -> it.departmentId().equals(crowded))
        .hasSizeLessThanOrEqualTo(config.perDepartment());
    clinics.forEach(clinic -> assertSound(clinic, ""));
  }

  @Test
  void theSameKeyTwiceAtOnceIsOneAppointment() {
    Id hospital = hospital();
    Clinic clinic = clinic(hospital, department(hospital), 500, 5);
    HoldSaga.Request request = request(person(), clinic, clinic.segments().get(0), key());
    List<Outcome> outcomes =
        together(List.of(outcome(saga.run(request)), outcome(saga.run(request))));
    AppointmentAnswer again = saga.run(request).await().indefinitely();
    assertThat(outcomes)
        .flatExtracting(it -> it.made().stream().toList())
        .isNotEmpty()
        .allMatch(it -> it.id().equals(again.id()));
    assertThat(again.status()).isEqualTo(AppointmentStatus.HELD);
    assertThat(again.billId()).isPresent();
    assertThat(taken(clinic.segments().get(0))).isEqualTo(1);
  }

  @Test
  void numbersAndClaimsStaySoundUnderRandomHoldsAndEnds() {
    long seed = Long.getLong("yima.seed", 17);
    Random random = new Random(seed);
    String told = "seed " + seed;
    Id hospital = hospital();
    List<Clinic> clinics = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clinics.add(clinic(hospital, department(hospital), i % 2 == 0 ? 0 : 300, 2, 3));
    }
    List<Person> persons = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      persons.add(person());
    }
    Map<Id, AppointmentAnswer> living = new HashMap<>();
    for (int round = 0; round < 12 * SCALE; round++) {
      List<Uni<Outcome>> work = new ArrayList<>();
      for (int i = 0; i < 14; i++) {
        Clinic clinic = clinics.get(random.nextInt(clinics.size()));
        Id segment = clinic.segments().get(random.nextInt(clinic.segments().size()));
        work.add(hold(persons.get(random.nextInt(persons.size())), clinic, segment));
      }
      for (AppointmentAnswer it : List.copyOf(living.values())) {
        if (random.nextInt(3) == 0) {
          living.remove(it.id());
          work.add(end(it, random.nextBoolean() ? Step.CANCEL : Step.STOP));
        }
      }
      for (Outcome outcome : together(work)) {
        outcome
            .made()
            .filter(it -> !it.status().isFinal())
            .ifPresent(it -> living.put(it.id(), it));
      }
      clinics.forEach(clinic -> assertSound(clinic, told));
      int counted =
          clinics.stream().flatMap(c -> c.segments().stream()).mapToInt(this::taken).sum();
      assertThat(counted).as(told).isEqualTo(living.size());
      assertThat(clinics.stream().mapToLong(this::openClaims).sum())
          .as(told)
          .isEqualTo(living.size());
    }
  }

  private Uni<Outcome> end(AppointmentAnswer it, Step step) {
    return database
        .tx(tx -> moves.make(tx, it.id(), step, "test", Moves.Guard.NONE))
        .call(ended -> aftermath.now(ended))
        .map(ended -> new Outcome(Optional.of(AppointmentAnswer.of(ended)), Optional.empty()));
  }

  @Test
  void aClaimThatWasGivenBackGetsNoNumberAnyMore() {
    Id hospital = hospital();
    Clinic clinic = clinic(hospital, department(hospital), 0, 5);
    Id segment = clinic.segments().get(0);
    HoldSaga.Request request = request(person(), clinic, segment, key());
    Id appointment = ids.beside(IdType.APPOINTMENT, clinic.session().id());
    claim(request, appointment);
    leftovers.settle(request.body().residentId().bucket(), appointment).await().indefinitely();
    assertThatThrownBy(
            () ->
                database
                    .tx(tx -> numbers.take(tx, request.number(appointment)))
                    .await()
                    .indefinitely())
        .isInstanceOfSatisfying(
            Problem.class, it -> assertThat(it.type()).isEqualTo(BookingProblem.HOLD_EXPIRED));
    assertThat(taken(segment)).isZero();
    assertThat(openClaims(clinic)).isZero();
  }

  private void claim(HoldSaga.Request request, Id appointment) {
    database.tx(tx -> claims.claim(tx, request.person(appointment))).await().indefinitely();
  }

  /** The crash between the two steps, with the lease's end racing the late second step. */
  @Test
  void lateNumberAndEndedLeaseAgree() {
    Id hospital = hospital();
    Id department = department(hospital);
    for (int i = 0; i < 25; i++) {
      Clinic clinic = clinic(hospital, department, 0, 1);
      Person person = person();
      HoldSaga.Request request = request(person, clinic, clinic.segments().get(0), key());
      Id appointment = ids.beside(IdType.APPOINTMENT, clinic.session().id());
      claim(request, appointment);
      Uni<Boolean> late =
          database
              .tx(tx -> numbers.take(tx, request.number(appointment)))
              .replaceWith(true)
              .onFailure(Problem.class)
              .recoverWithItem(false);
      Uni<Boolean> ended =
          leftovers.settle(person.resident().bucket(), appointment).replaceWith(true);
      boolean got = together(List.of(late, ended)).get(0);
      assertThat(taken(clinic.segments().get(0))).isEqualTo(got ? 1 : 0);
      assertThat(openClaims(clinic)).isEqualTo(got ? 1 : 0);
    }
  }

  @Test
  void aHoldRunsOutAndGivesItsNumberBackWhileAPaidOneWaitsForTheHospital() {
    Id hospital = hospital();
    Clinic clinic = clinic(hospital, department(hospital), 800, 2);
    Id segment = clinic.segments().get(0);
    Appointment unpaid = made(hold(person(), clinic, segment));
    Appointment paid = made(hold(person(), clinic, segment));
    var moved =
        database
            .tx(
                tx ->
                    store
                        .paid(tx, paid.id())
                        .chain(
                            () -> moves.make(tx, paid.id(), Step.PAID, "test", Moves.Guard.NONE)))
            .await()
            .indefinitely();
    assertThat(moved.status()).isEqualTo(AppointmentStatus.AWAITING_CONFIRMATION);
    overdue(unpaid.id());
    deadlines.run().await().indefinitely();
    assertThat(status(unpaid.id())).isEqualTo(AppointmentStatus.EXPIRED);
    assertThat(status(paid.id())).isEqualTo(AppointmentStatus.AWAITING_CONFIRMATION);
    assertThat(taken(segment)).isEqualTo(1);
    overdue(paid.id());
    deadlines.run().await().indefinitely();
    assertThat(status(paid.id())).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(taken(segment)).isZero();
    assertSound(clinic, "");
  }

  private Appointment made(Uni<Outcome> hold) {
    Id id = hold.await().indefinitely().made().orElseThrow().id();
    return store.find(id).await().indefinitely().orElseThrow();
  }

  private AppointmentStatus status(Id id) {
    return store.find(id).await().indefinitely().orElseThrow().status();
  }

  /** Lets an appointment's time be over. */
  private void overdue(Id id) {
    run(
        "update appointment set due_at = $3 where bucket = $1 and id = $2",
        id.bucket(),
        id.uuid(),
        OffsetDateTime.now(clock).minusSeconds(1));
  }

  @Test
  void anUnmergeGivesTheAppointmentToItsOwnerAndBackAndDoingItTwiceChangesNothing() {
    Id hospital = hospital();
    Clinic clinic = clinic(hospital, department(hospital), 0, 2);
    Person wrong = person();
    Person right = person();
    Appointment made = made(hold(wrong, clinic, clinic.segments().get(0)));
    Reassignment step =
        new Reassignment(
            ids.founding(IdType.MERGE), wrong.record(), wrong.resident(), right.resident(), "test");
    assertThat(ownership().preview(step).await().indefinitely())
        .isEqualTo(Map.of("appointment", 1L, "resident_appointment", 1L));
    for (int i = 0; i < 2; i++) {
      reassign(tx -> ownership().apply(tx, step));
      assertThat(owner(made.id())).isEqualTo(right.resident());
      assertThat(listed(right)).containsExactly(made.id());
      assertThat(listed(wrong)).isEmpty();
    }
    for (int i = 0; i < 2; i++) {
      reassign(tx -> ownership().undo(tx, step));
      assertThat(owner(made.id())).isEqualTo(wrong.resident());
      assertThat(listed(wrong)).containsExactly(made.id());
    }
    assertSound(clinic, "");
  }

  private Reassignable ownership() {
    return reassignables.stream()
        .filter(it -> it.tables().contains("appointment"))
        .findFirst()
        .orElseThrow();
  }

  private void reassign(Function<SqlTx, Uni<Void>> work) {
    Boolean done = database.tx(tx -> work.apply(tx).replaceWith(true)).await().indefinitely();
    assertThat(done).isTrue();
  }

  private Id owner(Id appointment) {
    return store.find(appointment).await().indefinitely().orElseThrow().residentId();
  }

  private List<Id> listed(Person person) {
    return claims.of(List.of(person.resident()), Optional.empty(), 10).await().indefinitely();
  }
}
