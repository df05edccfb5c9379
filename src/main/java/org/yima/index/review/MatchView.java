package org.yima.index.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.healthcard.identity.Sex;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.IndexRecord;
import org.yima.index.living.BestView;
import org.yima.platform.Id;

/**
 * A doubt as a reviewer sees it.
 *
 * @param kind IMPERSONATION: one document number, contradicting people; DOUBT: too little is known
 * @param differs NAME, SEX, BIRTH_DATE
 * @param score the odds that the two are one person's, in thousandths of a bit; missing where
 *     nobody weighed them
 * @param mergeId the merge that its answer proposes, which a second person approves, or has made
 * @param sameBy who has said SAME of two records of one person, which takes a second reviewer who
 *     says the same
 * @param records the two, the one that raised the doubt first; withdrawn ones are missing. Of one
 *     personId where a third that links with both has joined them meanwhile
 * @param persons what is best believed of the person of each, once for both where it is one;
 *     missing in the list of the queue
 */
@Schema(name = "Match")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MatchView(
    @JsonProperty(required = true) @Schema(implementation = String.class) Id id,
    @JsonProperty(required = true) String kind,
    @JsonProperty(required = true) List<String> differs,
    @JsonProperty(required = true) Match.Status status,
    @JsonProperty(required = true) OffsetDateTime createdAt,
    Integer score,
    @Schema(implementation = String.class) Id mergeId,
    String sameBy,
    ClaimView claim,
    @JsonProperty(required = true) List<RecordView> records,
    List<PersonView> persons) {

  /** Who has taken it up, and until when nobody else decides. */
  @Schema(name = "MatchClaim")
  public record ClaimView(
      @JsonProperty(required = true) String by,
      @JsonProperty(required = true) OffsetDateTime until) {
    static ClaimView of(Match.Claim claim) {
      return new ClaimView(claim.by(), claim.until());
    }
  }

  /** A record, with what a decision needs and no more. */
  @Schema(name = "MatchRecord")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RecordView(
      @JsonProperty(required = true) @Schema(implementation = String.class) Id id,
      @JsonProperty(required = true) @Schema(implementation = String.class) Id personId,
      @JsonProperty(required = true) String domain,
      String name,
      LocalDate birthDate,
      Sex sex,
      String documentMasked,
      @JsonProperty(required = true) boolean documentVerified,
      String phoneMasked,
      String previousName,
      String otherPhoneMasked,
      String insuranceNumberMasked,
      String guardianName,
      String guardianDocumentMasked) {
    static RecordView of(IndexRecord record) {
      Further further = record.further();
      return new RecordView(
          record.id(),
          record.personId(),
          record.domain(),
          record.name(),
          record.birthDate().orElse(null),
          record.sex().orElse(null),
          record.document().map(d -> masked(d.idNumber())).orElse(null),
          record.documentVerified(),
          record.phone().map(RecordView::masked).orElse(null),
          further.previousName().orElse(null),
          further.otherPhone().map(RecordView::masked).orElse(null),
          further.insuranceNumber().map(RecordView::masked).orElse(null),
          further.guardian().map(Guardian::name).filter(n -> !n.isEmpty()).orElse(null),
          further
              .guardian()
              .flatMap(Guardian::document)
              .map(d -> masked(d.idNumber()))
              .orElse(null));
    }

    static String masked(String number) {
      return number.length() < 8
          ? "***"
          : number.substring(0, 3) + "***" + number.substring(number.length() - 2);
    }
  }

  static MatchView of(Match match, List<IndexRecord> known) {
    return of(match, known, null);
  }

  static MatchView of(Match match, List<IndexRecord> known, Map<Id, BestView> best) {
    List<RecordView> views =
        List.of(match.record(), match.other()).stream()
            .flatMap(id -> known.stream().filter(r -> r.id().equals(id)))
            .map(RecordView::of)
            .toList();
    return new MatchView(
        match.id(),
        match.kind(),
        match.differs(),
        match.status(),
        match.createdAt(),
        match.score().orElse(null),
        match.merge().orElse(null),
        match.sameBy().orElse(null),
        match.claim().map(ClaimView::of).orElse(null),
        views,
        best == null
            ? null
            : views.stream()
                .map(RecordView::personId)
                .distinct()
                .map(person -> PersonView.of(person, best))
                .filter(Objects::nonNull)
                .toList());
  }
}
