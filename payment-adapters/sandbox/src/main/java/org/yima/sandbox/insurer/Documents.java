package org.yima.sandbox.insurer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/** What comes with a claim to prove it. */
final class Documents {
  private static final Set<String> KINDS = Set.of("SETTLEMENT", "E_INVOICE", "MEDICAL_RECORD");
  private static final int MOST = 20;

  private Documents() {}

  static Refused missing(String message) {
    return new Refused(422, "documents.missing", message);
  }

  /** The kinds that a request brings, each document whole. */
  static Set<String> of(Fields request) {
    Set<String> kinds = new HashSet<>();
    for (Fields document : request.objects("documents", MOST)) {
      String kind = document.text("kind", 32);
      if (!KINDS.contains(kind)) {
        throw document.bad("kind", "is unknown");
      }
      String unused = document.text("number", 64);
      if (!document.text("sha256", 64).matches("[0-9a-f]{64}")) {
        throw document.bad("sha256", "must be 64 lower-case hexadecimal digits");
      }
      kinds.add(kind);
    }
    return kinds;
  }

  /** The kinds that a policy is to want. */
  static List<String> kinds(Fields request) {
    List<String> kinds = request.texts("documents", KINDS.size());
    if (!KINDS.containsAll(kinds)) {
      throw request.bad("documents", "names kinds of documents");
    }
    return kinds;
  }

  /** Before anything is kept of the claim, so that it may come again with what it lacks. */
  static void mustProve(Policy policy, Fields request) {
    Set<String> brought = request.has("documents") ? of(request) : Set.of();
    if (!brought.containsAll(policy.documents())) {
      throw missing("a claim on this policy has " + String.join(", ", policy.documents()));
    }
  }
}
