package org.elbosurgery.framework.npy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.file.UntrustedInput;
import org.elbosurgery.framework.json.JsonObject;

/**
 * The header of a {@code .safetensors} file.
 *
 * @param tensors in the order of their elements, which fill the rest of the file without a gap
 * @param metadata texts by name
 */
record SafetensorsHeader(List<Tensor> tensors, Map<String, String> metadata) {

  static final String METADATA = "__metadata__";

  /**
   * Checks a header against the file.
   *
   * @param json the header
   * @param in what follows it
   * @throws ElboException USER if a member is missing or of another kind, the elements of two
   *     arrays overlap or leave a gap, or they are not what follows
   */
  static SafetensorsHeader of(JsonObject json, UntrustedInput in) {
    Map<String, String> metadata = json.has(METADATA) ? json.texts(METADATA) : Map.of();
    List<Tensor> tensors = new ArrayList<>();
    for (String name : json.names()) {
      if (!name.equals(METADATA)) {
        tensors.add(tensor(name, json.object(name)));
      }
    }
    tensors.sort(Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end));
    long end = 0;
    for (Tensor tensor : tensors) {
      if (tensor.begin() != end) {
        throw in.problem(
            "damaged, the elements of %s begin at byte %d, those before end at %d"
                .formatted(Quotation.of(tensor.name()), tensor.begin(), end));
      }
      tensor
          .problem()
          .ifPresent(
              problem -> {
                throw in.problem("damaged, array " + Quotation.of(tensor.name()) + " " + problem);
              });
      end = tensor.end();
    }
    if (end != in.remaining()) {
      throw in.problem(
          "truncated, or not what it says: %d bytes of elements expected, %d are there"
              .formatted(end, in.remaining()));
    }
    return new SafetensorsHeader(List.copyOf(tensors), metadata);
  }

  private static Tensor tensor(String name, JsonObject json) {
    List<Long> shape = json.longs("shape");
    List<Long> offsets = json.longs("data_offsets");
    if (shape.stream().anyMatch(length -> length < 0 || length > Integer.MAX_VALUE)) {
      throw json.damaged("shape", "a list of lengths up to " + Integer.MAX_VALUE);
    }
    if (offsets.size() != 2 || offsets.get(0) < 0 || offsets.get(1) < offsets.get(0)) {
      throw json.damaged("data_offsets", "a beginning and an end");
    }
    return new Tensor(
        name,
        json.text("dtype"),
        shape.stream().map(Math::toIntExact).toList(),
        offsets.get(0),
        offsets.get(1));
  }

  /** Returns the names of all arrays. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    tensors.forEach(tensor -> names.add(tensor.name()));
    return names;
  }
}
