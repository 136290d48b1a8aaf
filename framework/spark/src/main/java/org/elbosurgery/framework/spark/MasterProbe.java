package org.elbosurgery.framework.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.ElboException;

/** Whether a standalone master is there at all, which Spark itself would ask for a minute. */
final class MasterProbe {

  private static final String STANDALONE = "spark://";
  private static final int PATIENCE_MILLIS = 10_000;

  private MasterProbe() {}

  /** Returns whether masters of Spark's own are named. */
  static boolean isStandalone(String master) {
    return master.startsWith(STANDALONE);
  }

  /**
   * Tries to reach one of the masters that are named.
   *
   * @param master as users write it, such as {@code spark://host:7077} or {@code local[2]}
   * @throws ElboException USER if it names standalone masters of which none answers
   */
  static void requireAnswer(String master) {
    if (!isStandalone(master)) {
      return;
    }
    List<String> silent = new ArrayList<>();
    for (String address : master.substring(STANDALONE.length()).split(",", -1)) {
      try (Socket socket = new Socket()) {
        socket.connect(address(master, address), PATIENCE_MILLIS);
        return;
      } catch (IOException e) {
        silent.add(address + ": " + (e.getMessage() == null ? e : e.getMessage()));
      }
    }
    throw ElboException.user(
        "no Spark master answers at %s (%s); start it, or give the URL that its log or page says"
            .formatted(master, String.join("; ", silent)));
  }

  private static InetSocketAddress address(String master, String address) throws IOException {
    int colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
      throw ElboException.user(
          "spark master %s names no host and port; write it like spark://host:7077"
              .formatted(master));
    }
    int port = Integer.parseInt(address.substring(colon + 1));
    if (port > 0xFFFF) {
      throw new IOException("no port " + port);
    }
    InetSocketAddress found = new InetSocketAddress(address.substring(0, colon), port);
    if (found.isUnresolved()) {
      throw new IOException("unknown host");
    }
    return found;
  }
}
