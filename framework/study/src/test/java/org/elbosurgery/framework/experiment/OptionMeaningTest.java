package org.elbosurgery.framework.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbosurgery.api.Decides;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.option.Difference;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("An option of an experiment")
final class OptionMeaningTest {

  /** Another value of each option than {@link #experiment} has. */
  private static final Map<String, String> CHANGED =
      Map.ofEntries(
          Map.entry("binarize", "threshold"),
          Map.entry("limit", "18"),
          Map.entry("latent", "3"),
          Map.entry("prior", "standard"),
          Map.entry("encoder", "mlp:hidden-layers=1,hidden-units=5"),
          Map.entry("decoder", "mlp:hidden-layers=1,hidden-units=5,likelihood=gaussian"),
          Map.entry("epochs", "4"),
          Map.entry("batch", "32"),
          Map.entry("learning-rate", "0.02"),
          Map.entry("optimizer", "sgd:momentum=0.5,nesterov=false"),
          Map.entry("schedule", "cosine:floor=0.5"),
          Map.entry("weight-decay", "0.5"),
          Map.entry("beta", "2"),
          Map.entry("warmup", "1"),
          Map.entry("free-bits", "1"),
          Map.entry("samples-per-row", "2"),
          Map.entry("keep", "last"),
          Map.entry("normalize-gradients", "true"),
          Map.entry("patience", "1"),
          Map.entry("clip-norm", "1"),
          Map.entry("checkpoint-every", "2"),
          Map.entry("surgery-every", "2"),
          Map.entry("samples", "3"),
          Map.entry("seed", "8"),
          Map.entry("threads", "2"),
          Map.entry("engine", "samediff"));

  @TempDir private static Path folder;

  @BeforeAll
  static void writeGreyValues() {
    for (String split : List.of("train", "test")) {
      float[] values = new float[24 * 2];
      for (int i = 0; i < values.length; i++) {
        values[i] = i / (float) values.length;
      }
      AtomicFile.write(folder.resolve(split + ".npy"), NpyArray.of(values, 24, 2));
    }
  }

  private static Experiment experiment(String... changes) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("data", folder.resolve("train.npy") + "," + folder.resolve("test.npy")));
    options.addAll(List.of("limit", "20"));
    options.addAll(List.of("decoder", "mlp:hidden-layers=1,hidden-units=8,likelihood=gaussian"));
    options.addAll(List.of(changes));
    return SmallExperiments.with(options.toArray(String[]::new));
  }

  static Stream<OptionDescriptor> changed() {
    return ExperimentSpec.descriptors().stream()
        .filter(option -> CHANGED.containsKey(option.name()));
  }

  @Test
  @DisplayName(
      "is tried with another value, but for the places of data and labels and the one estimator")
  void triesAll() {
    assertThat(
            ExperimentSpec.descriptors().stream()
                .map(OptionDescriptor::name)
                .filter(name -> !CHANGED.containsKey(name)))
        .containsExactly("data", "labels", "estimator");
  }

  @ParameterizedTest
  @MethodSource("changed")
  @DisplayName("decides the rows where another value of it gives other rows")
  void decidesRows(OptionDescriptor option) {
    Experiment other = experiment(option.name(), CHANGED.get(option.name()));

    assertThat(rows(other).equals(rows(experiment())))
        .as(option.name() + " decides " + option.decides())
        .isEqualTo(option.decides() != Decides.ROWS);
  }

  private static List<List<Float>> rows(Experiment experiment) {
    List<List<Float>> rows = values(experiment.trainingRows().fitted());
    rows.addAll(values(experiment.data().test().orElseThrow()));
    return rows;
  }

  private static List<List<Float>> values(Rows rows) {
    List<List<Float>> values = new ArrayList<>();
    float[] row = new float[rows.width()];
    for (int n = 0; n < rows.size(); n++) {
      rows.copyTo(n, row, 0);
      values.add(List.of(row[0], row[1]));
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("changed")
  @DisplayName("makes two runs differ, and two that are compared unless it only decides execution")
  void makesRunsDiffer(OptionDescriptor option) {
    ExperimentSpec spec = experiment().spec();
    String now = CHANGED.get(option.name());
    ExperimentSpec other = changed(spec, option.name(), now);

    assertThat(spec.differences(other))
        .containsExactly(new Difference(option, spec.values().get(option.name()), now));
    assertThat(spec.materialDifferences(other).isEmpty())
        .isEqualTo(option.decides() == Decides.EXECUTION);
  }

  private static ExperimentSpec changed(ExperimentSpec spec, String option, String value) {
    return ExperimentSpec.create(
        spec.values().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, e -> e.getKey().equals(option) ? value : e.getValue())));
  }

  @Test
  @DisplayName("is among the values of a spec also if it is empty, but for labels")
  void emptyValues() {
    assertThat(experiment().spec().withDataIn("").values())
        .containsEntry("data", "")
        .doesNotContainKey("labels");
  }

  @Test
  @DisplayName("that is a place makes no other run, for what is there is known by its digest")
  void places() {
    ExperimentSpec spec = experiment().spec();
    ExperimentSpec moved = spec.withDataIn("/elsewhere/train.npy");

    assertThat(spec.differences(moved)).isEmpty();
    assertThat(moved).isNotEqualTo(spec);
    DataDigests digest = DataDigests.of("digest");
    assertThat(moved.identity(digest)).isEqualTo(spec.identity(digest));
    assertThat(spec.identity(DataDigests.of("other"))).isNotEqualTo(spec.identity(digest));
  }
}
