package org.elbosurgery.framework.contract;

/** How a rule is checked. */
@FunctionalInterface
interface Check<T> {

  /**
   * Checks a plugin.
   *
   * @throws Breach if the rule is broken
   * @throws NotApplicable if it says nothing about this plugin
   */
  void check(Examination<T> plugin);

  /** How one configuration of a plugin is checked. */
  @FunctionalInterface
  interface OfConfiguration<T> {

    /**
     * Checks a plugin.
     *
     * @throws Breach if the rule is broken
     * @throws NotApplicable if it says nothing about this plugin
     */
    void check(T plugin);
  }

  /**
   * Returns the check of a plugin in each of its configurations, up to the first that breaks the
   * rule; it applies where the rule applies to one of them.
   */
  static <T> Check<T> each(OfConfiguration<? super T> check) {
    return plugin -> {
      NotApplicable reason = null;
      int applied = 0;
      for (Configuration<T> configuration : plugin.configurations()) {
        try {
          check.check(configuration.plugin());
          applied++;
        } catch (NotApplicable e) {
          reason = e;
        } catch (RuntimeException | LinkageError e) {
          throw Fault.breach(plugin.type(), configuration.label(), e);
        }
      }
      if (applied == 0 && reason != null) {
        throw reason;
      }
    };
  }
}
