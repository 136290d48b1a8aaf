package org.elbosurgery.framework.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An optimizer's step as one pass over gradients, parameters and the optimizer's state. Each worker
 * processes its part of every parameter, the part for which it has computed the gradient if that is
 * a product shared out by rows: it is still in the cache of its core.
 */
public final class UpdatePass {

  /**
   * The number of values processed at a time. Larger blocks take longer: reading, arithmetic and
   * writing overlap less, and copies 4 kB apart compete for the same places of the cache.
   */
  private static final int BLOCK = 512;

  /** The number of plans whose gradients are remembered at the same time. */
  private static final int KNOWN = 4;

  private final Workers workers;
  private final List<Memory> parameters = new ArrayList<>();
  private final List<List<Block>> parts = new ArrayList<>();
  private final UpdateState state;
  private final IdentityHashMap<INDArray, Memory> known = new IdentityHashMap<>();

  /**
   * A part of a parameter's array.
   *
   * @param parameter the number of the parameter
   * @param from the first value, a multiple of {@link #BLOCK}
   * @param size the number of values, at most {@link #BLOCK}
   */
  private record Block(int parameter, int from, int size) {}

  /**
   * Prepares the pass, with a state of zeros.
   *
   * @param workers the threads to compute on
   * @param parameters the live parameters, single precision, row by row
   * @param states how many numbers the optimizer keeps for each of them
   */
  public UpdatePass(Workers workers, Collection<INDArray> parameters, int states) {
    this.workers = workers;
    parameters.forEach(array -> this.parameters.add(Memory.of(array)));
    List<Integer> sizes = this.parameters.stream().map(each -> each.numbers().capacity()).toList();
    this.state = new UpdateState(states, sizes);
    for (int worker = 0; worker < workers.size(); worker++) {
      parts.add(part(worker, workers.size(), sizes));
    }
  }

  /** Returns the blocks of one worker. */
  private static List<Block> part(int worker, int workers, List<Integer> sizes) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      int count = (sizes.get(i) - 1) / BLOCK + 1;
      int end = (int) ((long) count * (worker + 1) / workers);
      for (int at = (int) ((long) count * worker / workers); at < end; at++) {
        blocks.add(new Block(i, at * BLOCK, Math.min(BLOCK, sizes.get(i) - at * BLOCK)));
      }
    }
    return blocks;
  }

  /** Returns the optimizer's present state, {@code [states, parameters]}, until the next call. */
  public INDArray state() {
    return state.copy();
  }

  /**
   * Continues from a state.
   *
   * @param copy of the shape of {@link #state}
   */
  public void restore(INDArray copy) {
    state.assign(copy);
  }

  /**
   * Changes parameters and state in place.
   *
   * @param gradients in the order of the parameters, of their shapes
   * @param update what to do with each block
   */
  public void step(Collection<INDArray> gradients, Update update) {
    List<Memory> numbers = gradients.stream().map(this::memory).toList();
    workers.together(worker -> change(parts.get(worker), numbers, update));
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

  private void change(List<Block> blocks, List<Memory> gradients, Update update) {
    float[] gradient = new float[BLOCK];
    float[] parameter = new float[BLOCK];
    for (Block block : blocks) {
      Memory live = parameters.get(block.parameter);
      gradients.get(block.parameter).numbers().get(block.from, gradient, 0, block.size);
      live.numbers().get(block.from, parameter, 0, block.size);
      update.apply(gradient, parameter, state.of(block.parameter), block.from, block.size);
      live.numbers().put(block.from, parameter, 0, block.size);
    }
  }
}
