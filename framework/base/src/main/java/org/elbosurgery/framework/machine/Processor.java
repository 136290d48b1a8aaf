package org.elbosurgery.framework.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processor.
 *
 * @param name such as "AMD EPYC"; that of the architecture where the system does not tell
 * @param cores that the machine has, as the system counts them
 * @param usable cores that this process may use, the limits of a container respected
 * @param features sets of vector instructions, the least first; none where the system does not tell
 */
public record Processor(String name, int cores, int usable, List<String> features) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** What of the many flags decides speed, on x86-64 and on ARM. */
  private static final List<String> VECTOR_FEATURES =
      List.of("sse4_2", "avx", "fma", "avx2", "avx512f", "asimd", "sve");

  /** Copies the list. */
  public Processor {
    features = List.copyOf(features);
  }

  /** Returns the processor of this machine. */
  public static Processor current() {
    int usable = Runtime.getRuntime().availableProcessors();
    String architecture = System.getProperty("os.arch");
    try {
      return parse(Files.readString(CPU_INFO), architecture, usable);
    } catch (IOException e) { // not Linux
      return new Processor(architecture, usable, usable, List.of());
    }
  }

  /** Reads what Linux writes of the processor. */
  static Processor parse(String cpuInfo, String architecture, int usable) {
    int cores = (int) Pattern.compile("(?m)^processor\\s*:").matcher(cpuInfo).results().count();
    List<String> flags = List.of(value("(flags|Features)", cpuInfo).split(" "));
    String name = value("(model name)", cpuInfo);
    return new Processor(
        name.isEmpty() ? architecture : name,
        Math.max(cores, usable),
        usable,
        VECTOR_FEATURES.stream().filter(flags::contains).toList());
  }

  private static String value(String key, String cpuInfo) {
    Matcher line = Pattern.compile("(?m)^" + key + "\\s*:(.*)$").matcher(cpuInfo);
    return line.find() ? line.group(2).strip() : "";
  }

  /** Returns whether it is known to lack the vector instructions that x86-64 has had since 2011. */
  public boolean lacksAvx() {
    return features.contains("sse4_2") && !features.contains("avx");
  }
}
