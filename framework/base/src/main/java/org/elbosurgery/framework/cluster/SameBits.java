package org.elbosurgery.framework.cluster;

import java.io.Serializable;
import java.lang.module.ModuleFinder;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.simd.VectorApi;
import org.elbosurgery.framework.version.Versions;

/**
 * What has to be the same on all machines for the bits of a result to be those of one machine.
 *
 * @param version of this program
 * @param vectors whether it computes on the Vector API, and not in plain Java
 * @param java the version of Java, such as 17
 */
public record SameBits(String version, boolean vectors, int java) implements Serializable {

  /** Returns what this process has. */
  public static SameBits here() {
    return new SameBits(Versions.current().elbo(), VectorApi.isPresent(), javaHere());
  }

  private static int javaHere() {
    return Runtime.version().feature();
  }

  /**
   * Checks that this process has the same.
   *
   * @param site where it is
   * @throws ElboException USER if it has not
   */
  public void requireIn(Site site) {
    requireVersion(site);
    if (vectors != VectorApi.isPresent()) {
      throw ElboException.user(
          "%s computes %s, this process %s: the bits would differ; start %s with --add-modules %s"
              .formatted(
                  site.name(),
                  arithmetic(!vectors),
                  arithmetic(vectors),
                  vectors ? "the JVM there" : "this one",
                  VectorApi.MODULE));
    }
  }

  /**
   * Checks that processes have the same which a machine starts with the options of the one that
   * spread the work.
   *
   * @throws ElboException USER if they have not
   */
  public void requireOfProcesses(Site site) {
    requireVersion(site);
    if (java != javaHere()) { // which may not know the options, and is recorded with each result
      throw ElboException.user(
          "%s has Java %d, this process %d, whose options its processes would have; give both the same, as by JAVA_HOME"
              .formatted(site.name(), javaHere(), java));
    }
    if (vectors && ModuleFinder.ofSystem().find(VectorApi.MODULE).isEmpty()) {
      throw ElboException.user(
          "%s has a Java without %s, so that its bits would differ; install a JDK there"
              .formatted(site.name(), VectorApi.MODULE));
    }
  }

  private void requireVersion(Site site) {
    String found = Versions.current().elbo();
    if (!found.equals(version)) {
      throw ElboException.user(
          "%s runs elbo %s, this process %s: the bits may differ; install the same on both"
              .formatted(site.name(), found, version));
    }
  }

  private static String arithmetic(boolean vectors) {
    return vectors ? "on the Vector API" : "in plain Java";
  }
}
