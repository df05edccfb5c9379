package org.yima.access.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a request is counted for. */
class NetworksTest {
  private static final Networks DIRECT = new Networks(List.of());
  private static final Networks PROXIED = new Networks(List.of("10.0.0.0/8", "2001:db8:1::/48"));

  private static String v4(int a, int b, int c, int d) {
    return String.format("%02x%02x%02x%02x", a, b, c, d);
  }

  @Test
  void aStrangerIsNotBelieved() {
    assertThat(DIRECT.of("203.0.113.7", List.of("198.51.100.1"))).isEqualTo(v4(203, 0, 113, 7));
    assertThat(PROXIED.of("203.0.113.7", List.of("198.51.100.1"))).isEqualTo(v4(203, 0, 113, 7));
  }

  @Test
  void aProxyTellsWhomItForwardsFor() {
    assertThat(PROXIED.of("10.1.2.3", List.of("198.51.100.1"))).isEqualTo(v4(198, 51, 100, 1));
    assertThat(PROXIED.of("10.1.2.3", List.of("198.51.100.1, 10.9.9.9")))
        .isEqualTo(v4(198, 51, 100, 1));
    assertThat(PROXIED.of("10.1.2.3", List.of("198.51.100.1", "10.9.9.9")))
        .isEqualTo(v4(198, 51, 100, 1));
    assertThat(PROXIED.of("2001:db8:1::5", List.of("198.51.100.1"))).isEqualTo(v4(198, 51, 100, 1));
  }

  /** What a caller writes itself stands before the address that our proxy heard. */
  @Test
  void whatACallerInventsIsNotRead() {
    assertThat(PROXIED.of("10.1.2.3", List.of("1.1.1.1, 198.51.100.1")))
        .isEqualTo(v4(198, 51, 100, 1));
    assertThat(PROXIED.of("10.1.2.3", List.of("10.0.0.1, 198.51.100.1")))
        .isEqualTo(v4(198, 51, 100, 1));
    assertThat(PROXIED.of("10.1.2.3", List.of("198.51.100.1, nonsense")))
        .isEqualTo(v4(10, 1, 2, 3));
  }

  @Test
  void anIpv6SubscriberIsOneNetwork() {
    assertThat(DIRECT.of("2001:db8:2:3:4:5:6:7", List.of()))
        .isEqualTo(DIRECT.of("2001:db8:2:3::1", List.of()))
        .isNotEqualTo(DIRECT.of("2001:db8:2:4::1", List.of()));
  }

  @Test
  void aBlockThatIsNoneStopsTheStart() {
    for (String wrong : List.of("proxy.example", "10.0.0.0/33", "10.0.0.0/-1")) {
      assertThatThrownBy(() -> new Networks(List.of(wrong)))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
