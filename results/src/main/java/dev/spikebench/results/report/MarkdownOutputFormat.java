package dev.spikebench.results.report;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/// Escapes text for a line or a table cell of GitHub-flavoured Markdown, so that no name can break
/// a table or bring markup of its own. Stateless.
final class MarkdownOutputFormat extends CommonMarkupOutputFormat<MarkdownOutputFormat.Text> {

  static final MarkdownOutputFormat INSTANCE = new MarkdownOutputFormat();

  private static final String SPECIAL = "\\`*[]<>|&~#$";

  private MarkdownOutputFormat() {}

  @Override
  public String getName() {
    return "Markdown";
  }

  @Override
  public String getMimeType() {
    return "text/markdown";
  }

  @Override
  public void output(String text, Writer writer) throws IOException {
    writer.write(escapePlainText(text));
  }

  @Override
  public String escapePlainText(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (Character.isISOControl(character)) {
        escaped.append(' ');
        continue;
      }
      if (SPECIAL.indexOf(character) >= 0 || isEmphasis(text, index)) {
        escaped.append('\\');
      }
      escaped.append(character);
    }
    return escaped.toString();
  }

  /// An underscore inside a word is no markup (CommonMark, rule 2 of emphasis).
  private static boolean isEmphasis(String text, int index) {
    return text.charAt(index) == '_'
        && !(index > 0
            && index + 1 < text.length()
            && Character.isLetterOrDigit(text.charAt(index - 1))
            && Character.isLetterOrDigit(text.charAt(index + 1)));
  }

  @Override
  public boolean isLegacyBuiltInBypassed(String builtInName) {
    return false;
  }

  @Override
  protected Text newTemplateMarkupOutputModel(@Nullable String plainText, @Nullable String markup) {
    return new Text(plainText, markup);
  }

  /// Text that is Markdown already, or is still to be escaped.
  static final class Text extends CommonTemplateMarkupOutputModel<Text> {

    Text(@Nullable String plainText, @Nullable String markup) {
      super(plainText, markup);
    }

    @Override
    public MarkdownOutputFormat getOutputFormat() {
      return INSTANCE;
    }
  }
}
