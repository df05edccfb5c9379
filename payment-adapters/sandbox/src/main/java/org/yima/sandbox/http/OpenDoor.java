package org.yima.sandbox.http;

import java.util.Map;
import java.util.Set;

/**
 * The door of the control API, the page and the plain queries: no signature, but only for programs
 * on this machine. A web page from elsewhere cannot drive it, because a foreign Origin or Host is
 * refused.
 */
public final class OpenDoor implements Door {
  private static final Set<String> OURS = Set.of("127.0.0.1", "localhost", "[::1]");

  @Override
  public Seal seals(String call) {
    return Seal.NONE;
  }

  @Override
  public void admit(Call call) {
    if (!call.header("host").map(OpenDoor::ours).orElse(false)
        || call.header("origin").map(o -> !ours(o.replaceFirst("^https?://", ""))).orElse(false)) {
      throw new Refused(403, "origin.foreign", "only for programs on this machine");
    }
  }

  private static boolean ours(String hostAndPort) {
    return OURS.contains(hostAndPort.replaceFirst(":\\d{1,5}$", ""));
  }

  @Override
  public Answer refuse(Call call, Refused refusal) {
    return Answer.json(
        refusal.status(), Map.of("code", refusal.code(), "message", refusal.getMessage()));
  }

  @Override
  public Answer seal(Call call, Answer answer, boolean spoilt) {
    return answer;
  }
}
