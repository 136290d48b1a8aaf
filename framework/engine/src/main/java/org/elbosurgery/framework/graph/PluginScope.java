package org.elbosurgery.framework.graph;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.NumberedRows;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.State;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The scope of one plugin in one graph; its names have the plugin's role as a prefix. */
final class PluginScope implements GraphScope {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private final String role;
  private final GraphContext context;
  private final Optional<SharedEncoder> encoder;
  private final RandomStream random;
  private final Set<String> names = new HashSet<>();

  /**
   * Makes a scope.
   *
   * @param role the prefix of its names and the name of its random stream
   * @param context the objects that the plugins of the model share
   * @param encoder the model's encoder; empty while the encoder itself is being bound, or if there
   *     is none
   */
  PluginScope(String role, GraphContext context, Optional<SharedEncoder> encoder) {
    this.role = role;
    this.context = context;
    this.encoder = encoder;
    this.random = context.random().named(role);
  }

  @Override
  public SDVariable parameter(String name, INDArray initialValue) {
    String fullName = fullName(name);
    INDArray value = context.source().value(fullName, initialValue).castTo(dataType()).dup('c');
    context.declared().parameter(fullName, value);
    return context.graph().var(fullName, value);
  }

  @Override
  public SDVariable constant(String name, INDArray value) {
    String fullName = fullName(name);
    INDArray used = context.source().constant(fullName, value).castTo(dataType()).dup('c');
    context.declared().constant(fullName, used);
    return context.graph().constant(fullName, used);
  }

  @Override
  public State state(String name, INDArray initialValue) {
    String fullName = fullName(name);
    INDArray value = context.source().state(fullName, initialValue).castTo(dataType()).dup('c');
    context.declared().state(fullName, value);
    return new DeclaredState(context.graph().var(fullName, value), context.declared());
  }

  /** A state in the graph. */
  private record DeclaredState(SDVariable value, Declarations declared) implements State {

    @Override
    public void afterStep(SDVariable next) {
      declared.update(value.name(), next);
    }
  }

  /** Noise is a variable whose array is filled anew, so that no evaluation has to pass it. */
  @Override
  public SDVariable noise(String name, long... shape) {
    String fullName = fullName(name);
    INDArray value = Nd4j.zeros(dataType(), shape);
    context.declared().noise(fullName, value);
    context.declared().draw(context.random());
    return context.graph().var(fullName, value);
  }

  private String fullName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is not a name: letters, digits, dashes and underscores, a letter first");
    }
    if (!names.add(name)) {
      throw new IllegalArgumentException("the " + role + " declares '" + name + "' twice");
    }
    return role + "/" + name;
  }

  @Override
  public int latentSize() {
    return context.model().latentSize();
  }

  @Override
  public int dataSize() {
    return context.model().dataSize();
  }

  @Override
  public int trainingSize() {
    return context.rows().size();
  }

  @Override
  public Interval dataRange() {
    Decoder decoder = context.model().decoder();
    if (decoder == null) {
      throw new IllegalStateException("there is no decoder");
    }
    return PluginCall.of(decoder, "support", decoder::support).range();
  }

  @Override
  public DataType dataType() {
    return context.model().dataType();
  }

  @Override
  public NumberedRows trainingRows(int count) {
    Rows rows = context.rows();
    if (count < 1 || count > rows.size()) {
      throw new IllegalArgumentException(
          "the " + role + " asks for " + count + " training rows; there are " + rows.size());
    }
    int[] chosen = Arrays.copyOf(random.permutation(rows.size()), count);
    context.declared().drawnRows(chosen);
    return new NumberedRows(
        Batch.of(rows, chosen, 0, count, dataType()),
        Nd4j.createFromArray(chosen).castTo(dataType()).reshape(1, count));
  }

  @Override
  public RandomStream random() {
    return random;
  }

  @Override
  public Posterior encode(SDVariable x) {
    return encoder().encode(x);
  }

  @Override
  public Posteriors encode(INDArray x) {
    return encoder().encode(x);
  }

  private SharedEncoder encoder() {
    return encoder.orElseThrow(() -> new IllegalStateException("no encoder is bound yet"));
  }
}
