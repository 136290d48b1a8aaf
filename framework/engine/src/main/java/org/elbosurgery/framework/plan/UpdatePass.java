package org.elbosurgery.framework.plan;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An optimizer's step as one pass over gradients, parameters and the optimizer's state. The
 * parameters are treated as one vector, of which each worker processes a range.
 */
public final class UpdatePass {

  /**
   * The number of values processed at a time; four arrays of this size stay in the first-level
   * cache.
   */
  private static final int BLOCK = 1024;

  /** The number of plans whose gradients are remembered at the same time. */
  private static final int KNOWN = 4;

  private final Workers workers;
  private final List<Memory> parameters = new ArrayList<>();
  private final Memory state;
  private final int states;
  private final IdentityHashMap<INDArray, Memory> known = new IdentityHashMap<>();
  private final int size;

  /**
   * Prepares the pass.
   *
   * @param workers the threads to compute on
   * @param parameters the live parameters, single precision, row by row
   * @param state {@code [k, n]}, k numbers for each of the parameters in order
   */
  public UpdatePass(Workers workers, Collection<INDArray> parameters, INDArray state) {
    this.workers = workers;
    parameters.forEach(array -> this.parameters.add(Memory.of(array)));
    this.state = Memory.of(state);
    this.states = Math.toIntExact(state.size(0));
    this.size = Math.toIntExact(state.size(1));
  }

  /**
   * Changes parameters and state in place.
   *
   * @param gradients in the order of the parameters, of their shapes
   * @param update what to do with each block
   */
  public void step(Collection<INDArray> gradients, Update update) {
    List<Memory> numbers = gradients.stream().map(this::memory).toList();
    workers.together(
        worker -> {
          int from = (int) ((long) size * worker / workers.size());
          int to = (int) ((long) size * (worker + 1) / workers.size());
          range(numbers, from, to, update);
        });
  }

  /**
   * Returns the memory of a gradient. Plans return the same arrays every time, so it is looked up
   * only once.
   */
  private Memory memory(INDArray gradient) {
    if (!Memory.isPlain(gradient)) {
      return Memory.plain(gradient);
    }
    if (known.size() > KNOWN * parameters.size()) {
      known.clear();
    }
    return known.computeIfAbsent(gradient, Memory::of);
  }

  private void range(List<Memory> gradients, int from, int to, Update update) {
    float[] g = new float[BLOCK];
    float[] x = new float[BLOCK];
    float[][] s = new float[states][BLOCK];
    int start = 0;
    for (int i = 0; i < gradients.size(); i++) {
      FloatBuffer parameter = parameters.get(i).numbers();
      int end = start + parameter.capacity();
      for (int at = Math.max(from, start); at < Math.min(to, end); at += BLOCK) {
        int n = Math.min(BLOCK, Math.min(to, end) - at);
        gradients.get(i).numbers().get(at - start, g, 0, n);
        parameter.get(at - start, x, 0, n);
        for (int k = 0; k < states; k++) {
          state.numbers().get(k * size + at, s[k], 0, n);
        }
        update.apply(g, x, s, n);
        parameter.put(at - start, x, 0, n);
        for (int k = 0; k < states; k++) {
          state.numbers().put(k * size + at, s[k], 0, n);
        }
      }
      start = end;
    }
  }
}
