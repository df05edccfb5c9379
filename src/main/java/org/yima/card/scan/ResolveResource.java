package org.yima.card.scan;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.healthcard.code.Scene;
import org.yima.platform.BodyLimit;
import org.yima.platform.Role;

/** The one door for everything a terminal scans. */
@Path("/v1/terminal/codes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "terminal")
class ResolveResource {
  /** All that the server ever reads, so that a text too long has the code's own answer. */
  private static final long LARGEST = 16 << 20;

  private final Scanning scanning;
  private final CurrentCaller caller;

  ResolveResource(Scanning scanning, CurrentCaller caller) {
    this.scanning = scanning;
    this.caller = caller;
  }

  /**
   * What was scanned, and for what.
   *
   * @param text whatever the scanner read; it has no bound but the body's, so that one too long has
   *     the code's own answer, and so has one with U+0000
   * @param cardRead of a document's number that an ID reader at this counter has just read
   */
  @Schema(name = "Scan")
  record Scan(
      @NotNull @JsonDeserialize(using = StringDeserializer.class) String text,
      @NotNull Scene scene,
      @Valid Reading cardRead) {
    @Override
    public String toString() {
      return "Scan[" + scene + "]";
    }
  }

  @POST
  @Path("/resolve")
  @Limited(Rate.RESOLVE)
  @BodyLimit(LARGEST)
  @Allow(Role.TERMINAL)
  @Operation(summary = "What a scanned text is, whose, and what this counter may do with it")
  public Uni<Views.Resolved> resolve(@NotNull @Valid Scan scan) {
    return scanning.resolve(
        caller.get(),
        caller.scenes(),
        scan.text(),
        scan.scene(),
        Optional.ofNullable(scan.cardRead()));
  }
}
