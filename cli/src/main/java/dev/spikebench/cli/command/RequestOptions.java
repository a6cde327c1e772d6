package dev.spikebench.cli.command;

import dev.spikebench.loadgen.request.BodyTemplate;
import dev.spikebench.loadgen.request.CustomRequest;
import dev.spikebench.loadgen.request.RequestBody;
import dev.spikebench.loadgen.request.RequestException;
import dev.spikebench.loadgen.request.RequestForm;
import dev.spikebench.loadgen.request.RequestHeader;
import dev.spikebench.loadgen.request.SuccessRule;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A request to another API than the ingest contract's, sent in the place of events.
public final class RequestOptions {
  private static final String JSON = "application/json";
  private static final long MAX_BODY_BYTES = 64L << 20;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-X", "--method"},
      paramLabel = "METHOD",
      description = "Another API: its HTTP method (default: POST with a body, else GET).")
  private @Nullable String method;

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = "Another API: path and query, where no URL holds them (default: /).")
  private @Nullable String path;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description = "Another API: a header of every request; repeatable.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description = "Another API: media type of the body (default: application/json).")
  private @Nullable String contentType;

  @Option(
      names = "--body-file",
      paramLabel = "FILE",
      description = "Another API: the body of every request, sent as it is.")
  private @Nullable Path bodyFile;

  @Option(
      names = "--body-template",
      paramLabel = "FILE",
      description = {
        "Another API: a body with placeholders, rendered before the clock starts: $${index},",
        "$${uuid}, $${nonce} (the run's own), $${timestamp}, $${random:1..100}."
      })
  private @Nullable Path bodyTemplate;

  @Option(
      names = "--success",
      paramLabel = "RULE",
      description = {
        "Another API: what a good answer is like (default: status=2xx); repeatable, all must hold:",
        "status=200,201, body~REGEX, json:/pointer=value."
      })
  private List<String> success = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before the options are read
  RequestOptions() {}

  /// Whether a request to another API is asked for.
  boolean any() {
    return method != null
        || path != null
        || contentType != null
        || bodyFile != null
        || bodyTemplate != null
        || !headers.isEmpty()
        || !success.isEmpty();
  }

  /// The base URL in what was given as the target.
  ///
  /// @throws ParameterException if it has a path, which belongs to another API, and none is asked
  ///   for
  URI base(URI url) {
    if (!any() && !isBare(url)) {
      throw new ParameterException(
          spec.commandLine(),
          "'"
              + url
              + "' must end after the port: the paths are the contract's. For another API say what"
              + " to send: -X GET, --body-file or --body-template.");
    }
    return URI.create(url.getScheme() + "://" + url.getRawAuthority());
  }

  /// The request that these options describe.
  ///
  /// @param url the target, with the path and query that the request goes to; null where the target
  ///   is started
  /// @throws ParameterException if options contradict each other, or one can't be used
  CustomRequest request(@Nullable URI url) {
    if (path != null && url != null && !isBare(url)) {
      throw new ParameterException(
          spec.commandLine(), "The URL names a path already: leave --path out.");
    }
    if (bodyFile != null && bodyTemplate != null) {
      throw new ParameterException(
          spec.commandLine(), "--body-file and --body-template exclude each other: give one.");
    }
    try {
      RequestBody body = body();
      boolean none = body instanceof RequestBody.None;
      if (none && contentType != null) {
        throw new RequestException(
            "--content-type belongs to a body: give --body-file or --body-template too");
      }
      return new CustomRequest(
          new RequestForm(
              method == null ? (none ? "GET" : "POST") : method,
              path(url),
              headers.stream().map(RequestHeader::parse).toList(),
              none ? null : contentType == null ? JSON : contentType,
              SuccessRule.parse(success)),
          body);
    } catch (RequestException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean isBare(URI url) {
    return url.getRawQuery() == null && url.getRawPath().replace("/", "").isEmpty();
  }

  private String path(@Nullable URI url) {
    if (path != null) {
      return path;
    }
    if (url == null || url.getRawPath().isEmpty()) {
      return url == null || url.getRawQuery() == null ? "/" : "/?" + url.getRawQuery();
    }
    return url.getRawQuery() == null
        ? url.getRawPath()
        : url.getRawPath() + "?" + url.getRawQuery();
  }

  private RequestBody body() {
    if (bodyFile != null) {
      return new RequestBody.Bytes(read("--body-file", bodyFile));
    }
    if (bodyTemplate == null) {
      return new RequestBody.None();
    }
    byte[] bytes = read("--body-template", bodyTemplate);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new RequestBody.Template(BodyTemplate.parse(text, bodyTemplate.toString()), text);
    } catch (CharacterCodingException e) {
      throw new RequestException(bodyTemplate + " is not UTF-8 text; --body-file sends any bytes");
    }
  }

  private static byte[] read(String option, Path file) {
    try {
      if (Files.size(file) > MAX_BODY_BYTES) {
        throw new RequestException(
            option + " " + file + " is larger than " + (MAX_BODY_BYTES >> 20) + " MiB");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new RequestException(option + " " + file + " does not exist");
    } catch (IOException e) {
      throw new RequestException(option + " " + file + " can't be read: " + e.getMessage());
    }
  }
}
