package org.elbosurgery.cli;

import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.machine.NativeProbe;

/**
 * The process started by {@link ProbeProcess}: measures ND4J's libraries and prints one JSON
 * object.
 */
final class ProbeMain {

  private ProbeMain() {}

  /**
   * Prints a {@link NativeProbe} as JSON.
   *
   * @param args the number of threads
   */
  public static void main(String[] args) {
    System.out.println(Json.text(NativeProbe.measure(Integer.parseInt(args[0]))));
  }
}
