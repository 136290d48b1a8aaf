package org.elbosurgery.api.graph;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The affine map of a fully connected layer.
 *
 * @since 0.1.0
 */
public final class Affine {

  private Affine() {}

  /**
   * Returns x W + b.
   *
   * @param x {@code [n, in]}
   * @param weights {@code [in, out]}, a parameter or a constant
   * @param bias {@code [1, out]}
   * @return {@code [n, out]}
   */
  public static SDVariable map(SDVariable x, SDVariable weights, SDVariable bias) {
    // Neither ND4J's fused operation (for a batch of one) nor its matrix product (of [1, 1] by [1,
    // 1])
    // can always be differentiated; with a single input the product is an outer product.
    long[] shape = weights.getShape();
    boolean singleInput = shape != null && shape[0] == 1;
    return (singleInput ? x.mul(weights) : x.mmul(weights)).add(bias);
  }
}
