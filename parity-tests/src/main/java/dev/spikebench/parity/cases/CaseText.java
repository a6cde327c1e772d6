package dev.spikebench.parity.cases;

import dev.spikebench.parity.ParityException;
import dev.spikebench.parity.script.Field;
import dev.spikebench.parity.script.Framing;
import dev.spikebench.parity.script.Request;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one block of the file of cases; the file's head explains the form.
final class CaseText {
  private static final Pattern ANSWER = Pattern.compile("(.*?) => ([0-9]{3})");
  private static final Pattern FIELDS = Pattern.compile("\\[(.*?)\\](?= |$) ?(.*)");
  private static final List<Field> JSON = List.of(new Field("Content-Type", "application/json"));

  private final String head;

  CaseText(String head) {
    this.head = head;
  }

  ContractCase read(List<String> lines) {
    String[] words = head.split(" ");
    List<String> rules = new ArrayList<>(List.of(words[0].substring(0, words[0].indexOf('.'))));
    Grade grade = Grade.MUST;
    boolean needsLaunch = false;
    for (String word : List.of(words).subList(1, words.length)) {
      if (word.startsWith("+")) {
        rules.add(word.substring(1));
      } else if (word.equals("needs:launch")) {
        needsLaunch = true;
      } else {
        grade = Grade.valueOf(word);
      }
    }
    List<Step> steps = new ArrayList<>();
    List<Integer> statuses = new ArrayList<>();
    for (String line : lines) {
      Matcher answer = ANSWER.matcher(line.substring(2));
      boolean answered = answer.matches();
      steps.add(step(answered ? answer.group(1) : line.strip()));
      statuses.add(answered ? Integer.parseInt(answer.group(2)) : 0);
    }
    if (steps.isEmpty()) {
      throw unreadable("no step");
    }
    return new ContractCase(words[0], grade, rules, needsLaunch, new Scenario(steps), statuses);
  }

  private Step step(String text) {
    String verb = text.split(" ", 2)[0];
    String rest = text.length() > verb.length() ? text.substring(verb.length() + 1) : "";
    return switch (verb) {
      case "event" -> new Step.Call(event(rest));
      case "batch" ->
          new Step.Call(
              Request.post("/api/events/batch", CaseMacros.bytes("{\"events\":[" + rest + "]}")));
      case "body" -> new Step.Call(Request.post("/api/events", CaseMacros.bytes(rest)));
      case "subscribe" -> new Step.Subscribe(rest);
      case "restart" -> new Step.Restart();
      case "race" -> race(rest);
      default -> {
        if (!verb.matches("[A-Z]+")) {
          throw unreadable(text);
        }
        yield new Step.Call(request(verb, rest));
      }
    };
  }

  private Step race(String text) {
    Matcher parts = Pattern.compile("([0-9]+) event ?(.*)").matcher(text);
    if (!parts.matches()) {
      throw unreadable(text);
    }
    return new Step.Race(event(parts.group(2)), Integer.parseInt(parts.group(1)));
  }

  private static Request event(String members) {
    String body = members.isEmpty() ? "{E}" : "{E," + members + "}";
    return Request.post("/api/events", CaseMacros.bytes(body));
  }

  private static Request request(String method, String text) {
    String target = text.split(" ", 2)[0];
    String rest = text.length() > target.length() ? text.substring(target.length() + 1) : "";
    Matcher fields = FIELDS.matcher(rest);
    boolean given = rest.startsWith("[") && fields.matches() && isFieldList(fields.group(1));
    Framing framing = Framing.PLAIN;
    List<Field> all = new ArrayList<>(given || !method.equals("POST") ? List.of() : JSON);
    if (given && !fields.group(1).isEmpty()) {
      for (String field : fields.group(1).split(" \\| ", -1)) {
        if (field.startsWith("~")) {
          framing = Framing.parse(field.substring(1));
        } else {
          String[] sides = field.split(": ", 2);
          all.add(new Field(sides[0], sides[1]));
        }
      }
    }
    String body = CaseMacros.bytes(given ? fields.group(2) : rest);
    return new Request(method, target, all, body, framing);
  }

  /// A body may begin with a bracket too.
  private static boolean isFieldList(String text) {
    return text.isEmpty() || text.matches("[A-Za-z-]+: .*|~.*");
  }

  private ParityException unreadable(String what) {
    return new ParityException("The case " + head + " can't be read at: " + what);
  }
}
