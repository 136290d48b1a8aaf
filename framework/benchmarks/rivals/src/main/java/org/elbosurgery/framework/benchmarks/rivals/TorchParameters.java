package org.elbosurgery.framework.benchmarks.rivals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.elbosurgery.framework.graph.Parameters;

/** A model's parameters as leaf tensors of libtorch, with our names and shapes. */
final class TorchParameters {

  private final Map<String, Tensor> leaves = new LinkedHashMap<>();

  /** Copies the values. */
  TorchParameters(Parameters parameters) {
    parameters
        .arrays()
        .forEach(
            (name, array) ->
                leaves.put(
                    name,
                    tensor(array.dup('c').data().asFloat(), array.shape())
                        .set_requires_grad(true)));
  }

  /** Returns a tensor with its own memory. */
  static Tensor tensor(float[] values, long... shape) {
    try (FloatPointer pointer = new FloatPointer(values)) {
      return torch.from_blob(pointer, shape).clone();
    }
  }

  boolean has(String name) {
    return leaves.containsKey(name);
  }

  Tensor get(String name) {
    Tensor leaf = leaves.get(name);
    if (leaf == null) {
      throw new IllegalArgumentException("no parameter " + name + " among " + leaves.keySet());
    }
    return leaf;
  }

  List<Tensor> all() {
    return List.copyOf(leaves.values());
  }

  Map<String, Tensor> byName() {
    return leaves;
  }
}
