package co.kendev.spaces.platform.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.Optional;

/** The one data converter: what it writes today must be readable by the oldest and the newest worker alive. */
public final class Payloads {
    /** Histories are read as a whole at every replay; anything larger belongs in PostgreSQL and travels by its id. */
    public static final int PAYLOAD_BYTES_MAX = 32 * 1024;

    private static final DataConverter CONVERTER =
            DefaultDataConverter.newDefaultInstance().withPayloadConverterOverrides(new SmallJson(mapper()));

    private Payloads() {}

    /** The converter for clients, workers and tests alike. */
    public static DataConverter converter() {
        return CONVERTER;
    }

    private static ObjectMapper mapper() {
        return JacksonJsonPayloadConverter.newDefaultObjectMapper()
                // An older worker must survive a field that a newer one has added.
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    }

    private static final class SmallJson extends JacksonJsonPayloadConverter {
        SmallJson(ObjectMapper mapper) {
            super(mapper);
        }

        @Override
        public Optional<Payload> toData(Object value) throws DataConverterException {
            var payload = super.toData(value);
            payload.ifPresent(SmallJson::refuseLarge);
            return payload;
        }

        private static void refuseLarge(Payload payload) {
            int size = payload.getData().size();
            if (size > PAYLOAD_BYTES_MAX)
                throw new DataConverterException("A payload of " + size + " bytes: the limit is " + PAYLOAD_BYTES_MAX
                        + ". Store it and send its id.");
        }
    }
}
