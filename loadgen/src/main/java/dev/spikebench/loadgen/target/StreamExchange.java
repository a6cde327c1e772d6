package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.stream.EventStreamException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/// One connection of a subscriber, from its request to the end of its stream. On the I/O thread of
/// the connection alone.
final class StreamExchange implements AsyncClientExchangeHandler {
  private static final String MEDIA_TYPE = "text/event-stream";
  private static final int OK = 200;

  private final StreamSubscriber subscriber;
  private final HttpHost host;
  private final String path;
  private boolean streams;
  private boolean over;

  StreamExchange(StreamSubscriber subscriber, HttpHost host, String path) {
    this.subscriber = subscriber;
    this.host = host;
    this.path = path;
  }

  @Override
  public void produceRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    BasicHttpRequest request = new BasicHttpRequest("GET", host, path);
    request.setHeader(HttpHeaders.ACCEPT, MEDIA_TYPE);
    request.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    channel.sendRequest(request, null, context);
  }

  @Override
  public int available() {
    return 0;
  }

  @Override
  public void produce(DataStreamChannel channel) {
    // A GET has no body.
  }

  @Override
  public void consumeInformation(HttpResponse response, HttpContext context) {
    // A 100 or 103 is no answer.
  }

  @Override
  public void consumeResponse(
      HttpResponse response, @Nullable EntityDetails entityDetails, HttpContext context) {
    String mediaType = entityDetails == null ? null : entityDetails.getContentType();
    streams =
        response.getCode() == OK
            && mediaType != null
            && mediaType.toLowerCase(Locale.ROOT).startsWith(MEDIA_TYPE);
    if (streams) {
      subscriber.streamBegins();
    } else {
      over = true;
      subscriber.notLetIn(response.getCode(), mediaType);
    }
  }

  @Override
  public void updateCapacity(CapacityChannel capacityChannel) throws IOException {
    capacityChannel.update(Integer.MAX_VALUE);
  }

  @Override
  public void consume(ByteBuffer source) throws IOException {
    if (!streams || over) {
      source.position(source.limit());
      return;
    }
    try {
      subscriber.received(source, System.nanoTime());
    } catch (EventStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    end();
  }

  @Override
  public void failed(Exception cause) {
    end();
  }

  @Override
  public void cancel() {
    end();
  }

  @Override
  public void releaseResources() {
    // Everything an exchange holds belongs to its subscriber.
  }

  private void end() {
    if (!over) {
      over = true;
      subscriber.streamEnded(streams);
    }
  }
}
