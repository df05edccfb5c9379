package org.yima.payment.leg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yima.platform.Id;

/**
 * The ledger's postings, as what changed between two states of a leg. Every posting is between an
 * account that holds or owes the share and the bill, so the bill's account says what stands of it.
 */
public final class Mirror {
  private Mirror() {}

  /**
   * One double entry.
   *
   * @param amount in fen, above zero
   */
  public record Entry(Id legId, String kind, String debit, String credit, long amount) {}

  /** Names the accounts of one payment. */
  public record Accounts(String institution, String bill) {
    String of(String share) {
      return share + ":" + institution;
    }
  }

  /** What is to be posted when a payment went from one state to the other. */
  public static List<Entry> between(Payment before, Payment after, Accounts accounts) {
    List<Entry> entries = new ArrayList<>();
    for (Leg leg : after.legs()) {
      Map<String, Long> was =
          before.legs().stream()
              .filter(other -> other.id().equals(leg.id()))
              .findFirst()
              .map(Mirror::standing)
              .orElse(Map.of());
      entries.addAll(between(leg, was, standing(leg), accounts));
    }
    return entries;
  }

  private static List<Entry> between(
      Leg leg, Map<String, Long> was, Map<String, Long> is, Accounts accounts) {
    List<Entry> entries = new ArrayList<>();
    TreeSet<String> shares = new TreeSet<>(was.keySet());
    shares.addAll(is.keySet());
    for (String share : shares) {
      long change = is.getOrDefault(share, 0L) - was.getOrDefault(share, 0L);
      String account = accounts.of(share);
      if (change > 0) {
        entries.add(new Entry(leg.id(), "STOOD", account, accounts.bill(), change));
      } else if (change < 0) {
        entries.add(new Entry(leg.id(), "WENT_BACK", accounts.bill(), account, -change));
      }
    }
    return entries;
  }

  /** What stands of a leg, by the share's account. */
  public static Map<String, Long> standing(Leg leg) {
    Map<String, Long> standing = new TreeMap<>();
    switch (leg.kind()) {
      case WALLET -> standing.put("wallet", leg.standing());
      case COMMERCIAL -> standing.put("insurer", leg.standing());
      case INSURANCE ->
          leg.settled()
              .filter(s -> leg.state() != LegState.RETURNED)
              .ifPresent(shares -> shares(standing, shares));
    }
    standing.values().removeIf(amount -> amount == 0);
    return standing;
  }

  private static void shares(Map<String, Long> standing, Shares shares) {
    shares.funds().forEach((fund, amount) -> standing.put("fund/" + fund, amount));
    standing.put("account", shares.account());
    standing.put("mutual-aid", shares.mutualAid());
    standing.put("hospital", shares.hospital());
  }
}
