package org.yima.payment.gateways;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.yima.gateway.MaskedName;
import org.yima.gateway.NextAction;
import org.yima.gateway.insurance.InsuranceCredential;
import org.yima.gateway.insurance.SettleOrder;
import org.yima.gateway.insurer.ClaimDocument;
import org.yima.gateway.insurer.ClaimOrder;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.LegKind;
import org.yima.payment.leg.Payment;
import org.yima.payment.leg.Shares;
import org.yima.platform.Id;

/**
 * What a gateway needs to know of a leg beside its amount: who pays, under which authorisation, in
 * which visit. It rests encrypted; the authorisation is forgotten as soon as it is used up.
 */
public final class LegContext {
  private static final String SECRET = "credential";
  private static final String NAME = "name";
  private static final String DOCUMENT = "document";
  private static final String NEXT = "next";
  private static final String FAMILY_PAYER = "familyPayer";
  private static final String CLAIM = "claim";
  private static final String DOCUMENTS = "documents";
  private static final String CLAIMS_REFUSED = "claimsRefused";
  private static final String INSISTED = "insisted";

  /** Of a leg about which nothing more is kept. */
  public static final LegContext NOTHING = new LegContext(new JsonObject());

  private final JsonObject values;

  private LegContext(JsonObject values) {
    this.values = values;
  }

  public static LegContext of(JsonObject values) {
    return new LegContext(values.copy());
  }

  /** The payer in the wallet's words, and what the payer reads. */
  public static LegContext wallet(String payerId, String description) {
    return of(new JsonObject().put("payerId", payerId).put("description", description));
  }

  /** What the payer reads who shows a code, and where it is shown. */
  public static LegContext shown(String description, Id terminal) {
    String text = terminal.toString();
    return of(
        new JsonObject()
            .put("description", description)
            .put("device", text.substring(text.indexOf('_') + 1)));
  }

  /** With the code that pays, as long as it may be needed. */
  public LegContext showing(String code) {
    return of(values().put(SECRET, code));
  }

  String code() {
    return Objects.requireNonNull(text(SECRET), "the code is forgotten");
  }

  /** A quote that an insurer gave. */
  public static LegContext commercial(String insurerId, String quoteId) {
    return of(new JsonObject().put("insurerId", insurerId).put("quoteId", quoteId));
  }

  /**
   * With what an insurer is told of the settlement, and what proves it, when it is asked to pay, as
   * that is when it is first told: a claim whose answer was lost is repeated word for word,
   * whatever has become of the settlement since. What is left to the insured is told as it was when
   * the insurer was asked for its quote, with what insurers bear of it.
   */
  public LegContext claiming(Payment payment) {
    if (values.containsKey(CLAIM)) {
      return this;
    }
    Optional<Leg> settled =
        payment.legs().stream()
            .filter(leg -> leg.kind() == LegKind.INSURANCE && leg.state().stands())
            .findFirst();
    Optional<Shares> shares = settled.flatMap(Leg::settled);
    long insured =
        payment.legs().stream()
            .filter(leg -> leg.kind() == LegKind.COMMERCIAL && leg.state().stands())
            .mapToLong(Leg::amount)
            .sum();
    return of(
        values()
            .put(
                CLAIM,
                new JsonObject()
                    .put("settlement", shares.isEmpty() ? "" : settled.get().number())
                    .put("fund", shares.map(Shares::fund).orElse(0L))
                    .put("account", shares.map(s -> s.account() + s.mutualAid()).orElse(0L))
                    .put("cash", Math.addExact(payment.due().cash(), insured))
                    .put(DOCUMENTS, documents())));
  }

  private JsonArray documents() {
    return values.getJsonArray(DOCUMENTS, new JsonArray()).copy();
  }

  /** With what proves a claim; another document of the same kind gives way to it. */
  public LegContext proving(ClaimDocument document) {
    Map<String, JsonObject> byKind = new TreeMap<>();
    documents().stream()
        .map(JsonObject.class::cast)
        .forEach(other -> byKind.put(other.getString("kind"), other));
    byKind.put(
        document.kind().name(),
        new JsonObject()
            .put("kind", document.kind().name())
            .put("number", document.number())
            .put("sha256", document.sha256()));
    return of(values().put(DOCUMENTS, new JsonArray(List.copyOf(byKind.values()))));
  }

  /** With the wish that what was refused is claimed once more, whether more proves it or not. */
  public LegContext insisting() {
    return of(values().put(INSISTED, true));
  }

  /** Whether a claim, where it is refused, is to be made anew: more proves it, or it is wished. */
  public boolean isToBeClaimedAnew() {
    JsonObject claim = values.getJsonObject(CLAIM);
    return claim != null
        && (values.getBoolean(INSISTED, false)
            || !documents().equals(claim.getJsonArray(DOCUMENTS, new JsonArray())));
  }

  /**
   * Without what the insurer was told and has refused: it is told anew, and as another claim, for
   * under the id of before its refusal may be kept for good.
   */
  public LegContext claimingAnew() {
    JsonObject left = values();
    left.remove(CLAIM);
    left.remove(INSISTED);
    return of(left.put(CLAIMS_REFUSED, claimsRefused() + 1));
  }

