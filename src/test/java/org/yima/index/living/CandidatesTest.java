package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.Put;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.matching.explain.Explanation.Decision;
import org.yima.index.matching.explain.Line;
import org.yima.index.store.Block;
import org.yima.index.store.Hash;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/** Candidates over real tables. Every test has a family, a phone and a street of its own. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CandidatesTest {
  @Inject PersonIndex index;
  @Inject Candidates candidates;
  @Inject Keying keying;
  @Inject Database database;
  @Inject MeterRegistry meters;

  private static SourceRecord record(String name, String birth, String phone, String address) {
    return new SourceRecord(
        "living-" + UUID.randomUUID(),
        UUID.randomUUID().toString(),
        name,
        Optional.empty(),
        false,
        Optional.of(LocalDate.parse(birth)),
        Optional.of(Sex.FEMALE),
        Optional.of(phone).filter(p -> !p.isEmpty()),
        Optional.of(address).filter(a -> !a.isEmpty()));
  }

  private static SourceRecord withDocument(SourceRecord record, String number) {
    return new SourceRecord(
        record.domain(),
        record.number(),
        record.name(),
        DocumentKey.of("RESIDENT_ID", number),
        false,
        record.birthDate(),
        record.sex(),
        record.phone(),
        record.address());
  }

  private Id put(SourceRecord record) {
    return Reactive.await(() -> database.tx(tx -> index.put(tx, record)));
  }

  private List<Scored> match(SourceRecord query) {
    return Reactive.await(() -> candidates.match(database::query, query, 10));
  }

  @Test
  void somebodyIsFoundByNameBirthPhoneAndAddress() {
    Id known = put(record("欧阳清岚", "1971-03-09", "15412340001", "云溪区望江路101号3幢"));
    Id other = put(record("欧阳清岚", "1988-12-30", "15412340002", "东湖区学府街7号"));
    List<Scored> found = match(record("歐陽清嵐", "1971-03-09", "15412340001", "云溪区望江路101号3幢"));
    assertThat(found).extracting(Scored::recordId).containsExactly(known).doesNotContain(other);
    Scored best = found.get(0);
    assertThat(best.outcome()).isEqualTo(Decision.LINK);
    assertThat(best.probability()).isGreaterThan(0.999);
    assertThat(best.explanation().lines())
        .filteredOn(line -> line.element().equals("name"))
        .extracting(Line::level)
        .containsExactly("exact");
    assertThat(best.personId())
        .isEqualTo(Reactive.await(() -> index.get(known)).orElseThrow().personId());
  }

  /** Of two phones the one that is everybody's says nothing, and the other one still does. */
  @Test
  void onlyThePhoneThatIsEverybodysIsNobodys() {
    SourceRecord plain = record("慕容见素", "1985-06-01", "154 1234-0011", "");
    SourceRecord both =
        plain.with(
            new Further(
                Optional.empty(), Optional.of("15412340012"), Optional.empty(), Optional.empty()));
    List<Block> blocks = keying.of(List.of(both)).get(0);
    List<Hash> phones =
        blocks.stream().filter(b -> b.name().equals(Keying.PHONE)).map(Block::key).toList();
    assertThat(phones).hasSize(2);
    assertThat(Candidates.known(both, blocks, Set.of())).isEqualTo(both);
    assertThat(Candidates.known(both, blocks, Set.of(phones.get(1)))).isEqualTo(plain);
    assertThat(Candidates.known(both, blocks, Set.of(phones.get(0))).phones())
        .containsExactly("15412340012");
    assertThat(Candidates.known(both, blocks, Set.copyOf(phones)).phones()).isEmpty();
    SourceRecord dummy = record("慕容见素", "1985-06-01", "13800138000", "").with(both.further());
    List<Block> fewer = keying.of(List.of(dummy)).get(0);
    assertThat(Candidates.known(dummy, fewer, Set.of(phones.get(1))).phones())
        .containsExactly("13800138000");
  }

  @Test
  void whoIsLookedForByAContradictedDocumentIsAskedAbout() {
    String document = SampleDocuments.fresh();
    Id known = put(withDocument(record("慕容素问", "1985-06-01", "15412340003", ""), document));
    List<Scored> found =
        match(withDocument(record("司徒青禾", "1985-06-01", "15412340004", ""), document));
    assertThat(found).extracting(Scored::recordId).contains(known);
    Scored asked = found.stream().filter(s -> s.recordId().equals(known)).findFirst().orElseThrow();
    assertThat(asked.outcome()).isEqualTo(Decision.REVIEW);
    assertThat(asked.explanation().rule()).contains("one document, two people");
  }

  /** A changed record leaves the blocks of what it was; a withdrawn one leaves all. */
  @Test
  void aRecordStandsWhereItSaysNow() {
    SourceRecord before = record("上官映雪", "1990-02-11", "15412340005", "云溪区望江路201号");
    Id id = put(before);
    SourceRecord now =
        new SourceRecord(
            before.domain(),
            before.number(),
            "上官映月",
            before.document(),
            false,
            Optional.of(LocalDate.of(1955, 5, 17)),
            before.sex(),
            Optional.of("15412340006"),
            Optional.empty());
    assertThat(match(record("上官映雪", "1990-02-11", "15412340005", "云溪区望江路201号"))).hasSize(1);
    assertThat(put(now)).isEqualTo(id);
    assertThat(match(record("上官映雪", "1990-02-11", "15412340005", "云溪区望江路201号"))).isEmpty();
    assertThat(match(record("上官映月", "1955-05-17", "15412340006", ""))).hasSize(1);
    Reactive.await(() -> database.tx(tx -> index.withdraw(tx, List.of(id), "test")));
    assertThat(match(record("上官映月", "1955-05-17", "15412340006", ""))).isEmpty();
    assertThat(
            TestDatabase.number(
                "select count(*) from index_block where ? = any(records)", id.uuid()))
        .isZero();
  }

  /** As rows were before a block's row held its records. */
  private static void standInRowsOfTheirOwn(Id record) throws SQLException {
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement apart =
            owner.prepareStatement(
                "with own as (update index_block set records = array_remove(records, ?)"
                    + " where ? = any(records) returning bucket, key)"
                    + " insert into index_block_record select bucket, key, ? from own")) {
      for (int i = 1; i <= 3; i++) {
        apart.setObject(i, record.uuid());
      }
      assertThat(apart.executeUpdate()).isGreaterThan(3);
    }
  }

  @Test
  void whatStoodInRowsOfItsOwnBeforeIsFoundAndLeaves() throws SQLException {
    SourceRecord same = record("端木听澜", "1990-02-12", "15412340021", "云溪区望江路301号");
    Id known = put(same);
    standInRowsOfTheirOwn(known);
    assertThat(match(elsewhere(same))).extracting(Scored::recordId).containsExactly(known);
    Id other = put(elsewhere(same));
    assertThat(Reactive.await(() -> index.linked(known)))
        .extracting(IndexRecord::id)
        .containsExactlyInAnyOrder(known, other);
    Reactive.await(() -> database.tx(tx -> index.withdraw(tx, List.of(known), "test")));
    assertThat(match(elsewhere(same))).extracting(Scored::recordId).containsExactly(other);
    assertThat(
            TestDatabase.number(
                "select count(*) from index_block_record where record_id = ?", known.uuid()))
        .isZero();
    assertThat(
            TestDatabase.number(
                "select count(*) from index_block where ? = any(records) and members <> 1",
                other.uuid()))
        .isZero();
  }

  private static SourceRecord elsewhere(SourceRecord record) {
    return record(
        record.name(),
        record.birthDate().orElseThrow().toString(),
        record.phone().orElseThrow(),
        record.address().orElseThrow());
  }

  @Test
  void aDocumentFindsWhoStoodInARowOfItsOwnBefore() throws SQLException {
    String number = SampleDocuments.fresh();
    SourceRecord any = record("端木听雨", "1961-07-30", "15412340022", "云溪区望江路302号");
    Id before = put(withDocument(any, number));
    standInRowsOfTheirOwn(before);
    Id now = put(withDocument(elsewhere(any), number));
    assertThat(Reactive.await(() -> index.ofDocument("RESIDENT_ID", number)))
        .extracting(IndexRecord::id)
        .containsExactlyInAnyOrder(before, now);
  }

  /** A hospital's own number stands on everybody's card: it is no evidence and finds nobody. */
  @Test
  void aPhoneThatEverybodyGivesSaysNothingAndItsFullBlockIsCounted() {
    List<SourceRecord> many = new ArrayList<>();
    for (int i = 0; i < 61; i++) {
      many.add(
          record(
              "赫连" + (char) (0x4E00 + 40 * i),
              "19%02d-01-05".formatted(20 + i),
              "15412340007",
              ""));
    }
    List<Put> puts = Reactive.await(() -> database.tx(tx -> index.putAll(tx, many)));
    assertThat(puts).extracting(Put::fresh).containsOnly(true);
    double before = full();
    SourceRecord first = many.get(0);
    List<Scored> found = match(record(first.name(), "1920-01-05", "15412340007", ""));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).explanation().lines())
        .filteredOn(line -> line.element().equals("phone"))
        .extracting(Line::level)
        .containsExactly("missing");
    assertThat(full() - before).isEqualTo(1);
    assertThat(
            TestDatabase.number(
                "select count(*) from index_block where is_full and kind = 'phone' and members = 61"))
        .isPositive();
  }

  private double full() {
    return meters.counter("yima.index.blocks.full", "key", "phone").count();
  }
}
