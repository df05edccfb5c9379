package org.yima.access.token;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.yima.access.AccessProblem;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Presences;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Role;

/**
 * Every request passes here: the token is proven, the sign-in it lives by is still alive, and the
 * operation's {@link Allow} names the caller's role. Without one the operation is denied to all.
 */
class Gate {
  private static final Uni<Response> PASS = Uni.createFrom().nullItem();

  /** RFC 9110 section 11.1: in either case. */
  private static final String SCHEME = "Bearer ";

  private final AccessTokens tokens;
  private final SignIns signIns;
  private final Presences presences;
  private final CurrentCaller current;

  Gate(AccessTokens tokens, SignIns signIns, Presences presences, CurrentCaller current) {
    this.tokens = tokens;
    this.signIns = signIns;
    this.presences = presences;
    this.current = current;
  }

  @ServerRequestFilter
  Uni<Response> admit(ContainerRequestContext request, ResourceInfo operation) {
    Allow allow = operation.getResourceMethod().getAnnotation(Allow.class);
    if (allow == null) {
      return Uni.createFrom().failure(AccessProblem.DENIED.problem());
    }
    Set<Role> roles = Set.of(allow.value());
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return roles.contains(Role.ANYONE)
          ? PASS
          : Uni.createFrom().failure(AccessProblem.MISSING.problem());
    }
    if (roles.contains(Role.ANYONE)) {
      return PASS;
    }
    return Uni.createFrom()
        .item(() -> tokens.verify(header.substring(SCHEME.length())))
        .call(this::mustBeAlive)
        .chain(proven -> admitted(proven.caller(), roles, request))
        .invoke(current::set)
        .replaceWith((Response) null);
  }

  private Uni<Boolean> mustBeAlive(AccessTokens.Proven proven) {
    return signIns
        .alive(proven.livesBy())
        .invoke(
            alive -> {
              if (!alive) {
                throw AccessProblem.EXPIRED.problem();
              }
            });
  }

  private Uni<Caller> admitted(Caller caller, Set<Role> roles, ContainerRequestContext request) {
    if (roles.contains(caller.role())) {
      return Uni.createFrom().item(caller);
    }
    Optional<Id> present = Id.parse(IdType.RESIDENT, request.getHeaderString("Yima-For"));
    Optional<Id> presence = Id.parse(IdType.PRESENCE, request.getHeaderString("Yima-Presence"));
    if (roles.contains(Role.RESIDENT)
        && caller.role() == Role.HOSPITAL_STAFF
        && present.isPresent()
        && presence.isPresent()) {
      return presences
          .shown(presence.get(), caller.self(), present.get())
          .map(
              shown -> {
                if (!shown) {
                  throw AccessProblem.DENIED.problem();
                }
                return new Caller(caller.role(), caller.id(), caller.institution(), present);
              });
    }
    return Uni.createFrom().failure(AccessProblem.DENIED.problem());
  }
}
