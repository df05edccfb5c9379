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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.platform.Role;

/** The FHIR doors. The standard demands personal data in queries; they are never logged. */
@Path("/fhir")
@Produces(MediaType.WILDCARD)
@Consumes(MediaType.WILDCARD)
class FhirResource {
  /** The parameter that names the answer's encoding. */
  static final String FORMAT = "_format";

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
  public Uni<Response> metadata(@Context UriInfo uri, @Context HttpHeaders headers) {
    return fhir.ready().map(ready -> answer(Capabilities.of(base(uri)), format(uri, headers)));
  }

  @GET
  @Path("/Patient")
  @Limited(Rate.RESOLVE)
  @Allow({Role.HOSPITAL, Role.OPERATOR})
  @Operation(hidden = true)
  public Uni<Response> search(@Context UriInfo uri, @Context HttpHeaders headers) {
    return answered(
        () -> format(uri, headers),
        viewer -> search.search(viewer, uri.getQueryParameters(), base(uri)));
  }

  @POST
  @Path("/Patient/_search")
  @Limited(Rate.RESOLVE)
  @Allow({Role.HOSPITAL, Role.OPERATOR})
  @Operation(hidden = true)
  public Uni<Response> searchByForm(
      @Context UriInfo uri, @Context HttpHeaders headers, String form) {
    return answered(
        () -> {
          String asked = PageToken.parsed(form).getFirst(FORMAT);
          return asked == null ? format(uri, headers) : Format.of(asked, headers);
        },
        viewer -> {
          mustBeForm(headers);
          return search.search(viewer, PageToken.parsed(form), base(uri));
        });
  }

  @GET
  @Path("/Patient/$ihe-pix")
  @Limited(Rate.RESOLVE)
  @Allow({Role.HOSPITAL, Role.OPERATOR})
  @Operation(hidden = true)
  public Uni<Response> crossReference(
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @QueryParam("sourceIdentifier") String source,
      @QueryParam("targetSystem") List<String> targets) {
    return answered(
        () -> format(uri, headers), viewer -> crossReference.query(viewer, source, targets));
  }

  @POST
  @Path("/Patient/$match")
  @Limited(Rate.RESOLVE)
  @Allow({Role.HOSPITAL, Role.OPERATOR})
  @Operation(hidden = true)
  public Uni<Response> match(@Context UriInfo uri, @Context HttpHeaders headers, String body) {
    return answered(
        () -> format(uri, headers),
        viewer -> {
          Format written = Format.ofBody(headers).orElseThrow(FhirResource::unread);
          return match.match(
              viewer,
              MatchOperation.Asked.of(fhir.read(body, written)),
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
  public Uni<Response> read(
      @Context UriInfo uri, @Context HttpHeaders headers, @PathParam("id") String id) {
    return answered(() -> format(uri, headers), viewer -> search.read(viewer, id));
  }

  /** What can't be answered as it is wanted is not looked for either. */
  private Uni<Response> answered(
      Supplier<Format> wanted, Function<Viewer, Uni<? extends IBaseResource>> work) {
    return fhir.ready()
        .map(ready -> wanted.get())
        .chain(
            format ->
                directory
                    .viewer(caller.get())
                    .chain(viewer -> work.apply(viewer))
                    .map(resource -> answer(resource, format)));
  }

  private Response answer(IBaseResource resource, Format format) {
    return Response.ok(fhir.text(resource, format)).type(format.type()).build();
  }

  private static Format format(UriInfo uri, HttpHeaders headers) {
    return Format.of(uri.getQueryParameters().getFirst(FORMAT), headers);
  }

  private static void mustBeForm(HttpHeaders headers) {
    MediaType type = headers.getMediaType();
    if (type == null || !FORM.equals(type.getType() + "/" + type.getSubtype())) {
      throw unread();
    }
  }

  private static FhirRefusal unread() {
    return new FhirRefusal(
        415, IssueType.NOTSUPPORTED, "this operation does not read that media type");
  }

  private static String base(UriInfo uri) {
    String base = uri.getBaseUri().toString();
    return (base.endsWith("/") ? base : base + "/") + "fhir";
  }
}
