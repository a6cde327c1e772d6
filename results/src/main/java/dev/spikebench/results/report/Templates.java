package dev.spikebench.results.report;

import dev.spikebench.results.ResultsException;
import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.ConditionalTemplateConfigurationFactory;
import freemarker.cache.FileExtensionMatcher;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.OutputFormat;
import freemarker.core.TemplateConfiguration;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/// The template engine, set up so that everything is escaped and nothing depends on the system's
/// language or time zone. Thread-safe.
final class Templates {

  private static final Configuration CONFIGURATION = configuration();

  private Templates() {}

  /// Fills an HTML template.
  static String html(String name, Map<String, Object> values) {
    return fill(name, HTMLOutputFormat.INSTANCE, values);
  }

  /// Fills a Markdown template.
  static String markdown(String name, Map<String, Object> values) {
    return fill(name, MarkdownOutputFormat.INSTANCE, values);
  }

  private static String fill(String name, OutputFormat format, Map<String, Object> values) {
    try {
      Template template = CONFIGURATION.getTemplate(name);
      if (!template.getOutputFormat().equals(format)) {
        throw new ResultsException("template " + name + " does not escape as " + format.getName());
      }
      StringWriter writer = new StringWriter();
      template.process(values, writer);
      return writer.toString();
    } catch (IOException | TemplateException e) {
      throw new ResultsException("template " + name + " of the report is damaged", e);
    }
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTemplateLoader(new ClassTemplateLoader(Templates.class, ""));
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setLocalizedLookup(false);
    configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
    configuration.setNumberFormat("computer");
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setRegisteredCustomOutputFormats(List.of(MarkdownOutputFormat.INSTANCE));
    TemplateConfiguration markdown = new TemplateConfiguration();
    markdown.setOutputFormat(MarkdownOutputFormat.INSTANCE);
    configuration.setTemplateConfigurations(
        new ConditionalTemplateConfigurationFactory(new FileExtensionMatcher("ftlm"), markdown));
    return configuration;
  }
}
