package org.elbosurgery.framework.experiment;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.graph.TinyModel.ShiftedPrior;
import org.elbosurgery.framework.graph.TinyModel.StandardPrior;

/** Experiments on the synthetic data with small networks, done in a second. */
public final class SmallExperiments {

  /** Has the priors {@link ShiftedPrior} and {@link StandardPrior}. */
  public static final Injector INJECTOR =
      Guice.createInjector(
          new ElboModule(SmallExperiments.class.getClassLoader()),
          new AbstractModule() {
            @Override
            protected void configure() {
              Multibinder<Class<? extends Prior>> priors =
                  Multibinder.newSetBinder(binder(), new TypeLiteral<Class<? extends Prior>>() {});
              priors.addBinding().toInstance(ShiftedPrior.class);
              priors.addBinding().toInstance(StandardPrior.class);
            }
          });

  /** The options of all of them. */
  public static final Map<String, String> OPTIONS =
      Map.of(
          "data", "synthetic",
          "limit", "300",
          "prior", "shifted",
          "encoder", "mlp:hidden-layers=1,hidden-units=8",
          "decoder", "mlp:hidden-layers=1,hidden-units=8",
          "epochs", "3",
          "batch", "64",
          "learning-rate", "0.01",
          "seed", "7",
          "threads", "1");

  private SmallExperiments() {}

  /** Returns an experiment with some options changed, given as name, value, name, value... */
  public static Experiment with(String... changes) {
    Map<String, String> options = new LinkedHashMap<>(OPTIONS);
    for (int i = 0; i < changes.length; i += 2) {
      options.put(changes[i], changes[i + 1]);
    }
    return INJECTOR.getInstance(ExperimentResolver.class).resolve(ExperimentSpec.create(options));
  }

  /** Runs an experiment in a new folder. */
  public static Result run(Experiment experiment, Path folder) throws InterruptedException {
    return INJECTOR
        .getInstance(ExperimentRunner.class)
        .run(experiment, RunFolder.create(folder, experiment), ExperimentListener.NONE);
  }
}
