package org.elbosurgery.framework.benchmarks;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.elbosurgery.api.RandomStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * JMH: the matrix products of a training step alone, by OpenBLAS on one thread, for the default
 * networks with d = 10 and batches of 128: what no other part of the step can make faster. {@code
 * LARGE} is one product of matrices that are large in every direction, as near to the peak of the
 * processor as OpenBLAS comes. A product [m, k] [k, n] is 2 m n k floating-point operations. From
 * the top of the project:
 *
 * <pre>
 * OMP_NUM_THREADS=1 mvn -q -pl framework/benchmarks -am -DskipTests -Pbenchmark package \
 *   -Dbenchmark.args=ProductBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ProductBenchmark {

  private static final int ROWS = 128;

  /** Numbers of units from the data to the codes, and from the codes to the data. */
  private static final int[][] LAYERS = {
    {784, 500}, {500, 500}, {500, 10}, {500, 10}, {10, 500}, {500, 500}, {500, 784}
  };

  /** Which products. */
  @Param({"LARGE", "FORWARD", "WEIGHT_GRADIENTS", "INPUT_GRADIENTS"})
  public Part part;

  private final List<Product> products = new ArrayList<>();

  /** A part of the products of a step. */
  public enum Part {
    /** One product of matrices of 1536 rows and columns. */
    LARGE,
    /** Rows times weights. */
    FORWARD,
    /** Transposed rows times gradients. */
    WEIGHT_GRADIENTS,
    /** Gradients times transposed weights, of all layers but the first. */
    INPUT_GRADIENTS
  }

  /** C [m, n] = op(A) op(B). */
  private record Product(
      int m,
      int n,
      int k,
      int transposeA,
      int transposeB,
      FloatPointer a,
      FloatPointer b,
      FloatPointer c) {

    static Product of(int m, int n, int k, int transposeA, int transposeB) {
      return new Product(
          m, n, k, transposeA, transposeB, matrix(m * k), matrix(k * n), matrix(m * n));
    }

    private static FloatPointer matrix(int size) {
      return new FloatPointer(RandomStream.of(1).gaussians(size));
    }

    void compute() {
      openblas_nolapack.cblas_sgemm(
          CblasRowMajor,
          transposeA,
          transposeB,
          m,
          n,
          k,
          1,
          a,
          transposeA == CblasTrans ? m : k,
          b,
          transposeB == CblasTrans ? k : n,
          0,
          c,
          n);
    }
  }

  /** Makes the matrices. */
  @Setup
  public void setUp() {
    if (part == Part.LARGE) {
      products.add(Product.of(1536, 1536, 1536, CblasNoTrans, CblasNoTrans));
      return;
    }
    for (int[] layer : LAYERS) {
      int in = layer[0];
      int out = layer[1];
      switch (part) {
        case FORWARD -> products.add(Product.of(ROWS, out, in, CblasNoTrans, CblasNoTrans));
        case WEIGHT_GRADIENTS -> products.add(Product.of(in, out, ROWS, CblasTrans, CblasNoTrans));
        default -> {
          if (layer != LAYERS[0]) {
            products.add(Product.of(ROWS, in, out, CblasNoTrans, CblasTrans));
          }
        }
      }
    }
  }

  /** Computes the products one after the other. */
  @Benchmark
  public void compute() {
    products.forEach(Product::compute);
  }
}
