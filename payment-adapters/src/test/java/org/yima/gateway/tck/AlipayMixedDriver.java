package org.yima.gateway.tck;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yima.gateway.NextAction;
import org.yima.gateway.alipay.AlipayMedical;
import org.yima.gateway.alipay.AlipayMixedSettings;
import org.yima.gateway.alipay.AlipayPaymentSettings;
import org.yima.gateway.insurance.InsuranceAuthorisation.Authorised;
import org.yima.gateway.wallet.Merchant;

/**
 * Alipay with medical insurance, by the family of methods that the institution was opened for; both
 * families behind one adapter, which has to choose.
 */
final class AlipayMixedDriver extends MixedDriver implements RefundHolding {
  private final String name;
  private final boolean tellsOfHeld;

  private AlipayMixedDriver(
      SandboxWorld world,
      String name,
      boolean tellsOfHeld,
      Wallet which,
      Merchant merchant,
      String centreApplication,
      String person,
      String idNumber,
      List<Reporting> others) {
    super(
        world,
        which,
        calls ->
            new AlipayMedical(
                AlipaySection.settings(world.uri(), merchant.application(), calls),
                new AlipayMedical.Families(
                    AlipayMedical.Family.TRADE,
                    Map.of(AlipaySection.PAYMENT_MERCHANT.account(), AlipayMedical.Family.PAYMENT)),
                AlipayMixedSettings.usual(),
                AlipayPaymentSettings.usual(),
                merchant.provider()),
        merchant,
        centreApplication,
        person,
        idNumber,
        others);
    this.name = name;
    this.tellsOfHeld = tellsOfHeld;
  }

  /** Before another application, whose institution has the same number. */
  static AlipayMixedDriver trade(SandboxWorld world, SandboxWorld elsewhere) {
    return trade(
        world,
        AlipaySection.MIXED_MERCHANT,
        BureauSection.APP_ID,
        List.of(
            trade(
                elsewhere,
                AlipaySection.elsewhere(AlipaySection.MIXED_MERCHANT),
                BureauSection.ELSEWHERE,
                List.of())));
  }

  private static AlipayMixedDriver trade(
      SandboxWorld world, Merchant merchant, String centreApplication, List<Reporting> others) {
    return new AlipayMixedDriver(
        world,
        "Alipay with medical insurance (`trade.*`)",
        true,
        Wallet.ALIPAY_TRADE,
        merchant,
        centreApplication,
        "丁",
        "990101199303030023",
        others);
  }

  static AlipayMixedDriver payment(SandboxWorld world, SandboxWorld elsewhere) {
    return payment(
        world,
        AlipaySection.PAYMENT_MERCHANT,
        BureauSection.APP_ID,
        List.of(
            payment(
                elsewhere,
                AlipaySection.elsewhere(AlipaySection.PAYMENT_MERCHANT),
                BureauSection.ELSEWHERE,
                List.of())));
  }

  private static AlipayMixedDriver payment(
      SandboxWorld world, Merchant merchant, String centreApplication, List<Reporting> others) {
    return new AlipayMixedDriver(
        world,
        "Alipay with medical insurance (`payment.*`)",
        false,
        Wallet.ALIPAY_PAYMENT,
        merchant,
        centreApplication,
        "戊",
        "990101199404040036",
        others);
  }

  @Override
  public String name() {
    return name;
  }

  /** The query of a trade, which the cash of one family is, tells of a refund that arrived. */
  @Override
  public Set<Case> cases() {
    Set<Case> all = super.cases();
    if (!tellsOfHeld) {
      all.removeAll(Set.of(Case.REFUND_HELD));
    }
    return all;
  }

  /** Whom Alipay does not know. */
  @Override
  String stranger() {
    return "tck-alipay-nobody";
  }

  @Override
  Authorised allowed(Allowing person) {
    return person.inAlipay();
  }

  @Override
  String asked(NextAction next) {
    String url = next.params().get("url");
    return url.substring(url.lastIndexOf('=') + 1);
  }

  @Override
  Told signing(Told told) {
    return new Told(Map.of(), told.body());
  }

  @Override
  public boolean hasOneSpelling() {
    return false;
  }
}
