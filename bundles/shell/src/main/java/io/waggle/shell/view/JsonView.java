package io.waggle.shell.view;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The same answer for programs. Durations are milliseconds and their keys end in {@code Ms},
 * instants are ISO 8601, ids are whole, a value that is not known is null.
 */
public final class JsonView {

  /** Value of {@code schema}; changes when a program that reads the old form would break. */
  public static final String SCHEMA = "waggle/1";

  private final JsonBuilderFactory json = Json.createBuilderFactory(null);

  /** One document. */
  public JsonObject document(Answer answer) {
    JsonObjectBuilder document =
        json.createObjectBuilder().add("schema", SCHEMA).add("command", answer.command());
    answer.sections().forEach(section -> add(document, section));
    return document.build();
  }

  private void add(JsonObjectBuilder document, Section section) {
    if (section instanceof Section.Rows rows) {
      document.add(rows.name(), array(rows.rows()));
    } else if (section instanceof Section.Sentences sentences) {
      document.add(sentences.name(), array(sentences.rows()));
    } else if (section instanceof Section.Remark remark) {
      document.add(remark.name(), value(remark.value()));
    } else if (section instanceof Section.Facts facts && facts.name().isEmpty()) {
      document.addAll(json.createObjectBuilder(object(facts.fields())));
    } else if (section instanceof Section.Facts facts) {
      document.add(facts.name(), object(facts.fields()));
    }
  }

  private JsonArrayBuilder array(List<Fields> rows) {
    JsonArrayBuilder array = json.createArrayBuilder();
    rows.forEach(row -> array.add(object(row)));
    return array;
  }

  /** The fields of one thing. */
  public JsonObject object(Fields fields) {
    JsonObjectBuilder object = json.createObjectBuilder();
    fields.values().forEach((name, value) -> object.add(key(name, value), value(value)));
    return object.build();
  }

  private static String key(String name, Object value) {
    return value instanceof Fields.Span ? name + "Ms" : name;
  }

  private JsonValue value(Object value) {
    if (value == null) {
      return JsonValue.NULL;
    } else if (value instanceof Optional<?> optional) {
      return optional.map(this::value).orElse(JsonValue.NULL);
    } else if (value instanceof Fields.Span span) {
      return span.length()
          .map(d -> (JsonValue) Json.createValue(d.toMillis()))
          .orElse(JsonValue.NULL);
    } else if (value instanceof Fields fields) {
      return object(fields);
    } else if (value instanceof Collection<?> many) {
      JsonArrayBuilder array = json.createArrayBuilder();
      many.forEach(v -> array.add(value(v)));
      return array.build();
    } else if (value instanceof Map<?, ?> map) {
      JsonObjectBuilder object = json.createObjectBuilder();
      map.forEach((k, v) -> object.add(String.valueOf(k), value(v)));
      return object.build();
    }
    return scalar(value);
  }

  private static JsonValue scalar(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? JsonValue.TRUE : JsonValue.FALSE;
    } else if (value instanceof Integer || value instanceof Long) {
      return Json.createValue(((Number) value).longValue());
    } else if (value instanceof Number number) {
      return Json.createValue(number.doubleValue());
    }
    return Json.createValue(String.valueOf(value));
  }
}
