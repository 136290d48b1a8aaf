package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.report.page.Block;
import org.elbosurgery.framework.report.page.Picture;
import org.elbosurgery.framework.report.runs.Settings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

@DisplayName("The pictures of what a model makes")
final class ModelPicturesTest {

  /** N(0, I) that passes every check before training and cannot give the samples of a picture. */
  @Plugin(name = "tired", summary = "N(0, I) without many samples")
  public record TiredPrior() implements Prior {

    @Override
    public BoundPrior bind(GraphScope scope) {
      int d = scope.latentSize();
      return new BoundPrior() {
        @Override
        public SDVariable logProb(SDVariable z) {
          return LogProbability.standardGaussian(z);
        }

        @Override
        public Distribution freeze(GraphValues values, RandomStream random) {
          return new Tired(DiagonalGaussianMixture.standard(d));
        }
      };
    }
  }

  /** A density that is tired after fifteen samples, unless it is a run's check that asks. */
  private record Tired(Distribution density) implements Distribution {

    @Override
    public int dimensions() {
      return density.dimensions();
    }

    @Override
    public INDArray logProb(INDArray z) {
      return density.logProb(z);
    }

    @Override
    public INDArray sample(int n, RandomStream random) {
      if (n > 15 && n < 1000) {
        throw new IllegalStateException("tired");
      }
      return density.sample(n, random);
    }
  }

  private static final Injector INJECTOR =
      Guice.createInjector(
          new ElboModule(ModelPicturesTest.class.getClassLoader()),
          new AbstractModule() {
            @Override
            protected void configure() {
              Multibinder.newSetBinder(binder(), new TypeLiteral<Class<? extends Prior>>() {})
                  .addBinding()
                  .toInstance(TiredPrior.class);
            }
          });

  @TempDir private Path folder;

  @Test
  @DisplayName("lose one to a plugin's fault, which is told, and keep the others")
  void losesOne() throws InterruptedException {
    double[] squares = new double[40 * 4];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = i * 7 % 3 == 0 ? 1 : 0;
    }
    Path data = folder.resolve("squares.npz");
    Npz.write(data, Map.of("x", NpyArray.of(squares, 40, 4)));
    Map<String, String> options = new LinkedHashMap<>(SmallExperiments.OPTIONS);
    options.put("data", data.toString());
    options.put("limit", "0");
    options.put("prior", "tired");
    ExperimentResolver resolver = INJECTOR.getInstance(ExperimentResolver.class);
    SmallExperiments.run(resolver.resolve(ExperimentSpec.create(options)), folder.resolve("run"));
    Settings settings = Report.of(List.of(folder.resolve("run"))).settings();

    ModelPictures.Made made =
        new ModelPictures(resolver).of(settings, new ReportSteps(TaskListener.NONE, 1));

    assertThat(made.planes().values())
        .extracting(Picture::title)
        .singleElement()
        .asString()
        .startsWith("Decoded codes on a grid, z₁ from ");
    assertThat(made.blocks())
        .satisfiesExactly(
            gallery ->
                assertThat(((Block.Gallery) gallery).pictures())
                    .extracting(Picture::title)
                    .containsExactly("Training rows, and below each its reconstruction"),
            words ->
                assertThat(((Block.Words) words).text())
                    .startsWith("tired, d = 2 has no decoded samples: ")
                    .contains("Tired", "sample failed", "tired"));
  }
}
