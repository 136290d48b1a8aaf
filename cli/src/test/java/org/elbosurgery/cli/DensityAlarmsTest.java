package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.io.FileUtils;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentListener;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentRunner;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.RunFolder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Toys: small models with each prior that comes with the program, in one to ten dimensions, trained
 * from seeds on few rows. The build trains one with each; as a campaign, as many as asked for:
 *
 * <pre>
 * mvn -pl cli -am test -Dtest=DensityAlarmsTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Ddensity.toys=1000
 * </pre>
 */
@DisplayName("A trained prior that is a density")
final class DensityAlarmsTest {

  private static final List<String> PRIORS =
      List.of(
          "gaussian:mean=learned,covariance=full",
          "mixture:components=4",
          "vamp:pseudo-inputs=4",
          "exemplar:exemplars=8",
          "flow:couplings=2,hidden-units=6",
          "resampled:hidden-units=6,proposals=64,samples=20000");

  private static final int TOYS = Integer.getInteger("density.toys", PRIORS.size());

  private static final int MOST_DIMENSIONS = 10;

  @TempDir private Path folder;

  /**
   * Returns d, which differs among the first six toys, and later takes all values for each prior.
   */
  private static int dimensions(int toy) {
    return 1 + (3 * toy + toy / PRIORS.size()) % MOST_DIMENSIONS;
  }

  private static Map<String, String> options(int toy) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("data", "synthetic");
    options.put("limit", "200");
    options.put("encoder", "mlp:hidden-layers=1,hidden-units=8");
    options.put("decoder", "mlp:hidden-layers=1,hidden-units=8");
    options.put("prior", PRIORS.get(toy % PRIORS.size()));
    options.put("latent", String.valueOf(dimensions(toy)));
    options.put("epochs", "8");
    options.put("batch", "50");
    options.put("learning-rate", "0.02");
    options.put("seed", String.valueOf(1 + toy));
    options.put("threads", "1");
    return options;
  }

  /**
   * A check warns of a right density with probability 2e-6: 6e-7 of its normaliser and 1e-6 of its
   * samples. One of a thousand toys does for one in 600 choices of other seeds.
   */
  @Test
  @DisplayName("is not warned of")
  void noFalseAlarm(TestReporter reporter) throws IOException, InterruptedException {
    ExperimentResolver resolver =
        Guice.createInjector(new ElboModule(getClass().getClassLoader()))
            .getInstance(ExperimentResolver.class);
    Map<String, Integer> determined = new TreeMap<>();
    List<String> warnings = new ArrayList<>();
    for (int toy = 0; toy < TOYS; toy++) {
      Experiment experiment = resolver.resolve(ExperimentSpec.create(options(toy)));
      Path path = folder.resolve(String.valueOf(toy));
      Result result =
          new ExperimentRunner()
              .run(experiment, RunFolder.create(path, experiment), ExperimentListener.NONE);
      FileUtils.deleteDirectory(path.toFile());
      DensityCheck check = result.train().density().orElseThrow();
      check.warnings().forEach(warning -> warnings.add(experiment.spec().values() + warning));
      determined.merge(
          experiment.spec().model().prior().name(),
          check.logNormalizer().isPresent() ? 1 : 0,
          Integer::sum);
    }
    reporter.publishEntry("toys", TOYS + ", of which were determined " + determined);

    assertThat(warnings).isEmpty();
    assertThat(determined.values()).allMatch(count -> 10 * count > 9 * (TOYS / PRIORS.size()));
  }
}
