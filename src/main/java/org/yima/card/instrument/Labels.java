package org.yima.card.instrument;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.yima.card.InstrumentType;

/** The types that are bound as labels. */
@ApplicationScoped
class Labels {

  @Produces
  @Singleton
  Binder unionPay() {
    return new LabelBinder(InstrumentType.UNIONPAY);
  }

  @Produces
  @Singleton
  Binder digitalYuan() {
    return new LabelBinder(InstrumentType.ECNY);
  }

  /** The form of a social-security card's code is published nowhere, so none can be checked. */
  @Produces
  @Singleton
  Binder socialSecurity() {
    return new LabelBinder(InstrumentType.SOCIAL_SECURITY);
  }
}
