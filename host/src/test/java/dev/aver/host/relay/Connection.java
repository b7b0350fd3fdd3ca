// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.relay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** One end of a connection that speaks HTTP/1.1 as bytes, so that a test sees what was sent. */
final class Connection implements Closeable {
  private final Socket socket;
  private final InputStream in;

  Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
  }

  static Connection to(int port) throws IOException {
    return new Connection(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Writes text as it is; write the line ends, too. */
  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** A start line with its headers, up to and with the empty line. */
  Head head() throws IOException {
    var text = new StringBuilder();
    while (!text.toString().endsWith("\r\n\r\n")) {
      text.append((char) octet());
    }
    return new Head(List.of(text.toString().strip().split("\r\n", -1)));
  }

  /** Exactly so many bytes. */
  byte[] body(int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  /** One chunk of a chunked body; empty for the last. */
  byte[] chunk() throws IOException {
    var size = Integer.parseInt(line(), 16);
    var bytes = body(size);
    line();
    return bytes;
  }

  /** All chunks up to the last. */
  byte[] chunked() throws IOException {
    var whole = new ByteArrayOutputStream();
    for (var chunk = chunk(); chunk.length > 0; chunk = chunk()) {
      whole.writeBytes(chunk);
    }
    return whole.toByteArray();
  }

  /** Everything until the other end closes. */
  byte[] rest() throws IOException {
    return in.readAllBytes();
  }

  private String line() throws IOException {
    var text = new StringBuilder();
    while (!text.toString().endsWith("\r\n")) {
      text.append((char) octet());
    }
    return text.toString().strip();
  }

  private int octet() throws IOException {
    var octet = in.read();
    if (octet < 0) {
      throw new EOFException("closed by the other end");
    }
    return octet;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** A start line and its headers. */
  record Head(List<String> lines) {
    String start() {
      return lines.getFirst();
    }

    int status() {
      return Integer.parseInt(start().split(" ", -1)[1]);
    }

    /** All values of a header, in order. */
    List<String> all(String name) {
      var prefix = name.toLowerCase(Locale.ROOT) + ":";
      return lines.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .toList();
    }

    /** The only value of a header; empty text if there is none. */
    String the(String name) {
      return all(name).isEmpty() ? "" : all(name).getFirst();
    }
  }
}
