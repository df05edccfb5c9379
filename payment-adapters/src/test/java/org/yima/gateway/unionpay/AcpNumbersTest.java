package org.yima.gateway.unionpay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent comes back as what it was. */
class AcpNumbersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ORDER001",
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef",
        "Y0123456789ABCDEFGHIJKLMNO",
        "Y0123456789ABCDEFGHIJKLMNOA1",
        "Y0123456789ABCDEFGHIJKLMNOA12345"
      })
  void whatUndoesAnOrderIsNeverTakenForARefundOfAnother(String order) {
    for (String suffix : new String[] {"V", "W"}) {
      String undoing = AcpNumbers.undoing(order, suffix);
      assertThat(undoing).hasSizeLessThanOrEqualTo(32).endsWith(suffix);
      assertThat(AcpNumbers.own(undoing)).isEqualTo(undoing);
      assertThat(AcpNumbers.undoing(order, suffix)).isEqualTo(undoing);
    }
  }

  @Test
  void aPackedNumberIsUnpackedAndALookalikeIsNotSent() {
    String refund = "0123456789abcdef0123456789abcdefR1";
    String sent = AcpNumbers.sent(refund).orElseThrow();
    assertThat(sent).hasSizeLessThanOrEqualTo(32);
    assertThat(AcpNumbers.own(sent)).isEqualTo(refund);
    assertThat(AcpNumbers.sent(sent)).isEmpty();
  }
}
