package org.elbosurgery.framework.plan;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import org.elbosurgery.framework.simd.Arithmetic;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adam's step as one pass over gradients, parameters and both moments: each worker takes a range of
 * the parameters as if they were one vector.
 */
public final class AdamPass {

  /** Numbers worked on at a time; four arrays of them stay in the first-level cache. */
  private static final int BLOCK = 1024;

  /** Gradients of this many plans are known at the same time. */
  private static final int KNOWN = 4;

  private final Arithmetic arithmetic = Arithmetic.FASTEST;
  private final Workers workers;
  private final List<Memory> parameters = new ArrayList<>();
  private final Memory moments;
  private final IdentityHashMap<INDArray, Memory> known = new IdentityHashMap<>();
  private final int size;

  /**
   * Prepares the pass.
   *
   * @param workers who computes
   * @param parameters the live parameters, single precision, row by row
   * @param moments {@code [2, n]}: the first and the second moments of the parameters in order
   */
  public AdamPass(Workers workers, Collection<INDArray> parameters, INDArray moments) {
    this.workers = workers;
    parameters.forEach(array -> this.parameters.add(Memory.of(array)));
    this.moments = Memory.of(moments);
    this.size = Math.toIntExact(moments.length() / 2);
  }

  /**
   * Changes moments and parameters in place: m += 0.1 (g - m), v += 0.001 (g^2 - v), parameter -=
   * rate m / (sqrt(v) + epsilon).
   *
   * @param gradients in the order of the parameters, of their shapes
   * @param rate the step size with the corrections of both moments
   * @param epsilon keeps from dividing by 0
   */
  public void step(Collection<INDArray> gradients, double rate, double epsilon) {
    List<Memory> numbers = gradients.stream().map(this::memory).toList();
    workers.together(
        worker -> {
          int from = (int) ((long) size * worker / workers.size());
          int to = (int) ((long) size * (worker + 1) / workers.size());
          range(numbers, from, to, (float) rate, (float) epsilon);
        });
  }

  /** Plans give the same arrays every time: their memory is looked up once. */
  private Memory memory(INDArray gradient) {
    if (!Memory.isPlain(gradient)) {
      return Memory.plain(gradient);
    }
    if (known.size() > KNOWN * parameters.size()) {
      known.clear();
    }
    return known.computeIfAbsent(gradient, Memory::of);
  }

  private void range(List<Memory> gradients, int from, int to, float rate, float epsilon) {
    float[] g = new float[BLOCK];
    float[] x = new float[BLOCK];
    float[] m = new float[BLOCK];
    float[] v = new float[BLOCK];
    int start = 0;
    for (int i = 0; i < gradients.size(); i++) {
      FloatBuffer parameter = parameters.get(i).numbers();
      int end = start + parameter.capacity();
      for (int at = Math.max(from, start); at < Math.min(to, end); at += BLOCK) {
        int n = Math.min(BLOCK, Math.min(to, end) - at);
        gradients.get(i).numbers().get(at - start, g, 0, n);
        parameter.get(at - start, x, 0, n);
        moments.numbers().get(at, m, 0, n);
        moments.numbers().get(size + at, v, 0, n);
        arithmetic.adam(g, x, m, v, rate, epsilon, n);
        parameter.put(at - start, x, 0, n);
        moments.numbers().put(at, m, 0, n);
        moments.numbers().put(size + at, v, 0, n);
      }
      start = end;
    }
  }
}
