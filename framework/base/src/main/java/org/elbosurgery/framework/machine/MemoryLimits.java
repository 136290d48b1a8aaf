package org.elbosurgery.framework.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory there is, in bytes.
 *
 * @param heap that the JVM's heap may grow to
 * @param available to this process at most: the machine's, or the limit of its container
 * @param machine that the machine has
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

  /** Returns the memory of the machine by what Linux writes of it; 0 where it does not say. */
  static long parse(String memoryInfo) {
    Matcher total = Pattern.compile("(?m)^MemTotal:\\s*([0-9]+) kB$").matcher(memoryInfo);
    return total.find() ? Long.parseLong(total.group(1)) * 1024 : 0;
  }

  /** Returns whether a container allows less than the machine has. */
  public boolean inContainer() {
    return available < machine;
  }
}
