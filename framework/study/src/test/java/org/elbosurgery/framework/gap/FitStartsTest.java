package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.elbosurgery.api.AlternativeStarts;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.gap.PriorOnCodes.Kind;
import org.elbosurgery.framework.graph.TinyModel.StandardPrior;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The fits of a prior from several starts")
final class FitStartsTest {

  /**
   * N(3 tanh(a), I): at a = 20 the slope of tanh is 0 in single precision, so that a descent never
   * leaves the mean 3, far from the codes; it knows that it may start at a = 0 instead.
   */
  @Plugin(name = "plateau", summary = "a Gaussian whose descent may start on a plateau")
  public record PlateauPrior(@Option("the initial parameter") double start)
      implements Prior, AlternativeStarts {

    public PlateauPrior() {
      this(20);
    }

    @Override
    public BoundPrior bind(GraphScope scope) {
      SDVariable a = scope.parameter("a", Nd4j.zeros(1, scope.latentSize()).addi(start));
      SDVariable mean = a.getSameDiff().math().tanh(a).mul(3);
      return new BoundPrior() {
        @Override
        public SDVariable logProb(SDVariable z) {
          return LogProbability.standardGaussian(z.sub(mean));
        }

        @Override
        public Distribution freeze(GraphValues values, RandomStream random) {
          double[] m = values.of(mean).data().asDouble();
          return new DiagonalGaussianMixture(new double[1], m, new double[m.length]);
        }
      };
    }

    @Override
    public List<Prior> alternativeStarts(int trainingRows) {
      return List.of(new PlateauPrior(0));
    }
  }

  private static final Injector INJECTOR =
      Guice.createInjector(
          new ElboModule(FitStartsTest.class.getClassLoader()),
          binder -> {
            Multibinder<Class<? extends Prior>> priors =
                Multibinder.newSetBinder(binder, new TypeLiteral<Class<? extends Prior>>() {});
            priors.addBinding().toInstance(PlateauPrior.class);
            priors.addBinding().toInstance(StandardPrior.class);
          });

  @TempDir private static Path folder;

  @BeforeAll
  static void run() throws InterruptedException {
    SmallExperiments.run(SmallExperiments.with("prior", "standard"), folder.resolve("run"));
  }

  private static RunGap analyse(int starts, TaskListener listener) {
    GapRequest request =
        new GapRequest(
            List.of(PluginSpec.parse("plateau")),
            new FitOptions(300, 50, 0.05, 30, starts),
            new GapOptions(4, 1),
            false);
    return INJECTOR
        .getInstance(GapAnalysis.class)
        .run(FinishedRun.read(folder.resolve("run")), request, listener);
  }

  private static BestFit fit(RunGap gap) {
    return gap.fits().values().iterator().next();
  }

  private static double marginalKl(RunGap gap) {
    return gap.priors().stream()
        .filter(prior -> prior.kind() == Kind.FITTED)
        .mapToDouble(prior -> prior.train().marginalKl().mean())
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("keep the best, and say where each has ended")
  void keepTheBest() {
    RunGap one = analyse(1, TaskListener.NONE);
    assertThat(fit(one).starts()).extracting(BestFit.Start::name).containsExactly("as given");
    assertThat(fit(one).prior().course().gradient().orElseThrow().initial()).isZero();

    RunGap three = analyse(3, TaskListener.NONE);
    BestFit best = fit(three);
    assertThat(best.starts())
        .extracting(BestFit.Start::name)
        .containsExactly("as given", "start=0", "other random numbers 1");
    assertThat(best.start()).isEqualTo(1);
    double stuck = fit(one).prior().course().bestCrossEntropy();
    assertThat(best.starts())
        .extracting(BestFit.Start::crossEntropy)
        .containsExactly(
            OptionalDouble.of(stuck),
            OptionalDouble.of(best.prior().course().bestCrossEntropy()),
            OptionalDouble.of(stuck));
    // Two means at 3 where the codes have theirs within (-1, 1): 1/2 (2^2 + 2^2) at least.
    assertThat(marginalKl(one) - marginalKl(three)).isGreaterThan(4);
  }

  @Test
  @DisplayName("are kept with their starts: a second analysis repeats none of them")
  void areKept() {
    RunGap first = analyse(2, TaskListener.NONE);
    List<String> tasks = new ArrayList<>();
    RunGap second = analyse(2, (task, done, total) -> tasks.add(task));
    assertThat(tasks).isNotEmpty().noneMatch(task -> task.startsWith("fitting"));
    assertThat(GapJson.of(second)).isEqualTo(GapJson.of(first));
    assertThat(fit(second).starts()).isEqualTo(fit(first).starts());
  }
}
