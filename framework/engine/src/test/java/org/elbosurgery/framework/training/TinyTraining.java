package org.elbosurgery.framework.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.TinyModel;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.option.OptionSet;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A training that takes a moment, of a tiny model. */
final class TinyTraining {

  /** 43 rows in batches of 10: the last batch of an epoch has 3 (or, of 36 fitted rows, 6). */
  static final DataSet DATA = DataSet.fixed("tiny", "-", TinyModel.rows(43), Optional.empty());

  static final ModelDefinition MODEL =
      TinyModel.of(new TinyModel.StandardPrior(), Likelihood.BERNOULLI, 2, DataType.FLOAT);

  static final Execution EXECUTION = new Execution(Engine.PLAN, 2);

  private TinyTraining() {}

  /** Returns options as a user gives them, {@code name=value}. */
  static TrainingOptions options(String... given) {
    Map<String, String> values = new LinkedHashMap<>(Map.of("batch", "10"));
    for (String each : given) {
      values.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
    }
    return OptionSet.of(TrainingOptions.class).create(values);
  }

  static TrainingOptions options(int epochs, int patience) {
    return options(
        "epochs=" + epochs,
        "learning-rate=0.01",
        "warmup=2",
        "patience=" + patience,
        "clip-norm=5");
  }

  static Trainer start(TrainingOptions options) {
    return start(MODEL, options);
  }

  static Trainer start(ModelDefinition model, TrainingOptions options) {
    return Trainer.start(
        model, new TrainingRows(DATA, options), options, RandomStream.of(9), EXECUTION);
  }

  static void assertSame(Parameters actual, Parameters expected) {
    assertSame(actual.arrays(), expected.arrays());
    assertSame(actual.states(), expected.states());
  }

  static void assertSame(Map<String, INDArray> actual, Map<String, INDArray> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, value) ->
            assertThat(actual.get(name).data().asFloat())
                .as(name)
                .isEqualTo(value.data().asFloat()));
  }
}
