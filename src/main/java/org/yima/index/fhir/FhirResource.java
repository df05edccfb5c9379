package org.yima.index.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.platform.Role;

/** The FHIR doors. The standard demands personal data in queries; they are never logged. */
@Path("/fhir")
@Produces({Fhir.JSON, MediaType.APPLICATION_JSON})
@Consumes(MediaType.WILDCARD)
class FhirResource {
  private static final Set<String> JSON_BODIES =
      Set.of("application/fhir+json", "application/json", "application/json+fhir");
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Fhir fhir;
  private final Directory directory;
  private final DemographicsSearch search;
  private final CrossReference crossReference;
  private final MatchOperation match;
  private final CurrentCaller caller;

  FhirResource(
      Fhir fhir,
      Directory directory,
      DemographicsSearch search,
      CrossReference crossReference,
      MatchOperation match,
      CurrentCaller caller) {
    this.fhir = fhir;
    this.directory = directory;
    this.search = search;
    this.crossReference = crossReference;
    this.match = match;
    this.caller = caller;
  }

  @GET
  @Path("/metadata")
  @Allow(Role.ANYONE)
  @Operation(hidden = true)
  public Uni<String> metadata(@Context UriInfo uri) {
    return fhir.ready().map(ready -> fhir.text(Capabilities.of(base(uri))));
  }

  @GET
  @Path("/Patient")
  @Limited(Rate.RESOLVE)
  @Allow({Role.HOSPITAL, Role.OPERATOR})
  @Operation(hidden = true)
  public Uni<String> search(@Context UriInfo uri) {
    return answered(viewer -> search.search(viewer, uri.getQueryParameters(), base(uri)));
  }

  @POST
  @Path("/Patient/_search")
  @Limited(Rate.RESOLVE)
  @Allow({Role.HOSPITAL, Role.OPERATOR})
  @Operation(hidden = true)
  public Uni<String> searchByForm(@Context UriInfo uri, @Context HttpHeaders headers, String form) {
    return answered(
        viewer -> {
          mustBe(headers, Set.of(FORM));
          return search.search(viewer, PageToken.parsed(form), base(uri));
        });
  }

  @GET
  @Path("/Patient/$ihe-pix")
  @Limited(Rate.RESOLVE)
  @Allow({Role.HOSPITAL, Role.OPERATOR})
  @Operation(hidden = true)
  public Uni<String> crossReference(
      @QueryParam("sourceIdentifier") String source,
      @QueryParam("targetSystem") List<String> targets) {
    return answered(viewer -> crossReference.query(viewer, source, targets));
  }

  @POST
  @Path("/Patient/$match")
  @Limited(Rate.RESOLVE)
  @Allow({Role.HOSPITAL, Role.OPERATOR})
  @Operation(hidden = true)
  public Uni<String> match(@Context UriInfo uri, @Context HttpHeaders headers, String body) {
    return answered(
        viewer -> {
          mustBe(headers, JSON_BODIES);
          return match.match(
              viewer,
              MatchOperation.Asked.of(fhir.read(Parameters.class, body)),
              uri.getQueryParameters().getOrDefault("_include", List.of()).stream()
                  .anyMatch(SearchQuery::wantsPersons),
              base(uri));
        });
  }

  @GET
  @Path("/Patient/{id}")
  @Limited(Rate.RESOLVE)
  @Allow({Role.HOSPITAL, Role.OPERATOR})
  @Operation(hidden = true)
  public Uni<String> read(@PathParam("id") String id) {
    return answered(viewer -> search.read(viewer, id));
  }

  private Uni<String> answered(Function<Viewer, Uni<? extends IBaseResource>> work) {
    return fhir.ready()
        .chain(() -> directory.viewer(caller.get()))
        .chain(viewer -> work.apply(viewer))
        .map(resource -> fhir.text(resource));
  }

  private static void mustBe(HttpHeaders headers, Set<String> types) {
    MediaType type = headers.getMediaType();
    String plain = type == null ? "" : type.getType() + "/" + type.getSubtype();
    if (!types.contains(plain)) {
      throw new FhirRefusal(
          415, IssueType.NOTSUPPORTED, "this operation does not read that media type");
    }
  }

  private static String base(UriInfo uri) {
    String base = uri.getBaseUri().toString();
    return (base.endsWith("/") ? base : base + "/") + "fhir";
  }
}
