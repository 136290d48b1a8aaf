package org.elbosurgery.framework.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.google.inject.Injector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentListener;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentRunner;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.ForgedFiles;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.training.TrainingProgress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A comparison")
final class ComparisonTest {

  private static final Injector INJECTOR = SmallExperiments.INJECTOR;

  private static final Map<String, String> OPTIONS =
      Map.of(
          "data", "synthetic",
          "limit", "200",
          "encoder", "mlp:hidden-layers=1,hidden-units=8",
          "decoder", "mlp:hidden-layers=1,hidden-units=8",
          "epochs", "2",
          "batch", "64",
          "seed", "7",
          "threads", "1");

  private final ExperimentResolver resolver = INJECTOR.getInstance(ExperimentResolver.class);
  private final ComparisonRunner runner = INJECTOR.getInstance(ComparisonRunner.class);

  @TempDir private Path folder;

  private List<Experiment> experiments(String... priors) {
    return resolver.resolveEach(new ExperimentSpec(), OPTIONS, List.of(priors));
  }

  private Comparison run(String name, List<Experiment> experiments) throws InterruptedException {
    ComparisonFolder made = ComparisonFolder.create(folder.resolve(name), experiments);
    return runner.run(experiments, made, ComparisonListener.NONE);
  }

  @Test
  @DisplayName("runs each experiment as it would run alone, on data that are read once")
  void runsEach() throws Exception {
    List<Experiment> experiments = experiments("standard", "shifted");
    assertThat(experiments.get(0).data()).isSameAs(experiments.get(1).data());
    Comparison comparison = run("comparison", experiments);
    Experiment shifted = resolver.resolve(experiments.get(1).spec());
    RunFolder alone = RunFolder.create(folder.resolve("alone"), shifted);
    Result result =
        INJECTOR.getInstance(ExperimentRunner.class).run(shifted, alone, ExperimentListener.NONE);
    assertThat(comparison.results()).hasSize(2).contains(result);
    for (String file : List.of("result.json", "spec.json", "points.npz", "codes-test.npz")) {
      assertThat(folder.resolve("comparison/2-shifted").resolve(file))
          .hasSameBinaryContentAs(alone.path().resolve(file));
    }
  }

  @Test
  @DisplayName("gives differences from the first result, in every term and split")
  void differences() throws Exception {
    Comparison comparison = run("comparison", experiments("standard", "shifted"));
    Result other = comparison.results().get(1);
    for (Split split : Split.values()) {
      Map<Term, Estimate> differences = comparison.differences(other, split);
      assertThat(differences.keySet()).containsExactly(Term.values());
      differences.forEach(
          (term, difference) ->
              assertThat(difference.mean())
                  .isEqualTo(
                      term.estimate(other.surgery(split).orElseThrow()).orElseThrow().mean()
                          - term.estimate(comparison.baseline().surgery(split).orElseThrow())
                              .orElseThrow()
                              .mean()));
      assertThat(differences.values()).allMatch(difference -> difference.standardError() > 0);
      assertThat(comparison.differences(comparison.baseline(), split).values())
          .allMatch(zero -> zero.mean() == 0 && zero.standardError() == 0);
    }
    Map<String, Object> json = ComparisonJson.of(comparison);
    assertThat(json.get("results")).asInstanceOf(LIST).hasSize(2);
    assertThat(json.get("differences"))
        .asInstanceOf(LIST)
        .singleElement()
        .asInstanceOf(MAP)
        .containsEntry("prior", "shifted")
        .containsEntry("from", "standard")
        .containsKeys("train", "test")
        .extractingByKey("test", MAP)
        .containsOnlyKeys("reconstruction", "mutualInformation", "marginalKl", "averageKl", "elbo");
  }

  /** Interrupts after a step of the experiment with a number, both counted from 1. */
  private static final class InterruptAfter implements ComparisonListener {

    private final int experiment;
    private final int step;
    private int current;

    InterruptAfter(int experiment, int step) {
      this.experiment = experiment;
      this.step = step;
    }

    @Override
    public void started(Experiment started, int number, int count) {
      assertThat(count).isEqualTo(2);
      current = number;
    }

