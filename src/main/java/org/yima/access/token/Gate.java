package org.yima.access.token;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.yima.access.AccessProblem;
import org.yima.access.Allow;
import org.yima.access.AtCounter;
import org.yima.access.CurrentCaller;
import org.yima.healthcard.code.Scene;
import org.yima.platform.Caller;
import org.yima.platform.Role;

/**
 * Every request passes here: the token is proven, the sign-in it lives by is still alive, and the
 * operation's {@link Allow} names the caller's role. Without one the operation is denied to all.
 */
class Gate {
  /** Names the presence by which staff act; RFC 6648 wants no X- before it. */
  private static final String PRESENCE = "Yima-Presence";

  /** Names the resident for whom staff act. */
  private static final String FOR = "Yima-For";

  private static final Uni<Response> PASS = Uni.createFrom().nullItem();

  /** RFC 9110 section 11.1: in either case. */
  private static final String SCHEME = "Bearer ";

  private final AccessTokens tokens;
  private final SignIns signIns;
  private final CounterCalls counter;
  private final CurrentCaller current;

  Gate(AccessTokens tokens, SignIns signIns, CounterCalls counter, CurrentCaller current) {
    this.tokens = tokens;
    this.signIns = signIns;
    this.counter = counter;
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
        .call(proven -> mustBeAlive(proven).invoke(current::bound))
        .chain(proven -> admitted(proven.caller(), roles, request, operation))
        .invoke(current::set)
        .replaceWith((Response) null);
  }

  private Uni<Set<Scene>> mustBeAlive(AccessTokens.Proven proven) {
    return signIns
        .alive(proven.livesBy())
        .map(scenes -> scenes.orElseThrow(AccessProblem.EXPIRED::problem));
  }

  private Uni<Caller> admitted(
      Caller caller, Set<Role> roles, ContainerRequestContext request, ResourceInfo operation) {
    if (roles.contains(caller.role())) {
      return Uni.createFrom().item(caller);
    }
    String presence = request.getHeaderString(PRESENCE);
    boolean atCounter =
        roles.contains(Role.RESIDENT)
            && caller.role() == Role.HOSPITAL_STAFF
            && (presence != null || request.getHeaderString(FOR) != null);
    return atCounter
        ? counter
            .admit(call(caller, operation, presence, request.getHeaderString(FOR)))
            .invoke(admitted -> current.at(admitted.presence()))
            .map(CounterCalls.Admitted::caller)
        : Uni.createFrom().failure(AccessProblem.DENIED.problem());
  }

  private static CounterCalls.Call call(
      Caller staff, ResourceInfo operation, String presence, String resident) {
    AtCounter at = operation.getResourceMethod().getAnnotation(AtCounter.class);
    return new CounterCalls.Call(
        staff,
        operation.getResourceClass().getSimpleName()
            + '.'
            + operation.getResourceMethod().getName(),
        at == null ? AtCounter.Need.RESIDENT : at.value(),
        presence,
        resident);
  }
}
