package org.elbosurgery.framework.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.DataDigests;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.problem.Problems;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sweeps from options to cells. */
@DisplayName("A sweep")
final class SweepTest {

  private final SweepResolver resolver = SmallExperiments.INJECTOR.getInstance(SweepResolver.class);

  /** Small experiments with axes of their own. */
  static SweepSpec with(Map<String, List<String>> axes) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    SmallExperiments.OPTIONS.forEach((name, value) -> options.put(name, List.of(value)));
    axes.keySet().forEach(options::remove);
    options.putAll(axes);
    return new SweepSpec(options);
  }

  private static Map<String, List<String>> axes(Object... namesAndValues) {
    Map<String, List<String>> axes = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      axes.put(
          namesAndValues[i].toString(),
          ((List<?>) namesAndValues[i + 1]).stream().map(Object::toString).toList());
    }
    return axes;
  }

  private List<String> problems(SweepSpec spec) {
    Problems problems = Problems.user();
    problems.check(() -> resolver.resolve(spec));
    return problems.all();
  }

  @Test
  @DisplayName("is the cross product of its axes, the first one slowest")
  void crossProduct() {
    Sweep sweep =
        resolver.resolve(
            with(
                axes(
                    "latent", List.of(2, 1),
                    "prior", List.of("shifted", "standard"),
                    "seed", List.of(3, 4))));
    assertThat(sweep.cells())
        .extracting(Cell::label)
        .containsExactly(
            "latent 2, shifted, seed 3",
            "latent 2, shifted, seed 4",
            "latent 2, standard, seed 3",
            "latent 2, standard, seed 4",
            "latent 1, shifted, seed 3",
            "latent 1, shifted, seed 4",
            "latent 1, standard, seed 3",
            "latent 1, standard, seed 4");
    Cell last = sweep.cells().get(7);
    assertThat(last.spec().model().latent()).isEqualTo(1);
    assertThat(last.spec().run().seed()).isEqualTo(4);
    assertThat(last.spec().model().prior().name()).isEqualTo("standard");
    assertThat(last.steps()).isEqualTo(5 * (3 + 1)); // ceil(300 / 64) steps an epoch
  }

  @Test
  @DisplayName("knows a cell by all that decides its result, and by nothing else")
  void keys() {
    Sweep sweep = resolver.resolve(with(axes("seed", List.of(1, 2))));
    Sweep larger = resolver.resolve(with(axes("latent", List.of(2, 1), "seed", List.of(2, 1))));
    assertThat(larger.keys()).containsAll(sweep.keys()).doesNotHaveDuplicates();
    assertThat(sweep.cells().get(0).name()).matches("shifted-d2-seed1-[0-9a-f]{8}");
    Sweep explicit = resolver.resolve(with(axes("seed", List.of(1, 2), "samples", List.of(2))));
    assertThat(explicit.keys()).isEqualTo(sweep.keys());
    Sweep other = resolver.resolve(with(axes("seed", List.of(1, 2), "samples", List.of(3))));
    assertThat(other.keys()).doesNotContainAnyElementsOf(sweep.keys());
  }

  @Test
  @DisplayName("keeps the key of a cell from version to version, so that its run is found again")
  void keepsKeys() {
    ExperimentSpec spec = ExperimentSpec.create(Map.of("data", "/anywhere", "threads", "1"));
    String digest = "0".repeat(64);
    String identity =
        """
        {
          "data" : "%s",
          "binarize" : "none",
          "limit" : "0",
          "latent" : "2",
          "prior" : "gaussian",
          "encoder" : "mlp",
          "decoder" : "mlp",
          "epochs" : "10",
          "batch" : "128",
          "learning-rate" : "0.001",
          "optimizer" : "adam:beta1=0.9,beta2=0.999,epsilon=1e-8",
          "schedule" : "constant",
          "weight-decay" : "0",
          "beta" : "1",
          "warmup" : "0",
          "free-bits" : "0",
          "samples-per-row" : "1",
          "patience" : "0",
          "keep" : "best",
          "clip-norm" : "0",
          "normalize-gradients" : "false",
          "checkpoint-every" : "1",
          "surgery-every" : "0",
          "estimator" : "exact",
          "samples" : "2",
          "seed" : "1",
          "threads" : "1",
          "engine" : "plan"
        }
        """
            .formatted(digest);

    assertThat(new Cell("", spec, DataDigests.of(digest), PluginBuilds.UNKNOWN, 1).key())
        .isEqualTo(Sha256.of(out -> out.write(identity.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  @DisplayName("has the same name whatever threads it is given, unless its user gave them")
  void names() {
    Map<String, List<String>> options = new LinkedHashMap<>(with(axes()).options());
    options.remove("threads");
    Sweep free = resolver.resolve(new SweepSpec(options));
    assertThat(free.onThreads(1).name()).isEqualTo(free.onThreads(3).name());
    assertThat(free.onThreads(3).cells().get(0).spec().run().threads()).isEqualTo(3);
    assertThat(free.onThreads(1).keys()).isNotEqualTo(free.onThreads(3).keys());
    Sweep fixed = resolver.resolve(with(axes()));
    assertThat(fixed.onThreads(3)).isEqualTo(fixed);
    assertThat(fixed.name()).isNotEqualTo(free.name());
  }

  @Test
  @DisplayName("tells a problem of all cells once, one of some with their values")
  void tellsProblems() {
    assertThat(problems(with(axes("encoder", List.of("mpl"), "latent", List.of(1, 2)))))
        .singleElement()
        .asString()
        .isEqualTo(
            "unknown encoder mpl; known: conv, gated, mlp; for one in another jar give --plugin-path"
                + " FOLDER");
    assertThat(problems(with(axes("epocs", List.of(3), "latent", List.of(0, 2)))))
        .hasSize(2)
        .anySatisfy(p -> assertThat(p).startsWith("unknown option epocs; did you mean epochs?"))
        .anySatisfy(p -> assertThat(p).startsWith("latent 0: ").contains("from 1 to 4096"));
  }

  @Test
  @DisplayName("refuses two cells that are the same run, and an axis without values")
  void refusesDuplicates() {
    assertThat(problems(with(axes("seed", List.of(1, "01")))))
        .containsExactly("seed 1 and seed 01 are the same run; give each value of an option once");
    assertThatThrownBy(() -> with(axes("seed", List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seed has no values");
    assertThatThrownBy(() -> resolver.resolve(with(axes("prior", List.of("shifted", "shifted")))))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("are the same");
  }
}
