package org.yima.gateway.tck;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.signed.SignedSms;
import org.yima.gateway.sms.Sms;
import org.yima.gateway.sms.SmsGateway;

/** Short messages: what is paid elsewhere is taken here, and a message that was taken moves one. */
final class SmsDriver implements Driver {
  private static final String PHONE = "13900000007";
  private final SandboxWorld world;
  private final SmsGateway gateway;

  SmsDriver(SandboxWorld world) {
    this.world = world;
    this.gateway =
        new SignedSms(PortSections.sms(world.uri()), InstantSource.system(), new SecureRandom());
  }

  @Override
  public String name() {
    return "Short messages (our port)";
  }

  @Override
  public Optional<OutsideCheck> checkedBy() {
    return Optional.empty();
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
  public long back() {
    return 0;
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
    return Standing.of(gateway.send(new Sms.LoginCode(number, phone, "482913")), Standing.PAID);
  }

  @Override
  public void loseNextAnswer(boolean effect) {
    world.fault("sms", "messages", effect ? "RESET_AFTER" : "RESET_BEFORE");
  }

  @Override
  public Standing find(String number) {
    return Standing.of(gateway.query(number), Standing.PAID);
  }

  @Override
  public Standing refund(String number, String refundNumber) {
    throw new UnsupportedOperationException(number);
  }

  @Override
  public long moved() {
    return world.read("/sms/outbox?phone=" + PHONE).path("items").size();
  }
}
