package org.yima.gateway.tck;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Way;

/**
 * One way into a wallet: an order is prepared, the payer is handed what they need for it, and pays.
 */
final class WayDriver implements Beginning {
  private final WalletDriver wallet;
  private final String name;
  private final Way way;
  private final Optional<String> call;
  private final boolean closes;

  /**
   * A way.
   *
   * @param call what the sandbox calls the call that prepares an order; empty where none is made,
   *     as the order is written and signed on our side and goes there with the payer
   * @param closes whether what nobody has opened can be closed
   */
  WayDriver(WalletDriver wallet, String name, Way way, Optional<String> call, boolean closes) {
    this.wallet = wallet;
    this.name = name;
    this.way = way;
    this.call = call;
    this.closes = closes;
  }

  @Override
  public String name() {
    return wallet.name() + ", " + name;
  }

  /**
   * What begins an order can get lost only where it is a call. What nobody has opened yet can be
   * closed only where the wallet has heard of it and has a word for that.
   */
  @Override
  public Set<Case> cases() {
    Set<Case> all =
        EnumSet.of(Case.HAPPY, Case.DECLINED, Case.DUPLICATE, Case.BEGUN_TWICE, Case.CLOSED_PAID);
    if (call.isPresent()) {
      all.addAll(Set.of(Case.FOUND_PAID, Case.FOUND_UNPAID));
    }
    if (closes) {
      all.add(Case.CLOSED_UNKNOWN);
    }
    return all;
  }

  @Override
  public SandboxWorld world() {
    return wallet.world();
  }

  @Override
  public String channel() {
    return wallet.channel();
  }

  @Override
  public Map<Step, String> calls() {
    Map<Step, String> calls = new HashMap<>(wallet.calls());
    calls.keySet().retainAll(Set.of(Step.FIND, Step.CLOSE));
    call.ifPresent(prepares -> calls.put(Step.PAY, prepares));
    return calls;
  }

  @Override
  public void hurry() {
    wallet.hurry();
  }

  @Override
  public long fen() {
    return wallet.fen();
  }

  @Override
  public long moved() {
    return wallet.moved();
  }

  /** Of other ways there are orders with the same numbers. */
  private String own(String number) {
    return name.replaceAll("[^A-Z0-9]", "") + number;
  }

  private Outcome<Charge> prepaid(String number) {
    return wallet.deciding().prepay(wallet.merchant, wallet.order(own(number), way));
  }

  @Override
  public Standing pay(String number) {
    return pay(number, wallet.rich());
  }

  /** Who is not the one that was asked, or has no money. */
  @Override
  public Standing payRefused(String number) {
    return pay(number, wallet.poor());
  }

  private Standing pay(String number, String payer) {
    Outcome<Charge> begun = prepaid(number);
    if (!(begun instanceof Outcome.Pending<Charge> pending)) {
      return Standing.of(begun, Standing.PAID);
    }
    if (pending.nextAction().kind() == NextAction.Kind.NONE) {
      return find(number);
    }
    String id = wallet.asked(pending.nextAction(), own(number));
    return wallet.approve(payer, id) ? find(number) : Standing.REFUSED;
  }

  @Override
  public void payUnheard(String number) {
    if (!payBegun(number)) {
      throw new AssertionError(number);
    }
  }

  @Override
  public Standing begin(String number) {
    return Standing.of(prepaid(number), Standing.PAID);
  }

  @Override
  public boolean payBegun(String number) {
    if (call.isPresent()) {
      return wallet.payBegun(own(number));
    }
    NextAction handed = ((Outcome.Pending<Charge>) prepaid(number)).nextAction();
    return wallet.approve(wallet.rich(), wallet.asked(handed, own(number)));
  }

  @Override
  public Standing close(String number) {
    return wallet.close(own(number));
  }

  @Override
  public Standing find(String number) {
    return wallet.find(own(number));
  }
}
