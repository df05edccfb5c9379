package org.yima.gateway.tck;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every adapter, before one sandbox that has all their gateways. */
public final class Drivers implements AutoCloseable {

  private final Hearing centre = new Hearing();
  private final Hearing insurer = new Hearing();
  private final SandboxWorld world;
  private final List<Driver> all;

  /** Starts the sandbox with its keys and books in a folder. */
  public Drivers(Path folder) {
    Map<String, Object> sections = new LinkedHashMap<>();
    sections.put("wechat", WechatSection.of(folder));
    sections.put("unionpay", UnionPaySection.of(folder));
    sections.put("alipay", AlipaySection.of(folder));
    sections.put("bureau", BureauSection.of(folder, centre.of("6302").toString()));
    sections.putAll(InsurerSection.of(folder, insurer.of("insurer").toString()));
    sections.put("einvoice", EInvoiceDriver.section());
    sections.putAll(PortSections.of(folder));
    sections.put("cardCentre", CardCentreDriver.section());
    world = SandboxWorld.start(folder, sections);
    all =
        List.of(
            new WechatDriver(world),
            new WechatMixedDriver(world),
            new AlipayDriver(world),
            new AlipayMixedDriver(world),
            new UnionPayDriver(world, folder),
            new FsiDriver(world),
            new MobilePayDriver(world, centre),
            new InsurerDriver(world, insurer),
            new EInvoiceDriver(world),
            new SmsDriver(world),
            new IdentityDriver(world),
            CardCentreDriver.ehc(world),
            CardCentreDriver.open(world));
  }

  /** In the table's order. */
  public List<Driver> all() {
    return all;
  }

  @Override
  public void close() {
    world.close();
    centre.close();
    insurer.close();
  }
}
