package org.elbosurgery.framework.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.elbosurgery.api.ElboException;

final class NpzProperties {

  private static Path file;

  @BeforeContainer
  static void createFile() throws IOException {
    file = Files.createTempFile("properties", ".npz");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(file);
  }

  @Property(seed = "111", tries = 50)
  @Label("arrays of any name come back")
  void names(@ForAll @StringLength(max = 20) String name, @ForAll @IntRange(max = 9) int size) {
    // Half of a surrogate pair is no character and has no encoding.
    String encodable = name.replaceAll("[\ud800-\udfff]", "");
    Npz.write(file, Map.of(encodable, NpyArray.of(new double[size], size)));
    assertThat(Npz.read(file)).containsOnlyKeys(encodable);
  }

  @Property(seed = "112", tries = 1)
  @Label("truncation at every byte is refused")
  void truncation() throws IOException {
    for (String name : new String[] {"stored.npz", "deflated.npz"}) {
      byte[] whole = NpyFixtures.bytes(name);
      for (int length = 0; length < whole.length; length++) {
        Files.write(file, Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> Npz.read(file))
            .as("the first %d bytes of %s", length, name)
            .isInstanceOf(ElboException.class);
      }
    }
  }

  @Property(seed = "113", tries = 1)
  @Label("no flipped bit changes a value unseen: the values are as they were, or it is refused")
  void flippedBits() throws IOException {
    for (String name : new String[] {"stored.npz", "deflated.npz"}) {
      byte[] whole = NpyFixtures.bytes(name);
      for (int i = 0; i < whole.length; i++) {
        byte[] damaged = whole.clone();
        damaged[i] ^= (byte) (1 << (i % 8));
        Files.write(file, damaged);
        assertRefusedOrUnchanged(name + " with byte " + i + " changed");
      }
    }
  }

  private static void assertRefusedOrUnchanged(String what) {
    try {
      for (NpyArray array : Npz.read(file).values()) {
        assertThat(array.doubles()).as(what).containsExactly(-0.5, -0.25, 0, 0.25, 0.5, 0.75);
      }
    } catch (ElboException e) {
      assertThat(e.category()).as(what).isEqualTo(ElboException.Category.USER);
    }
  }
}
