package org.yima.index.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.healthcard.identity.Sex;
import org.yima.index.ReviewDesk;
import org.yima.index.SourceRecord;
import org.yima.platform.Id;
import org.yima.platform.ManualJobs;
import org.yima.platform.TestDatabase;

/** What nobody need say any more does not stand in the way of what people have to say. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ManualJobs.class)
class AnsweredDoubtsTest {
  @Inject ReviewDesk desk;
  @Inject AnsweredDoubts job;

  private Id put(String domain, String name, String phone) {
    return desk.put(
        new SourceRecord(
            domain,
            ReviewDesk.unique(),
            name,
            Optional.empty(),
            false,
            Optional.of(LocalDate.of(1951, 4, 3)),
            Optional.of(Sex.FEMALE),
            Optional.of(phone),
            Optional.empty()));
  }

  private void run() {
    assertThat(Reactive.await(() -> job.run().replaceWith(true))).isTrue();
  }

  private static boolean isNoted(String match) {
    return TestDatabase.number(
            "select count(*) from index_match where id = ? and answered", ReviewDesk.uuid(match))
        == 1;
  }

  /** Two that a score links, of whom somebody was asked before. */
  @Test
  void whatHasAnsweredItselfIsOutOfTheQueuesWayUntilItIsAQuestionAgain() {
    Id one = put("answered-a", "公冶听泉", "15411310003");
    Id other = put("answered-b", "公冶听泉", "15411310003");
    assertThat(desk.with(one)).containsExactlyInAnyOrder(one, other);
    String match = desk.ask(other, one);
    Id alone = put("answered-a", "公冶问路", "15411310004");
    Id another = put("answered-b", "令狐听钟", "15411310005");
    String open = desk.ask(alone, another);
    run();
    assertThat(isNoted(match)).isTrue();
    assertThat(isNoted(open)).isFalse();
    assertThat(ReviewDesk.doubts(one)).isEmpty();
    ReviewDesk.unmerge(ReviewDesk.TWO, desk.part(other), "APPLY").statusCode(200);
    assertThat(isNoted(match)).as("it is a question again").isFalse();
    assertThat(ReviewDesk.doubts(one)).extracting("id").containsExactly(match);
    run();
    assertThat(isNoted(match)).isFalse();
  }
}
