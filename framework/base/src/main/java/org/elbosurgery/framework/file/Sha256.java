package org.elbosurgery.framework.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.elbosurgery.api.ElboException;

/** The SHA-256 of content and of files. */
public final class Sha256 {

  private Sha256() {}

  /** Returns the digest in 64 lower-case hexadecimal digits. */
  public static String of(Content content) {
    try {
      return whileWriting(content, OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("a stream to nowhere failed", e);
    }
  }

  /**
   * Writes content to a stream, which stays open, and returns its digest.
   *
   * @throws IOException if the stream throws it
   */
  static String whileWriting(Content content, OutputStream out) throws IOException {
    MessageDigest digest = digest();
    content.writeTo(new DigestOutputStream(out, digest));
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Returns the digest of a file's content, in 64 lower-case hexadecimal digits.
   *
   * @throws ElboException USER if the file cannot be read
   */
  public static String of(Path file) {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(RegularFile.open(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
