package org.yima.index.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.healthcard.identity.Sex;
import org.yima.index.Guardian;
import org.yima.index.living.BestView;
import org.yima.index.living.Told;
import org.yima.index.matching.chinese.Addresses;
import org.yima.platform.Id;

/**
 * What is best believed of a person, as staff see it: numbers and addresses masked. Of each element
 * beside it whose word it is; an element that no record tells is missing.
 */
@Schema(name = "BestView")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PersonView(
    @JsonProperty(required = true) @Schema(implementation = String.class) Id personId,
    Text name,
    Text documentMasked,
    Day birthDate,
    OfSex sex,
    Text phoneMasked,
    Text addressMasked,
    Text previousName,
    Text otherPhoneMasked,
    Text insuranceNumberMasked,
    Text guardianName,
    Text guardianDocumentMasked) {
  /**
   * Whose word an element is.
   *
   * @param recordId the record that says so
   * @param domain where that record is from
   * @param since when it first said so without having said anything else after that
   * @param rule by which it was preferred to what other records say
   */
  @Schema(name = "BestSource")
  public record Source(
      @JsonProperty(required = true) @Schema(implementation = String.class) Id recordId,
      @JsonProperty(required = true) String domain,
      @JsonProperty(required = true) OffsetDateTime since,
      @JsonProperty(required = true) Told.Rule rule) {
    static Source of(Told<?> told) {
      return new Source(told.recordId(), told.domain(), told.since(), told.rule());
    }
  }

  @Schema(name = "BestText")
  public record Text(
      @JsonProperty(required = true) String value, @JsonProperty(required = true) Source source) {}

  @Schema(name = "BestDay")
  public record Day(
      @JsonProperty(required = true) LocalDate value,
      @JsonProperty(required = true) Source source) {}

  @Schema(name = "BestSex")
  public record OfSex(
      @JsonProperty(required = true) Sex value, @JsonProperty(required = true) Source source) {}

  /** The view of one of these persons; null when it has no records. */
  static PersonView of(Id person, Map<Id, BestView> views) {
    BestView view = views.get(person);
    return view == null
        ? null
        : new PersonView(
            person,
            text(view.name(), name -> name),
            text(view.document(), document -> MatchView.RecordView.masked(document.idNumber())),
            view.birthDate().map(t -> new Day(t.value(), Source.of(t))).orElse(null),
            view.sex().map(t -> new OfSex(t.value(), Source.of(t))).orElse(null),
            text(view.phone(), MatchView.RecordView::masked),
            text(view.address(), PersonView::masked),
            text(view.previousName(), name -> name),
            text(view.otherPhone(), MatchView.RecordView::masked),
            text(view.insuranceNumber(), MatchView.RecordView::masked),
            text(view.guardian().filter(t -> !t.value().name().isEmpty()), Guardian::name),
            text(
                view.guardian().filter(t -> t.value().document().isPresent()),
                guardian ->
                    MatchView.RecordView.masked(guardian.document().orElseThrow().idNumber())));
  }

  /** Where somebody lives by the area; street and house are nobody's business here. */
  private static String masked(String address) {
    return Addresses.area(Addresses.normal(address)) + "***";
  }

  private static <T> Text text(Optional<Told<T>> told, Function<T, String> shown) {
    return told.map(t -> new Text(shown.apply(t.value()), Source.of(t))).orElse(null);
  }
}
