package org.elbosurgery.framework.machine;

import java.io.IOException;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.elbosurgery.api.ElboException;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's native libraries, as loaded and measured in a process. Loading them fixes their settings
 * for the life of the process.
 *
 * @param blas the library of matrix products and its version
 * @param gigaflops the rate of its matrix products, in billions of floating-point operations per
 *     second
 * @param productThreads threads of its matrix products
 * @param operationThreads threads of ND4J's other operations
 * @param nativeLimit bytes that JavaCPP may allocate outside the heap
 * @param processLimit bytes that the whole process may have in memory before JavaCPP allocates none
 * @param cache the folder into which the libraries are unpacked
 */
public record NativeProbe(
    String blas,
    double gigaflops,
    int productThreads,
    int operationThreads,
    long nativeLimit,
    long processLimit,
    String cache) {

  private static final String OPENBLAS = "org.bytedeco.openblas.global.openblas";

  /**
   * Loads the libraries and measures them, in about two seconds.
   *
   * @param threads to measure with, at least 1
   */
  public static NativeProbe measure(int threads) {
    NativeSettings.useThreads(threads);
    double gigaflops = MatrixProductRate.gigaflops();
    return new NativeProbe(
        blasName(),
        gigaflops,
        Nd4j.factory().blas().getMaxThreads(),
        Nd4j.getEnvironment().maxMasterThreads(),
        Pointer.maxBytes(),
        Pointer.maxPhysicalBytes(),
        cacheFolder());
  }

  private static String blasName() {
    String vendor = Nd4j.factory().blas().getBlasVendor().toString();
    try {
      Class<?> bindings = Class.forName(OPENBLAS, false, NativeProbe.class.getClassLoader());
      String version = bindings.getPackage().getImplementationVersion();
      return version == null ? vendor : vendor + " " + version;
    } catch (ClassNotFoundException e) { // a backend with a BLAS of its own
      return vendor;
    }
  }

  private static String cacheFolder() {
    try {
      return Loader.getCacheDir().toString();
    } catch (IOException e) {
      throw ElboException.internal("JavaCPP has no cache", e);
    }
  }

  /** Reads the JSON that another process wrote from the result of {@link #measure(int)}. */
  public static NativeProbe of(Map<String, Object> json) {
    return new NativeProbe(
        (String) json.get("blas"),
        ((Number) json.get("gigaflops")).doubleValue(),
        ((Number) json.get("productThreads")).intValue(),
        ((Number) json.get("operationThreads")).intValue(),
        ((Number) json.get("nativeLimit")).longValue(),
        ((Number) json.get("processLimit")).longValue(),
        (String) json.get("cache"));
  }
}
