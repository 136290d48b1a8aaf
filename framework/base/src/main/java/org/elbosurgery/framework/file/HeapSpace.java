package org.elbosurgery.framework.file;

import org.elbosurgery.api.ElboException;

/** Refuses data that would not fit into memory before memory is requested. */
public final class HeapSpace {

  /** The length of the longest array that every JVM can make. */
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

  /** The memory that the program needs for itself and for the samples being processed. */
  private static final long OWN = 48L << 20;

  private HeapSpace() {}

  /**
   * Checks that content fits into one array and half of the heap; the other half is for what is
   * computed from it.
   *
   * @param name the source of the content, for the message
   * @param bytes the size of the content
   * @throws ElboException USER if it does not fit
   */
  public static void require(String name, long bytes) {
    long allowed = Math.min(LONGEST_ARRAY, half());
    if (bytes > allowed) {
      throw ElboException.user(
          name
              + " holds "
              + bytes
              + " bytes of data; at most "
              + allowed
              + " fit: use a narrower type or fewer rows, or give the JVM more memory (-Xmx)");
    }
  }

  /**
   * Checks that the objects made from a text fit into half of the heap.
   *
   * @param name the source of the text, for the message
   * @param bytes the size of the text
   * @param factor the largest number of bytes of objects per byte of text
   * @throws ElboException USER if they do not fit
   */
  public static void requireObjects(String name, long bytes, int factor) {
    if (bytes > half() / factor) {
      throw ElboException.user(
          "%s has %d bytes of text; what they make fits into memory up to %d: restore the file, or give the JVM more memory (-Xmx)"
              .formatted(name, bytes, half() / factor));
    }
  }

  /**
   * Checks that a computation fits into the heap, in addition to the program itself.
   *
   * @param what the computation, such as "the surgery of codes.npz", for the message
   * @param bytes its peak memory
   * @throws ElboException USER if it does not fit
   */
  public static void requireWork(String what, long bytes) {
    long allowed = Math.max(0, Runtime.getRuntime().maxMemory() - OWN);
    if (bytes > allowed) {
      throw ElboException.user(
          "%s takes %d bytes of memory; at most %d are there: use fewer rows, or give the JVM more memory (-Xmx)"
              .formatted(what, bytes, allowed));
    }
  }

  private static long half() {
    return Runtime.getRuntime().maxMemory() / 2;
  }
}
