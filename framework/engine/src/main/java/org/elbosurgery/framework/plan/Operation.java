package org.elbosurgery.framework.plan;

/**
 * An operation that produces a value of a plan from others. Its type says how it is computed: not
 * at all ({@link Given}, {@link View}), in a loop over rows together with others ({@link RowWise}),
 * or in a step of its own ({@link Alone}).
 */
sealed interface Operation permits Given, RowWise, Alone, Operation.View {

  /** The same numbers in the same order in another shape. */
  record View() implements Operation {}
}
