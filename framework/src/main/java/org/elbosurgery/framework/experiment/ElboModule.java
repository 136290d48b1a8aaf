package org.elbosurgery.framework.experiment;

import com.google.inject.AbstractModule;
import org.elbosurgery.framework.catalog.CatalogModule;

/**
 * Everything that runs experiments, with the plugins that a class loader sees. {@code
 * Guice.createInjector(new ElboModule(loader))} gives {@link ExperimentResolver}, {@link
 * ExperimentRunner} and {@link CodesSurgery}.
 */
public final class ElboModule extends AbstractModule {

  private final ClassLoader plugins;

  /** Makes a module whose plugins are those that a class loader sees. */
  public ElboModule(ClassLoader plugins) {
    this.plugins = plugins;
  }

  @Override
  protected void configure() {
    install(new CatalogModule(plugins));
  }
}
