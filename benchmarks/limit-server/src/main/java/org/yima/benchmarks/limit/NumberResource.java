package org.yima.benchmarks.limit;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HexFormat;
import java.util.List;
import org.yima.access.Allow;
import org.yima.index.store.Sealed;
import org.yima.platform.Role;

/** Under what a domain's numbers are found in the tables, so that a truth can be held to these. */
@Path("/v1/benchmark/numbers")
@Produces(MediaType.APPLICATION_JSON)
class NumberResource {
  private final Sealed sealed;

  NumberResource(Sealed sealed) {
    this.sealed = sealed;
  }

  record Numbers(@NotNull String domain, @NotNull List<String> numbers) {}

  record Hashes(List<String> hashes) {}

  @POST
  @Allow(Role.TERMINAL)
  public Hashes hashes(@NotNull Numbers body) {
    HexFormat hex = HexFormat.of();
    return new Hashes(
        body.numbers().stream().map(n -> hex.formatHex(sealed.number(body.domain(), n))).toList());
  }
}
