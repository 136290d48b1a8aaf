package org.elbosurgery.framework.plan;

/** An operation without operands, whose value is available before the first step of a plan. */
sealed interface Given extends Operation {

  /**
   * Returns the memory of its value, in single precision.
   *
   * @param shape of the value
   * @param variables the variables of the graph
   */
  Memory memory(long[] shape, GraphVariables variables);

  /** A variable of the graph: a placeholder, a parameter, a constant. */
  record Variable(String name) implements Given {

    @Override
    public Memory memory(long[] shape, GraphVariables variables) {
      return variables.memory(name, shape);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** An array filled with a number that is known when the plan is made. */
  record Constant(float value) implements Given {

    @Override
    public Memory memory(long[] shape, GraphVariables variables) {
      Memory memory = Memory.ofShape(shape);
      memory.array(shape).assign(value);
      return memory;
    }

    @Override
    public String toString() {
      return String.valueOf(value);
    }
  }
}
