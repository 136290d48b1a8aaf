package org.elbosurgery.framework.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limits of memory, in bytes.
 *
 * @param heap the largest size of the JVM's heap
 * @param available the most that this process can have: the machine's memory, or the limit of its
 *     container
 * @param machine the memory of the machine
 */
public record MemoryLimits(long heap, long available, long machine) {

  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");

  /** Returns the limits of this process. */
  public static MemoryLimits current() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long available = system.getTotalMemorySize();
    return new MemoryLimits(Runtime.getRuntime().maxMemory(), available, machine(available));
  }

  private static long machine(long available) {
    try {
      return Math.max(available, parse(Files.readString(MEMORY_INFO)));
    } catch (IOException e) { // not Linux
      return available;
    }
  }

  /**
   * Returns the memory of the machine from the text in Linux's {@code /proc/meminfo}; 0 if the text
   * does not say.
   */
  static long parse(String memoryInfo) {
    Matcher total = Pattern.compile("(?m)^MemTotal:\\s*([0-9]+) kB$").matcher(memoryInfo);
    return total.find() ? Long.parseLong(total.group(1)) * 1024 : 0;
  }

  /** Returns whether a container limits the memory to less than the machine has. */
  public boolean inContainer() {
    return available < machine;
  }
}
