package org.elbosurgery.framework.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.util.Map;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginDescriptor;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A catalog that is injected")
final class CatalogModuleTest {

  /** An estimator that an embedding program might add. */
  @Plugin(name = "own", summary = "An estimator of the test's own.", reference = "nobody 2026")
  public record Own(@Option("how many") @Min(1) int count) implements Estimator {
    public Own() {
      this(3);
    }

    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  @DisplayName("has the plugins that are found, and those that an embedding program adds")
  void isInjected() {
    PluginSource source = PluginSource.of(getClass().getClassLoader());
    Catalogs catalogs =
        Guice.createInjector(
                new CatalogModule(source),
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    Multibinder.newSetBinder(
                            binder(), new TypeLiteral<Class<? extends Estimator>>() {})
                        .addBinding()
                        .toInstance(Own.class);
                  }
                })
            .getInstance(Catalogs.class);

    assertThat(catalogs.estimators().plugins())
        .extracting(PluginDescriptor::name)
        .containsExactly("bounds", "exact", "grid", "knn", "minibatch", "own", "subsampled");
    assertThat(catalogs.priors().plugins()).isEmpty();
    assertThat(catalogs.all())
        .extracting(Catalog::kind)
        .containsExactly("prior", "encoder", "decoder", "estimator");
    assertThat(Catalogs.load(source).estimators().find("own")).isEmpty();
    assertThat(catalogs.problems()).isEmpty();
    assertThat(PluginSpec.of(catalogs.estimators().create(new PluginSpec("own", Map.of()))))
        .hasToString("own:count=3");
  }
}
