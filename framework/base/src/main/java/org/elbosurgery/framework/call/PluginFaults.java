package org.elbosurgery.framework.call;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.ElboException;

/** Collects the faults of plugins over several steps, each of which stops at its first fault. */
public final class PluginFaults {

  private final List<String> faults = new ArrayList<>();

  /**
   * Runs a step and keeps the fault if a plugin stops it.
   *
   * @throws ElboException of any category except PLUGIN, if the step throws it
   */
  public void collect(Runnable step) {
    try {
      step.run();
    } catch (ElboException e) {
      if (e.category() != ElboException.Category.PLUGIN) {
        throw e;
      }
      faults.addAll(e.problems());
    }
  }

  /** Returns whether there were no faults. */
  public boolean isEmpty() {
    return faults.isEmpty();
  }

  /**
   * Checks that there were no faults.
   *
   * @throws ElboException PLUGIN if there were any, with all of them
   */
  public void requireNone() {
    if (!faults.isEmpty()) {
      throw ElboException.plugin(String.join("\n", faults), null);
    }
  }
}
