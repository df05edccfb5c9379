package org.yima.gateway.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.wallet.Way;

/** Every adapter, before one sandbox that has all their gateways. */
public final class Drivers implements AutoCloseable {

  private final Hearing centre = new Hearing();
  private final Hearing insurer = new Hearing();
  private final SandboxWorld world;
  private final SandboxWorld elsewhere;
  private final Hearing centreElsewhere = new Hearing();
  private final Hearing insurerElsewhere = new Hearing();
  private final List<Driver> all;
  private final List<Driver> ways;

  /** Starts the sandbox with its keys and books in a folder. */
  public Drivers(Path folder) {
    Map<String, Object> sections = new LinkedHashMap<>();
    sections.put("wechat", WechatSection.of(folder));
    sections.put("unionpay", UnionPaySection.of(folder));
    sections.put("alipay", AlipaySection.of(folder));
    sections.put("bureau", BureauSection.of(folder, centre.of("6302").toString()));
    sections.put("insuranceAuth", Allowing.section());
    sections.putAll(InsurerSection.of(folder, insurer.of("insurer").toString()));
    sections.put("einvoice", EInvoiceDriver.section());
    sections.putAll(PortSections.of(folder));
    sections.put("cardCentre", CardCentreDriver.section());
    world = SandboxWorld.start(folder, sections);
    elsewhere = elsewhere(folder);
    WechatDriver wechat =
        new WechatDriver(
            world,
            WechatSection.MERCHANT,
            List.of(
                new WechatDriver(world, WechatSection.MIXED_MERCHANT, List.of()),
                new WechatDriver(elsewhere, WechatSection.ELSEWHERE, List.of())));
    AlipayDriver alipay =
        new AlipayDriver(
            world,
            AlipaySection.MERCHANT,
            List.of(
                new AlipayDriver(world, AlipaySection.MIXED_MERCHANT, List.of()),
                new AlipayDriver(elsewhere, AlipaySection.ELSEWHERE, List.of())));
    UnionPayDriver unionpay =
        new UnionPayDriver(
            world,
            folder,
            UnionPaySection.MERCHANT,
            List.of(new UnionPayDriver(elsewhere, folder, UnionPaySection.ELSEWHERE, List.of())));
    ways = ways(wechat, alipay, unionpay);
    all =
        List.of(
            wechat,
            new WechatMixedDriver(
                world,
                WechatSection.MIXED_MERCHANT,
                BureauSection.APP_ID,
                List.of(
                    new WechatMixedDriver(
                        elsewhere,
                        WechatSection.elsewhere(WechatSection.MIXED_MERCHANT),
                        BureauSection.ELSEWHERE,
                        List.of()))),
            alipay,
            AlipayMixedDriver.trade(world, elsewhere),
            AlipayMixedDriver.payment(world, elsewhere),
            unionpay,
            new FsiDriver(world),
            new MobilePayDriver(
                world,
                centre,
                BureauSection.APP_ID,
                List.of(
                    new MobilePayDriver(
                        elsewhere, centreElsewhere, BureauSection.ELSEWHERE, List.of()))),
            new InsurerDriver(
                world,
                insurer,
                calls -> InsurerSection.settings(world.uri(), calls),
                InsurerSection.notifications(InstantSource.system()),
                List.of(
                    new InsurerDriver(
                        elsewhere,
                        insurerElsewhere,
                        calls -> InsurerSection.elsewhere(elsewhere.uri(), calls),
                        InsurerSection.elsewhere(InstantSource.system()),
                        List.of()))),
            new EInvoiceDriver(world),
            new SmsDriver(world),
            new IdentityDriver(world),
            CardCentreDriver.ehc(world),
            CardCentreDriver.open(world));
  }

  /** The same gateways with the same keys, but of others than us. */
  private SandboxWorld elsewhere(Path beside) {
    Path folder = beside.resolve("elsewhere");
    try {
      folder = Files.createDirectories(folder);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    Map<String, Object> sections = new LinkedHashMap<>();
    sections.put("wechat", WechatSection.elsewhere(folder));
    sections.put("unionpay", UnionPaySection.elsewhere(folder, beside));
    sections.put("alipay", AlipaySection.elsewhere(folder));
    sections.put(
        "bureau",
        BureauSection.of(folder, centreElsewhere.of("6302").toString(), BureauSection.ELSEWHERE));
    sections.put("insuranceAuth", Allowing.section());
    sections.putAll(InsurerSection.elsewhere(folder, insurerElsewhere.of("insurer").toString()));
    return SandboxWorld.start(folder, sections);
  }

  private static List<Driver> ways(
      WalletDriver wechat, WalletDriver alipay, WalletDriver unionpay) {
    Way app = new Way.App();
    Way qr = new Way.Qr();
    Way web = new Way.Web("192.0.2.7", URI.create("https://yima.example/back"));
    String trade = "alipay.trade.";
    return List.of(
        new WayDriver(wechat, "JSAPI", wechat.way(), Optional.of("jsapi"), true),
        new WayDriver(wechat, "APP", app, Optional.of("app"), true),
        new WayDriver(wechat, "H5", web, Optional.of("h5"), true),
        new WayDriver(wechat, "NATIVE", qr, Optional.of("native"), true),
        new WayDriver(
            alipay, "mini program (CREATE)", alipay.way(), Optional.of(trade + "create"), true),
        new WayDriver(alipay, "APP", app, Optional.empty(), false),
        new WayDriver(alipay, "browser (WAP)", web, Optional.empty(), false),
        new WayDriver(
            alipay, "code that we show (PRECREATE)", qr, Optional.of(trade + "precreate"), false),
        new WayDriver(unionpay, "browser (WAP)", web, Optional.empty(), false),
        new WayDriver(unionpay, "APP", app, Optional.of("app"), false),
        new WayDriver(unionpay, "code that we show (QR)", qr, Optional.of("qr"), false));
  }

  /** The ways into the wallets that are not a shown code, in their table's order. */
  public List<Driver> ways() {
    return ways;
  }

  /** In the table's order. */
  public List<Driver> all() {
    return all;
  }

  @Override
  public void close() {
    world.close();
    elsewhere.close();
    for (Hearing each : List.of(centre, insurer, centreElsewhere, insurerElsewhere)) {
      each.close();
    }
  }
}
