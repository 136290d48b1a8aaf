package org.elbosurgery.framework.contract;

/** How a rule is checked. */
@FunctionalInterface
interface Check<T> {

  /**
   * Checks a plugin.
   *
   * @throws Breach if the rule is broken
   * @throws NotApplicable if the rule does not apply to this plugin
   */
  void check(Examination<T> plugin);

  /** How one configuration of a plugin is checked. */
  @FunctionalInterface
  interface OfConfiguration<T> {

    /**
     * Checks a plugin.
     *
     * @throws Breach if the rule is broken
     * @throws NotApplicable if the rule does not apply to this plugin
     */
    void check(T plugin);
  }

  /**
   * Returns a check of each configuration of a plugin, up to the first that breaks the rule. It
   * applies if the rule applies to at least one of them.
   */
  static <T> Check<T> each(OfConfiguration<? super T> check) {
    return eachConfiguration(configuration -> check.check(configuration.plugin()));
  }

  /** Returns the same for a check that uses what others have computed of a configuration. */
  static <T> Check<T> eachConfiguration(OfConfiguration<? super Configuration<T>> check) {
    return plugin -> {
      NotApplicable reason = null;
      int applied = 0;
      for (Configuration<T> configuration : plugin.configurations()) {
        try {
          check.check(configuration);
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
