package org.elbosurgery.framework.call;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.ElboException;

/** Gathers the faults of plugins from steps that each stop at their first. */
public final class PluginFaults {

  private final List<String> faults = new ArrayList<>();

  /**
   * Takes a step, and keeps the plugin's fault if it stops at one.
   *
   * @throws ElboException of any category but PLUGIN, as the step threw it
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

  /** Returns whether there were none. */
  public boolean isEmpty() {
    return faults.isEmpty();
  }

  /**
   * Requires that there were none.
   *
   * @throws ElboException PLUGIN with all of them
   */
  public void requireNone() {
    if (!faults.isEmpty()) {
      throw ElboException.plugin(String.join("\n", faults), null);
    }
  }
}
