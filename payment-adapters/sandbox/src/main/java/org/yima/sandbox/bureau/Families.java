package org.yima.sandbox.bureau;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/**
 * Family mutual aid (家庭共济): one insured person's purse pays for the members who are bound to it,
 * after their own accounts. Somebody who is bound to nobody has a purse of their own.
 */
final class Families {
  private Families() {}

  /**
   * @param payer whose purse it is
   * @param masked what others see of the payer's name
   */
  private record FamilyBinding(String member, String payer, String masked) {}

  /** The account that pays for somebody after their own. */
  static String purse(Transaction tx, Insured insured) {
    String payer = binding(tx, insured).map(FamilyBinding::payer).orElse(insured.psnNo());
    return "mutual-aid:" + payer;
  }

  static boolean bound(Transaction tx, Insured insured) {
    return binding(tx, insured).isPresent();
  }

  /** Whose money it is, as far as anybody else may see. */
  static Optional<String> payer(Transaction tx, Insured insured) {
    return binding(tx, insured).map(FamilyBinding::masked);
  }

  private static Optional<FamilyBinding> binding(Transaction tx, Insured insured) {
    return tx.find(FamilyBinding.class, insured.psnNo());
  }

  /** POST /control/families {payer, members[], balance}: binds exactly these to this purse. */
  static Answer bind(Call call, Transaction tx) {
    Fields request = call.json();
    Insured payer = insured(tx, request.text("payer", 32));
    List<Insured> members =
        request.texts("members", 20).stream().map(number -> insured(tx, number)).toList();
    tx.owned(FamilyBinding.class, payer.psnNo())
        .forEach(old -> tx.remove(FamilyBinding.class, old.member()));
    String masked = payer.name().substring(0, 1) + "*".repeat(payer.name().length() - 1);
    for (Insured member : members) {
      tx.put(
          member.psnNo(), payer.psnNo(), new FamilyBinding(member.psnNo(), payer.psnNo(), masked));
    }
    String purse = "mutual-aid:" + payer.psnNo();
    tx.ledger().open(Insured.CHANNEL, purse, request.whole("balance", 0, 100_000_000_000L));
    return Answer.json(200, Map.of("purse", purse, "members", members.size()));
  }

  private static Insured insured(Transaction tx, String idNumber) {
    return tx.find(Insured.class, idNumber.toUpperCase(Locale.ROOT))
        .orElseThrow(() -> new Refused(404, "insured.unknown", "no such insured person"));
  }
}
