package org.elbosurgery.framework.file;

import org.elbosurgery.api.ElboException;

/** Refuses what would not fit into memory before memory is asked for. */
public final class HeapSpace {

  /** The largest array that every JVM can make. */
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

  /** What the program takes for itself, and for the samples that it works on at a time. */
  private static final long OWN = 48L << 20;

  private HeapSpace() {}

  /**
   * Checks that content fits one array and half of the heap; the other half is for what is made of
   * it.
   *
   * @param name what holds the content, for the message
   * @param bytes how much there is
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
   * Checks that the objects that are made of text fit half of the heap.
   *
   * @param name what holds the text, for the message
   * @param bytes of text
   * @param factor how many bytes of objects a byte of text can become
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
   * Checks that work fits the heap, beside what the program itself takes.
   *
   * @param what is worked on, such as "codes.npz with 10 codes", for the message
   * @param bytes that it takes at its height
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