    @Override
    public void stepped(TrainingProgress progress, long totalSteps, double elbo) {
      if (current == experiment && progress.iteration() == step) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  @DisplayName("interrupted anywhere and gone on with, comes to what it would have come to")
  void resumes() throws Exception {
    Comparison whole = run("whole", experiments("standard", "shifted"));
    Path parts = folder.resolve("parts");
    ComparisonFolder begun = ComparisonFolder.create(parts, experiments("standard", "shifted"));
    assertThat(parts.resolve("1-standard/spec.json")).exists();
    assertThat(parts.resolve("2-shifted/spec.json")).exists();
    // As if it had been killed before the second folder was made, and while a file was written.
    Files.delete(parts.resolve("2-shifted/spec.json"));
    Files.delete(parts.resolve("2-shifted/SHA256SUMS"));
    CheckedFolder.create(parts.resolve("2-shifted"));
    Files.writeString(
        parts.resolve("2-shifted/.spec.json.9f0c0f1e-6a5e-4c57-9c8d-0d6b7a1f2e3c.elbo.tmp"), "{");
    for (InterruptAfter after :
        List.of(new InterruptAfter(1, 3), new InterruptAfter(2, 1), new InterruptAfter(2, 6))) {
      ComparisonFolder open = ComparisonFolder.open(parts);
      assertThatThrownBy(() -> runner.run(experiments(open), open, after))
          .isInstanceOf(InterruptedException.class);
    }
    ComparisonFolder open = ComparisonFolder.open(parts);
    assertThat(runner.run(experiments(open), open, ComparisonListener.NONE)).isEqualTo(whole);
    assertThat(runner.run(experiments(open), begun, ComparisonListener.NONE)).isEqualTo(whole);
  }

  private List<Experiment> experiments(ComparisonFolder open) {
    List<ExperimentSpec> specs = open.specs();
    List<PluginSpec> priors = specs.stream().map(spec -> spec.model().prior()).toList();
    List<Experiment> experiments = resolver.resolveEach(specs.get(0), priors);
    assertThat(experiments.stream().map(Experiment::spec)).isEqualTo(specs);
    return experiments;
  }

  @Test
  @DisplayName("names the prior whose plugin or numbers fail")
  void namesPrior() {
    List<Experiment> experiments = experiments("standard", "shifted");
    ComparisonFolder made = ComparisonFolder.create(folder.resolve("c"), experiments);
    ComparisonListener failing =
        new ComparisonListener() {
          @Override
          public void stepped(TrainingProgress progress, long totalSteps, double elbo) {
            throw ElboException.numeric("the loss is NaN");
          }
        };
    assertThatThrownBy(() -> runner.run(experiments, made, failing))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> {
              assertThat(e.category()).isEqualTo(ElboException.Category.NUMERIC);
              assertThat(e.problems()).containsExactly("prior standard: the loss is NaN");
            });
  }

  @Test
  @DisplayName("is refused for results that differ in more than the prior, and for none")
  void comparable() throws Exception {
    Comparison comparison = run("a", experiments("standard"));
    Result result = comparison.baseline();
    assertThat(comparison.results()).hasSize(1);
    Result.Provenance p = result.provenance();
    Result otherData =
        new Result(
            result.train(),
            result.test(),
            new Result.Provenance(
                p.versions(),
                p.spec(),
                "0".repeat(64),
                p.repeatedTestRows(),
                p.epochs(),
                p.bestEpoch(),
                p.parameters(),
                p.kernel(),
                p.plugins()));
    Experiment otherOption =
        resolver.resolve(
            ExperimentSpec.create(Map.of("data", "synthetic", "prior", "standard", "seed", "8")));
    Result otherSeed =
        new Result(
            result.train(),
            result.test(),
            new Result.Provenance(
                p.versions(),
                otherOption.spec(),
                p.dataSha256(),
                p.repeatedTestRows(),
                p.epochs(),
                p.bestEpoch(),
                p.parameters(),
                p.kernel(),
                p.plugins()));
    for (Result other : List.of(otherData, otherSeed)) {
      assertThatThrownBy(() -> new Comparison(List.of(result, other)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("differ in the prior alone");
    }
    assertThatThrownBy(() -> new Comparison(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("is not gone on with in a folder that is none, damaged, or of other runs")
  void badFolders() throws Exception {
    assertThatThrownBy(() -> ComparisonFolder.open(folder))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("is not a comparison: it has no comparison.json");
    List<Experiment> experiments = experiments("standard", "shifted");
    Path path = folder.resolve("c");
    ComparisonFolder made = ComparisonFolder.create(path, experiments);
    assertThatThrownBy(() -> ComparisonFolder.create(path, experiments))
        .isInstanceOf(ElboException.class)
        .hasMessage(
            "out %s is already used; name a new folder, or resume it by --resume %s"
                .formatted(path, path));
    ForgedFiles.replace(
        path.resolve("2-shifted"), "spec.json", "\"seed\" : \"7\"", "\"seed\" : \"8\"");
    assertThatThrownBy(() -> runner.run(experiments, made, ComparisonListener.NONE))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("holds another run than that of the comparison: seed was 8, is 7");
    Path file = path.resolve("comparison.json");
    String whole = Files.readString(file);
    for (String damaged :
        List.of(
            "",
            "[]",
            "{}",
            whole.substring(0, whole.length() / 2),
            whole.replace("\"priors\"", "\"prior\""),
            whole.replace("\"limit\"", "\"limmit\""),
            whole.replaceFirst("\\[ .*]", "[]"),
            whole.replaceFirst("\\[ .*]", "[ 3, null ]"))) {
      Files.writeString(file, damaged);
      assertThatThrownBy(made::specs).hasMessageContaining(file + " is damaged: its SHA-256");
      ForgedFiles.write(path, "comparison.json", damaged);
      assertThatThrownBy(made::specs)
          .as(damaged)
          .isInstanceOfSatisfying(
              ElboException.class,
              e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER));
    }
    Files.writeString(file, whole);
    assertThat(Json.read(file)).containsKeys("options", "priors", "versions");
  }

  @Test
  @DisplayName(
      "of priors of which one is unknown, two are the same, or one cannot be read, is none")
  void badPriors() {
    Problems problems = Problems.user();
    problems.check(
        () ->
            resolver.resolveEach(
                new ExperimentSpec(),
                Map.of("latent", "0", "data", "minst"),
                List.of("standard", "shiftd", "standard", "Shifted")));
    assertThat(problems.all())
        .hasSize(5)
        .anyMatch(p -> p.contains("latent"))
        .anyMatch(p -> p.contains("minst"))
        .anyMatch(p -> p.contains("did you mean shifted?"))
        .anyMatch(p -> p.contains("'Shifted' is not a plugin name"))
        .contains("priors standard and standard are the same; give different ones");
  }
}
