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
 * @param name such as "AMD EPYC"; the name of the architecture if the system does not give it
 * @param cores the cores of the machine, as the system counts them
 * @param usable the cores that this process may use, within the limits of a container
 * @param features the sets of vector instructions, the oldest first; none if the system does not
 *     list them
 */
public record Processor(String name, int cores, int usable, List<String> features) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** The processor flags that matter for speed, on x86-64 and on ARM. */
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

  /** Parses the text of Linux's {@code /proc/cpuinfo}. */
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

  /**
   * Returns whether the processor is known to lack AVX, which x86-64 processors have had since
   * 2011.
   */
  public boolean lacksAvx() {
    return features.contains("sse4_2") && !features.contains("avx");
  }
}
