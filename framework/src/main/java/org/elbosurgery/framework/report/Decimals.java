package org.elbosurgery.framework.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with so many decimals. */
final class Decimals {

  private Decimals() {}

  static BigDecimal of(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
  }
}
