package org.yima.institution.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** The signature as others compute it, and where webhooks may go. */
class SignatureTest {

  /** The example that the standard's own libraries are tested with. */
  @Test
  void theStandardsExample() {
    assertThat(
            Signature.of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void onlyAllowedHostsByHttpsWithNothingHidden() {
    Targets targets = new Targets(Set.of("his.example"), false);
    assertThat(targets.allow("https://his.example/hook")).isTrue();
    assertThat(targets.allow("https://his.example:8443/hook")).isTrue();
    assertThat(targets.allow("http://his.example/hook")).isFalse();
    assertThat(targets.allow("https://his.example.evil/hook")).isFalse();
    assertThat(targets.allow("https://his.example@evil/hook")).isFalse();
    assertThat(targets.allow("https://u@his.example/hook")).isFalse();
    assertThat(targets.allow("https://evil/?https://his.example")).isFalse();
    assertThat(targets.allow("https://his.example/?q=1")).isFalse();
    assertThat(targets.allow("not a url")).isFalse();
    assertThat(new Targets(Set.of(), false).allow("https://his.example/hook")).isFalse();
  }

  @Test
  void pausesGrowToAnHour() {
    assertThat(Delivery.pauseSeconds(0)).isEqualTo(2);
    assertThat(Delivery.pauseSeconds(3)).isEqualTo(16);
    assertThat(Delivery.pauseSeconds(1000)).isEqualTo(3600);
  }
}
