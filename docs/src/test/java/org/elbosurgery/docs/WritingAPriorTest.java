package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URLClassLoader;
import java.nio.file.Path;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginJar;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.graph.UntrainedPrior;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/**
 * That the example keeps the contract its own module shows; here, that it is what its name says.
 */
@DisplayName("The prior of the guide")
final class WritingAPriorTest {

  /** At scale 1/2 the density of one dimension is exp(-2 |z|), so log p(z) = -2 (|z_1| + |z_2|). */
  @Test
  @DisplayName("is found in its jar, and has the log-density of a Laplace distribution")
  void isLaplace(@TempDir Path folder) throws Exception {
    try (URLClassLoader loader = PluginJar.loader(ExampleJar.pack(folder))) {
      Catalogs catalogs = Catalogs.load(PluginSource.of(loader)).requireComplete();
      Distribution density =
          UntrainedPrior.of(
                  catalogs.priors().create(PluginSpec.parse("laplace:scale=0.5")),
                  2,
                  RandomStream.of(1))
              .density();

      assertThat(
              density
                  .logProb(Nd4j.createFromArray(new double[][] {{0, 0}, {1, -2}, {-0.5, 0}}))
                  .toDoubleVector())
          .containsExactly(new double[] {0, -6, -1}, within(1e-12));
    }
  }
}
