package org.elbosurgery.framework.contract;

import java.util.List;
import java.util.function.BiFunction;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A formula of a bound plugin, which maps matrices of rows to one result per row.
 *
 * @param call the method's name
 * @param arguments the meaning of the columns of each argument
 * @param result the meaning of the columns of the result
 * @param body calls the method
 * @param <B> the bound plugin
 */
record Formula<B>(
    String call,
    List<Columns> arguments,
    Columns result,
    BiFunction<B, List<SDVariable>, SDVariable> body) {

  /** The meaning of the columns of a matrix. */
  enum Columns {
    /** The values of a row of data, {@code [n, D]}. */
    DATA,
    /** The dimensions of a code, {@code [n, d]}. */
    CODES,
    /** A posterior: means, then log-variances, {@code [n, 2 d]}. */
    POSTERIORS,
    /** One number per row, {@code [n]}. */
    NUMBER;

    /** Returns the shape of n rows. */
    long[] shape(int n, Sizes sizes) {
      return switch (this) {
        case DATA -> new long[] {n, sizes.data()};
        case CODES -> new long[] {n, sizes.latent()};
        case POSTERIORS -> new long[] {n, 2L * sizes.latent()};
        case NUMBER -> new long[] {n};
      };
    }
  }
}
