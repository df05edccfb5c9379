package org.yima.index.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.platform.BodyLimit;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.platform.Slice;

/** Back-tests of weights and thresholds. */
@Path("/v1/admin/backtests")
@Tag(name = "admin")
public class BacktestResource {
  /** Stored records that are weighed where nobody says how many. */
  private static final int USUAL = 2_000;

  private final Backtests backtests;
  private final CurrentCaller caller;

  BacktestResource(Backtests backtests, CurrentCaller caller) {
    this.backtests = backtests;
    this.caller = caller;
  }

  /**
   * A back-test that is wanted.
   *
   * @param version of the weights that are tried; missing: the version in use
   * @param link from which score on pairs would be linked, in bits; missing: as the version says
   * @param review from which score on people would be asked, likewise
   * @param records how many stored records are weighed, of STORED alone; missing: 2000
   */
  @Schema(name = "NewBacktest")
  public record NewBacktest(
      @NotNull Backtest.Source source,
      @Size(max = 100) String version,
      @Min(-100) @Max(200) Double link,
      @Min(-100) @Max(200) Double review,
      @Min(1) @Max(20_000) Integer records) {}

  /**
   * A back-test.
   *
   * @param against the version in use when it was asked for
   * @param pairs how many there are; of STORED how many records
   * @param judged how many of them have been weighed
   * @param outcome of labelled pairs; missing until it is done
   * @param stored of STORED; missing until it is done
   * @param failure why it came to no end; missing otherwise
   */
  @Schema(name = "Backtest")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      @JsonProperty(required = true) @Schema(implementation = String.class) Id id,
      @JsonProperty(required = true) Backtest.Status status,
      @JsonProperty(required = true) Backtest.Source source,
      @JsonProperty(required = true) String version,
      @JsonProperty(required = true) String against,
      Double link,
      Double review,
      @JsonProperty(required = true) String askedBy,
      @JsonProperty(required = true) OffsetDateTime askedAt,
      @JsonProperty(required = true) int pairs,
      @JsonProperty(required = true) int judged,
      Outcome outcome,
      Stored stored,
      String failure) {
    static View of(Backtest test, boolean whole) {
      return new View(
          test.id(),
          test.status(),
          test.source(),
          test.version(),
          test.against(),
          test.link().orElse(null),
          test.review().orElse(null),
          test.askedBy(),
          test.askedAt(),
          test.pairs(),
          test.judged(),
          whole ? test.outcome().orElse(null) : null,
          test.stored().orElse(null),
          test.failure().orElse(null));
    }
  }

  /**
   * Back-tests, newest first, without their outcomes.
   *
   * @param next the cursor of the next page; missing on the last
   */
  @Schema(name = "BacktestPage")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TestPage(@JsonProperty(required = true) List<View> items, String next) {}

  /**
   * What became of an uploaded file.
   *
   * @param pairs how many pairs of records it named
   * @param unknown how many lines name a record that is not in the index, or one record twice
   * @param unknownLines the first of them, the header is line 1
   */
  @Schema(name = "BacktestPairs")
  record PairsView(
      @JsonProperty(required = true) Backtest.Status status,
      @JsonProperty(required = true) int pairs,
      @JsonProperty(required = true) int unknown,
      @JsonProperty(required = true) List<Long> unknownLines) {}

  @POST
  @Limited(Rate.SEARCH)
  @Allow(Role.OPERATOR)
  @Operation(
      summary = "Try weights or thresholds on pairs whose truth people know, or on what is stored",
      description =
          "DECISIONS: the newest final decision of people about each pair. UPLOAD: pairs are put"
              + " under /pairs next. STORED: what weighing some of the stored records anew would"
              + " change. Nothing is switched on or changed by it.")
  @APIResponseSchema(value = View.class, responseCode = "202")
  public Uni<RestResponse<View>> ask(@NotNull @Valid NewBacktest body) {
    return backtests
        .ask(
            caller.get(),
            new Backtests.Asked(
                Optional.ofNullable(body.version()),
                Optional.ofNullable(body.link()),
                Optional.ofNullable(body.review()),
                body.source(),
                Optional.ofNullable(body.records()).orElse(USUAL)))
        .map(test -> RestResponse.status(RestResponse.Status.ACCEPTED, View.of(test, true)));
  }

  @PUT
  @Path("/{id}/pairs")
  @Consumes(MediaType.WILDCARD)
  @BodyLimit(16 << 20)
  @Limited(Rate.SEARCH)
  @Allow(Role.OPERATOR)
  @Operation(
      summary = "Upload labelled pairs as CSV, once",
      description =
          "UTF-8, at most 200,000 lines under the header"
              + " domain,number,other_domain,other_number,same; same is SAME or DIFFERENT, 1 or 0.")
  public Uni<PairsView> take(@PathParam("id") String id, byte[] body) {
    if (body == null || body.length == 0) {
      throw PlatformProblem.INPUT_INVALID.problem().at("", "required");
    }
    return backtests
        .take(caller.get(), id(id), body)
        .map(
            taken ->
                new PairsView(
                    taken.backtest().status(),
                    taken.backtest().pairs(),
                    taken.unknownLines(),
                    taken.unknown()));
  }

  @GET
  @Limited(Rate.SEARCH)
  @Allow(Role.OPERATOR)
  @Operation(summary = "Back-tests, newest first")
  public Uni<TestPage> list(
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") String cursor) {
    return backtests
        .page(Slice.cursor(IdType.BACKTEST, cursor), limit + 1)
        .map(found -> Slice.cut(found, limit, Backtest::id))
        .map(
            slice ->
                new TestPage(
                    slice.items().stream().map(test -> View.of(test, false)).toList(),
                    slice.next().map(Id::toString).orElse(null)));
  }

  @GET
  @Path("/{id}")
  @Allow(Role.OPERATOR)
  @Operation(summary = "A back-test: precision, recall and F1 by threshold once it is done")
  public Uni<View> get(@PathParam("id") String id) {
    return backtests.get(id(id)).map(test -> View.of(test, true));
  }

  @GET
  @Path("/{id}/changes.csv")
  @Produces("text/csv")
  @Limited(Rate.SEARCH)
  @Allow(Role.OPERATOR)
  @Operation(summary = "Every pair that would be decided otherwise, as CSV")
  public Uni<byte[]> changes(@PathParam("id") String id) {
    return backtests.changes(id(id));
  }

  private static Id id(String text) {
    return Id.parse(IdType.BACKTEST, text).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
