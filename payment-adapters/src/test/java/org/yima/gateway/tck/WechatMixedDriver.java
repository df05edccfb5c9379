package org.yima.gateway.tck;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.NextAction;
import org.yima.gateway.insurance.InsuranceAuthorisation.Authorised;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wechat.WechatMixed;
import org.yima.gateway.wechat.WechatMixedSettings;

/** WeChat Pay with medical insurance: the payer is known by the credential in their wallet. */
final class WechatMixedDriver extends MixedDriver implements RefundHolding {
  private static final String ID_NUMBER = "990101199203030018";
  private static final String NAME = "丙";
  private static final String STRANGER = "tck-stranger";

  WechatMixedDriver(
      SandboxWorld world, Merchant merchant, String centreApplication, List<Reporting> others) {
    super(
        world,
        Wallet.WECHAT,
        calls ->
            new WechatMixed(
                WechatSection.settings(world.uri(), merchant.provider(), calls),
                WechatMixedSettings.usual(),
                InstantSource.system(),
                new SecureRandom()),
        merchant,
        centreApplication,
        NAME,
        ID_NUMBER,
        others);
    payer(STRANGER);
    for (String insured : List.of(holder(), unlucky())) {
      said("payers/" + insured + "/credential", Map.of("name", NAME, "idNumber", ID_NUMBER));
    }
  }

  @Override
  public String name() {
    return "WeChat Pay with medical insurance";
  }

  /** Its cash-only orders; no client of others orders at a payment centre. */
  @Override
  public Optional<OutsideCheck> checkedBy() {
    return Optional.of(
        new OutsideCheck(
            "wechatpay-axios-plugin (cash only)",
            "OutsideClientsTest.aWechatClientOfOthersPaysAsksRefundsAndHears"));
  }

  /** Who has a wallet and no credential in it. */
  @Override
  String stranger() {
    return STRANGER;
  }

  @Override
  Authorised allowed(Allowing person) {
    return person.inWechat();
  }

  @Override
  String asked(NextAction next) {
    return next.params().get("mixTradeNo");
  }

  @Override
  Told signing(Told told) {
    return WechatDriver.signed(told);
  }
}
