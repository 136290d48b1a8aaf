package org.elbosurgery.framework.graph;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The scope of one plugin in one graph: its names carry the plugin's role as a prefix. */
final class PluginScope implements GraphScope {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private final String role;
  private final SameDiff graph;
  private final ModelDefinition model;
  private final ParameterSource source;
  private final Map<String, INDArray> declared;
  private final Rows rows;
  private final RandomStream random;
  private final DataEncoder encoder;
  private final Set<String> names = new HashSet<>();

  /** How the model encodes. */
  @FunctionalInterface
  interface DataEncoder {
    Posterior encode(SDVariable x);
  }

  PluginScope(
      String role,
      SameDiff graph,
      ModelDefinition model,
      ParameterSource source,
      Map<String, INDArray> declared,
      Rows rows,
      RandomStream random,
      DataEncoder encoder) {
    this.role = role;
    this.graph = graph;
    this.model = model;
    this.source = source;
    this.declared = declared;
    this.rows = rows;
    this.random = random.named(role);
    this.encoder = encoder;
  }

  @Override
  public SDVariable parameter(String name, INDArray initialValue) {
    String fullName = fullName(name);
    INDArray value = source.value(fullName, initialValue).castTo(dataType()).dup('c');
    declared.put(fullName, value);
    return graph.var(fullName, value);
  }

  @Override
  public SDVariable constant(String name, INDArray value) {
    return graph.constant(fullName(name), value.castTo(dataType()).dup('c'));
  }

  private String fullName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name: letters, digits, dashes and underscores, a letter first");
    }
    if (!names.add(name)) {
      throw new IllegalArgumentException("the " + role + " declares '" + name + "' twice");
    }
    return role + "/" + name;
  }

  @Override
  public int latentSize() {
    return model.latentSize();
  }

  @Override
  public int dataSize() {
    return model.dataSize();
  }

  @Override
  public DataType dataType() {
    return model.dataType();
  }

  @Override
  public INDArray trainingRows(int count) {
    if (count < 1 || count > rows.size()) {
      throw new IllegalArgumentException(
          "the " + role + " asks for " + count + " training rows; there are " + rows.size());
    }
    int[] chosen = Arrays.copyOf(random.permutation(rows.size()), count);
    float[] values = new float[Math.multiplyExact(count, rows.width())];
    for (int i = 0; i < count; i++) {
      rows.copyTo(chosen[i], values, i * rows.width());
    }
    return Nd4j.create(values, new long[] {count, rows.width()}, 'c').castTo(dataType());
  }

  @Override
  public RandomStream random() {
    return random;
  }

  @Override
  public Posterior encode(SDVariable x) {
    return encoder.encode(x);
  }
}