  private int claimsRefused() {
    return values.getInteger(CLAIMS_REFUSED, 0);
  }

  /** The id of the claim on the guarantee of this id, of the last one where it was made anew. */
  public String claimId(String guaranteeId) {
    return claimsRefused() == 0 ? guaranteeId : guaranteeId + "C" + claimsRefused();
  }

  /** Whether both tell of the same claim, and not one of them of a claim made anew. */
  public boolean claimsAs(LegContext other) {
    return claimsRefused() == other.claimsRefused();
  }

  /** With that claim as the one that was accepted, though it may have been made anew since. */
  public LegContext claimedAs(LegContext accepted) {
    return claimsAs(accepted)
        ? this
        : of(
            values()
                .put(CLAIM, accepted.values.getJsonObject(CLAIM))
                .put(CLAIMS_REFUSED, accepted.claimsRefused()));
  }

  /** The claim of this amount on a guarantee, as the insurer is told it. */
  public ClaimOrder claim(String guaranteeId, long amount) {
    JsonObject claim = values.getJsonObject(CLAIM);
    return new ClaimOrder(
        claimId(guaranteeId),
        guaranteeId,
        amount,
        new ClaimOrder.SettlementShares(
            claim.getString("settlement"),
            claim.getLong("fund"),
            claim.getLong("account"),
            claim.getLong("cash")),
        claim.getJsonArray(DOCUMENTS, new JsonArray()).stream()
            .map(JsonObject.class::cast)
            .map(
                document ->
                    new ClaimDocument(
                        ClaimDocument.Kind.valueOf(document.getString("kind")),
                        document.getString("number"),
                        document.getString("sha256")))
            .toList());
  }

  /** A visit at the bureau with its uploaded lines, and the authorisation to settle it. */
  public static LegContext insurance(
      String area, InsuranceCredential credential, SettleOrder order) {
    return of(
        new JsonObject()
            .put("area", area)
            .put("kind", credential.kind().name())
            .put(SECRET, credential.value())
            .put(DOCUMENT, credential.documentNumber())
            .put(NAME, credential.name())
            .put("psnNo", order.psnNo())
            .put("mdtrtId", order.mdtrtId())
            .put("batch", order.batchNumber())
            .put("insutype", order.insutype())
            .put("medType", order.medType())
            .put("total", order.totalFen())
            .put("useAccount", order.useAccount())
            .put("invoice", order.invoiceNumber())
            .put("fullyOwn", order.scope().fullyOwnPaidFen())
            .put("overLimit", order.scope().overLimitFen())
            .put("ownFirst", order.scope().ownPaidFirstFen())
            .put("inScope", order.scope().inScopeFen()));
  }

  /** With whose account bears the family's part, as the bureau told it last. */
  public LegContext paidBy(MaskedName familyPayer) {
    return of(values().put(FAMILY_PAYER, familyPayer.text()));
  }

  /** Whose account bears the family's part, masked, where the bureau told it. */
  public Optional<String> familyPayer() {
    return Optional.ofNullable(text(FAMILY_PAYER));
  }

  public JsonObject values() {
    return values.copy();
  }

  String text(String name) {
    return values.getString(name);
  }

  /** The order to settle, with the authorisation while it is kept. */
  SettleOrder settleOrder() {
    InsuranceCredential credential =
        new InsuranceCredential(
            InsuranceCredential.Kind.valueOf(text("kind")),
            values.getString(SECRET, ""),
            values.getString(DOCUMENT, ""),
            values.getString(NAME, ""));
    return new SettleOrder(
        text("psnNo"),
        text("mdtrtId"),
        text("batch"),
        credential,
        text("insutype"),
        text("medType"),
        values.getLong("total"),
        values.getBoolean("useAccount"),
        text("invoice"),
        new SettleOrder.Scope(
            values.getLong("fullyOwn"),
            values.getLong("overLimit"),
            values.getLong("ownFirst"),
            values.getLong("inScope")));
  }

  public LegContext with(NextAction next) {
    JsonObject params = new JsonObject();
    next.params().forEach(params::put);
    return of(
        values().put(NEXT, new JsonObject().put("type", next.kind().name()).put("params", params)));
  }

  /** What the payer's phone has to do, when it is known. */
  public NextAction nextAction() {
    JsonObject next = values.getJsonObject(NEXT);
    if (next == null) {
      return NextAction.none();
    }
    Map<String, String> params = new java.util.HashMap<>();
    next.getJsonObject("params")
        .forEach(entry -> params.put(entry.getKey(), "" + entry.getValue()));
    return new NextAction(NextAction.Kind.valueOf(next.getString("type")), params);
  }

  /** Whether it holds anything that {@link #forgetting} would take away. */
  public boolean remembers() {
    return values.containsKey(SECRET) || values.containsKey(NEXT);
  }

  /** Without what authorises a payment: neither is needed once the leg stands or is gone. */
  public LegContext forgetting() {
    JsonObject left = values();
    left.remove(SECRET);
    left.remove(NAME);
    left.remove(DOCUMENT);
    left.remove(NEXT);
    return of(left);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LegContext context && values.equals(context.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "LegContext[..]";
  }
}
