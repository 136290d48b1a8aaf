package org.elbosurgery.framework.experiment;

import com.google.inject.AbstractModule;
import org.elbosurgery.framework.catalog.CatalogModule;
import org.elbosurgery.framework.catalog.PluginSource;

/**
 * Everything that runs experiments, with the plugins of a source. {@code Guice.createInjector(new
 * ElboModule(loader))} gives {@link ExperimentResolver}, {@link ExperimentRunner} and {@link
 * CodesSurgery}.
 */
public final class ElboModule extends AbstractModule {

  private final PluginSource plugins;

  /** Makes a module whose plugins are those that a class loader sees. */
  public ElboModule(ClassLoader loader) {
    this(PluginSource.of(loader));
  }

  /** Makes a module with the plugins of a source. */
  public ElboModule(PluginSource plugins) {
    this.plugins = plugins;
  }

  @Override
  protected void configure() {
    install(new CatalogModule(plugins));
  }
}
