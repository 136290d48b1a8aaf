package org.elbosurgery.framework.plan;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * C = op(A) op(B) + beta C by single-threaded BLAS, of matrices row by row in memory.
 *
 * @param transposeA whether op(A) is A or its transpose, in the numbers of CBLAS
 * @param transposeB the same of B
 * @param m rows of C
 * @param n columns of C
 * @param k columns of op(A)
 * @param a first number of A
 * @param lda numbers from one row of A to the next
 * @param b first number of B
 * @param ldb numbers from one row of B to the next
 * @param beta 0, where what C holds does not matter, or 1
 * @param c first number of C
 * @param ldc numbers from one row of C to the next
 */
record Multiplication(
    int transposeA,
    int transposeB,
    int m,
    int n,
    int k,
    FloatPointer a,
    int lda,
    FloatPointer b,
    int ldb,
    float beta,
    FloatPointer c,
    int ldc) {

  void run() {
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        transposeA,
        transposeB,
        m,
        n,
        k,
        1,
        a,
        lda,
        b,
        ldb,
        beta,
        c,
        ldc);
  }
}
