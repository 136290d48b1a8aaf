package org.elbosurgery.framework.experiment;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.util.Set;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;

/**
 * Binds the catalogs. A program that embeds the framework can add plugins to those found by
 * ServiceLoader, through the set of each kind:
 *
 * <pre>{@code
 * Multibinder.newSetBinder(binder(), new TypeLiteral<Class<? extends Prior>>() {})
 *     .addBinding().toInstance(MyPrior.class);
 * }</pre>
 */
public final class CatalogModule extends AbstractModule {

  private final PluginSource source;

  /** Makes a module whose catalogs contain the plugins of a source. */
  public CatalogModule(PluginSource source) {
    this.source = source;
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), new TypeLiteral<Class<? extends Prior>>() {});
    Multibinder.newSetBinder(binder(), new TypeLiteral<Class<? extends Encoder>>() {});
    Multibinder.newSetBinder(binder(), new TypeLiteral<Class<? extends Decoder>>() {});
    Multibinder.newSetBinder(binder(), new TypeLiteral<Class<? extends Estimator>>() {});
  }

  @Provides
  @Singleton
  Catalog<Prior> priors(Set<Class<? extends Prior>> extra) {
    return Catalog.load(Prior.class, source, extra);
  }

  @Provides
  @Singleton
  Catalog<Encoder> encoders(Set<Class<? extends Encoder>> extra) {
    return Catalog.load(Encoder.class, source, extra);
  }

  @Provides
  @Singleton
  Catalog<Decoder> decoders(Set<Class<? extends Decoder>> extra) {
    return Catalog.load(Decoder.class, source, extra);
  }

  @Provides
  @Singleton
  Catalog<Estimator> estimators(Set<Class<? extends Estimator>> extra) {
    return Catalog.load(Estimator.class, source, extra);
  }

  @Provides
  Catalogs catalogs(
      Catalog<Prior> priors,
      Catalog<Encoder> encoders,
      Catalog<Decoder> decoders,
      Catalog<Estimator> estimators) {
    return new Catalogs(priors, encoders, decoders, estimators);
  }
}
