package org.elbosurgery.framework.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.graph.TinyModel.StandardPrior;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.kernel.Kernel;
import org.elbosurgery.framework.surgery.ExactEstimator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The kernel that is recorded with a result")
final class RecordedKernelTest {

  /** Another's estimator, which says nothing of how it computes. */
  @Plugin(name = "silent", summary = "An estimator of another's.")
  public record Silent() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      Decomposition terms = new ExactEstimator().estimate(posteriors, prior, budget, random);
      return new Decomposition(
          terms.averageKl(),
          terms.mutualInformation(),
          terms.marginalKl(),
          terms.residual(),
          terms.routes(),
          terms.points());
    }
  }

  /** Another's estimator with a kernel of its own. */
  @Plugin(name = "named", summary = "An estimator of another's.")
  public record Named() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      return new Silent().estimate(posteriors, prior, budget, random).computedBy("quadrature");
    }
  }

  private static final Injector INJECTOR =
      Guice.createInjector(
          new ElboModule(RecordedKernelTest.class.getClassLoader()),
          new AbstractModule() {
            @Override
            protected void configure() {
              Multibinder.newSetBinder(binder(), new TypeLiteral<Class<? extends Prior>>() {})
                  .addBinding()
                  .toInstance(StandardPrior.class);
              Multibinder<Class<? extends Estimator>> estimators =
                  Multibinder.newSetBinder(
                      binder(), new TypeLiteral<Class<? extends Estimator>>() {});
              estimators.addBinding().toInstance(Silent.class);
              estimators.addBinding().toInstance(Named.class);
            }
          });

  @TempDir private Path folder;

  private FinishedRun run(String estimator) throws InterruptedException {
    Map<String, String> options = new HashMap<>(SmallExperiments.OPTIONS);
    options.putAll(Map.of("prior", "standard", "epochs", "1", "estimator", estimator));
    Experiment experiment =
        INJECTOR.getInstance(ExperimentResolver.class).resolve(ExperimentSpec.create(options));
    Path run = folder.resolve(estimator);
    INJECTOR
        .getInstance(ExperimentRunner.class)
        .run(experiment, RunFolder.create(run, experiment), ExperimentListener.NONE);
    return FinishedRun.read(run);
  }

  @Test
  @DisplayName("is the one that the built-in estimator computed with")
  void ours() throws InterruptedException {
    FinishedRun run = run("exact");

    assertThat(run.result().provenance().kernel())
        .contains(Kernel.fastest(run.posteriors(Split.TRAIN).orElseThrow()).label());
  }

  @Test
  @DisplayName("is the one that another's estimator names")
  void named() throws InterruptedException {
    assertThat(run("named").result().provenance().kernel()).contains("quadrature");
  }

  @Test
  @DisplayName("is absent where another's estimator names none")
  void silent() throws InterruptedException {
    FinishedRun run = run("silent");

    assertThat(run.result().provenance().kernel()).isEmpty();
    assertThat(JsonObject.read(run.path().resolve("result.json")).object("provenance").names())
        .contains("threads")
        .doesNotContain("kernel");
  }
}
