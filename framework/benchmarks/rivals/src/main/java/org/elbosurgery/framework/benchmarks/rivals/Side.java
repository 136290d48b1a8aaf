package org.elbosurgery.framework.benchmarks.rivals;

import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.timing.Contender;
import org.elbosurgery.framework.timing.StepCase;
import org.elbosurgery.framework.timing.TrainingSteps;

/** Who trains. A turn is a whole epoch. */
enum Side {
  /** Ours. */
  OURS {
    @Override
    Contender training(StepCase step, int threads) {
      return TrainingSteps.epochs(
          step, catalogs(), TrainingSteps.data(), new Execution(Engine.PLAN, threads));
    }
  },

  /** libtorch, on as many threads as {@code OMP_NUM_THREADS}. */
  LIBTORCH {
    @Override
    Contender training(StepCase step, int threads) {
      DataSet data = TrainingSteps.data();
      return TorchSteps.of(TrainingSteps.model(step, catalogs(), data), data, step.batch());
    }
  };

  /** Starts the training of a case from its initial parameters. */
  abstract Contender training(StepCase step, int threads);

  private static Catalogs catalogs() {
    return Catalogs.load(PluginSource.of(Side.class.getClassLoader()));
  }
}
