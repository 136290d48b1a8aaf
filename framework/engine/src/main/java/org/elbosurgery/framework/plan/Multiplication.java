package org.elbosurgery.framework.plan;

import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * C = A B + beta C by single-threaded BLAS.
 *
 * @param a either way round
 * @param b either way round
 * @param beta 0, where what C holds does not matter, or 1
 * @param c not transposed
 */
record Multiplication(Matrix a, Matrix b, float beta, Matrix c) {

  void run() {
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        order(a),
        order(b),
        c.rows(),
        c.columns(),
        a.columns(),
        1,
        a.numbers(),
        a.stride(),
        b.numbers(),
        b.stride(),
        beta,
        c.numbers(),
        c.stride());
  }

  private static int order(Matrix matrix) {
    return matrix.isTransposed() ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans;
  }
}
