package co.kendev.spaces.platform.web;

import java.util.Locale;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** The JSON of the machine interfaces: strict in what it reads, camelCase and ISO times in what it writes. */
@Configuration(proxyBeanMethods = false)
public class ApiJson implements WebMvcConfigurer {
    private static final JsonMapper MAPPER = mapper();
    public static final String UNCLEAN = "contains a character that cannot be stored";

    /** The mapper of the interfaces; not a bean, so that nobody else's JSON changes with it. */
    public static JsonMapper strict() {
        return MAPPER;
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.withJsonConverter(new JacksonJsonHttpMessageConverter(MAPPER));
    }

    private static JsonMapper mapper() {
        var builder = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .addModule(new SimpleModule().addDeserializer(String.class, new CleanText()));
        for (var type : new LogicalType[] {LogicalType.Integer, LogicalType.Float, LogicalType.Boolean}) {
            builder.withCoercionConfig(
                    type,
                    config -> config.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
        }
        return builder.build();
    }

    /** Whether PostgreSQL and every reader can take the text: no NUL, no half of a surrogate pair. */
    public static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Names every text inside a free-form value that cannot be stored. */
    public static void check(String path, JsonNode node, Fields fields) {
        if (node.isString() && !isClean(node.stringValue())) {
            fields.wrong(path, UNCLEAN);
        }
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            check(path + "[" + i + "]", node.get(i), fields);
        }
        for (var property : node.properties()) {
            if (!isClean(property.getKey())) {
                fields.wrong(path, "has a name that " + UNCLEAN);
            } else {
                check(path + "." + property.getKey(), property.getValue(), fields);
            }
        }
    }

    /** Reads strings only from strings, and only those that can be stored. */
    private static final class CleanText extends StdScalarDeserializer<String> {
        CleanText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (String) context.handleUnexpectedToken(
                        getValueType(context), parser.currentToken(), parser, "must be a text");
            }
            var text = parser.getString();
            if (!isClean(text)) {
                throw context.weirdStringException(
                        String.format(Locale.ROOT, "%d characters", text.length()), String.class, UNCLEAN);
            }
            return text;
        }
    }
}
