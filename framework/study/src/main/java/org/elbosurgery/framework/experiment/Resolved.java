package org.elbosurgery.framework.experiment;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.elbosurgery.api.Support;
import org.elbosurgery.framework.data.Binarization;
import org.elbosurgery.framework.data.DataOptions;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.graph.ModelDefinition;

/** What has been read and tried before, and need not be again. */
interface Resolved {

  /** Nothing, and nothing is remembered. */
  Resolved NOTHING =
      new Resolved() {
        @Override
        public DataSet load(ExperimentSpec spec, Support support, Supplier<DataSet> source) {
          return source.get();
        }

        @Override
        public void tryOnce(Experiment experiment, Runnable trial) {
          trial.run();
        }
      };

  /**
   * Returns the data of a spec.
   *
   * @param support the values that the likelihood allows
   * @param source reads them
   */
  DataSet load(ExperimentSpec spec, Support support, Supplier<DataSet> source);

  /** Tries the model of an experiment, unless an equal one passed on the same rows. */
  void tryOnce(Experiment experiment, Runnable trial);

  /** The last data, and every model that passed; for one thread. */
  final class Remembered implements Resolved {

    /** The seed belongs to the data where it makes them binary. */
    private record Source(DataOptions data, Support support, OptionalLong seed) {}

    /** A model of plugins that are not records is equal to no other, and is tried again. */
    private record Tried(ModelDefinition model, DataOptions data, int rows) {}

    private record Last(Source source, DataSet data) {}

    private final Set<Tried> tried = new HashSet<>();
    private Optional<Last> last = Optional.empty();

    @Override
    public DataSet load(ExperimentSpec spec, Support support, Supplier<DataSet> data) {
      Binarization binarize = spec.data().binarize();
      boolean isFixed = binarize == Binarization.NONE || binarize == Binarization.THRESHOLD;
      OptionalLong seed = isFixed ? OptionalLong.empty() : OptionalLong.of(spec.run().seed());
      Source source = new Source(spec.data(), support, seed);
      if (last.filter(known -> known.source().equals(source)).isEmpty()) {
        last = Optional.empty(); // its memory may be needed
        last = Optional.of(new Last(source, data.get()));
      }
      return last.orElseThrow().data();
    }

    @Override
    public void tryOnce(Experiment experiment, Runnable trial) {
      Tried model =
          new Tried(
              experiment.model(),
              experiment.spec().data(),
              experiment.trainingRows().fitted().size());
      if (!tried.contains(model)) {
        trial.run();
        tried.add(model);
      }
    }
  }
}
