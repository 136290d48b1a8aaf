package org.elbosurgery.framework.data;

/** How grey values between 0 and 1 become binary. */
public enum Binarization {
  /** Grey values are kept. */
  NONE,
  /** 1 where the value is greater than 0.5. */
  THRESHOLD,
  /**
   * Each value is drawn once from a Bernoulli with the grey value as its mean (Salakhutdinov and
   * Murray 2008).
   */
  STATIC,
  /**
   * Each value is drawn anew for every epoch of training (Burda et al. 2016). Results are computed
   * from the draw that {@link #STATIC} makes.
   */
  DYNAMIC
}
