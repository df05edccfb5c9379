package org.yima.index.review;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.index.matching.explain.Waterfall;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Why a record was linked, as values and as a picture. */
@Path("/v1/admin/records")
@Tag(name = "admin")
class ExplanationResource {
  static final String SVG = "image/svg+xml";

  private final Explanations explanations;

  ExplanationResource(Explanations explanations) {
    this.explanations = explanations;
  }

  @GET
  @Path("/{id}/explanation")
  @Allow({Role.REVIEWER, Role.OPERATOR})
  @Operation(
      summary = "Why a record was linked to its person",
      description =
          "Element by element, of the record with which it was linked: by the weights that linked"
              + " the two, and by what the index compares of them now, without what is everybody's."
              + " Where the version that linked them is gone, by the one in use. not-found where no"
              + " machine linked it.")
  public Uni<ExplanationView> link(@PathParam("id") String id) {
    return explanations.ofLink(record(id)).map(ExplanationView::of);
  }

  @GET
  @Path("/{id}/explanation.svg")
  @Produces(SVG)
  @Allow({Role.REVIEWER, Role.OPERATOR})
  @Operation(summary = "Why a record was linked to its person, as a waterfall")
  public Uni<String> linkDrawn(@PathParam("id") String id) {
    return explanations.ofLink(record(id)).map(e -> Waterfall.of(e.why()));
  }

  private static Id record(String id) {
    return Id.parse(IdType.RECORD, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
