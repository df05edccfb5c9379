package org.yima.gateway.tck;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yima.gateway.signed.SignedSms;
import org.yima.gateway.sms.Sms;
import org.yima.gateway.sms.SmsGateway;

/** Short messages: what is paid elsewhere is taken here, and a message that was taken moves one. */
final class SmsDriver extends AdapterDriver<SmsGateway> {
  private static final String PHONE = "13900000007";

  SmsDriver(SandboxWorld world) {
    super(
        world,
        "sms",
        Map.of(Step.PAY, "messages", Step.FIND, "message-query"),
        List.of(),
        calls ->
            new SignedSms(
                PortSections.sms(world.uri(), calls), InstantSource.system(), new SecureRandom()));
  }

  @Override
  public String name() {
    return "Short messages (our port)";
  }

  /** Nothing is returned, reported or listed. */
  @Override
  public Set<Case> cases() {
    return EnumSet.of(
        Case.HAPPY, Case.DECLINED, Case.FOUND_PAID, Case.FOUND_UNPAID, Case.DUPLICATE);
  }

  @Override
  public long fen() {
    return 1;
  }

  @Override
  public Standing pay(String number) {
    return send(number, PHONE);
  }

  @Override
  public Standing payRefused(String number) {
    return send(number, "12345");
  }

  private Standing send(String number, String phone) {
    return Standing.of(deciding().send(new Sms.LoginCode(number, phone, "482913")), Standing.PAID);
  }

  @Override
  public Standing find(String number) {
    return Standing.of(deciding().query(number), Standing.PAID);
  }

  @Override
  public long moved() {
    return world.read("/sms/outbox?phone=" + PHONE).path("items").size();
  }
}
