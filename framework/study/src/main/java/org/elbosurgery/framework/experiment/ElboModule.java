package org.elbosurgery.framework.experiment;

import com.google.inject.AbstractModule;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.machine.Threads;
import org.elbosurgery.framework.surgery.PosteriorSurgery;

/**
 * Binds everything needed to run experiments, with the plugins of a source. {@code
 * Guice.createInjector(new ElboModule(loader))} gives {@link ExperimentResolver}, {@link
 * ExperimentRunner} and {@link PosteriorSurgery}.
 */
public final class ElboModule extends AbstractModule {

  private final PluginSource plugins;

  /**
   * Makes a module with the plugins that a class loader sees.
   *
   * @throws ElboException USER if {@code OMP_NUM_THREADS} is not a number that ND4J can read
   */
  public ElboModule(ClassLoader loader) {
    this(PluginSource.of(loader));
  }

  /**
   * Makes a module with the plugins of a source.
   *
   * @throws ElboException USER if {@code OMP_NUM_THREADS} is not a number that ND4J can read
   */
  public ElboModule(PluginSource plugins) {
    Threads.requireReadable(); // before anything in the module loads ND4J
    this.plugins = plugins;
  }

  @Override
  protected void configure() {
    install(new CatalogModule(plugins));
  }
}
