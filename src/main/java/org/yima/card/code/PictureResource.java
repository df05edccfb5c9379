package org.yima.card.code;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.healthcard.draw.QrCode;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Pictures of codes, for their owner, while they live. */
@Path("/v1/app/codes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class PictureResource {
  private static final int SVG_PIXELS = 512;

  private final Codes codes;
  private final CurrentCaller caller;

  PictureResource(Codes codes, CurrentCaller caller) {
    this.codes = codes;
    this.caller = caller;
  }

  @GET
  @Path("/{id: code_[0-9a-f]+}.png")
  @Produces("image/png")
  @Allow(Role.RESIDENT)
  @Operation(summary = "The code's picture as PNG, while it lives")
  public Uni<byte[]> png(
      @PathParam("id") String id,
      @QueryParam("size") @DefaultValue("512") @Min(128) @Max(QrCode.MAX_PIXELS) int size) {
    return codes.text(caller.get(), code(id)).map(text -> QrCode.of(text).png(size));
  }

  @GET
  @Path("/{id: code_[0-9a-f]+}.svg")
  @Produces("image/svg+xml")
  @Allow(Role.RESIDENT)
  @Operation(summary = "The code's picture as SVG, while it lives")
  public Uni<String> svg(@PathParam("id") String id) {
    return codes.text(caller.get(), code(id)).map(text -> QrCode.of(text).svg(SVG_PIXELS));
  }

  private static Id code(String text) {
    return Id.parse(IdType.CODE, text).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
